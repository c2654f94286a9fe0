"""What drafted glucocorticoids do to the calendar, and the means and levels around them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from cdshooks.patient.answer import NO, NOT_KNOWN, YES, Answer
from cdshooks.patient.facts import Amount
from tests.patient.drug_cases import (
    DEXAMETHASONE,
    HYDROCORTISONE,
    INTRAVENOUS,
    METHYLPREDNISOLONE,
    PREDNISONE,
    calendar,
    daily,
    dosage,
    draft,
    order,
)
from tests.patient.steroid_cases import (
    X15,
    X20,
    drafted_only_injected_hydrocortisone,
    given_once,
    low_replacement,
    prednisone,
    premedication,
    sustained,
)


@pytest.mark.parametrize(("dose", "above"), [("15.00", NO), ("15.01", YES)])
def test_fifteen_mg_is_not_above_fifteen(dose: str, above: Answer) -> None:
    assert calendar(draft(prednisone(dose))).after_drafts_above(X15).answer is above


def test_mean28_takes_the_larger_of_past_and_coming_days() -> None:
    assert calendar(prednisone(20, -27)).mean() == Amount.exactly(X20)
    assert calendar(prednisone(40, -27, 14)).mean() == Amount.exactly(X20)
    assert calendar(draft(prednisone(40, 0, 14))).mean() == Amount.exactly(X20)
    assert calendar(draft(prednisone(40, 0, 13))).mean_at_least(X20).answer is NO
    assert calendar(prednisone(20, -13)).mean() == Amount.exactly(X20)


def test_a_draft_reaches_a_level_on_a_coming_day_and_a_standing_order_only_today() -> None:
    assert calendar(draft(prednisone(20, 5, 2))).reaches(X20).answer is YES
    assert calendar(prednisone(20, 5, 2)).reaches(X20).answer is NO
    assert calendar(prednisone(20, -1)).reaches(X20).answer is YES
    assert calendar(draft(prednisone("19.9", 5, 2))).reaches(X20).answer is NO


def test_after_and_before_the_drafts() -> None:
    renewal = calendar(prednisone(10, -200, id="a"), draft(prednisone(10, id="b")))
    assert (renewal.before_drafts(), renewal.peak()) == (
        Amount.exactly(Decimal(10)),
        Amount.exactly(Decimal(10)),
    )
    assert renewal.no_rise() is YES
    raised = calendar(prednisone(10, -200, id="a"), draft(prednisone("10.1", id="b")))
    assert raised.no_rise() is NO
    assert calendar(draft(prednisone(40, 28, 3))).peak() == Amount.exactly(Decimal(40))
    assert calendar(draft(prednisone(40, 29, 3))).peak() == Amount.exactly(Decimal(0))


def test_a_draft_that_names_the_order_before_it_is_no_double_dose() -> None:
    def peak(before: Any, after: Any) -> Amount:
        return calendar(before, draft(after)).peak()

    before, after = prednisone(10, 0, id="a"), prednisone(12, 0, id="b")
    named = after | {"priorPrescription": {"reference": "MedicationRequest/a"}}
    assert peak(before, after) == Amount.exactly(Decimal(22))
    assert peak(before, named) == Amount.exactly(Decimal(12))
    elsewhere = named | {"priorPrescription": {"reference": "MedicationRequest/c"}}
    assert peak(before, elsewhere) == Amount.exactly(Decimal(22))
    added = named | {"note": [{"text": "in addition to the 10 mg"}]}
    assert peak(before, added) == Amount.exactly(Decimal(22))
    # The days before the draft stay those of the order.
    later = prednisone(5, 7, id="b") | {"priorPrescription": {"reference": "MedicationRequest/a"}}
    assert peak(before, later) == Amount.exactly(Decimal(10))
    # One dose more replaces no course.
    once = given_once(PREDNISONE, 12, 0, id="b") | {"priorPrescription": {"reference": "MedicationRequest/a"}}
    assert peak(before, once) == Amount.exactly(Decimal(22))


def test_low_hydrocortisone_replacement_is_told_from_treatment() -> None:
    def replacement(dose: Any, code: str = HYDROCORTISONE, **more: Any) -> Answer:
        return low_replacement(calendar(draft(order(code, dosage(dose, **more)))))

    assert replacement(30) is YES
    assert replacement("30.1") is NO
    assert replacement(5, PREDNISONE) is NO
    assert replacement(20, route=INTRAVENOUS) is NO
    assert low_replacement(calendar(prednisone(5, -9), draft(order(HYDROCORTISONE, dosage(20))))) is NO
    assert low_replacement(calendar(prednisone(1, -9), draft(order(HYDROCORTISONE, dosage(20))))) is NO
    assert low_replacement(calendar(draft(order(HYDROCORTISONE, dosage(20))), additions=False)) is NOT_KNOWN


def test_dexamethasone_premedication_on_single_days() -> None:
    def premedicated(*doses: tuple[Any, int]) -> Answer:
        return premedication(calendar(*(draft(given_once(DEXAMETHASONE, dose, day)) for dose, day in doses)))

    assert premedicated(("18.75", 0)) is YES
    assert premedicated(("18.76", 0)) is NO
    assert premedicated((12, 0), (12, 14)) is YES
    assert premedicated((12, 0), (12, 7), (12, 14)) is NO
    assert premedication(calendar(draft(prednisone(20)))) is NO
    assert sustained(draft(given_once(DEXAMETHASONE, 12, 0))) is NO


def test_injected_hydrocortisone_for_at_most_three_days() -> None:
    def stress(days: int | None, code: str = HYDROCORTISONE, route: Any = INTRAVENOUS) -> Answer:
        resource = order(code, dosage(100, daily(3), route=route), start=0, days=days)
        return drafted_only_injected_hydrocortisone(calendar(draft(resource)))

    assert stress(3) is YES
    assert stress(4) is NO
    assert stress(None) is NO
    assert stress(3, METHYLPREDNISOLONE) is NO
    assert stress(3, route={"text": "oral"}) is NO


def test_stays_below_looks_at_the_last_28_days_and_all_stated_days() -> None:
    assert calendar(prednisone("14.99", -60)).stays_below(X15).answer is YES
    assert calendar(prednisone(15, -60)).stays_below(X15).answer is NO
    assert calendar(prednisone(20, -60, 33), prednisone(5, -27)).stays_below(X15).answer is YES
    assert calendar(prednisone(20, -60, 34), prednisone(5, -26)).stays_below(X15).answer is NO
    assert calendar(prednisone(5, -60), prednisone(15, 100, 1)).stays_below(X15).answer is NO


def test_a_plan_falls_below_a_level_only_where_it_says_so() -> None:
    assert calendar(prednisone(10, -60)).falls_below(Decimal("7.5")).answer is NO
    assert calendar(prednisone(10, -60, 88)).falls_below(Decimal("7.5")).answer is YES
    assert calendar(prednisone(10, -60, 89)).falls_below(Decimal("7.5")).answer is NO
