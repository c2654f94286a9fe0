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
from cdshooks.rules.card import Level
from cdshooks.rules.snoozing import SnoozeRules


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


def forget_long_snoozes(store: Store, rules: SnoozeRules, now: datetime) -> int:
    """Deletes the snoozes that no override of today could bring: made while a clock was ahead, or while the
    site let them last longer. They hold no more, and must not again once their end comes near. Returns how
    many. Raises ``Unreachable``.
    """
    critical = snoozes.c.level == int(Level.CRITICAL)
    gone = 0
    with store.writing() as connection:
        for which, latest in (
            (critical, rules.latest(Level.CRITICAL, now)),
            (~critical, rules.latest(Level.INFO, now)),
        ):
            if latest is not None:
                gone += connection.execute(snoozes.delete().where(which, snoozes.c.until > latest)).rowcount
    return gone


def forget_expired_tokens(store: Store, now: datetime) -> int:
    """Deletes the tokens that nobody would let in any more; returns how many. Raises ``Unreachable``."""
    with store.writing() as connection:
        return connection.execute(used_tokens.delete().where(used_tokens.c.expires_at < now)).rowcount
