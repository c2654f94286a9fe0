"""For which of a client's tenants a card was shown."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the column; of what was shown before it is not known."""
    op.add_column("shown_cards", sa.Column("tenant_hash", sa.String(64)))


def downgrade() -> None:
    """Drop it."""
    op.drop_column("shown_cards", "tenant_hash")
