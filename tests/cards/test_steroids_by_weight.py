"""A glucocorticoid that is ordered for each kg of body weight counts by the weight on record."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cards.clinic import Json, condition, draft, weight
from tests.cards.story import SIGN, Story, check

SCLEROSIS = condition("ssc", "M34.0", recorded=-900)


def by_kg(dose: Any, unit: str = "mg/kg", **how: Any) -> Json:
    return draft("new", "8640", "prednisone", dose=dose, unit=unit, days=30, **how)


@pytest.mark.parametrize(
    ("name", "expect", "on_record", "drafted"),
    [
        ("0.2 mg/kg of 75 kg is 15 mg", "warning", (weight(75),), by_kg(0.2)),
        ("0.2 mg/kg of 75.1 kg is more than 15 mg", "critical", (weight(75.1),), by_kg(0.2)),
        ("1 mg/kg a day of 60 kg", "critical", (weight(60),), by_kg(1, "mg/kg/day")),
        (
            "1 mg/kg a day in two doses is not read",
            "not known",
            (weight(60),),
            by_kg(1, "mg/kg/d", per=(2, 1, "d")),
        ),
        ("0.1 mg/kg twice a day of 75 kg is 15 mg", "warning", (weight(75),), by_kg(0.1, per=(2, 1, "d"))),
        ("no weight", "not known", (), by_kg(1)),
        ("a weight of 180 days ago", "critical", (weight(60, on=-180),), by_kg(1)),
        ("a weight of 181 days ago", "not known", (weight(60, on=-181),), by_kg(1)),
    ],
)
def test_a_steroid_by_weight(name: str, expect: str, on_record: tuple[Json, ...], drafted: Json) -> None:
    check(
        Story(
            "ssc-glucocorticoid",
            name,
            SIGN,
            expect,
            record=(SCLEROSIS, *on_record),
            drafts=(drafted,),
        )
    )
