"""Counts by month of what was shown and what was done with it, for the page that learns from them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import extract, func, literal, null, select, union_all

from cdshooks.records.outcomes import MonthCount
from cdshooks.records.store import Store
from cdshooks.records.tables import feedback, not_known, shown_cards


def monthly(store: Store, since: datetime | None = None) -> Sequence[MonthCount]:
    """Every count whose card is on record, in the order of its columns. Raises ``Unreachable``."""
    shown = select(
        shown_cards.c.shown_at.label("at"),
        shown_cards.c.slug.label("card"),
        shown_cards.c.version.label("version"),
        shown_cards.c.client.label("client"),
        literal("shown").label("outcome"),
        null().label("reason"),
    )
    told = select(
        feedback.c.received_at,
        feedback.c.slug,
        feedback.c.version,
        feedback.c.client,
        feedback.c.outcome,
        feedback.c.reason,
    ).where(feedback.c.slug.is_not(None))
    quiet = select(
        feedback.c.received_at,
        feedback.c.slug,
        feedback.c.version,
        feedback.c.client,
        literal("snoozed"),
        feedback.c.reason,
    ).where(feedback.c.slug.is_not(None), feedback.c.snoozed)
    every = union_all(shown, told, quiet).subquery()
    when = [extract("year", every.c.at).label("year"), extract("month", every.c.at).label("month")]
    columns = [*when, every.c.card, every.c.version, every.c.client, every.c.outcome, every.c.reason]
    asked = select(*columns, func.count().label("count")).group_by(*columns)
    if since is not None:
        asked = asked.where(every.c.at >= since)
    lacking = select(not_known)
    if since is not None:
        lacking = lacking.where(not_known.c.month >= f"{since.astimezone(UTC):%Y-%m}")
    with store.reading() as connection:
        rows = connection.execute(asked).all()
        lacked = connection.execute(lacking).all()
    counted: Counter[tuple[str, str, str, str, str, str]] = Counter()
    for row in rows:
        of_month = f"{int(row.year):04}-{int(row.month):02}"
        key = (of_month, row.card, row.version or "", row.client, row.outcome, row.reason or "")
        counted[key] += row[-1]
    for one in lacked:
        counted[one.month, one.slug, one.version, one.client, "not known", one.datum] += one.times
    return [
        MonthCount(month, card, version, client, outcome, reason, times)
        for (month, card, version, client, outcome, reason), times in sorted(counted.items())
    ]
