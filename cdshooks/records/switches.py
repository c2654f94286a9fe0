"""The kill switch: which cards are off, and every turn of it on record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import func, insert, select

from cdshooks.records.store import Store
from cdshooks.records.tables import card_switches


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn of the switch of a card: off or on, why, when (UTC), by whom."""

    slug: str
    off: bool
    reason: str
    at: datetime
    by: str


def switch(store: Store, slug: str, *, off: bool, reason: str, by: str) -> None:
    """Turns a card off or on for every process of this database. Raises ``Unreachable``."""
    turn = {"slug": slug, "off": off, "reason": reason, "switched_at": datetime.now(UTC), "switched_by": by}
    with store.writing() as connection:
        connection.execute(insert(card_switches).values(turn))


def cards_off(store: Store) -> frozenset[str]:
    """The cards that are off now. Raises ``Unreachable``."""
    newest = select(func.max(card_switches.c.id)).group_by(card_switches.c.slug)
    asked = select(card_switches.c.slug).where(card_switches.c.id.in_(newest), card_switches.c.off)
    with store.reading() as connection:
        return frozenset(connection.execute(asked).scalars())


def turns(store: Store) -> Sequence[Turn]:
    """Every turn, the newest first. Raises ``Unreachable``."""
    with store.reading() as connection:
        rows = connection.execute(select(card_switches).order_by(card_switches.c.id.desc())).all()
    return [Turn(row.slug, row.off, row.reason, row.switched_at, row.switched_by) for row in rows]
