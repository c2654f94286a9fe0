"""The first tables: cards shown, feedback, snoozes, switches, used tokens."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make every table."""
    _make_shown_cards()
    _make_feedback()
    _make_snoozes()
    _make_card_switches()
    _make_used_tokens()


def downgrade() -> None:
    """Drop every table, with all that was kept."""
    for name in ("used_tokens", "card_switches", "snoozes", "feedback", "shown_cards"):
        op.drop_table(name)


def _make_shown_cards() -> None:
    op.create_table(
        "shown_cards",
        sa.Column("card", sa.String(36), primary_key=True),
        sa.Column("slug", sa.String(100), nullable=False),
        sa.Column("version", sa.String(40), nullable=False),
        sa.Column("signed_fingerprint", sa.String(64), nullable=False),
        sa.Column("site_fingerprint", sa.String(64), nullable=False),
        sa.Column("service", sa.String(100), nullable=False),
        sa.Column("client", sa.String(200), nullable=False),
        sa.Column("shown_at", MOMENT, nullable=False),
        sa.Column("key_id", sa.String(16), nullable=False),
        sa.Column("patient_hash", sa.String(64), nullable=False),
        sa.Column("user_hash", sa.String(64)),
        sa.Column("level", sa.SmallInteger, nullable=False),
        sa.Column("traits", sa.Text, nullable=False),
        sa.Column("suggestions", sa.Text, nullable=False),
    )
    op.create_index("shown_cards_by_time", "shown_cards", ["shown_at"])


def _make_feedback() -> None:
    op.create_table(
        "feedback",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("card", sa.String(64), nullable=False),
        sa.Column("slug", sa.String(100)),
        sa.Column("version", sa.String(40)),
        sa.Column("signed_fingerprint", sa.String(64)),
        sa.Column("site_fingerprint", sa.String(64)),
        sa.Column("service", sa.String(100), nullable=False),
        sa.Column("client", sa.String(200), nullable=False),
        sa.Column("outcome", sa.String(10), nullable=False),
        sa.Column("outcome_at", MOMENT, nullable=False),
        sa.Column("received_at", MOMENT, nullable=False),
        sa.Column("reason", sa.String(100)),
        sa.Column("accepted", sa.String(200)),
    )
    op.create_index("feedback_by_time", "feedback", ["received_at"])


def _make_snoozes() -> None:
    op.create_table(
        "snoozes",
        sa.Column("feedback_id", sa.String(64), primary_key=True),
        sa.Column("slug", sa.String(100), nullable=False),
        sa.Column("client", sa.String(200), nullable=False),
        sa.Column("key_id", sa.String(16), nullable=False),
        sa.Column("patient_hash", sa.String(64), nullable=False),
        sa.Column("user_hash", sa.String(64)),
        sa.Column("level", sa.SmallInteger, nullable=False),
        sa.Column("traits", sa.Text, nullable=False),
        sa.Column("reason", sa.String(100), nullable=False),
        sa.Column("until", MOMENT, nullable=False),
    )
    op.create_index("snoozes_by_patient", "snoozes", ["patient_hash", "client"])


def _make_card_switches() -> None:
    op.create_table(
        "card_switches",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("slug", sa.String(100), nullable=False),
        sa.Column("off", sa.Boolean, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("switched_at", MOMENT, nullable=False),
        sa.Column("switched_by", sa.String(200), nullable=False),
    )


def _make_used_tokens() -> None:
    op.create_table(
        "used_tokens",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("expires_at", MOMENT, nullable=False),
    )
    op.create_index("used_tokens_by_expiry", "used_tokens", ["expires_at"])
