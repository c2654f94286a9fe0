"""What must hold for every set of glucocorticoid orders, and how long it may take."""

from __future__ import annotations

import time
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cdshooks.patient import calendar_days
from cdshooks.patient.calendar import Calendar
from tests.patient.drug_cases import (
    METHYLPREDNISOLONE,
    PREDNISONE,
    PREDNISONE_20,
    TODAY,
    calendar,
    dosage,
    draft,
    mg,
    order,
)
from tests.patient.steroid_cases import (
    X15,
    X20,
    Resource,
    prednisone,
)

DOSES = st.sampled_from(["5", "12.5", "19.99", "20", "40"])
STARTS = st.integers(-60, 20)
DRUGS = st.sampled_from([PREDNISONE, METHYLPREDNISOLONE])
ORDERS = st.lists(st.tuples(DOSES, STARTS, st.none() | st.integers(1, 60), DRUGS), min_size=1, max_size=5)


def _answers(resources: list[Resource]) -> list[object]:
    judged = calendar(*resources)
    return [
        judged.sustained(X20, 28).answer, judged.sustained(X15, 14).days, judged.on_today(), judged.mean(),
        judged.peak(), judged.open_ended(X20).answer, judged.stays_below(X15).answer,
    ]  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(ORDERS, st.randoms())
def test_the_order_of_the_orders_makes_no_difference(orders: list[Any], random: Any) -> None:
    resources = [
        order(code, dosage(dose), start=start, days=days, id=f"o{n}")
        for n, (dose, start, days, code) in enumerate(orders)
    ]
    shuffled = list(resources)
    random.shuffle(shuffled)
    assert _answers(shuffled) == _answers(resources)


@settings(max_examples=60, deadline=None)
@given(DOSES, st.integers(-60, 0), st.integers(4, 80), st.data())
def test_one_order_in_two_parts_is_the_same_run(dose: str, start: int, days: int, data: Any) -> None:
    part = data.draw(st.integers(2, days - 2))
    whole = prednisone(dose, start, days)
    parts = [prednisone(dose, start, part, id="a"), prednisone(dose, start + part, days - part, id="b")]
    assert _answers(parts) == _answers([whole])


@settings(max_examples=60, deadline=None)
@given(DOSES, st.integers(-60, 0), st.integers(1, 60))
def test_the_unit_of_the_dose_makes_no_difference(dose: str, start: int, days: int) -> None:
    written = [
        mg(dose),
        mg(Decimal(dose) / 1000, "g"),
        mg(Decimal(dose) * 1000, "ug"),
        {"value": Decimal(dose) / 20, "unit": "tablet"},
    ]
    answers = [_answers([order(PREDNISONE_20, dosage(one), start=start, days=days)]) for one in written]
    assert all(one == answers[0] for one in answers)


def test_a_calendar_of_three_orders_is_quick() -> None:
    facts = calendar(
        prednisone(40, -60, 30), prednisone(20, -30, 30), draft(prednisone(20, 0, 30))
    )._medications
    best = 1.0
    for _ in range(200):
        begun = time.perf_counter()
        judged = Calendar(facts, TODAY, orders_complete=True, additions_complete=True)
        judged.sustained(X20, 28)
        best = min(best, time.perf_counter() - begun)
    assert best < 0.0005  # about 60 us on an idle machine; the wide margin is for a loaded one


@pytest.mark.parametrize("days", [1, None], ids=["of one day", "without an end"])
def test_work_grows_with_the_orders_and_not_with_their_pairs(
    days: int | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each order is cut once, whatever number of newer ones replaces it."""
    cut, cuts = calendar_days._Course.cut, []

    def counted(course: calendar_days._Course, last: int) -> None:
        cuts.append(last)
        cut(course, last)

    monkeypatch.setattr(calendar_days._Course, "cut", counted)
    doses = 20, 25, 30
    judged = calendar(*(prednisone(doses[n % 3], n - 199, days, id=f"o{n}") for n in range(200)))
    assert judged.sustained(X20, 28).days == 200
    layouts = 4
    assert len(cuts) <= layouts * 200
