"""Notices in the words they were published with."""

import sqlalchemy as sa
from alembic import op

from shared.tables import Instant

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("published_measure", sa.Column("withdrawn_on", sa.Date(), nullable=True))
    op.add_column("published_measure", sa.Column("marked_at", Instant(), nullable=True))
    op.create_table(
        "published_notice",
        sa.Column("notice_id", sa.String(length=36), nullable=False),
        sa.Column("published", sa.Text(), nullable=False),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("marked_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("notice_id", name=op.f("pk_published_notice")),
    )


def downgrade() -> None:
    op.drop_table("published_notice")
    op.drop_column("published_measure", "marked_at")
    op.drop_column("published_measure", "withdrawn_on")
