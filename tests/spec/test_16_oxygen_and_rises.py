"""Oxygen and what rises.

A reading with or without oxygen, a value that rose, a run of glucocorticoid, a dose for each kg.
"""

from __future__ import annotations

from typing import Any

from cards.definitions.therapy import steroid
from cards.valuesets import (
    ARTERIAL_OXYGEN,
    BODY_WEIGHT,
    CT_CHEST,
    ILD,
    METHOTREXATE,
    OXYGEN_FLOW,
    OXYGEN_SATURATION,
    SYSTOLIC_PRESSURE,
)
from cdshooks.patient.answer import NO, NOT_KNOWN, YES
from cdshooks.rules.language import (
    condition,
    done,
    drug,
    fell_on_room_air,
    found_since,
    had_sustained,
    lab,
    newer_than,
    on_oxygen,
    per_kg,
    per_week,
    pulse_to_come,
    rose_by,
    rose_past,
    run_begun_within,
    sustained_to_come,
    sustained_with_draft,
    where,
)
from tests.cards.clinic import (
    LOINC,
    Json,
    coded,
    day,
    ild,
    order,
    quantity,
    result,
    steroid_draft,
)
from tests.cards.clinic import done as finished
from tests.cards.clinic import steroid as prednisone
from tests.spec.asking import ask, why

at_rest = lab(OXYGEN_SATURATION, "%", worse="lower")
flow = lab(OXYGEN_FLOW, "L/min")


def spo2(percent: int, on: int, litres: object = None, id: str = "s") -> Json:
    """Saturation at rest; with a flow of oxygen where one is given."""
    part = {"code": coded(LOINC, "3151-8"), "valueQuantity": quantity(litres, "L/min")}
    more: dict[str, Any] = {} if litres is None else {"component": [part]}
    return result(f"{id}{-on}", "59408-5", percent, "%", on=on, **more)


def test_found_since() -> None:
    """`found_since(done(...), x)`: dated on the day of the newest fact behind x, or later.

    Of a diagnosis the onset counts, else recordedDate.
    """
    imaged = found_since(done(CT_CHEST, "DiagnosticReport"), condition(ILD))
    lungs = ild(onset=-20, recorded=-5)
    assert ask(imaged, lungs, finished("DiagnosticReport", "c", "24627-2", on=-20)) is YES
    assert ask(imaged, lungs, finished("DiagnosticReport", "c", "24627-2", on=-21)) is NO
    assert ask(imaged, lungs) is NO
    assert ask(imaged) is NO
    assert ask(imaged, lungs, lacking=["DiagnosticReport"]) is NOT_KNOWN
    undated = ild(recorded=None)
    assert ask(imaged, undated, finished("DiagnosticReport", "c", "24627-2")) is NOT_KNOWN


def test_taken_on_oxygen() -> None:
    """`on_oxygen(result, oxygen)`: a flow, or more than 21 %, is written with the newest result."""
    given = on_oxygen(at_rest.result(within=30), flow)
    assert ask(given, spo2(92, -3, litres=2)) is YES
    assert ask(given, spo2(92, -3, litres=0)) is NO
    assert ask(given, spo2(92, -3)) is NO
    assert ask(given) is NO
    assert ask(given, spo2(92, -3, litres="2 of them")) is NOT_KNOWN
    assert ask(given, lacking=["Observation"]) is NOT_KNOWN
    assert ask(given, spo2(92, -3), lacking=[OXYGEN_FLOW.name]) is NOT_KNOWN
    assert why(given, spo2(92, -3), lacking=[OXYGEN_FLOW.name]) == "oxygen flow: results not supplied"
    assert ask(given, spo2(92, -3, litres=2), lacking=[OXYGEN_FLOW.name]) is YES


def test_newer_than() -> None:
    """`newer_than(result, other)`: the newest of the one is later than the newest of the other."""
    newer = newer_than(at_rest.result(within=30), lab(ARTERIAL_OXYGEN, "mm Hg").result(within=30))
    gas = result("g", "2703-7", 50, "mm[Hg]", on=-5)
    assert ask(newer, gas, spo2(95, -4)) is YES
    assert ask(newer, gas, spo2(95, -5)) is NO
    assert ask(newer, gas) is NO
    assert ask(newer, gas, {**spo2(95, -4), "effectiveDateTime": day(-5)[:7]}) is NOT_KNOWN
    assert ask(newer, gas, lacking=["Observation"]) is NOT_KNOWN


def test_fell_on_room_air() -> None:
    """`fell_on_room_air`: below a bound, and so many points below an earlier reading; both without oxygen."""
    fell = fell_on_room_air(at_rest, flow, below=92, points=4, newest_days=14, earlier=(15, 365))
    assert ask(fell, spo2(95, -90), spo2(91, -2)) is YES
    assert ask(fell, spo2(94, -90), spo2(91, -2)) is NO
    assert ask(fell, spo2(97, -90), spo2(92, -2)) is NO
    assert ask(fell, spo2(95, -90), spo2(91, -15)) is NO
    assert ask(fell, spo2(95, -90), spo2(91, -2, litres=2)) is NO
    assert ask(fell, spo2(95, -90), spo2(91, -2, litres="some")) is NOT_KNOWN
    assert ask(fell, lacking=["Observation"]) is NOT_KNOWN
    assert ask(fell, spo2(95, -90), spo2(91, -2), lacking=[OXYGEN_FLOW.name]) is NOT_KNOWN
    assert ask(fell, spo2(95, -90, 0), spo2(91, -2, 0), lacking=[OXYGEN_FLOW.name]) is YES


def test_rose() -> None:
    """`rose_by` so many points; `rose_past` a bound that the earlier value did not reach."""
    systolic = lab(SYSTOLIC_PRESSURE, "mm Hg")
    by = rose_by(systolic, 30, newest_days=14, earlier=(15, 365))
    past = rose_past(systolic, 140, newest_days=14, earlier=(15, 365))

    def pressure(value: int, on: int) -> Json:
        return result(f"p{-on}", "8480-6", value, "mm[Hg]", on=on)

    assert ask(by, pressure(110, -90), pressure(140, -3)) is YES
    assert ask(by, pressure(111, -90), pressure(140, -3)) is NO
    assert ask(past, pressure(139, -90), pressure(140, -3)) is YES
    assert ask(past, pressure(140, -90), pressure(160, -3)) is NO
    assert ask(by, pressure(110, -90), pressure(150, -15)) is NO
    assert ask(by, pressure(150, -3)) is NO
    assert ask(by, lacking=["Observation"]) is NOT_KNOWN


def test_a_draft_in_the_run() -> None:
    """`sustained_with_draft(steroid, mg, days)`: so long at the dose, and a draft is part of it."""
    run = sustained_with_draft(steroid, 5, 90)
    assert ask(run, ordered=[steroid_draft(mg=5, days=90)]) is YES
    assert ask(run, ordered=[steroid_draft(mg=5, days=89)]) is NO
    assert ask(run, prednisone(mg=5, start=-200), ordered=[steroid_draft("n", 4, days=9, start=40)]) is NO
    assert ask(run, prednisone(mg=5, start=-80), ordered=[steroid_draft("n", 5, days=10)]) is YES
    assert ask(run, lacking=["MedicationRequest"]) is NOT_KNOWN


def test_since_when_the_run() -> None:
    """`run_begun_within(steroid, mg, days)`: at most so many days of the present run lie before today."""
    begun = run_begun_within(steroid, 5, 365)
    assert ask(begun, prednisone(mg=5, start=-365)) is YES
    assert ask(begun, prednisone(mg=5, start=-366)) is NO
    assert ask(begun) is NO
    assert ask(begun, prednisone(mg=5, start=-9), lacking=["MedicationStatement"]) is NOT_KNOWN
    assert ask(begun, prednisone(mg=5, start=-366), lacking=["MedicationStatement"]) is NO


def test_a_run_that_ended() -> None:
    """`had_sustained(steroid, mg, days, ended_within=28)`: so long at the dose, ended so lately."""
    had = had_sustained(steroid, 20, 14, ended_within=28)
    assert ask(had, prednisone(start=-60, until=-28, status="completed")) is YES
    assert ask(had, prednisone(start=-60, until=-29, status="completed")) is NO
    assert ask(had, prednisone(start=-40, until=-28, status="completed")) is NO
    assert ask(had, lacking=["MedicationRequest"]) is NOT_KNOWN


def test_a_run_to_come() -> None:
    """`sustained_to_come(steroid, mg, days)`: a course of that dose and stated length begins after today."""
    coming = sustained_to_come(steroid, 20, 14)
    assert ask(coming, prednisone(start=1, until=14)) is YES
    assert ask(coming, prednisone(start=1, until=13)) is NO
    assert ask(coming, prednisone(start=0, until=40)) is NO
    assert ask(coming, prednisone(mg=19, start=7, until=40)) is NO
    assert ask(coming, prednisone(start=7, until=40, status="on-hold")) is NO
    assert ask(coming, prednisone(start=7)) is NO
    assert ask(coming, ordered=[steroid_draft("n", 20, start=7, until=40)]) is YES
    assert ask(coming, lacking=["MedicationRequest"]) is NOT_KNOWN


def test_a_pulse_to_come() -> None:
    """`pulse_to_come(steroid)`: a pulse is ordered or drafted for a day after today."""
    coming = pulse_to_come(steroid)
    assert [ask(coming, prednisone(mg=1000, start=on, until=on + 2)) for on in (1, -2)] == [YES, NO]
    assert ask(coming, prednisone(mg=100, start=7, until=9)) is NO
    assert ask(coming, lacking=["MedicationRequest"]) is NOT_KNOWN


def test_a_dose_per_kg() -> None:
    """`per_kg(per_week, weight)`: the amount for each kg of weight; without a weight not known."""
    weight = lab(BODY_WEIGHT, "kg", worse="lower").result(within=180)
    high = where(drug(METHOTREXATE).in_use(), per_kg(per_week, weight).above("0.4"))
    low = where(drug(METHOTREXATE).in_use(), per_kg(per_week, weight).at_most("0.4"))
    kilos = result("w", "29463-7", 50, "kg")
    twenty = order("m", "6851", dose=20, per=(1, 1, "wk"), start=-9)
    assert ask(high, kilos, twenty) is NO
    assert ask(low, kilos, twenty) is YES
    assert ask(high, kilos, order("m", "6851", dose="20.1", per=(1, 1, "wk"), start=-9)) is YES
    assert ask(high, twenty) is NOT_KNOWN
    assert ask(high, kilos) is NO
