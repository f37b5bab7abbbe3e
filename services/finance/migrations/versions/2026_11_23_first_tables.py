"""The first tables of finance."""

import sqlalchemy as sa
from alembic import op

from shared.first_tables import create_consequence_table, create_floor_tables, create_known_tables
from shared.tables import Instant

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    create_floor_tables()
    create_known_tables()
    create_consequence_table()
    op.create_table(
        "institution",
        sa.Column("institution_id", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("institution_id", name=op.f("pk_institution")),
    )
    op.create_table(
        "list_change",
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("enterprise_id", sa.String(length=36), nullable=False),
        sa.Column("op", sa.String(length=6), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("cause_id", sa.String(length=36), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_list_change")),
        sa.UniqueConstraint("cause_id", name=op.f("uq_list_change_cause_id")),
    )
    op.create_index(op.f("ix_list_change_enterprise_id"), "list_change", ["enterprise_id"], unique=False)
    op.create_table(
        "list_entry",
        sa.Column("enterprise_id", sa.String(length=36), nullable=False),
        sa.Column("listed", sa.Boolean(), nullable=False),
        sa.Column("tier", sa.String(length=20), nullable=False),
        sa.Column("district", sa.String(length=6), nullable=False),
        sa.Column("industry", sa.String(length=3), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("standing", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("enterprise_id", name=op.f("pk_list_entry")),
    )
    op.create_table(
        "list_head",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("head", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_list_head")),
    )
    op.bulk_insert(sa.table("list_head", sa.column("id"), sa.column("head")), [{"id": 1, "head": 0}])
    op.create_table(
        "list_title",
        sa.Column("enterprise_id", sa.String(length=36), nullable=False),
        sa.Column("title_id", sa.String(length=36), nullable=False),
        sa.Column("tier", sa.String(length=20), nullable=False),
        sa.Column("recognised_on", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("enterprise_id", "title_id", name=op.f("pk_list_title")),
    )


def downgrade() -> None:
    raise NotImplementedError("the first tables are not taken back: a feed is never deleted")
