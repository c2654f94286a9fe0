"""What cards declare, gathered: criteria, value sets, numbers and drugs, equal ones under one number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from cdshooks.rules.card import Card, Catalogue
from cdshooks.rules.criteria import Criterion
from cdshooks.rules.drugs import Drug
from cdshooks.rules.terms import PolicyNumber, ValueSet
from cdshooks.rules.walking import found_in


def declared_sets(catalogue: Catalogue) -> Iterable[ValueSet]:
    """The value sets and site concepts that the cards read."""
    return found_in(_all_declared(catalogue.cards), ValueSet)


def declared_numbers(catalogue: Catalogue) -> dict[str, PolicyNumber]:
    """The numbers that a site may set, by name."""
    everything = (_all_declared(catalogue.cards), catalogue.snooze)
    return {one.name: one for one in found_in(everything, PolicyNumber)}


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


def intern(cards: Iterable[Card]) -> tuple[dict[int, int], tuple[Criterion, ...]]:
    """A number for each different criterion; equal ones share it."""
    numbers: dict[Criterion, int] = {}
    places: dict[int, int] = {}
    for criterion in every(cards):
        places[id(criterion)] = numbers.setdefault(criterion, len(numbers))
    return places, tuple(numbers)


def intern_drugs(cards: Iterable[Card]) -> dict[int, int]:
    """A number for each different drug that cards speak of, whatever they call it."""
    numbers: dict[Drug, int] = {}
    spoken = found_in(_all_declared(cards), Drug)
    return {id(one): numbers.setdefault(one.called(""), len(numbers)) for one in spoken}


def drugs_by_set(cards: Iterable[Card], numbers: Mapping[int, int]) -> dict[str, frozenset[int]]:
    """The numbers of the drugs that may stand in each value set."""
    found: dict[str, set[int]] = {}
    for one in found_in(_all_declared(cards), Drug):
        for value_set in one.value_sets:
            found.setdefault(value_set.name, set()).add(numbers[id(one)])
    return {name: frozenset(held) for name, held in found.items()}
