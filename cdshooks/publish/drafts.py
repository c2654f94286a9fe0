"""What a card can draft. No FHIR model is loaded here: the service shows drafts, ``check`` checks them."""

from __future__ import annotations

from cdshooks.rules.card import Card
from cdshooks.rules.orders import DrugOrder, TestOrder
from cdshooks.rules.walking import found_in

_KINDS: tuple[type[DrugOrder | TestOrder], ...] = (DrugOrder, TestOrder)


def drafts_of(card: Card) -> tuple[DrugOrder | TestOrder, ...]:
    """Every order and request the card can offer, also as an option or beside one, once; orders first."""
    found = dict.fromkeys(found_in(card.suggest, _KINDS))
    return tuple(sorted(found, key=lambda draft: isinstance(draft, TestOrder)))
