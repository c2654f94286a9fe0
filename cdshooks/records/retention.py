"""Retention: what is older than a site wants to keep is deleted, and nothing is while it still holds."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from sqlalchemy import func, select

from cdshooks.records.store import Store
from cdshooks.records.tables import (
    card_reports,
    card_switches,
    feedback,
    not_known,
    shown_cards,
    snoozes,
    used_tokens,
)


def prune(store: Store, before: datetime, now: datetime) -> Mapping[str, int]:
    """Deletes what was kept of cards, users and switches before a moment, and what has expired.

    Returns how many rows of each table went. The last turn of each card stays. Raises ``Unreachable``.
    """
    newest = select(func.max(card_switches.c.id)).group_by(card_switches.c.slug)
    old = {
        shown_cards: shown_cards.c.shown_at < before,
        feedback: feedback.c.received_at < before,
        # A month goes when all of it is older.
        not_known: not_known.c.month < f"{before.astimezone(UTC):%Y-%m}",
        card_reports: card_reports.c.reported_at < before,
        snoozes: snoozes.c.until < now,
        used_tokens: used_tokens.c.expires_at < now,
        card_switches: (card_switches.c.switched_at < before) & card_switches.c.id.not_in(newest),
    }
    with store.writing() as connection:
        gone = {
            table.name: connection.execute(table.delete().where(which)).rowcount
            for table, which in old.items()
        }
    store.empty_log()
    return gone


def forget_expired_tokens(store: Store, now: datetime) -> int:
    """Deletes the tokens that nobody would let in any more; returns how many. Raises ``Unreachable``."""
    with store.writing() as connection:
        return connection.execute(used_tokens.delete().where(used_tokens.c.expires_at < now)).rowcount
