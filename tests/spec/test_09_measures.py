"""Measures worked out from several results.

The formulas are arithmetic and stand in the machinery; which tests they read, and from which number on
something matters, is said by the cards.
"""

from __future__ import annotations

from dataclasses import replace

from cards.definitions.organs import on_dialysis
from cards.valuesets import (
    BODY_WEIGHT,
    CREATININE,
    DLCO_PERCENT,
    EGFR,
    FVC_LITRES,
    FVC_PERCENT,
    OXYGEN_FLOW,
    OXYGEN_SATURATION,
)
from cdshooks.patient.answer import NO, NOT_KNOWN, YES
from cdshooks.rules.language import (
    Clearance,
    FellBy,
    FellRelatively,
    MoreOxygen,
    RoseTo,
    SameDay,
    lab,
    low_on_room_air,
)
from tests.cards.clinic import LOINC, Json, coded, day, patient, quantity, result
from tests.cards.clinic import condition as diagnosis
from tests.spec.asking import ask, why

clearance = Clearance(
    creatinine=lab(CREATININE, "mg/dL").result(within=90),
    weight=lab(BODY_WEIGHT, "kg", worse="lower").result(within=180),
    egfr=lab(EGFR, "mL/min/1.73 m2", worse="lower").result(within=90),
    on_dialysis=on_dialysis,
    cap=150,
)
fvc = lab(FVC_PERCENT, "% predicted", worse="lower", lung_function=True)
litres = lab(FVC_LITRES, "L", worse="lower", lung_function=True)
dlco = lab(DLCO_PERCENT, "% predicted", worse="lower")
man_of_60 = patient(age=60, sex="male")
kilos_72 = result("w", "29463-7", 72, "kg", on=-20)
creatinine_2 = result("c", "2160-0", 2, "mg/dL")


def volume(id: str, litres: float, on: int) -> dict[str, object]:
    """FVC in litres."""
    return result(id, "19868-9", litres, "L", on=on)


def test_clearance() -> None:
    """`Clearance` is Cockcroft and Gault: (140 - age) x kg / (72 x creatinine), times 0.85 for women.

    A man of 60 years with 72 kg and 2.0 mg/dL has 40 mL/min; a woman has 34. Of "<0.2 mg/dL" only the least
    clearance is known.
    """
    lowest = result("c", "2160-0", 0.2, "mg/dL")
    lowest["valueQuantity"]["comparator"] = "<"
    assert ask(clearance.below(150), lowest, kilos_72, person=man_of_60) is NO
    assert ask(clearance.below(40), creatinine_2, kilos_72, person=man_of_60) is NO
    assert ask(clearance.at_most(40), creatinine_2, kilos_72, person=man_of_60) is YES
    assert ask(clearance.below(35), creatinine_2, kilos_72, person=patient(age=60, sex="female")) is YES
    assert "40 mL/min (Cockcroft-Gault)" in why(
        clearance.at_most(40), creatinine_2, kilos_72, person=man_of_60
    )


def test_clearance_without_a_weight() -> None:
    """Without a weight, or without a creatinine, the eGFR on record stands in; with none it is not known."""
    egfr_25 = result("e", "33914-3", 25, "mL/min/{1.73_m2}")
    assert ask(clearance.at_most(30), creatinine_2, egfr_25, person=man_of_60) is YES
    assert ask(clearance.at_most(30), creatinine_2, person=man_of_60) is NOT_KNOWN
    assert ask(clearance.at_most(30), person=man_of_60) is NOT_KNOWN


def test_clearance_on_dialysis() -> None:
    """On dialysis it is zero; where dialysis is not known, a clearance that looks sufficient is not known."""
    dialysis = diagnosis("d", "Z99.2", "Dependence on renal dialysis")
    assert ask(clearance.below(15), dialysis, person=man_of_60) is YES
    assert (
        ask(clearance.below(15), creatinine_2, kilos_72, person=man_of_60, lacking=["Condition"]) is NOT_KNOWN
    )
    assert ask(clearance.below(50), creatinine_2, kilos_72, person=man_of_60, lacking=["Condition"]) is YES


def test_two_clearances() -> None:
    """Two clearances that read a weight of different windows are worked out apart, in one patient too."""
    lately = replace(clearance, weight=replace(clearance.weight, within=30))
    both = clearance.at_most(40) & ~lately.at_most(40)
    old = result("w", "29463-7", 72, "kg", on=-31)
    egfr_60 = result("e", "33914-3", 60, "mL/min/{1.73_m2}")
    assert ask(both, creatinine_2, old, egfr_60, person=man_of_60) is YES


def test_fell_by() -> None:
    """`FellBy` compares the newest value with an earlier one, in points.

    The newest is at most so many days old, the earlier one lies in the gap before it. No pair is no.
    """
    year = FellBy(fvc, 10, 90, (84, 379), nearest=365)
    now = result("b", "19871-3", 60, "%", on=-10)
    assert ask(year, result("a", "19871-3", 70, "%", on=-375), now) is YES
    assert ask(year, result("a", "19871-3", 69, "%", on=-375), now) is NO
    assert ask(year, result("a", "19871-3", 90, "%", on=-93), now) is NO
    assert ask(year, result("a", "19871-3", 90, "%", on=-94), now) is YES
    assert ask(year, now) is NO
    assert ask(year, lacking=["Observation"]) is NOT_KNOWN


def test_fell_relatively() -> None:
    """`FellRelatively`: FVC fell by a share of the earlier test, by volume, else by percent predicted.

    The percent counts only where one of the two volumes is missing. 3.0 to 2.7 L is 10 %.
    """
    tenth = FellRelatively(litres, fvc, 10, 90, (84, 379), nearest=365)
    assert ask(tenth, volume("a", 3.0, -375), volume("b", 2.7, -10)) is YES
    assert ask(tenth, volume("a", 3.0, -375), volume("b", 2.71, -10)) is NO
    percent = [result("c", "19871-3", 80, "%", on=-375), result("d", "19871-3", 72, "%", on=-10)]
    assert ask(tenth, *percent) is YES
    assert ask(tenth, *percent, volume("b", 2.71, -10)) is YES
    assert ask(tenth, *percent, volume("a", 3.0, -375), volume("b", 2.71, -10)) is NO
    assert ask(tenth, volume("a", 3.0, -375), volume("b", 9, -10)) is NOT_KNOWN
    assert ask(tenth, percent[0], volume("b", 2.7, -10)) is NOT_KNOWN
    assert ask(tenth, volume("b", 2.7, -10)) is NO
    assert ask(tenth, lacking=["Observation"]) is NOT_KNOWN


def test_before_a_bronchodilator() -> None:
    """Of lung function on one day the test before a bronchodilator counts; the newest valid day decides.

    The code says which it was, or its words, the method, or a note. Without a word it comes before "after".
    """
    low = fvc.result(within=90).below(70)
    before, after = result("p", "19871-3", 69, "%", on=-3), result("q", "19873-9", 75, "%", on=-3)
    assert ask(low, before, after) is YES
    assert ask(low, result("p", "19871-3", 75, "%", on=-3), result("q", "19873-9", 69, "%", on=-3)) is NO
    assert ask(low, result("r", "19872-1", 75, "%", on=-3), result("q", "19873-9", 69, "%", on=-3)) is NO
    assert ask(low, result("q", "19873-9", 69, "%", on=-3)) is YES
    said = result("r", "19872-1", 69, "%", on=-3, method={"text": "Spirometry, pre-bronchodilator"})
    assert ask(low, said, result("s", "19872-1", 60, "%", on=-3, note=[{"text": "after salbutamol"}])) is YES
    assert ask(low, said, result("s", "19872-1", 75, "%", on=-3)) is YES
    assert ask(low, before, result("s", "19872-1", 300, "%", on=-1)) is YES
    year = FellBy(fvc, 5, 90, (84, 379), nearest=365)
    earlier = [result("a", "19871-3", 74, "%", on=-368), result("b", "19873-9", 80, "%", on=-368)]
    assert ask(year, *earlier, before, after) is YES
    before, after = result("p", "19871-3", 69.1, "%", on=-3), result("q", "19873-9", 60, "%", on=-3)
    assert ask(year, *earlier, before, after) is NO


def test_predicted_values() -> None:
    """Percentages of different predicted values are not compared, only volumes."""
    year = FellBy(fvc, 5, 90, (84, 379), nearest=365)
    tenth = FellRelatively(litres, fvc, 10, 90, (84, 379), nearest=365)
    now = result("b", "19871-3", 60, "%", on=-10, method={"text": "GLI 2012"})
    for words, answer in (
        ("GLI 2012", YES),
        ("GLI", YES),
        ("Global Lung Function Initiative 2012", YES),
        ("GLI 2022", NOT_KNOWN),
        ("GLI global", NOT_KNOWN),
        ("NHANES III", NOT_KNOWN),
        ("Hankinson 1999", NOT_KNOWN),
        ("GLI 2012, formerly NHANES III", YES),
    ):
        earlier = result("a", "19871-3", 80, "%", on=-375, referenceRange=[{"text": words}])
        assert ask(year, earlier, now) is answer, words
        assert ask(tenth, earlier, now) is answer, words
        assert ask(tenth, earlier, now, volume("c", 3.0, -375), volume("d", 2.7, -10)) is YES
        assert ask(tenth, earlier, now, volume("c", 3.0, -375), volume("d", 2.71, -10)) is NO


def test_which_earlier_value() -> None:
    """With `nearest` the value nearest to so many days before is the earlier one; without, the newest
    in the gap.
    """
    values = [
        result("a", "19871-3", 80, "%", on=-375),
        result("m", "19871-3", 62, "%", on=-110),
        result("n", "19871-3", 60, "%", on=-10),
    ]
    assert ask(FellBy(fvc, 10, 90, (84, 379), nearest=365), *values) is YES
    assert ask(FellBy(fvc, 10, 90, (84, 379)), *values) is NO


def test_rose_to() -> None:
    """`RoseTo` holds the newest value against the newest of those before it in a window further back.

    2.6 is 1.3 times 2.0. No pair is no. A newest value that is old enough for the window is not its own pair.
    """
    rise = RoseTo(lab(CREATININE, "mg/dL"), "1.3", 30, (31, 365))
    earlier = result("a", "2160-0", 2.0, "mg/dL", on=-31)
    assert ask(rise, earlier, result("b", "2160-0", 2.6, "mg/dL", on=-30)) is YES
    assert ask(rise, earlier, result("b", "2160-0", 2.59, "mg/dL", on=-30)) is NO
    assert (
        ask(rise, result("o", "2160-0", 1.0, "mg/dL", on=-60), earlier, result("b", "2160-0", 2.5, "mg/dL"))
        is NO
    )
    assert ask(rise, earlier) is NO
    late = RoseTo(lab(CREATININE, "mg/dL"), "1.3", 60, (31, 365))
    assert ask(late, result("o", "2160-0", 1.0, "mg/dL", on=-90), earlier) is YES
    assert ask(rise, earlier, result("b", "2160-0", 2.6, "furlong", on=-3)) is NOT_KNOWN
    some_day_this_month = result("b", "2160-0", 2.6, "mg/dL") | {"effectiveDateTime": "2026-03"}
    assert ask(rise, earlier, some_day_this_month) is NOT_KNOWN
    assert ask(rise, lacking=["Observation"]) is NOT_KNOWN


def test_same_day() -> None:
    """`SameDay`: tests of two groups were done on one day, as in a full lung function test."""
    full = SameDay((fvc,), (dlco,), "full lung function test")
    assert ask(full, result("f", "19871-3", 70, "%", on=-9), result("d", "98130-8", 50, "%", on=-9)) is YES
    assert ask(full, result("f", "19871-3", 70, "%", on=-9), result("d", "98130-8", 50, "%", on=-8)) is NO
    assert ask(full, lacking=["Observation"]) is NOT_KNOWN


def test_same_day_within() -> None:
    """`full.done_within(365)`: the newest day that holds both is at most so many days ago.

    `~` of it is "longer ago, or never". A result whose value or day cannot be read leaves its day open.
    """
    lately = SameDay((fvc,), (dlco,), "full lung function test").done_within(365)

    def both(on: int) -> list[Json]:
        return [result("f", "19871-3", 70, "%", on=on), result("d", "98130-8", 50, "%", on=on)]

    assert [ask(lately, *both(on)) for on in (1, 0, -365, -366)] == [NO, YES, YES, NO]
    assert ask(lately, *both(-366), result("g", "19871-3", 70, "%", on=-10)) is NO
    assert ask(lately, *both(-366), result("g", "19871-3", 70, "%", on=None)) is NO
    unread = result("e", "98130-8", 50, "furlong", on=-10)
    assert ask(lately, *both(-366), unread, result("g", "19871-3", 70, "%", on=-10)) is NOT_KNOWN
    assert ask(lately, *both(-366), unread) is NO
    vague = result("g", "19871-3", 70, "%", on=None, effectiveDateTime=day(-10)[:7])
    assert ask(lately, vague, result("e", "98130-8", 50, "%", on=-10)) is NOT_KNOWN
    assert ask(lately, *both(-10), in_part=["Observation"]) is YES
    assert ask(lately, lacking=["Observation"]) is NOT_KNOWN
    assert why(lately, lacking=["Observation"]) == "full lung function test: results not supplied"


def test_more_oxygen() -> None:
    """`MoreOxygen`: the flow at rest rose, or saturation fell on the same flow, against the reading before.

    Flow and saturation are those of one reading; a saturation without a flow was taken on room air. A flow
    that stands alone is compared as a flow; of one day the highest counts.
    """

    def spo2(id: str, percent: int, on: int, litres: int | None = None) -> dict[str, object]:
        flow = (
            []
            if litres is None
            else [{"code": coded(LOINC, "3151-8"), "valueQuantity": quantity(litres, "L/min")}]
        )
        return result(id, "59408-5", percent, "%", on=on, component=flow)

    worse = MoreOxygen(
        lab(OXYGEN_SATURATION, "%", worse="lower"), lab(OXYGEN_FLOW, "L/min"), 14, (7, 90), 2, 4, 92
    )
    assert ask(worse, spo2("a", 95, -30), spo2("b", 95, -2, litres=2)) is YES
    assert ask(worse, spo2("a", 95, -30), spo2("b", 95, -2, litres=1)) is NO
    assert ask(worse, spo2("a", 96, -30), spo2("b", 92, -2)) is YES
    assert ask(worse, spo2("a", 97, -30), spo2("b", 93, -2)) is NO
    assert ask(worse, spo2("a", 96, -30), spo2("b", 92, -15)) is NO

    def alone(id: str, litres: int, on: int) -> dict[str, object]:
        return result(id, "3151-8", litres, "L/min", on=on)

    assert ask(worse, alone("a", 2, -30), alone("b", 4, -2)) is YES
    assert ask(worse, alone("a", 2, -30), alone("b", 3, -2)) is NO
    assert ask(worse, lacking=["Observation"]) is NOT_KNOWN
    assert ask(worse, spo2("a", 96, -30), spo2("b", 92, -2), lacking=[OXYGEN_FLOW.name]) is NOT_KNOWN
    assert "not supplied" in why(worse, spo2("a", 96, -30), spo2("b", 92, -2), lacking=[OXYGEN_FLOW.name])
    told = [spo2("a", 96, -30, litres=0), spo2("b", 92, -2, litres=0)]
    assert ask(worse, *told, lacking=[OXYGEN_FLOW.name]) is YES


def test_low_on_room_air() -> None:
    """`low_on_room_air`: the newest saturation at rest without added oxygen is at most so many percent.

    A reading on oxygen is passed over; one whose oxygen cannot be read leaves it open.
    """
    low = low_on_room_air(
        lab(OXYGEN_SATURATION, "%", worse="lower"), lab(OXYGEN_FLOW, "L/min"), at_most=88, within=90
    )

    def spo2(id: str, percent: int, on: int, flow: object = None, unit: str = "L/min") -> Json:
        oxygen = {"code": coded(LOINC, "3151-8"), "valueQuantity": quantity(flow, unit)}
        return result(id, "59408-5", percent, "%", on=on, component=[oxygen] if flow is not None else [])

    assert ask(low, spo2("a", 88, -90)) is YES
    assert ask(low, spo2("a", 89, -90)) is NO
    assert ask(low, spo2("a", 88, -91)) is NO
    assert ask(low, spo2("a", 88, -9), spo2("b", 93, -2)) is NO
    assert ask(low, spo2("a", 88, -9), spo2("b", 95, -2, flow=2)) is YES
    assert ask(low, spo2("b", 85, -2, flow=2)) is NO
    assert ask(low, spo2("a", 88, -9), spo2("b", 95, -2, flow=2, unit="furlong")) is NOT_KNOWN
    assert ask(low) is NO
    assert ask(low, lacking=["Observation"]) is NOT_KNOWN
    assert ask(low, spo2("a", 88, -9), lacking=[OXYGEN_FLOW.name]) is NOT_KNOWN
    assert why(low, spo2("a", 88, -9), lacking=[OXYGEN_FLOW.name]) == "oxygen flow: results not supplied"
