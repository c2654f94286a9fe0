"""The tables. Nothing in them is about a patient but keyed hashes; free text of clients is in none, and of
people only what they write into the form for reports.

A change here needs a migration in ``migrations/versions`` and the new ``REVISION``.
"""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import (
    Boolean,
    Column,
    DateTime,
    Dialect,
    Index,
    Integer,
    MetaData,
    SmallInteger,
    String,
    Table,
    Text,
    TypeDecorator,
    false,
)

REVISION = "0004"
"""The newest migration: what the schema of these tables is called."""


class Moment(TypeDecorator[datetime]):
    """A moment in UTC, in and out; SQLite keeps it without its zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """The moment in UTC. Raises ``ValueError`` where it has no zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """The moment with its zone."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


metadata = MetaData()

versions = Table("alembic_version", MetaData(), Column("version_num", String(32), primary_key=True))
"""Which migration the schema has, as Alembic keeps it; Alembic's own, so it stands apart from ours."""

shown_cards = Table(
    "shown_cards",
    metadata,
    Column("card", String(36), primary_key=True),
    Column("slug", String(100), nullable=False),
    Column("version", String(40), nullable=False),
    Column("signed_fingerprint", String(64), nullable=False),
    Column("site_fingerprint", String(64), nullable=False),
    Column("service", String(100), nullable=False),
    Column("client", String(200), nullable=False),
    Column("shown_at", Moment, nullable=False),
    Column("key_id", String(16), nullable=False),
    Column("patient_hash", String(64), nullable=False),
    Column("user_hash", String(64)),
    Column("level", SmallInteger, nullable=False),
    Column("traits", Text, nullable=False),
    Column("suggestions", Text, nullable=False),
    Column("tenant_hash", String(64)),
    Index("shown_cards_by_time", "shown_at"),
)
"""One row for each card shown. ``traits``: keyed hashes of what made it speak, with a space between them.
``tenant_hash``: of whose patient it spoke, where the client speaks for several tenants.
"""

feedback = Table(
    "feedback",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("card", String(64), nullable=False),
    Column("slug", String(100)),
    Column("version", String(40)),
    Column("signed_fingerprint", String(64)),
    Column("site_fingerprint", String(64)),
    Column("service", String(100), nullable=False),
    Column("client", String(200), nullable=False),
    Column("outcome", String(10), nullable=False),
    Column("outcome_at", Moment, nullable=False),
    Column("received_at", Moment, nullable=False),
    Column("reason", String(100)),
    Column("accepted", String(200)),
    Column("snoozed", Boolean, nullable=False, server_default=false()),
    Index("feedback_by_time", "received_at"),
)
"""One row for each outcome. ``slug`` is empty where the card is not on record; ``card`` is then a keyed hash.
``accepted``: the places of the suggestions taken, counted from one. ``snoozed``: it silenced the card."""

snoozes = Table(
    "snoozes",
    metadata,
    Column("feedback_id", String(64), primary_key=True),
    Column("slug", String(100), nullable=False),
    Column("client", String(200), nullable=False),
    Column("key_id", String(16), nullable=False),
    Column("patient_hash", String(64), nullable=False),
    Column("user_hash", String(64)),
    Column("level", SmallInteger, nullable=False),
    Column("traits", Text, nullable=False),
    Column("reason", String(100), nullable=False),
    Column("until", Moment, nullable=False),
    Index("snoozes_by_patient", "patient_hash", "client"),
)
"""Cards that are not shown again for a time. ``user_hash`` only where it holds for one user alone."""

card_switches = Table(
    "card_switches",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("slug", String(100), nullable=False),
    Column("off", Boolean, nullable=False),
    Column("reason", Text, nullable=False),
    Column("switched_at", Moment, nullable=False),
    Column("switched_by", String(200), nullable=False),
)
"""Every turn of the kill switch; the last one of a card says whether it is off."""

used_tokens = Table(
    "used_tokens",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("expires_at", Moment, nullable=False),
    Index("used_tokens_by_expiry", "expires_at"),
)
"""Tokens that were used once, by the hash of issuer and ``jti``."""

card_reports = Table(
    "card_reports",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("slug", String(100), nullable=False),
    Column("version", String(40), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("text", String(500), nullable=False),
    Column("client", String(200)),
    Column("reported_at", Moment, nullable=False),
    Index("card_reports_by_time", "reported_at"),
)
"""What people wrote about cards. Who wrote it is not kept."""

not_known = Table(
    "not_known",
    metadata,
    Column("month", String(7), primary_key=True),
    Column("slug", String(100), primary_key=True),
    Column("version", String(40), primary_key=True),
    Column("client", String(200), primary_key=True),
    Column("datum", String(100), primary_key=True),
    Column("times", Integer, nullable=False),
)
"""How often in a month (``2026-01``) a card lacked a datum. Counts alone: no row is about one call."""
