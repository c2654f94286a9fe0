"""What people report about a card: a kind, a few words, and nothing of a patient."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from sqlalchemy import func, insert, select

from cdshooks.records.outcomes import CardReport, TooManyReports
from cdshooks.records.store import Store
from cdshooks.records.tables import card_reports

MOST_A_DAY = 200
"""Reports that are kept in any 24 hours, whoever sends them: what is more would be noise, or meant to fill
the database."""

NEWEST = 50
"""Reports that a page shows of one card."""


def keep_report(store: Store, report: CardReport) -> None:
    """Commits a report. Raises ``TooManyReports`` and ``Unreachable``."""
    since = datetime.now(UTC) - timedelta(days=1)
    counted = select(func.count()).where(card_reports.c.reported_at > since)
    row = {
        "slug": report.slug,
        "version": report.version,
        "kind": report.kind,
        "text": report.text,
        "client": report.client or None,
        "reported_at": report.at,
    }
    with store.writing() as connection:
        if (connection.execute(counted).scalar() or 0) >= MOST_A_DAY:
            raise TooManyReports
        connection.execute(insert(card_reports).values(row))


def reports(
    store: Store, slug: str | None = None, since: datetime | None = None, most: int | None = None
) -> Sequence[CardReport]:
    """The reports of a card, or of all, the newest first. Raises ``Unreachable``."""
    asked = select(card_reports).order_by(card_reports.c.id.desc())
    if slug is not None:
        asked = asked.where(card_reports.c.slug == slug)
    if since is not None:
        asked = asked.where(card_reports.c.reported_at >= since)
    if most is not None:
        asked = asked.limit(most)
    with store.reading() as connection:
        rows = connection.execute(asked).all()
    return [
        CardReport(row.slug, row.version, row.kind, row.text, row.client or "", row.reported_at)
        for row in rows
    ]
