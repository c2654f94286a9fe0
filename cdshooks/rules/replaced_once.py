"""One replacement of a draft in an answer: who takes two of them orders its successor twice."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]


def replaced_once(cards: list[Json]) -> list[Json]:
    """The cards, without a replacement that one only offers where another recommends one of that draft."""
    chosen = [_replaced(card, recommended=True) for card in cards]
    for place, card in enumerate(cards):
        elsewhere = frozenset[str]().union(*chosen[:place], *chosen[place + 1 :])
        if not elsewhere.isdisjoint(_replaced(card, recommended=False)):
            card["suggestions"] = [one for one in card["suggestions"] if not _again(one, elsewhere)]
            if not card["suggestions"]:
                del card["suggestions"], card["selectionBehavior"]
    return cards


def _replaced(card: Json, *, recommended: bool) -> frozenset[str]:
    """The drafts that a card replaces by suggestions that are recommended, or that are not."""
    found = (one for one in card.get("suggestions", ()) if bool(one.get("isRecommended")) == recommended)
    return frozenset(draft for one in found for draft in _replaced_by(one))


def _again(suggestion: Json, elsewhere: frozenset[str]) -> bool:
    return not suggestion.get("isRecommended") and not elsewhere.isdisjoint(_replaced_by(suggestion))


def _replaced_by(suggestion: Json) -> list[str]:
    """The drafts that it takes away for a drug that it orders."""
    actions = suggestion["actions"]
    orders = any("medicationCodeableConcept" in one["resource"] for one in actions if one["type"] == "create")
    return [one["resourceId"] for one in actions if one["type"] == "delete"] if orders else []
