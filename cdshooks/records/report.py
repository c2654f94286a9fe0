"""Counts of what was shown and what users did with it: by card, version, client and reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, literal, null, select, union_all

from cdshooks.records.store import Store
from cdshooks.records.tables import feedback, shown_cards

NOT_ON_RECORD = "not on record"
"""Stands for the card of an outcome that could not be joined."""


@dataclass(frozen=True, slots=True)
class Count:
    """How often: ``outcome`` is ``shown``, ``accepted`` or ``overridden``; a reason only with the last."""

    card: str
    version: str
    client: str
    outcome: str
    reason: str
    count: int


def counts(store: Store, since: datetime | None = None) -> Sequence[Count]:
    """Every count, in the order of its columns. ``since``: only what was shown, or received, from then on.

    Raises ``Unreachable``.
    """
    shown = select(
        shown_cards.c.slug.label("card"),
        shown_cards.c.version.label("version"),
        shown_cards.c.client.label("client"),
        literal("shown").label("outcome"),
        null().label("reason"),
        shown_cards.c.card.label("shown_as"),
    )
    told = select(
        feedback.c.slug,
        feedback.c.version,
        feedback.c.client,
        feedback.c.outcome,
        feedback.c.reason,
        feedback.c.card,
    )
    if since is not None:
        shown = shown.where(shown_cards.c.shown_at >= since)
        told = told.where(feedback.c.received_at >= since)
    every = union_all(shown, told).subquery()
    *columns, shown_as = every.c
    # By the cards, however often a client reports the same of one.
    asked = select(*columns, func.count(shown_as.distinct()).label("count")).group_by(*columns)
    with store.reading() as connection:
        rows = connection.execute(asked).all()
    found = [
        Count(row[0] or NOT_ON_RECORD, row[1] or "", row[2], row[3], row[4] or "", row[5]) for row in rows
    ]
    return sorted(found, key=lambda one: (one.card, one.version, one.client, one.outcome, one.reason))
