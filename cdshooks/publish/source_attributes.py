"""The thirteen source attributes that United States certification asks for of evidence-based support.

45 CFR 170.315(b)(11)(iv)(A). Each is read from the declaration of the card, its sources and its value sets;
what is not known is said to be.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from cdshooks.rules.card import Card
from cdshooks.rules.declared import declared
from cdshooks.rules.measures import Clearance
from cdshooks.rules.person import Aged, Sex
from cdshooks.rules.plan import Plan
from cdshooks.rules.terms import ValueSet
from cdshooks.rules.walking import found_in

NOT_READ = "No. No such element is read."
REPORTED = (
    "Values in percent of predicted are read as the laboratory reports them; its reference equations may "
    "use {what}."
)

_RACE = re.compile(r"\b(?:non-)?blacks\b|\brace\b", re.IGNORECASE)
_SOCIAL = re.compile(r"Z(?:5[5-9]|6[0-5])")
_HEALTH_STATUS = {
    "pregnancy status": re.compile(r"pregnan|obs_hcg|expected_delivery"),
    "smoking status": re.compile(r"smok"),
    "functional, disability or cognitive status": re.compile(r"functional|disabilit|cognitive|frail"),
}


@dataclass(frozen=True, slots=True)
class Attribute:
    """One attribute: its number in the regulation's list, what it is, what is to be said. ``known``: whether
    there is an answer.
    """

    number: int
    name: str
    words: str
    known: bool = True


def attributes(card: Card, plan: Plan) -> tuple[Attribute, ...]:
    """The thirteen, in the order of the regulation."""
    sets = {one.name: one for one in found_in(declared(card), ValueSet)}
    said = (
        ("Citation of the research or guideline", _citations(card), True),
        ("Developer", f"The cdshooks authors, for this owner: {card.owner}", True),
        ("Funding of the technical implementation", "Not known: nothing is stated.", False),
        ("Release and revision dates", *_dates(card)),
        ("Use of race", *_race(sets, plan)),
        ("Use of ethnicity", REPORTED.format(what="ethnicity") if _predicted(sets) else NOT_READ, True),
        ("Use of language", NOT_READ, True),
        ("Use of sexual orientation", NOT_READ, True),
        ("Use of gender identity", NOT_READ, True),
        ("Use of sex", _sex(card), True),
        ("Use of date of birth", _birth(card), True),
        ("Use of social determinants of health", _social(sets, plan), True),
        ("Use of health status assessments", _health_status(sets), True),
    )
    return tuple(Attribute(place, *one) for place, one in enumerate(said, start=1))


def _citations(card: Card) -> str:
    return "; ".join(f"{one.title} ({one.url})" for one in card.sources)


def _dates(card: Card) -> tuple[str, bool]:
    signed = "".join(f"; signed on {one.day}" for one in card.reviewed)
    return (
        f"Version {card.version}{signed}. Its release date is not known: none is recorded. The sources have "
        "the years of their citations.",
        bool(signed),
    )


def _race(sets: dict[str, ValueSet], plan: Plan) -> tuple[str, bool]:
    codes = sorted(
        row.code
        for name in sets
        if name.startswith("obs_")
        for row in plan.terminology.value_sets.get(name, ())
        if _RACE.search(row.display)
    )
    said = []
    if codes:
        said.append(
            "The race of the patient is not read. Among the results that are read are some that a laboratory "
            f"worked out by an equation with race (LOINC {', '.join(codes)})."
        )
    if _predicted(sets):
        said.append(REPORTED.format(what="race"))
    return " ".join(said) or NOT_READ, True


def _predicted(sets: Iterable[str]) -> bool:
    return any("pct_predicted" in name for name in sets)


def _parts(card: Card) -> tuple[object, ...]:
    return (*declared(card), card.summary)


def _sex(card: Card) -> str:
    said = sorted({f"is the patient {one.sex}" for one in found_in(_parts(card), Sex)})
    if any(found_in(_parts(card), Clearance)):
        said.append("creatinine clearance by Cockcroft and Gault")
    if not said:
        return NOT_READ
    return f"Yes, the administrative sex, an organ inventory before it: {'; '.join(said)}."


def _birth(card: Card) -> str:
    said = sorted({one.words for one in found_in(_parts(card), Aged)})
    if any(found_in(_parts(card), Clearance)):
        said.append("creatinine clearance by Cockcroft and Gault")
    return f"Yes, as age: {'; '.join(said)}." if said else NOT_READ


def _social(sets: dict[str, ValueSet], plan: Plan) -> str:
    found = [
        one.words
        for name, one in sorted(sets.items())
        if any(_SOCIAL.match(row.code) for row in plan.terminology.value_sets.get(name, ()))
    ]
    return f"Yes: {'; '.join(found)}." if found else "No. No code of social circumstances is read."


def _health_status(sets: dict[str, ValueSet]) -> str:
    found = list(_health_statuses(sets))
    return f"Yes: {'; '.join(found)}." if found else "No. No such assessment is read."


def _health_statuses(sets: Iterable[str]) -> Iterator[str]:
    names = sorted(sets)
    for words, pattern in _HEALTH_STATUS.items():
        if any(pattern.search(name) for name in names):
            yield words
