"""The time at a glucocorticoid dose.

`steroid_run(calendar, mg)` is the run of days at a dose that holds today, or the first day of a draft; gaps
of 3 days are bridged. Beside it stand questions about today and about what the stated plan comes to.
"""

from __future__ import annotations

from cards.valuesets import BUDESONIDE_ORAL, GLUCOCORTICOID_NOT_SYSTEMIC, ILD, SYSTEMIC_GLUCOCORTICOID
from cdshooks.patient.answer import NO, NOT_KNOWN, TENTATIVE, YES
from cdshooks.rules.language import (
    any_reason_but,
    reason,
    steroid_after_at_least,
    steroid_calendar,
    steroid_falls_below,
    steroid_run,
    steroid_today_at_least,
)
from tests.cards.clinic import ICD10CM, coded, order, steroid_draft
from tests.cards.clinic import steroid as prednisone
from tests.spec.asking import ask, why

steroid = steroid_calendar(SYSTEMIC_GLUCOCORTICOID, besides=(GLUCOCORTICOID_NOT_SYSTEMIC, BUDESONIDE_ORAL))
run = steroid_run(steroid, "7.5")


def test_days_behind() -> None:
    """`behind_at_least(91)`: so many of its days lie before today; `at_least` counts the stated ones too."""
    long = run.behind_at_least(91)
    assert ask(long, prednisone(start=-91)) is YES
    assert ask(long, prednisone(start=-90, days=300)) is NO
    assert ask(run.at_least(91), prednisone(start=-10, days=91)) is YES
    assert ask(long, prednisone(start=-200, until=-1, status="completed")) is NO
    two = [prednisone(mg=5, start=-91), order("h", "6902", dose=4, start=-91)]
    assert ask(long, *two) is TENTATIVE
    assert ask(long, lacking=["MedicationRequest"]) is NOT_KNOWN


def test_the_order_of_a_run() -> None:
    """`ordered()`: a draft that this hook is about gives days of the run."""
    held = prednisone("old", mg=10, start=-60)
    assert ask(run.ordered(), held, ordered=[steroid_draft(mg=10)]) is YES
    assert ask(run.ordered(), held, ordered=[steroid_draft(mg=5)]) is NO
    assert ask(run.ordered(), held, elsewhere=[steroid_draft(mg=10)]) is NO
    assert ask(run.ordered(), held) is NO


def test_some_order_of_a_run() -> None:
    """`some_order(test)`: one of the orders behind the run passes a test of its reason or dose."""
    lungs, joints = coded(ICD10CM, "J84.10"), coded(ICD10CM, "M06.9")
    for_the_lungs = run.some_order(reason(ILD))
    assert ask(for_the_lungs, prednisone(start=-60, reason=lungs)) is YES
    assert ask(for_the_lungs, prednisone(start=-60, reason=joints)) is NO
    assert ask(for_the_lungs, prednisone(mg=5, start=-60, reason=lungs)) is NO
    assert ask(run.some_order(any_reason_but()), prednisone(start=-60)) is NO
    lost = prednisone(start=-60, reasonReference=[{"reference": "Condition/lost"}])
    assert ask(run.some_order(any_reason_but()), lost) is NOT_KNOWN
    assert ask(for_the_lungs, lacking=["MedicationRequest"]) is NOT_KNOWN
    assert "medication orders" in why(for_the_lungs, lacking=["MedicationRequest"])


def test_the_plan_falls() -> None:
    """`steroid_falls_below(calendar, mg, within=28)`: the stated plan does; an open order states no fall."""
    falls = steroid_falls_below(steroid, "7.5", within=28)
    assert ask(falls, prednisone(mg=10, start=-60)) is NO
    assert ask(falls, prednisone(mg=10, start=-60, until=27)) is YES
    assert ask(falls, prednisone(mg=10, start=-60, until=28)) is NO
    assert ask(falls, prednisone(mg=10, start=-60), lacking=["MedicationRequest"]) is NOT_KNOWN


def test_today_and_after() -> None:
    """`steroid_today_at_least(mg)` is the total of today, `steroid_after_at_least(mg)` with the drafts."""
    today, after = steroid_today_at_least(steroid, 10), steroid_after_at_least(steroid, 10)
    assert ask(today, prednisone(mg=10, start=-60)) is YES
    assert ask(today, prednisone(mg="9.99", start=-60)) is NO
    assert ask(today, ordered=[steroid_draft(mg=10, start=3)]) is NO
    assert ask(after, ordered=[steroid_draft(mg=10, start=3)]) is YES
    assert ask(after, ordered=[steroid_draft(mg="9.99")]) is NO
    assert ask(after, lacking=["MedicationRequest"]) is NOT_KNOWN
