"""Patients near those for whom a card speaks: dates moved, doses and values about their thresholds, statuses,
allergies, lists that were not supplied, and what silences or worsens. Knows nothing of what it tests."""

from __future__ import annotations

import re
from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Any

from tests.cards.clinic import MALABSORPTION, Json, allergy, condition, potassium, result, sulfa_allergy
from tests.properties.made import DIALYSIS, G6PD_DEFICIENCY, LISTS, LUPUS, MTX, Made, Profile
from tests.properties.profiles import CARDS

A_DAY = re.compile(r"\d{4}-\d\d-\d\d")
STATUSES = {
    "MedicationRequest": ("active", "completed", "stopped", "on-hold", "cancelled", "unknown"),
    "Observation": ("final", "corrected", "preliminary", "cancelled"),
}
ALLERGIES = (
    sulfa_allergy("sulfa-too"),
    sulfa_allergy("sulfa-too", severity="severe"),
    allergy("pen-too", "7980", "penicillin G"),
    allergy("fur-too", "4603", "furosemide"),
    allergy("mmf-too", "68149", "mycophenolate mofetil"),
)

BARS = (
    *ALLERGIES,
    allergy("atq-too", "60212", "atovaquone"),
    allergy("dap-too", "3108", "dapsone"),
    LUPUS,
    G6PD_DEFICIENCY,
    DIALYSIS,
    MALABSORPTION,
    MTX,
    potassium(5.4),
    result("anc-too", "751-8", 0.8, "10*9/L"),
    result("plt-too", "777-3", 45, "10*9/L"),
    result("hbs-too", "5196-1", "Positive"),
    condition("tb-too", "A15.0", "Tuberculosis of lung", recorded=-60),
)

FIRST_AGENTS_BARRED = (sulfa_allergy("sulfa-too"), allergy("atq-too", "60212", "atovaquone"))
"""Neither TMP-SMX nor atovaquone: a third agent is asked for."""


def near(by: Random, card: str | None = None) -> tuple[Profile, Made]:
    """A profile (of the card, else of any), and a patient of it: as it speaks, or some changes away."""
    profile = by.choice(CARDS[card or by.choice(tuple(CARDS))])
    made = deepcopy(profile.speaks(by))
    own = (*profile.quiet.values(), *profile.worse.values(), *profile.lower.values())
    if by.random() < 0.2:
        made = by.choice(own)(made)
    return profile, changed(by, made)


def changed(by: Random, made: Made) -> Made:
    """The patient as it is, or up to three changes away."""
    for _ in range(by.choice((0, 0, 0, 1, 1, 2, 3))):
        made = by.choice(CHANGES)(by, made)
    return made


def each(value: Any, change: Callable[[Json], None]) -> None:
    """Calls ``change`` on every JSON object inside."""
    if isinstance(value, dict):
        change(value)
        for inner in list(value.values()):
            each(inner, change)
    elif isinstance(value, list):
        for inner in value:
            each(inner, change)


def of_one(by: Random, made: Made, change: Callable[[Json], None]) -> Made:
    """The patient with one resource changed."""
    copy = replace(made, record=deepcopy(made.record), drafts=deepcopy(made.drafts))
    everything = [*copy.record, *copy.drafts]
    if everything:
        each(by.choice(everything), change)
    return copy


def dates_moved(by: Random, made: Made) -> Made:
    days = by.choice((-30, -2, -1, 1, 2, 5))

    def moved(found: re.Match[str]) -> str:
        return (date.fromisoformat(found[0]) + timedelta(days=days)).isoformat()

    def change(one: Json) -> None:
        for name, value in one.items():
            if isinstance(value, str):
                one[name] = A_DAY.sub(moved, value)

    return of_one(by, made, change)


def numbers_moved(by: Random, made: Made) -> Made:
    factor = by.choice((0.5, 0.95, 0.99, 1.01, 1.05, 1.5, 2))

    def change(one: Json) -> None:
        for name in ("valueQuantity", "doseQuantity"):
            if name in one:
                one[name]["value"] = round(one[name]["value"] * factor, 4)

    return of_one(by, made, change)


def status_changed(by: Random, made: Made) -> Made:
    def change(one: Json) -> None:
        kind = one.get("resourceType")
        if kind in STATUSES and one["status"] != "draft":
            one["status"] = by.choice(STATUSES[kind])
        if kind == "Condition":
            one["verificationStatus"] = {
                "coding": [{"code": by.choice(("provisional", "refuted", "confirmed"))}]
            }

    return of_one(by, made, change)


def allergic(by: Random, made: Made) -> Made:
    return made.holding(by.choice(ALLERGIES))


def barred(by: Random, made: Made) -> Made:
    """Something speaks against one drug or several."""
    both_first = FIRST_AGENTS_BARRED if by.random() < 0.2 else ()
    return made.holding(*by.sample(BARS, by.choice((1, 1, 2))), *both_first)


def list_missing(by: Random, made: Made) -> Made:
    return replace(made, lacking=made.lacking | {by.choice(LISTS)})


def one_less(by: Random, made: Made) -> Made:
    if not made.record:
        return made
    left = by.randrange(len(made.record))
    return replace(made, record=tuple(one for place, one in enumerate(made.record) if place != left))


CHANGES = (barred, dates_moved, numbers_moved, status_changed, allergic, list_missing, one_less)
