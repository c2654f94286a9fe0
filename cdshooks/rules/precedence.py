"""Which card stands before which: the order in which cards silence each other, worked out once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from graphlib import CycleError, TopologicalSorter

from cdshooks.rules.card import Card


def silencing_order(cards: Sequence[Card], problems: list[str]) -> tuple[str, ...]:
    """Each card before those it silences; who silences one card of a place stands before all of it."""
    sorter: TopologicalSorter[str] = TopologicalSorter()
    places = {card.id: card.shares_place for card in cards}
    for card in cards:
        sorter.add(card.id)
        own = (card.id, *card.shares_place)
        for other in (*card.silences, *card.silences_for_same_draft):
            sorter.add(other, card.id)
            for mate in places.get(other, ()):
                if mate not in own:
                    sorter.add(mate, card.id)
    try:
        return tuple(sorter.static_order())
    except CycleError as error:
        problems.append(f"cards silence each other in a circle: {' -> '.join(error.args[1])}")
        return ()


def problems_of_places(cards: Sequence[Card]) -> Iterable[str]:
    """Cards that share a place name the same cards, each itself among them."""
    places = {card.id: card.shares_place for card in cards}
    for card in cards:
        mates = card.shares_place
        if mates and (card.id not in mates or any(places.get(one) != mates for one in mates)):
            yield f"{card.id}: the cards of its place do not all name the same place"
