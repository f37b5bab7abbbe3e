"""Enterprises end: merged away or deregistered."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("known_enterprise", sa.Column("ended_on", sa.Date(), comment="merged away or deregistered"))
    op.add_column("known_enterprise", sa.Column("successor_id", sa.String(length=36), comment="who absorbed it"))


def downgrade() -> None:
    op.drop_column("known_enterprise", "successor_id")
    op.drop_column("known_enterprise", "ended_on")
