"""What was done already.

Ordered anew after a result, a dose that a draft lowers, a dose for each kg of body weight.
"""

from __future__ import annotations

from cards.valuesets import AZATHIOPRINE, BODY_WEIGHT, MYCOPHENOLATE, NEUTROPHILS, PFT_REPORT
from cdshooks.patient.answer import NO, NOT_KNOWN, YES
from cdshooks.rules.language import acted_on, done, drug, lab, last_of, lowers_dose, mg_per_kg_a_day
from tests.cards.clinic import day, draft, order, result
from tests.cards.clinic import done as performed
from tests.spec.asking import SIGN, ask, why

mycophenolate = drug(MYCOPHENOLATE)
low = lab(NEUTROPHILS, "10*9/L", worse="lower").result(within=30).below("1.3")
LOW_COUNT = result("n", "751-8", 1.2, "10*9/L", on=-5)
MMF = ("68149", "mycophenolate mofetil")


def taken(id: str = "o", dose: object = 1000, **how: object) -> dict[str, object]:
    """Mycophenolate mofetil twice a day."""
    return order(id, *MMF, **{"dose": dose, "per": (2, 1, "d"), "start": -90, **how})


def drafted(dose: object, id: str = "d", **how: object) -> dict[str, object]:
    """A draft of it."""
    return draft(id, *MMF, **{"dose": dose, "per": (2, 1, "d"), **how})


def test_the_last_of_several_tests() -> None:
    """`last_of("a test", ...)` is yes whatever the record holds; its lines say when each was done last.

    It stands in a card that speaks of what is overdue, so that the reader sees since when.
    """
    report = done(PFT_REPORT, "DiagnosticReport")
    last = last_of("a test", lab(NEUTROPHILS).result().on_record(), report)
    assert ask(last) is ask(last, lacking=["Observation", "DiagnosticReport"]) is YES
    assert why(last) == "a test: none on record"
    older = performed("DiagnosticReport", "older", "58477-1", on=-900)
    newer = performed("DiagnosticReport", "newer", "58477-1", on=-400)
    told = why(last, LOW_COUNT, older, newer)
    assert "a test, the last: Neutrophils" in told
    assert "DiagnosticReport/newer" in told
    assert "DiagnosticReport/older" not in told


def test_ordered_anew_after_a_result() -> None:
    """`acted_on(x, drug)`: an active order of the drug was written after the newest fact behind x.

    On the day of the result itself only by the hour. It is asked when a chart is opened; at orders it is
    no. An order without its day shows nobody acting.
    """
    acted = acted_on(low, mycophenolate)
    assert ask(acted, LOW_COUNT, taken(authored=-4)) is YES
    assert ask(acted, LOW_COUNT, taken(authored=-5)) is NO
    assert ask(acted, LOW_COUNT, taken(authored=-4), hook=SIGN) is NO
    assert ask(acted, LOW_COUNT, taken(authored=-4, status="stopped")) is NO
    assert ask(acted, result("n", "751-8", 1.3, "10*9/L", on=-5), taken(authored=-4)) is NO
    assert ask(acted, LOW_COUNT, taken(authored=-90), lacking=["MedicationRequest"]) is NOT_KNOWN
    assert ask(acted, taken(authored=-4), lacking=["Observation"]) is NOT_KNOWN
    assert ask(acted, LOW_COUNT, taken() | {"authoredOn": day(-5)[:7]}) is NOT_KNOWN
    undated = taken(start=None)
    assert ask(acted, LOW_COUNT, undated) is NO


def test_ordered_anew_on_the_day_of_a_result() -> None:
    """Where order and result both say the hour, the hour decides."""
    acted = acted_on(low, mycophenolate)
    at_ten = LOW_COUNT | {"effectiveDateTime": f"{day(-5)}T10:00:00Z"}
    assert ask(acted, at_ten, taken() | {"authoredOn": f"{day(-5)}T11:00:00Z"}) is YES
    assert ask(acted, at_ten, taken() | {"authoredOn": f"{day(-5)}T10:00:00Z"}) is NO


def test_lowers_dose() -> None:
    """`lowers_dose(drug)`: each draft of the occasion gives less than the order it replaces.

    That is the order of its id, else each active order of its ingredient. A further draft adds to it. Another
    ingredient replaces nothing.
    """
    lowers = lowers_dose(mycophenolate)
    assert ask(lowers, taken(), ordered=[drafted(500)]) is YES
    assert ask(lowers, taken(), ordered=[drafted(1000)]) is NO
    assert ask(lowers, taken(), ordered=[drafted(1000, per=(1, 1, "d"))]) is YES
    more_on_a_day = drafted(3000, per=(1, 2, "d"))
    assert ask(lowers, taken(), ordered=[more_on_a_day]) is NO
    assert ask(lowers, taken(), ordered=[drafted(500), drafted(500, id="e")]) is NO
    assert ask(lowers, taken(), ordered=[drafted(500)], elsewhere=[drafted(500, id="e")]) is NO
    assert ask(lowers, ordered=[drafted(500)]) is NO
    another = draft("e", "7145", "mycophenolic acid", dose=360)
    assert ask(lowers, taken(), ordered=[another]) is NO
    assert ask(lowers, taken(), ordered=[drafted(500), another]) is NO
    assert ask(lowers, taken(status="stopped"), ordered=[drafted(500)]) is NO
    assert ask(lowers, taken()) is NO


def test_lowers_the_order_of_its_id() -> None:
    """A draft with the id of an active order is held against that order; else against each of them."""
    lowers = lowers_dose(mycophenolate)
    two = [taken(dose=1000), taken("older", dose=500, start=-400)]
    assert ask(lowers, *two, ordered=[drafted(750)]) is NO
    assert ask(lowers, *two, ordered=[drafted(750, id="o")]) is YES


def test_a_statement_is_not_the_order_of_an_id() -> None:
    """A statement may have the id of a draft by chance: then the draft is held against everything taken."""
    stated = {**taken("x", dose=1000), "resourceType": "MedicationStatement", "id": "o"}
    stated["dosage"] = stated.pop("dosageInstruction")
    taken_too = taken("older", dose=500, start=-400)
    assert ask(lowers_dose(mycophenolate), taken_too, stated, ordered=[drafted(750, id="o")]) is NO


def test_a_dose_that_cannot_be_compared() -> None:
    """A dose that cannot be read, or is taken as needed, is not known; so is it without the lists."""
    lowers = lowers_dose(mycophenolate)
    assert ask(lowers, taken(), ordered=[drafted(None)]) is NOT_KNOWN
    assert ask(lowers, taken(dose=None), ordered=[drafted(500)]) is NOT_KNOWN
    assert ask(lowers, taken(), ordered=[drafted(500, as_needed=True)]) is NOT_KNOWN
    riddle = {**taken("x"), "medicationCodeableConcept": {"text": "the usual tablets"}}
    assert ask(lowers, taken(), riddle, ordered=[drafted(500)]) is NOT_KNOWN
    assert ask(lowers, ordered=[drafted(500)], lacking=["MedicationRequest"]) is NOT_KNOWN
    assert ask(lowers, taken(), ordered=[drafted(500)], lacking=["MedicationStatement"]) is NOT_KNOWN
    assert ask(lowers, taken(), ordered=[drafted(1000)], lacking=["MedicationStatement"]) is NO


def test_mg_for_each_kilogram() -> None:
    """`mg_per_kg_a_day(drug.ordered(), weight).above("1.6")`: the largest day, by body weight.

    Orders that are taken together add up. Without a weight, or with a dose nobody can read, it is not known.
    """
    weight = lab(BODY_WEIGHT, "kg", worse="lower").result(within=180)
    high = mg_per_kg_a_day(drug(AZATHIOPRINE).ordered(), weight).above("1.6")
    half = result("w", "29463-7", 62.5, "kg", on=-180)
    hundred = draft("d", "1256", "azathioprine", dose=100)
    assert ask(high, half, ordered=[hundred]) is NO
    assert ask(high, half, ordered=[draft("d", "1256", "azathioprine", dose=101)]) is YES
    assert ask(high, half, ordered=[hundred, draft("e", "1256", "azathioprine", dose=25)]) is YES
    assert ask(high, ordered=[hundred]) is NOT_KNOWN
    assert ask(high, half | {"effectiveDateTime": day(-181)}, ordered=[hundred]) is NOT_KNOWN
    assert ask(high, half, ordered=[draft("d", "1256", "azathioprine")]) is NOT_KNOWN
    or_another = result("v", "29463-7", 50, "kg", on=None)
    assert ask(high, half, or_another, ordered=[hundred]) is NOT_KNOWN
    under = half | {"valueQuantity": {"value": 62.5, "comparator": "<", "unit": "kg", "code": "kg"}}
    assert ask(high, under, ordered=[hundred]) is NOT_KNOWN
    assert ask(high, result("w", "29463-7", 0, "kg"), ordered=[hundred]) is NOT_KNOWN
    assert ask(high, half) is NO
    assert "body weight" in why(high, ordered=[hundred])
    assert "dose of azathioprine (MedicationRequest/d)" in why(
        high, half, ordered=[draft("d", "1256", "azathioprine")]
    )
