"""Vaccines, oxygen, and what rises.

What was refused or done often enough, the season, a reading with or without oxygen, a value that rose, and a dose
for each kg.
"""

from __future__ import annotations

from typing import Any

from cards.definitions.therapy import steroid
from cards.valuesets import (
    ARTERIAL_OXYGEN,
    BODY_WEIGHT,
    CT_CHEST,
    ILD,
    INFLUENZA_VACCINE,
    LIVE_VACCINE,
    METHOTREXATE,
    OXYGEN_FLOW,
    OXYGEN_SATURATION,
    RECOMBINANT_ZOSTER_VACCINE,
    SMOKING_CESSATION,
    SYSTOLIC_PRESSURE,
)
from cdshooks.patient.answer import NO, NOT_KNOWN, YES
from cdshooks.rules.drafting import Subject, medication_request
from cdshooks.rules.language import (
    DrugOrder,
    condition,
    done,
    done_times,
    drug,
    fell_on_room_air,
    found_since,
    had_sustained,
    lab,
    last_done,
    newer_than,
    on_oxygen,
    orders_of,
    per_kg,
    per_week,
    perhaps_live,
    refused,
    request_for,
    rose_by,
    rose_past,
    run_begun_within,
    season,
    sustained_with_draft,
    vaccine_in_words,
    where,
)
from tests.cards.clinic import LOINC, SNOMED, Json, coded, day, draft, ild, order, quantity, result
from tests.cards.clinic import done as finished
from tests.cards.clinic import ordered_test as requested
from tests.cards.clinic import steroid as prednisone
from tests.cards.clinic import steroid_draft
from tests.cards.prevention import CVX, vaccinated, vaccine_draft
from tests.spec.asking import SIGN, a_card, ask, findings, plan_of, why

influenza = done(INFLUENZA_VACCINE, "Immunization")
zoster = done(RECOMBINANT_ZOSTER_VACCINE, "Immunization")
at_rest = lab(OXYGEN_SATURATION, "%", worse="lower")
flow = lab(OXYGEN_FLOW, "L/min")


def spo2(percent: int, on: int, litres: object = None, id: str = "s") -> Json:
    """Saturation at rest; with a flow of oxygen where one is given."""
    part = {"code": coded(LOINC, "3151-8"), "valueQuantity": quantity(litres, "L/min")}
    more: dict[str, Any] = {} if litres is None else {"component": [part]}
    return result(f"{id}{-on}", "59408-5", percent, "%", on=on, **more)


def test_declined() -> None:
    """`request_for(SET).declined(within=365)`: asked for so many days ago and revoked since."""
    declined = request_for(SMOKING_CESSATION).declined(within=365)

    def stop(**how: Any) -> Json:
        return requested("r", "315232003", system=SNOMED, **how)

    assert ask(declined, stop(status="revoked", authored=-365)) is YES
    assert ask(declined, stop(status="revoked", authored=-366)) is NO
    assert ask(declined, stop()) is NO
    assert ask(declined, stop(status="entered-in-error")) is NO
    assert ask(declined, lacking=["ServiceRequest"]) is NOT_KNOWN


def test_refused() -> None:
    """`refused(SET, kinds)`: the record says that it was not done."""
    no = refused(INFLUENZA_VACCINE, "Immunization")
    assert ask(no, vaccinated("141", status="not-done")) is YES
    assert ask(no, vaccinated("141")) is NO
    assert ask(no.done_within(365), vaccinated("141", on=-366, status="not-done")) is NO
    assert ask(no, lacking=["Immunization"]) is NOT_KNOWN


def test_done_since_a_day_of_the_year() -> None:
    """`done_since(801)`: done since the first of August, the last one that was.

    Stories happen on 10 March 2026.
    """
    since = influenza.done_since(801)
    assert ask(since, vaccinated("141", on=-221)) is YES
    assert ask(since, vaccinated("141", on=-222)) is NO
    assert ask(influenza.done_since(310), vaccinated("141", on=0)) is YES
    assert ask(influenza.done_since(310), vaccinated("141", on=-1)) is NO
    assert ask(influenza.done_since(311), vaccinated("141", on=-364)) is YES
    assert since.words == "influenza vaccine done since 1 August"


def test_how_often() -> None:
    """`done_times(done(...), 2)`: on at least so many different days; a day recorded twice counts once."""
    twice = done_times(zoster, 2)
    first, second = vaccinated("187", on=-200), vaccinated("187", on=-100)
    assert ask(twice, first, second) is YES
    assert ask(twice, first, {**first, "id": "again"}) is NO
    assert ask(twice, first) is NO
    assert ask(twice, first, {**second, "occurrenceDateTime": "2025"}) is NOT_KNOWN
    assert ask(twice, first, in_part=["Immunization"]) is NOT_KNOWN
    assert ask(twice, first, second, in_part=["Immunization"]) is YES


def test_the_last_time() -> None:
    """`last_done(done(...))` is yes where the list was read; its line says when it was done last."""
    last = last_done(influenza)
    assert ask(last) is YES
    assert why(last) == "influenza vaccine: none on record"
    given = [vaccinated("141", on=-600), vaccinated("141", on=-400)]
    assert why(last, *given) == f"influenza vaccine: last on record {day(-400)}"
    assert ask(last, lacking=["Immunization"]) is NOT_KNOWN


def test_season() -> None:
    """`season(901, 331)`: today lies between two days of the year, both counted; 901 is 1 September."""
    assert ask(season(901, 331)) is YES
    assert ask(season(901, 310)) is YES
    assert ask(season(901, 309)) is NO
    assert ask(season(310, 930)) is YES
    assert ask(season(311, 930)) is NO
    assert season(901, 331).words == "today lies between 1 September and 31 March"


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
    """`sustained_with_draft(steroid, mg, days)`: the time at the dose is so long, and a draft is part of it."""
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


def test_a_dose_per_kg() -> None:
    """`per_kg(per_week, weight)`: the amount for each kg of body weight; without a weight it is not known."""
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


def test_a_vaccine_in_words() -> None:
    """`vaccine_in_words`: a draft names a vaccine and carries no vaccine code; `perhaps_live` leaves it open."""
    named = {**vaccine_draft("03"), "medicationCodeableConcept": {"text": "MMR vaccine"}}
    assert ask(vaccine_in_words, ordered=[named]) is YES
    assert ask(vaccine_in_words, elsewhere=[named]) is NO
    assert ask(vaccine_in_words, ordered=[vaccine_draft("141", "influenza vaccine")]) is NO
    assert ask(perhaps_live, ordered=[named]) is NOT_KNOWN
    assert ask(perhaps_live, ordered=[vaccine_draft("141", "influenza vaccine")]) is NO
    assert "has no vaccine code" in why(perhaps_live, ordered=[named])


def test_an_occasion_beside_drugs() -> None:
    """`orders_of(drug, or_else=(x,))`: what x finds among the drafts is an occasion too."""
    card = a_card(about=orders_of(drug(LIVE_VACCINE), or_else=(request_for(LIVE_VACCINE).ordered(),)))
    asked = requested("v", "03", system=CVX, status="draft")
    [found] = findings(plan_of(card), ordered=[asked]).findings
    assert found.outcome.value == "fired"
    [found] = findings(plan_of(card), hook=SIGN, ordered=[draft("m", "6851")]).findings
    assert found.outcome.value == "no occasion"


def test_a_draft_of_a_vaccine() -> None:
    """A `DrugOrder` with `system` names its product by another system than RxNorm: a vaccine by CVX."""
    once = DrugOrder(
        "influenza vaccine",
        "141",
        "Influenza",
        "1",
        "dose",
        "{dose}",
        ("78421000", "Intramuscular route"),
        (1, 1, "d"),
        "influenza vaccine, 1 dose",
        days=1,
        system=CVX,
    )
    drafted = medication_request(once, Subject("pat"))
    assert drafted["medicationCodeableConcept"]["coding"][0]["system"] == CVX
