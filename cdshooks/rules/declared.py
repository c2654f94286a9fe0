"""What cards declare, gathered: criteria, value sets, numbers and drugs, equal ones under one number."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping
from typing import Any, cast

from cdshooks.rules.card import Card, Catalogue
from cdshooks.rules.criteria import Criterion
from cdshooks.rules.drugs import Drug
from cdshooks.rules.terms import PolicyNumber, ValueSet
from cdshooks.rules.walking import compared_fields, found_in


def declared_terms(catalogue: Catalogue) -> tuple[dict[str, ValueSet], dict[str, PolicyNumber]]:
    """The value sets and site concepts that the cards read, and the numbers that a site may set; by name."""
    sets: dict[str, ValueSet] = {}
    numbers: dict[str, PolicyNumber] = {}
    for one in found_in((_all_declared(catalogue.cards), catalogue.snooze), (ValueSet, PolicyNumber)):
        if isinstance(one, ValueSet):
            sets[one.name] = one
        elif isinstance(one, PolicyNumber):
            numbers[one.name] = one
    return sets, numbers


def roots(card: Card) -> tuple[Criterion, ...]:
    """Every criterion a card judges: occasion, when, unless, levels, suggestions."""
    return (
        card.about,
        card.when,
        *card.unless,
        *(ground.criterion for ground in card.level),
        *card.lower,
        *(criterion for criterion, _ in card.notes),
        card.silences_while,
        *(criterion for offer in card.suggest for criterion in offer.criteria()),
        *(
            criterion
            for offer in card.suggest
            for choice in [getattr(offer, "choice", None)]
            if choice is not None
            for criterion in choice.criteria()
        ),
    )


def declared(card: Card) -> tuple[object, ...]:
    """Everything of a card that is judged or offered, texts and sources apart."""
    asked = (card.about, card.when, card.unless, card.level, card.lower, card.notes)
    return (*asked, card.silences_while, card.suggest)


def _all_declared(cards: Iterable[Card]) -> tuple[tuple[object, ...], ...]:
    """Of all cards together, for they share most of what they declare: it is gone through once."""
    return tuple(declared(card) for card in cards)


def every(cards: Iterable[Card]) -> Iterator[Criterion]:
    """Each criterion of the cards, each object once, however many cards share it."""
    seen: dict[int, Criterion] = {}
    for card in cards:
        for root in roots(card):
            waiting = [root]
            while waiting:
                criterion = waiting.pop()
                if id(criterion) not in seen:
                    seen[id(criterion)] = criterion
                    yield criterion
                    waiting.extend(reversed(criterion.parts()))


def intern(criteria: Iterable[Criterion]) -> tuple[dict[int, int], tuple[Criterion, ...]]:
    """A number for each different criterion; equal ones share it."""
    kinds = _Kinds()
    numbers: dict[Hashable, int] = {}
    places: dict[int, int] = {}
    different: list[Criterion] = []
    for criterion in criteria:
        number = numbers.setdefault(kinds.of(criterion), len(different))
        if number == len(different):
            different.append(criterion)
        places[id(criterion)] = number
    return places, tuple(different)


class _Kinds:
    """One token for all values that are equal. Each is compared by its own fields and the tokens of what is
    below it, once; comparing whole trees would go through what they share again and again.
    """

    def __init__(self) -> None:
        self._known: dict[int, tuple[object, Hashable]] = {}
        self._tokens: dict[Hashable, object] = {}

    def of(self, value: Any) -> Hashable:
        """Equal for equal values."""
        known = self._known.get(id(value))
        if known is None:
            # The value is kept beside its token, so that its id is not given to another meanwhile.
            known = self._known[id(value)] = (value, self._found(value))
        return known[1]

    def _found(self, value: Any) -> Hashable:
        if type(value) is tuple:
            return tuple([self.of(part) for part in value])
        kind = type(value)
        names = compared_fields(kind)
        if not names or not kind.__dataclass_params__.eq:
            return cast(Hashable, value)
        own = (kind, *[self.of(getattr(value, name)) for name in names])
        return self._tokens.setdefault(own, object())


def spoken_drugs(cards: Iterable[Card]) -> tuple[Drug, ...]:
    """Every drug that the cards speak of, each object once."""
    return tuple(found_in(_all_declared(cards), Drug))


def intern_drugs(drugs: Iterable[Drug]) -> dict[int, int]:
    """A number for each different drug that cards speak of, whatever they call it."""
    numbers: dict[Drug, int] = {}
    return {id(one): numbers.setdefault(one.called(""), len(numbers)) for one in drugs}


def drugs_by_set(drugs: Iterable[Drug], numbers: Mapping[int, int]) -> dict[str, frozenset[int]]:
    """The numbers of the drugs that may stand in each value set."""
    found: dict[str, set[int]] = {}
    for one in drugs:
        for value_set in one.value_sets:
            found.setdefault(value_set.name, set()).add(numbers[id(one)])
    return {name: frozenset(held) for name, held in found.items()}
