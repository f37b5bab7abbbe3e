"""The first tables of benefits."""

import sqlalchemy as sa
from alembic import op

from shared.first_tables import create_consequence_table, create_floor_tables, create_known_tables

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    create_floor_tables()
    create_known_tables()
    create_consequence_table()
    op.create_table(
        "entitlement",
        sa.Column("enterprise_id", sa.String(length=36), nullable=False),
        sa.Column("benefit_code", sa.String(length=60), nullable=False),
        sa.Column("occasion", sa.String(length=60), nullable=False),
        sa.Column("policy_set", sa.String(length=40), nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("label", sa.String(length=200), nullable=False),
        sa.Column("amount_fen", sa.BigInteger(), nullable=True),
        sa.Column("certainty", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("cause_id", sa.String(length=36), nullable=False),
        sa.PrimaryKeyConstraint("enterprise_id", "benefit_code", "occasion", name=op.f("pk_entitlement")),
    )
    op.create_index(op.f("ix_entitlement_status"), "entitlement", ["status"], unique=False)
    op.create_table(
        "standing",
        sa.Column("enterprise_id", sa.String(length=36), nullable=False),
        sa.Column("standing", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("enterprise_id", name=op.f("pk_standing")),
    )


def downgrade() -> None:
    raise NotImplementedError("the first tables are not taken back: a feed is never deleted")
