"""Counts by month of what was shown and what was done with it, for the page that learns from them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Column, ColumnElement, Select, Table, extract, func, literal, null, select

from cdshooks.records.outcomes import MonthCount
from cdshooks.records.store import Store
from cdshooks.records.tables import feedback, not_known, shown_cards


def monthly(store: Store, since: datetime | None = None) -> Sequence[MonthCount]:
    """Every count whose card is on record, in the order of its columns. Raises ``Unreachable``.

    What was done is counted by the cards that it was done with: a client may report the same of one card as
    often as it likes, and a count of many outcomes would hide how few people are behind it.
    """
    on_record = feedback.c.slug.is_not(None)
    cards = func.count(feedback.c.card.distinct())
    asked = [
        _by_month(shown_cards, shown_cards.c.shown_at, literal("shown"), null(), func.count(), since),
        _by_month(
            feedback, feedback.c.received_at, feedback.c.outcome, feedback.c.reason, cards, since
        ).where(on_record),
        _by_month(
            feedback, feedback.c.received_at, literal("snoozed"), feedback.c.reason, cards, since
        ).where(on_record, feedback.c.snoozed),
    ]
    lacking = select(not_known)
    if since is not None:
        lacking = lacking.where(not_known.c.month >= f"{since.astimezone(UTC):%Y-%m}")
    with store.reading() as connection:
        rows = [row for one in asked for row in connection.execute(one).all()]
        lacked = connection.execute(lacking).all()
    counted: Counter[tuple[str, str, str, str, str, str]] = Counter()
    for year, month, slug, version, client, outcome, reason, times in rows:
        of_month = f"{int(year):04}-{int(month):02}"
        counted[of_month, slug, version or "", client, outcome, reason or ""] += times
    for one in lacked:
        counted[one.month, one.slug, one.version, one.client, "not known", one.datum] += one.times
    return [
        MonthCount(month, card, version, client, outcome, reason, times)
        for (month, card, version, client, outcome, reason), times in sorted(counted.items())
    ]


def _by_month(
    table: Table,
    at: ColumnElement[datetime],
    outcome: ColumnElement[str],
    reason: ColumnElement[Any],
    counted: ColumnElement[int],
    since: datetime | None,
) -> Select[Any]:
    """What of a table is counted by month, card, version, client, outcome and reason."""
    columns = (extract("year", at), extract("month", at), table.c.slug, table.c.version, table.c.client)
    grouped = (*columns, *(one for one in (outcome, reason) if isinstance(one, Column)))
    asked = select(*columns, outcome, reason, counted).group_by(*grouped)
    return asked if since is None else asked.where(at >= since)
