"""A glucocorticoid that is ordered for each kg of body weight counts by the weight on record.

Of every card that asks for its dose: a weight of 180 days ago is used, one of 181 days ago is not.
"""

from __future__ import annotations

from typing import Any

import pytest

from tests.cards.clinic import (
    PREDNISONE,
    Json,
    condition,
    creatinine,
    draft,
    ild,
    order,
    patient,
    result,
    weight,
)
from tests.cards.prevention import LONG_ILD, SETTLED, lung_function, vaccinated
from tests.cards.story import SIGN, VIEW, Story, check

SCLEROSIS = condition("ssc", "M34.0", recorded=-900)
MIXED = (condition("m", "M35.1", recorded=-400), result("scl", "27416-7", "Positive", on=-400))
RA_ILD = (condition("ra", "M06.9", recorded=-900), ild(recorded=-400))
OTHER_VACCINES = (vaccinated("141", on=-170), vaccinated("216", on=-900), vaccinated("207", on=-365))


def by_kg(dose: Any, unit: str = "mg/kg", **how: Any) -> Json:
    return draft("new", *PREDNISONE, dose=dose, unit=unit, **{"days": 30, **how})


def taken(dose: Any, since: int) -> Json:
    """Prednisone by weight, without a stated end."""
    return order("gc", *PREDNISONE, dose=dose, unit="mg/kg", start=since)


def sclerosis(name: str, expect: str, drafted: Json, *record: Json, **said: Any) -> Story:
    return Story(
        "ssc-glucocorticoid", name, SIGN, expect, record=(SCLEROSIS, *record), drafts=(drafted,), **said
    )


def aged(
    card: str,
    expect: str,
    kg: Any,
    *record: Json,
    drafts: tuple[Json, ...] = (),
    older: str = "not known",
    **said: Any,
) -> list[Story]:
    """What is said with the newest weight that is used, and with one a day older."""
    hook = SIGN if drafts else VIEW

    def of(days: int, answer: str) -> Story:
        asked = (*record, weight(kg, on=-days))
        name = f"by a weight of {days} days ago"
        return Story(card, name, hook, answer, record=asked, drafts=drafts, **said)

    return [of(180, expect), of(181, older)]


DOSE = [
    sclerosis("0.2 mg/kg of 75 kg is 15 mg", "warning", by_kg(0.2), weight(75)),
    sclerosis("0.2 mg/kg of 75.1 kg is more than 15 mg", "critical", by_kg(0.2), weight(75.1)),
    sclerosis("1 mg/kg a day of 60 kg", "critical", by_kg(1, "mg/kg/day"), weight(60)),
    sclerosis(
        "1 mg/kg a day in two doses is not read",
        "not known",
        by_kg(1, "mg/kg/d", per=(2, 1, "d")),
        weight(60),
    ),
    sclerosis("0.1 mg/kg twice a day of 75 kg is 15 mg", "warning", by_kg(0.1, per=(2, 1, "d")), weight(75)),
    sclerosis("a dose by weight and no weight", "not known", by_kg(1)),
]

AGE = [
    *aged("ssc-glucocorticoid", "critical", 60, SCLEROSIS, drafts=(by_kg(1),)),
    *aged("mctd-glucocorticoid", "warning", 64, *MIXED, drafts=(by_kg("0.25"),)),
    *aged("long-term-glucocorticoid", "info", 75, *RA_ILD, taken("0.1", -91)),
    *aged("steroid-bone-health", "info", 50, *SETTLED, taken("0.05", -89)),
    *aged(
        "vaccines-due",
        "info",
        80,
        LONG_ILD,
        *lung_function(),
        *OTHER_VACCINES,
        taken("0.25", -13),
        person=patient(age=49),
    ),
    # Beside a steroid the screen is only considered: it is not asked for where the dose is not known.
    *aged("infection-screen", "info", 80, drafts=(by_kg("0.25", days=28),), older="silent"),
    *aged(
        "scleroderma-renal-crisis-monitoring",
        "info",
        75,
        SCLEROSIS,
        taken("0.1", -300),
        creatinine(1, on=-200) | {"id": "before"},
    ),
]


@pytest.mark.parametrize("story", [*DOSE, *AGE], ids=str)
def test_a_steroid_by_weight(story: Story) -> None:
    check(story)
