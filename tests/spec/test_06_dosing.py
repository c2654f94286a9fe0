"""One order's dose, duration and reason.

`where(drug.active(), test)` asks a further thing of the same order. Amounts are mg of the drug.
"""

from __future__ import annotations

from cards.valuesets import MYCOPHENOLATE, PNEUMOCYSTIS, TMP_SMX
from cdshooks.patient.answer import NO, NOT_KNOWN, YES
from cdshooks.rules.language import (
    any_reason_but,
    drug,
    per_day,
    per_dose,
    per_week,
    reason,
    single_dose,
    stated_days_at_most,
    where,
)
from tests.cards.clinic import ICD10CM, coded, order
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


def test_a_dose() -> None:
    """`per_dose` is the largest single dose."""
    twice = order("o", *MMF, dose=1000, per=(2, 1, "d"), start=-5)
    assert ask(where(mycophenolate.active(), per_dose.at_least(1000)), twice) is YES
    assert ask(where(mycophenolate.active(), per_dose.above(1000)), twice) is NO


def test_a_dose_nobody_can_read() -> None:
    """Where the dose cannot be read the answer is not known, and names the order."""
    wordy = order("o", *MMF, start=-5)
    wordy["dosageInstruction"] = [{"text": "as discussed"}]
    high = where(mycophenolate.active(), per_day.at_least(2000))
    assert ask(high, wordy) is NOT_KNOWN
    assert "the dose of MedicationRequest/o cannot be read" in why(high, wordy)


def test_stated_days() -> None:
    """`stated_days_at_most(21)`: the order states a duration, and it is so short. An open end states none."""
    short = where(co_trimoxazole.active(), stated_days_at_most(21))
    assert ask(short, order("o", *SINGLE_STRENGTH, start=-2, days=21)) is YES
    assert ask(short, order("o", *SINGLE_STRENGTH, start=-2, days=22)) is NO
    assert ask(short, order("o", *SINGLE_STRENGTH, start=-2)) is NO


def test_reason() -> None:
    """`reason(SET)`: the order carries a coded reason of the set."""
    treating = where(co_trimoxazole.active(), reason(PNEUMOCYSTIS))
    assert ask(treating, order("o", *SINGLE_STRENGTH, start=-2, reason=coded(ICD10CM, "B59"))) is YES
    assert ask(treating, order("o", *SINGLE_STRENGTH, start=-2)) is NO


def test_another_reason() -> None:
    """`any_reason_but(SET)`: a coded reason, and none of the set. Without a coded reason it is no."""
    other = where(co_trimoxazole.active(), any_reason_but(PNEUMOCYSTIS))
    assert ask(other, order("o", *SINGLE_STRENGTH, start=-2, reason=coded(ICD10CM, "N39.0"))) is YES
    assert ask(other, order("o", *SINGLE_STRENGTH, start=-2, reason=coded(ICD10CM, "B59"))) is NO
    assert ask(other, order("o", *SINGLE_STRENGTH, start=-2)) is NO


def test_single_dose() -> None:
    """`single_dose`: one dose and no more, as before an infusion."""
    once = order("o", *MMF, dose=1000, start=0)
    once["dosageInstruction"][0]["timing"] = {"repeat": {"count": 1}}
    assert ask(where(mycophenolate.active(), single_dose), once) is YES
    assert ask(where(mycophenolate.active(), single_dose), order("o", *MMF, dose=1000, start=0)) is NO


def test_of_the_same_order() -> None:
    """Tests are joined with `&`, `|` and `~`, and are asked of one order at a time."""
    high_and_short = where(co_trimoxazole.active(), per_day.above(160) & stated_days_at_most(21))
    high = order("h", *SINGLE_STRENGTH, dose=4, unit="{tbl}", start=-2)
    short = order("s", *SINGLE_STRENGTH, dose=1, unit="{tbl}", start=-2, days=10)
    both = order("b", *SINGLE_STRENGTH, dose=4, unit="{tbl}", start=-2, days=10)
    assert ask(high_and_short, high, short) is NO
    assert ask(high_and_short, both) is YES
    assert ask(where(co_trimoxazole.active(), ~per_day.above(160)), short) is YES
