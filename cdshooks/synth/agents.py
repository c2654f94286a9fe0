"""PJP prophylaxis that is taken, and what only looks like it."""

from __future__ import annotations

from cdshooks.synth.chance import Chance, Weighted
from cdshooks.synth.person import Person, Prophylaxis

FULL = Weighted(
    {
        "tmp-smx-daily": 44,
        "tmp-smx-thrice": 22,
        "tmp-smx-ds-daily": 8,
        "atovaquone": 12,
        "dapsone": 6,
        "pentamidine": 6,
        "dapsone-half": 2,
    }
)
NOT_FOR_SULFA = Weighted({"atovaquone": 60, "pentamidine": 25, "dapsone": 15})
NOT_ENOUGH = Weighted(
    {
        "tmp-smx-infection": 26,
        "trimethoprim": 10,
        "tmp-smx-twice": 14,
        "atovaquone-half": 10,
        "dapsone-quarter": 6,
        "tmp-smx-over": 24,
        "pentamidine-long-ago": 10,
        "tmp-smx-draft": 6,
        "tmp-smx-hold": 8,
        "tmp-smx-plan": 4,
    }
)
"""Treatment of an infection, too little, another drug, over, or never begun."""
UNREADABLE = frozenset({"tmp-smx-daily", "tmp-smx-ds-daily", "tmp-smx-twice"})
"""Regimens that some prescribe without saying the dose."""


def prophylaxis(chance: Chance, person: Person, missing: float) -> Prophylaxis | None:
    """Of those on much steroid half are protected; of the others few. ``missing``: the share of TMP-SMX
    orders whose dose, or whose trimethoprim, is not on record."""
    exposed = any(stretch.mg >= 20 and stretch.last >= 0 for stretch in person.course.stretches)
    exposed = exposed or person.mda5_since is not None
    draw = chance.draw()
    if draw < (0.5 if exposed else 0.06):
        sulfa = any(name.startswith("sulfa") for name in person.allergies)
        regimen = chance.of(NOT_FOR_SULFA if sulfa else FULL)
        if "ckd4" in person.others and regimen.startswith("tmp-smx"):
            regimen = "tmp-smx-half"
    elif draw < (0.58 if exposed else 0.08):
        regimen = chance.of(NOT_ENOUGH)
    else:
        return None
    made = _made(chance, regimen)
    made.unreadable = regimen in UNREADABLE and chance.under(missing)
    return made


def _made(chance: Chance, regimen: str) -> Prophylaxis:
    if regimen == "tmp-smx-infection":
        since = -chance.whole(0, 4)
        return Prophylaxis(regimen, since, since + chance.whole(5, 9))
    if regimen == "tmp-smx-over":
        until = -chance.whole(1, 200)
        return Prophylaxis(regimen, until - 90, until)
    if regimen.startswith("pentamidine"):
        newest = -chance.whole(36, 70) if regimen == "pentamidine-long-ago" else -chance.whole(0, 35)
        given = tuple(newest - 28 * n for n in range(chance.whole(1, 4)))
        return Prophylaxis(regimen, given[-1], newest, given)
    return Prophylaxis(regimen, -chance.whole(0, 200), chance.whole(5, 120))
