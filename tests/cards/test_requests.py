"""Every request that a card can make is recognised again by the code it went out with."""

from __future__ import annotations

from cdshooks.catalogue_data import load_terminology
from cdshooks.rules import orders
from cdshooks.rules.declared import roots
from cdshooks.rules.walking import found_in
from tests.cards.story import engine


def test_each_request_is_recognised_by_its_own_code() -> None:
    sets = load_terminology().value_sets
    requests = {
        order
        for card in engine().plan.catalogue.cards
        for order in found_in((*roots(card), card.suggest), orders.TestOrder)
        if order.system
    }
    assert requests
    lost = [
        f"{order.words}: {order.code}"
        for order in requests
        if not any(
            (row.system, row.code) == (order.system, order.code)
            for name in order.recognised_by.members
            for row in sets[name]
        )
    ]
    assert not lost, lost
