"""What outlasts its occasion: counts of data that were not known, and which outcomes silenced a card."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table; mark the outcomes whose snooze is still on record."""
    op.create_table(
        "not_known",
        sa.Column("month", sa.String(7), primary_key=True),
        sa.Column("slug", sa.String(100), primary_key=True),
        sa.Column("version", sa.String(40), primary_key=True),
        sa.Column("client", sa.String(200), primary_key=True),
        sa.Column("datum", sa.String(100), primary_key=True),
        sa.Column("times", sa.Integer, nullable=False),
    )
    op.add_column("feedback", sa.Column("snoozed", sa.Boolean, nullable=False, server_default=sa.false()))
    feedback = sa.table("feedback", sa.column("id", sa.String), sa.column("snoozed", sa.Boolean))
    snoozes = sa.table("snoozes", sa.column("feedback_id", sa.String))
    silenced = feedback.c.id.in_(sa.select(snoozes.c.feedback_id))
    op.execute(feedback.update().where(silenced).values(snoozed=sa.true()))


def downgrade() -> None:
    """Drop both."""
    op.drop_column("feedback", "snoozed")
    op.drop_table("not_known")
