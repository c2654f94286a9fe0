"""A card's sheet: everything its declaration says, in the order in which a reviewer reads it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from cdshooks.patient.facts import format_number
from cdshooks.publish.drafts import drafts_of
from cdshooks.publish.outline import Line, outline, told_once
from cdshooks.publish.silences import moments
from cdshooks.rules.card import Card
from cdshooks.rules.criteria import AllOf, Always, AnyOf, CountOf, Criterion, Named, Not, Proven
from cdshooks.rules.plan import Plan
from cdshooks.rules.terms import PolicyNumber, ValueSet
from cdshooks.rules.walking import found_in

CONFIDENCE = {
    "V1": "read in the guideline, label or paper itself",
    "V2": "read in a secondary page",
    "K": "general knowledge or a choice of this service, to be confirmed by a clinician",
}
"""What the confidence of a source means."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number of the card as it stands: its default, and what this site uses. ``name``: in ``site.toml``."""

    name: str
    meaning: str
    default: str
    here: str
    unit: str
    allowed: str
    source: str

    @property
    def changed(self) -> bool:
        return self.here != self.default

    @property
    def words(self) -> str:
        """What it is, in a reader's words; its name where the author has none."""
        return self.meaning or self.name

    @property
    def told(self) -> str:
        """ "20 mg a day", and the default behind it where this site has another."""
        here = f"{self.here} {self.unit}".strip()
        return f"{here} (default {self.default})" if self.changed else here


@dataclass(frozen=True, slots=True)
class Asked:
    """One question of a card: how it is put, and its criteria."""

    heading: str
    line: Line


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is shown of one card."""

    card: Card
    asked: tuple[Asked, ...]
    numbers: tuple[Number, ...]
    drafts: tuple[str, ...]
    moments: str
    not_looked_for: tuple[str, ...]


def sheet_of(card: Card, plan: Plan) -> Sheet:
    """The sheet of a card, with the numbers and codes of this site."""
    card = plan.card(card.id)
    declared = (card.about, card.when, card.unless, card.level, card.lower, card.suggest)
    sets = {one.name for one in found_in(declared, ValueSet)}
    return Sheet(
        card,
        _asked(card, plan),
        numbers_here(card, declared, plan),
        tuple(dict.fromkeys(draft.words for draft in drafts_of(card))),
        moments(card),
        tuple(one.words for one in plan.site_concepts if one.name in sets),
    )


def _asked(card: Card, plan: Plan) -> tuple[Asked, ...]:
    asked = questions(card)
    lines = told_once((one.line for one in asked), plan.surroundings.places)
    return tuple(Asked(one.heading, line) for one, line in zip(asked, lines, strict=True))


def questions(card: Card) -> list[Asked]:
    """The questions of a card in the order in which they are asked."""
    return [
        Asked("It looks when", outline(card.about)),
        Asked("It speaks if", outline(card.when)),
        *(Asked("It is silent if", outline(exclusion)) for exclusion in card.unless),
        *(
            Asked(f"It is shown as {ground.level.indicator} if", outline(ground.criterion))
            for ground in card.level
            if not isinstance(ground.criterion, Always)
        ),
        *(
            Asked(f"It is shown as {ground.level.indicator} otherwise", outline(ground.criterion))
            for ground in card.level
            if isinstance(ground.criterion, Always)
        ),
        *(Asked("It is shown one level lower if", outline(step)) for step in card.lower),
    ]


def numbers_here(card: Card, declared: object, plan: Plan) -> tuple[Number, ...]:
    """The numbers of what is declared, each once: those of the card's own sentences first, then by name."""
    own = {one.name: one for one in _outside_words(card.when)}
    others = {one.name: one for one in found_in(declared, PolicyNumber)}
    return tuple(number_here(one, plan) for one in (own | dict(sorted(others.items()))).values())


def _outside_words(criterion: Criterion) -> Iterator[PolicyNumber]:
    """The numbers of a criterion but for those inside a word that cards share."""
    if isinstance(criterion, AllOf | AnyOf | CountOf | Not | Proven):
        for part in criterion.parts():
            yield from _outside_words(part)
    elif not isinstance(criterion, Named):
        yield from found_in(criterion, PolicyNumber)


def number_here(number: PolicyNumber, plan: Plan) -> Number:
    """The number with its default, its range, and what this site uses."""
    here = plan.surroundings.numbers.get(number.name, number.default)
    return Number(
        number.name,
        number.meaning,
        format_number(number.default),
        format_number(here),
        number.unit,
        f"{format_number(number.low)} to {format_number(number.high)}",
        number.source,
    )
