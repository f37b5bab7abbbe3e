"""Entitlements say when they became known: from then on an enterprise could be told."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("entitlement", sa.Column("recorded_on", sa.Date(), nullable=True))


def downgrade() -> None:
    op.drop_column("entitlement", "recorded_on")
