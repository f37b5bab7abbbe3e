"""Evidence says which listing told by finance verified it."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "listing_heard",
        sa.Column("event_id", sa.String(length=36), nullable=False),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_listing_heard")),
    )
    op.add_column("evidence", sa.Column("listing_id", sa.String(length=60), nullable=True))


def downgrade() -> None:
    op.drop_table("listing_heard")
    op.drop_column("evidence", "listing_id")
