"""What an infusion gives that is ordered by its rate alone."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from tests.patient.drug_cases import (
    HYDROCORTISONE,
    INTRAVENOUS,
    Resource,
    at,
    calendar,
    draft,
    mg,
    order,
    read,
)

THREE_DAYS = {"repeat": {"boundsPeriod": {"start": at(0), "end": at(2)}}}
CONTINUOUS = {"code": {"text": "Continuous"}}
A_DAY_EACH_DAY = {
    "repeat": {"frequency": 1, "period": 1, "periodUnit": "d", "duration": 24, "durationUnit": "h"}
}


def by_rate(timing: Resource | None, **rate: Any) -> Resource:
    timed = {} if timing is None else {"timing": timing}
    return order(HYDROCORTISONE, {"route": INTRAVENOUS, "doseAndRate": [rate], **timed})


def per_day(timing: Resource | None, **rate: Any) -> Decimal | None:
    return read(by_rate(timing, **rate)).doses[0].per_day


def ratio(numerator: Any, value: Any, unit: str) -> Resource:
    return {"numerator": mg(numerator), "denominator": {"value": value, "unit": unit}}


@pytest.mark.parametrize("timing", [THREE_DAYS, CONTINUOUS, A_DAY_EACH_DAY, CONTINUOUS | THREE_DAYS])
@pytest.mark.parametrize(
    "rate",
    [
        {"rateQuantity": mg("8.4", "mg/h")},
        {"rateQuantity": mg(8400, "ug/h")},
        {"rateQuantity": mg("0.14", "mg/min")},
        {"rateQuantity": {"value": 8.4, "unit": "mg/hr"}},
        {"rateQuantity": mg("201.6", "mg/d")},
        {"rateQuantity": {"value": 201.6, "unit": "mg/24 h"}},
        {"rateQuantity": {"value": 201.6, "code": "mg/(24.h)", "unit": "mg/24h"}},
        {"rateRatio": ratio("201.6", 24, "h")},
        {"rateRatio": ratio("201.6", 1, "day")},
        {"rateRatio": ratio("0.14", 1, "min")},
        {"rateRange": {"low": mg(1, "mg/h"), "high": mg("8.4", "mg/h")}},
    ],
)
def test_a_rate_that_runs_on_is_the_amount_of_the_whole_day(timing: Resource, rate: Resource) -> None:
    assert per_day(timing, **rate) == Decimal("201.6")


def test_an_infusion_gives_its_rate_for_as_long_as_it_runs() -> None:
    repeat = {"frequency": 2, "period": 1, "periodUnit": "d", "duration": 90, "durationUnit": "min"}
    twice = {"repeat": repeat}
    assert per_day(twice, rateQuantity=mg(10, "mg/h")) == 30
    longer = {"repeat": {**repeat, "durationMax": 120}}
    assert per_day(longer, rateQuantity=mg(10, "mg/h")) == 40


@pytest.mark.parametrize(
    ("timing", "rate"),
    [
        (None, {"rateQuantity": mg(10, "mg/h")}),
        ({"repeat": {"frequency": 1, "period": 1, "periodUnit": "d"}}, {"rateQuantity": mg(10, "mg/h")}),
        ({"repeat": {"duration": 24, "durationUnit": "h"}}, {"rateQuantity": mg(10, "mg/h")}),
        ({"repeat": {**A_DAY_EACH_DAY["repeat"], "duration": 0}}, {"rateQuantity": mg(10, "mg/h")}),
        ({"repeat": {**A_DAY_EACH_DAY["repeat"], "durationMax": 1}}, {"rateQuantity": mg(10, "mg/h")}),
        ({"repeat": {**A_DAY_EACH_DAY["repeat"], "duration": 25}}, {"rateQuantity": mg(10, "mg/h")}),
        ({"code": {"text": "not continuous"}}, {"rateQuantity": mg(10, "mg/h")}),
        ({"code": {"text": "per protocol"}}, {"rateQuantity": mg(10, "mg/h")}),
        (THREE_DAYS, {"rateQuantity": mg(10, "mL/h")}),
        (THREE_DAYS, {"rateQuantity": mg(10, "mg/kg/h")}),
        (THREE_DAYS, {"rateQuantity": {**mg(10, "mg/h"), "comparator": "<"}}),
        (THREE_DAYS, {"rateRatio": {"numerator": mg(10)}}),
        (THREE_DAYS, {"rateRatio": ratio(10, 0, "h")}),
        (THREE_DAYS, {"rateRatio": ratio(10, 1, "{bag}")}),
        (THREE_DAYS, {"rateRange": {"high": mg(10, "mg/h")}}),
        (THREE_DAYS, {"doseQuantity": mg(10, "{bag}"), "rateQuantity": mg(10, "mg/h")}),
    ],
)
def test_a_rate_that_tells_no_amount_is_undetermined(timing: Resource | None, rate: Resource) -> None:
    assert per_day(timing, **rate) is None


def test_a_stated_dose_decides_and_not_the_rate_beside_it() -> None:
    assert per_day(A_DAY_EACH_DAY, doseQuantity=mg(100), rateQuantity=mg(10, "mg/h")) == 100


def test_hydrocortisone_by_a_pump_counts_as_exposure() -> None:
    pump = draft(by_rate(THREE_DAYS, rateRatio=ratio(200, 24, "h")))
    assert calendar(pump).on_today().low == 50
