"""One order's dose, duration and reason.

`where(drug.active(), test)` asks a further thing of the same order. Amounts are mg of the drug.
"""

from __future__ import annotations

from cards.valuesets import DAPSONE, ILD, MYCOPHENOLATE, PENTAMIDINE, PNEUMOCYSTIS, TMP_SMX
from cdshooks.patient.answer import NO, NOT_KNOWN, YES
from cdshooks.rules.language import (
    added_to_those,
    any_reason_but,
    days_apart,
    drug,
    per_day,
    per_day_on_average,
    per_dose,
    per_week,
    reason,
    reason_in_words_but,
    reason_not_at_hand,
    route_not_said,
    single_dose,
    stated_days_at_most,
    where,
)
from tests.cards.clinic import ICD10CM, coded, condition, draft, order, taken
from tests.spec.asking import ask, why

mycophenolate = drug(MYCOPHENOLATE)
co_trimoxazole = drug(TMP_SMX)
MMF = ("200060", "mycophenolate mofetil 500 MG Oral Tablet")
SINGLE_STRENGTH = ("198334", "sulfamethoxazole 400 MG / trimethoprim 80 MG Oral Tablet")


def test_a_day() -> None:
    """`per_day` is the amount of the largest day. Bounds are words: above, at least, below, at most."""
    twice = order("o", *MMF, dose=1000, per=(2, 1, "d"), start=-5)
    assert ask(where(mycophenolate.active(), per_day.at_least(2000)), twice) is YES
    assert ask(where(mycophenolate.active(), per_day.above(2000)), twice) is NO
    assert ask(where(mycophenolate.active(), per_day.at_most(2000)), twice) is YES
    assert ask(where(mycophenolate.active(), per_day.below(2000)), twice) is NO


def test_a_week() -> None:
    """`per_week` sums a week; tablets are counted by their strength. TMP-SMX is counted as trimethoprim."""
    prophylaxis = where(co_trimoxazole.active(), per_week.at_least(480))
    daily = order("o", *SINGLE_STRENGTH, dose=1, unit="{tbl}", start=-5)
    assert ask(prophylaxis, daily) is YES
    six = order("o", *SINGLE_STRENGTH, dose=1, unit="{tbl}", per=(6, 1, "wk"), start=-5)
    assert ask(prophylaxis, six) is YES
    five = order("o", *SINGLE_STRENGTH, dose=1, unit="{tbl}", per=(5, 1, "wk"), start=-5)
    assert ask(prophylaxis, five) is NO


def test_a_day_on_average() -> None:
    """`per_day_on_average` spreads the week: 100 mg every other day are 50 mg a day."""
    dapsone = drug(DAPSONE)
    every_other = order("o", "197557", "dapsone 100 MG Oral Tablet", dose=100, per=(1, 2, "d"), start=-5)
    weekly = order("o", "197557", "dapsone 100 MG Oral Tablet", dose=100, per=(1, 1, "wk"), start=-5)
    assert ask(where(dapsone.active(), per_day_on_average.at_least(50)), every_other) is YES
    assert ask(where(dapsone.active(), per_day_on_average.at_least(50)), weekly) is NO
    assert ask(where(dapsone.active(), per_day.at_least(50)), weekly) is YES


def test_days_apart() -> None:
    """`days_apart` counts the days from one dose to the next; more than one schedule is not known."""
    pentamidine = drug(PENTAMIDINE)
    monthly = order("o", "7994", "Pentamidine", dose=300, per=(1, 4, "wk"), route="inhaled", start=-5)
    assert ask(where(pentamidine.active(), days_apart.at_least(28)), monthly) is YES
    assert ask(where(pentamidine.active(), days_apart.above(28)), monthly) is NO
    assert ask(where(pentamidine.active(), days_apart.at_most(28)), monthly) is YES
    assert ask(where(pentamidine.active(), days_apart.below(28)), monthly) is NO
    twice = {**monthly, "dosageInstruction": 2 * monthly["dosageInstruction"]}
    assert ask(where(pentamidine.active(), days_apart.at_least(28)), twice) is NOT_KNOWN


def test_the_route_is_not_said() -> None:
    """`route_not_said`: neither the order nor the form of the product says by which way it is given."""
    by_mouth, unsaid = (
        order("o", "3108", "dapsone", start=-5),
        order("o", "3108", "dapsone", start=-5, route=None),
    )
    assert ask(where(drug(DAPSONE).active(), route_not_said), by_mouth) is NO
    assert ask(where(drug(DAPSONE).active(), route_not_said), unsaid) is YES
    tablet = order("o", "197557", "dapsone 100 MG Oral Tablet", start=-5, route=None)
    assert ask(where(drug(DAPSONE).active(), route_not_said), tablet) is NO


def test_a_dose() -> None:
    """`per_dose` is the largest single dose."""
    twice = order("o", *MMF, dose=1000, per=(2, 1, "d"), start=-5)
    assert ask(where(mycophenolate.active(), per_dose.at_least(1000)), twice) is YES
    assert ask(where(mycophenolate.active(), per_dose.above(1000)), twice) is NO


def test_a_dose_nobody_can_read() -> None:
    """Where the dose cannot be read the answer is not known, and names the drug and its order."""
    wordy = order("o", *MMF, start=-5)
    wordy["dosageInstruction"] = [{"text": "as discussed"}]
    high = where(mycophenolate.active(), per_day.at_least(2000))
    assert ask(high, wordy) is NOT_KNOWN
    assert f"the dose of {MMF[1]} (MedicationRequest/o) cannot be read" in why(high, wordy)


def test_stated_days() -> None:
    """`stated_days_at_most(21)`: the order states a duration, and it is so short. An open end states none."""
    short = where(co_trimoxazole.active(), stated_days_at_most(21))
    assert ask(short, order("o", *SINGLE_STRENGTH, start=-2, days=21)) is YES
    assert ask(short, order("o", *SINGLE_STRENGTH, start=-2, days=22)) is NO
    assert ask(short, order("o", *SINGLE_STRENGTH, start=-2)) is NO


def test_reason() -> None:
    """`reason(SET)`: the order carries a reason of the set, by code or in plain words."""
    treating = where(co_trimoxazole.active(), reason(PNEUMOCYSTIS))
    assert ask(treating, order("o", *SINGLE_STRENGTH, start=-2, reason=coded(ICD10CM, "B59"))) is YES
    assert ask(treating, order("o", *SINGLE_STRENGTH, start=-2)) is NO


def test_a_reason_in_words() -> None:
    """A reason without a code of a known system is told by its words: suspected counts, prevented not."""
    treating = where(co_trimoxazole.active(), reason(PNEUMOCYSTIS))
    for words, answer in (("suspected PCP pneumonia", YES), ("PJP prophylaxis", NO), ("pneumonia", NO)):
        asked = {**order("o", *SINGLE_STRENGTH, dose=1, start=-5), "reasonCode": [{"text": words}]}
        assert ask(treating, asked) is answer


def test_a_reason_that_was_not_sent() -> None:
    """`reason_not_at_hand`: the order refers to a reason that is not among what was sent."""
    unsent = where(co_trimoxazole.active(), reason_not_at_hand)
    referring = {
        **order("o", *SINGLE_STRENGTH, dose=1, start=-5),
        "reasonReference": [{"reference": "Condition/pcp"}],
    }
    assert ask(unsent, referring) is YES
    assert ask(unsent, referring, condition("pcp", "B59", "Pneumocystosis")) is NO


def test_another_reason() -> None:
    """`any_reason_but(SET, ...)`: a coded reason that stands in none of the sets; without a set, any.

    Each reason counts by itself. One that refers to an entry nobody sent is not known.
    """
    for_something_else = where(co_trimoxazole.active(), any_reason_but(ILD))
    lungs, infection = coded(ICD10CM, "J84.10"), coded(ICD10CM, "N39.0")
    assert ask(for_something_else, order("o", *SINGLE_STRENGTH, start=-2)) is NO
    assert ask(for_something_else, order("o", *SINGLE_STRENGTH, start=-2, reason=lungs)) is NO
    assert ask(for_something_else, order("o", *SINGLE_STRENGTH, start=-2, reason=infection)) is YES
    both = order("o", *SINGLE_STRENGTH, start=-2, reasonCode=[lungs, infection])
    assert ask(for_something_else, both) is YES
    lost = order(
        "o",
        *SINGLE_STRENGTH,
        dose=1,
        unit="{tbl}",
        start=-2,
        reasonReference=[{"reference": "Condition/lost"}],
    )
    assert ask(for_something_else, lost) is NOT_KNOWN
    assert "(MedicationRequest/o) cannot be read" in why(for_something_else, lost)
    newer_release = order("o", *SINGLE_STRENGTH, start=-2, reason=None) | {"reason": [{"concept": infection}]}
    assert ask(for_something_else, newer_release) is YES
    assert ask(where(co_trimoxazole.active(), any_reason_but()), both) is YES
    assert ask(where(co_trimoxazole.active(), any_reason_but()), order("o", *SINGLE_STRENGTH, start=-2)) is NO


def test_another_reason_in_words() -> None:
    """`reason_in_words_but(SET, ...)`: a reason in words alone that prevents nothing and names none of the
    diseases. A code of a known system prevails.
    """
    for_something_else = where(co_trimoxazole.active(), reason_in_words_but(ILD))
    said = {
        "Urinary tract infection": YES,
        "UTI prophylaxis": YES,
        "PJP prophylaxis": NO,
        "Prevention of PCP while on prednisone": NO,
        "Pulmonary fibrosis": NO,
    }
    for words, answer in said.items():
        told = order("o", *SINGLE_STRENGTH, start=-2, reason={"text": words})
        assert ask(for_something_else, told) is answer, words
    with_code = order("o", *SINGLE_STRENGTH, start=-2, reason=coded(ICD10CM, "J84.10", "acne"))
    assert ask(for_something_else, with_code) is NO
    assert ask(for_something_else, order("o", *SINGLE_STRENGTH, start=-2)) is NO


def test_single_dose() -> None:
    """`single_dose`: one dose and no more, as before an infusion. Two dosages are two doses, and so are two
    drafts of the drug.
    """
    once = order("o", *MMF, dose=1000, start=0)
    once["dosageInstruction"][0]["timing"] = {"repeat": {"count": 1}}
    assert ask(where(mycophenolate.active(), single_dose), once) is YES
    assert ask(where(mycophenolate.active(), single_dose), order("o", *MMF, dose=1000, start=0)) is NO
    twice = {**once, "dosageInstruction": once["dosageInstruction"] * 2}
    assert ask(where(mycophenolate.active(), single_dose), twice) is NO
    drafted = where(mycophenolate.ordered(), single_dose)
    one, other = ({**once, "id": id, "status": "draft"} for id in ("a", "b"))
    assert ask(drafted, ordered=[one]) is YES
    assert ask(drafted, ordered=[one, other]) is NO
    assert ask(drafted, once, ordered=[one]) is YES


def test_of_the_same_order() -> None:
    """Tests are joined with `&`, `|` and `~`, and are asked of one order at a time."""
    high_and_short = where(co_trimoxazole.active(), per_day.above(160) & stated_days_at_most(21))
    high = order("h", *SINGLE_STRENGTH, dose=4, unit="{tbl}", start=-2)
    short = order("s", *SINGLE_STRENGTH, dose=1, unit="{tbl}", start=-1, days=10)
    both = order("b", *SINGLE_STRENGTH, dose=4, unit="{tbl}", start=-2, days=10)
    assert ask(high_and_short, high, short) is NO
    assert ask(high_and_short, both) is YES
    assert ask(where(co_trimoxazole.active(), ~per_day.above(160)), short) is YES


def test_orders_that_are_taken_together() -> None:
    """To the amount of an order comes what other orders of the drug give at the same time.

    Drafts add up. Of orders on record the newer replaces the older, unless both start on one day or one calls
    itself an addition; an order and a statement of the same are one. What cannot be read adds to what can.
    """
    full = where(co_trimoxazole.active(), per_week.at_least(480))
    half = order("a", *SINGLE_STRENGTH, dose=1, unit="{tbl}", per=(3, 1, "wk"), start=-5)
    third = {"dose": 1, "unit": "{tbl}", "per": (4, 1, "wk")}
    assert ask(full, half, order("b", *SINGLE_STRENGTH, start=-5, **third)) is YES
    assert ask(full, half, order("b", *SINGLE_STRENGTH, start=-4, **third)) is NO
    addition = order("b", *SINGLE_STRENGTH, start=-4, note=[{"text": "in addition to the other"}], **third)
    assert ask(full, half, addition) is YES
    assert ask(full, half, taken({**half, "id": "again"})) is NO
    as_directed = order("b", *SINGLE_STRENGTH, start=-5, dosageInstruction=[{"text": "as directed"}])
    assert ask(full, half, as_directed) is NOT_KNOWN
    assert ask(where(co_trimoxazole.active(), per_week.at_least(240)), half, as_directed) is YES
    drafted = where(co_trimoxazole.ordered(), per_week.at_least(480))
    two = [draft(id, *SINGLE_STRENGTH, dose=1, unit="{tbl}", per=(3, 1, "wk")) for id in ("a", "b")]
    assert ask(drafted, ordered=two) is YES
    assert ask(drafted, ordered=two[:1], elsewhere=two[1:]) is YES
    assert ask(drafted, ordered=two[:1]) is NO


def test_orders_that_are_added_up_for_one_purpose() -> None:
    """`added_to_those(alike, said, test)`: to an amount come only orders that may pass `alike` too.

    A course of treatment adds nothing to a prophylaxis. An order that may be either adds.
    """
    short = stated_days_at_most(14)
    prophylaxis = ~short & added_to_those(~short, "of prophylaxis", per_day.above(160))
    found = where(co_trimoxazole.ordered(), prophylaxis)
    daily = draft("a", *SINGLE_STRENGTH, dose=1, unit="{tbl}")
    course = draft("b", *SINGLE_STRENGTH, dose=4, unit="{tbl}", days=5)
    more = draft("c", *SINGLE_STRENGTH, dose=2, unit="{tbl}")
    assert ask(found, ordered=[daily, course]) is NO
    assert ask(found, ordered=[daily, more]) is YES
    assert ask(where(co_trimoxazole.ordered(), ~short & per_day.above(160)), ordered=[daily, course]) is YES
    assert found.words.endswith("above 160 mg a day (added up with orders of prophylaxis)")
