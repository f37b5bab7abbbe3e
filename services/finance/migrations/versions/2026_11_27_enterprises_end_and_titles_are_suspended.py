"""Enterprises end: merged away or deregistered; titles are suspended for a while."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("known_enterprise", sa.Column("ended_on", sa.Date(), comment="merged away or deregistered"))
    op.add_column("known_enterprise", sa.Column("successor_id", sa.String(length=36), comment="who absorbed it"))
    op.create_table(
        "list_suspension",
        sa.Column("enterprise_id", sa.String(length=36), nullable=False),
        sa.Column("title_id", sa.String(length=36), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("enterprise_id", "title_id", "from_on", name=op.f("pk_list_suspension")),
    )


def downgrade() -> None:
    op.drop_table("list_suspension")
    op.drop_column("known_enterprise", "successor_id")
    op.drop_column("known_enterprise", "ended_on")
