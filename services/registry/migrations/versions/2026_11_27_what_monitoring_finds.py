"""What monitoring finds, and when it last looked at whom."""

import sqlalchemy as sa
from alembic import op

from shared.tables import Instant

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "watch",
        sa.Column("enterprise_id", sa.String(length=36), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("judged_on", sa.Date(), nullable=False),
        sa.Column("judged_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["enterprise_id"], ["enterprise.enterprise_id"], name=op.f("fk_watch_enterprise_id")),
        sa.PrimaryKeyConstraint("enterprise_id", name=op.f("pk_watch")),
    )
    op.create_table(
        "finding",
        sa.Column("enterprise_id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("tier", sa.String(length=20), nullable=False),
        sa.Column("ruleset", sa.String(length=40), nullable=False),
        sa.Column("judged_on", sa.Date(), nullable=False),
        sa.Column("reasons", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["enterprise_id"], ["enterprise.enterprise_id"], name=op.f("fk_finding_enterprise_id")),
        sa.PrimaryKeyConstraint("enterprise_id", "kind", "tier", name=op.f("pk_finding")),
    )


def downgrade() -> None:
    op.drop_table("finding")
    op.drop_table("watch")
