"""The words of a catalogue at a site that has set numbers of its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from decimal import Decimal
from typing import Any

from cdshooks.rules.card import Card, Catalogue
from cdshooks.rules.criteria import Named
from cdshooks.rules.terms import PolicyNumber
from cdshooks.rules.walking import found_in, rebuilt


def catalogue_here(catalogue: Catalogue, numbers: Mapping[str, Decimal]) -> Catalogue:
    """The catalogue with the site's numbers in its words. What is judged does not change by it.

    A criterion under a name of its own says the site's number behind it, and a card lists those it looks at,
    for names and texts may state the default.
    """
    if not numbers:
        return catalogue

    def change(value: Any) -> Any:
        if isinstance(value, PolicyNumber) and value.name in numbers:
            return replace(value, here=numbers[value.name])
        if isinstance(value, Named):
            said = ", ".join(dict.fromkeys(one.words for one in _numbers_of(value.criterion)))
            return replace(value, name=f"{value.name} (here {said})") if said else value
        return _with_line(value) if isinstance(value, Card) else value

    here: Catalogue = rebuilt(catalogue, change)
    return here


def _with_line(card: Card) -> Card:
    changed = {one.name: one for one in found_in(card, PolicyNumber) if one.here is not None}
    if not changed:
        return card
    said = "; ".join(
        f"{one.name} {one.words} (default {one.default:f})" for _, one in sorted(changed.items())
    )
    return replace(card, detail=(*card.detail, f"Numbers set by this site: {said}."))


def _numbers_of(criterion: Any) -> Iterator[PolicyNumber]:
    """The changed numbers of a criterion, without those of criteria in it that have a name of their own."""
    if isinstance(criterion, PolicyNumber):
        if criterion.here is not None:
            yield criterion
    elif isinstance(criterion, tuple):
        for one in criterion:
            yield from _numbers_of(one)
    elif is_dataclass(criterion) and not isinstance(criterion, Named | type):
        for field in fields(criterion):
            yield from _numbers_of(getattr(criterion, field.name))
