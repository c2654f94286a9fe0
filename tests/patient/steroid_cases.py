"""Glucocorticoid orders and the two questions most asked of their calendar, for the tests of this folder."""

from __future__ import annotations

from decimal import Decimal
from functools import partial
from typing import Any

from cdshooks.patient import calendar_drafts
from cdshooks.patient.answer import Answer
from tests.patient.drug_cases import (
    INTRAVENOUS,
    PREDNISONE_20,
    at,
    calendar,
    dosage,
    order,
)

X20, X15 = Decimal(20), Decimal(15)
OTHER_DAY = {"repeat": {"frequency": 1, "period": 2, "periodUnit": "d"}}
Resource = dict[str, Any]

# With the numbers of the cards.
low_replacement = partial(calendar_drafts.low_replacement, mg=Decimal(30))
premedication = partial(calendar_drafts.premedication, mg=Decimal(125), ceiling=X15, single_days=2)
drafted_only_injected_hydrocortisone = partial(calendar_drafts.drafted_only_injected_hydrocortisone, days=3)


def prednisone(
    dose: Any, start: int | None = None, days: int | None = None, timing: Any = None, **more: Any
) -> Resource:
    return order(PREDNISONE_20, dosage(dose, timing), start=start, days=days, **more)


def given_once(code: str, dose: Any, day: int, **more: Any) -> Resource:
    once = {"code": {"text": "once"}, "repeat": {"boundsPeriod": {"start": at(day)}}}
    return order(code, dosage(dose, once, route=INTRAVENOUS), **more)


def sustained(*resources: Resource, mg_per_day: Decimal = X20, days: int = 28, **supplied: bool) -> Answer:
    return calendar(*resources, **supplied).sustained(mg_per_day, days).answer


def today_total(*resources: Resource) -> Decimal:
    amount = calendar(*resources).on_today()
    assert amount.low == amount.high
    return amount.low
