"""Orders with hundreds of days, and hundreds of orders: the work grows with them and not with their pairs.

Steps (calls of any function) of the whole judgement are counted here and no time is measured.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from cdshooks.web.wire import HookRequest
from tests.cards.clinic import CHECKED, TMP_SMX_DS, TODAY, Json, condition, draft, ild, order, result, steroid
from tests.cards.story import SIGN, VIEW, Story, engine

METHOTREXATE = ("6851", "methotrexate")
PREDNISONE = ("312615", "prednisone 20 MG Oral Tablet")
RITUXIMAB = ("121191", "rituximab")
MYCOPHENOLATE = ("68149", "mycophenolate mofetil")
AZATHIOPRINE = ("1256", "azathioprine")
TMP_SMX = ("198334", "sulfamethoxazole 400 MG / trimethoprim 80 MG Oral Tablet")


def steps(drafts: list[Json], record: list[Json]) -> int:
    """How many calls the answer takes: to a signing, or where nothing is drafted to an opened chart."""
    hook = SIGN if drafts else VIEW
    story = Story("", "", hook, "silent", record=tuple(record), drafts=tuple(drafts))
    request = HookRequest.model_validate(story.body())
    counted = 0

    def count(_frame: Any, event: str, _of: Any) -> None:
        nonlocal counted
        counted += event in ("call", "c_call")

    judge = engine()
    sys.setprofile(count)
    try:
        judge.answer(request, today=TODAY)
    finally:
        sys.setprofile(None)
    return counted


def on_days(drug: tuple[str, str], count: int, mg: int) -> Json:
    """A draft that names each of its days."""
    days = [(TODAY + timedelta(days=7 * one)).isoformat() for one in range(count)]
    dose = {"doseQuantity": {"value": mg, "unit": "mg"}}
    dosage = {"timing": {"event": days}, "doseAndRate": [dose]}
    return {**draft("d", *drug, dose=mg), "dosageInstruction": [dosage]}


def of_days(drug: tuple[str, str], mg: int) -> Callable[[int], tuple[list[Json], list[Json]]]:
    return lambda count: ([on_days(drug, count, mg)], [])


def drafts_beside(count: int) -> tuple[list[Json], list[Json]]:
    drafts = [draft(f"d{one}", *TMP_SMX, dose=80) for one in range(count // 4)]
    return drafts, [order("methotrexate", *METHOTREXATE, dose=10, start=-50)]


def too_much_beside(count: int) -> tuple[list[Json], list[Json]]:
    """Each is lowered by a click that removes the others."""
    twice_daily = (2, 1, "d")
    drafts = [draft(f"d{n}", *TMP_SMX_DS, dose=1, unit="{tbl}", per=twice_daily) for n in range(count // 4)]
    return drafts, [ild(), steroid(start=-27), *CHECKED]


def orders_beside(count: int) -> tuple[list[Json], list[Json]]:
    orders = [order(f"o{one}", *MYCOPHENOLATE, dose=500, start=-1 - one) for one in range(count)]
    return [draft("d", *AZATHIOPRINE, dose=50)], orders


def measured_in_one_day(count: int) -> tuple[list[Json], list[Json]]:
    values = [result(f"fvc{one}", "19872-1", 90 - one % 50, "%", on=-3) for one in range(6 * count)]
    return [], [condition("ild", "J84.10", recorded=-900), *values]


def saturations_and_flows_of_one_day(count: int) -> tuple[list[Json], list[Json]]:
    saturations = [result(f"s{one}", "59408-5", 90 + one % 5, "%", on=-3) for one in range(count)]
    flows = [result(f"f{one}", "3151-8", 2, "L/min", on=-3) for one in range(count)]
    return [], [condition("ild", "J84.10", recorded=-900), *saturations, *flows]


@pytest.mark.parametrize(
    "asked",
    [
        pytest.param(of_days(METHOTREXATE, 10), id="days of methotrexate"),
        pytest.param(of_days(PREDNISONE, 40), id="days of prednisone"),
        pytest.param(of_days(RITUXIMAB, 1000), id="days of rituximab"),
        pytest.param(orders_beside, id="orders of mycophenolate"),
        pytest.param(measured_in_one_day, id="lung function of one day"),
        pytest.param(saturations_and_flows_of_one_day, id="saturations and flows of one day"),
    ],
)
def test_twice_as_much_takes_twice_as_many_steps(
    asked: Callable[[int], tuple[list[Json], list[Json]]],
) -> None:
    steps(*asked(8))  # what is made once is made now
    once, twice = steps(*asked(160)), steps(*asked(320))
    assert twice < 2.5 * once, (once, twice)


@pytest.mark.parametrize("asked", [drafts_beside, too_much_beside])
def test_each_draft_is_held_against_each_other_once(
    asked: Callable[[int], tuple[list[Json], list[Json]]],
) -> None:
    """Of drafts there are few enough for that: 200 at most."""
    steps(*asked(8))
    once, twice = steps(*asked(160)), steps(*asked(320))
    assert twice < 4 * once, (once, twice)
