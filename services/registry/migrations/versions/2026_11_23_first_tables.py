"""The first tables of registry."""

import sqlalchemy as sa
from alembic import op

from shared.first_tables import create_floor_tables
from shared.tables import Instant

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    create_floor_tables()
    op.create_table(
        "consequence",
        sa.Column("change_id", sa.String(length=36), nullable=False),
        sa.Column("service", sa.String(length=20), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("change_id", "service", name=op.f("pk_consequence")),
    )
    op.create_table(
        "enterprise",
        sa.Column("enterprise_id", sa.String(length=36), nullable=False),
        sa.Column("uscc", sa.String(length=18), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("district", sa.String(length=6), nullable=False),
        sa.Column("industry", sa.String(length=3), nullable=False),
        sa.Column("staff", sa.Integer(), nullable=True),
        sa.Column("revenue_fen", sa.BigInteger(), nullable=True),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("registered_at", Instant(), nullable=False),
        sa.Column("tier", sa.String(length=20), nullable=False),
        sa.Column("tier_on", sa.Date(), nullable=False),
        sa.Column("next_change_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("enterprise_id", name=op.f("pk_enterprise")),
        sa.UniqueConstraint("uscc", name=op.f("uq_enterprise_uscc")),
    )
    op.create_index(op.f("ix_enterprise_district"), "enterprise", ["district"], unique=False)
    op.create_index(op.f("ix_enterprise_name"), "enterprise", ["name"], unique=False)
    op.create_index(op.f("ix_enterprise_next_change_on"), "enterprise", ["next_change_on"], unique=False)
    op.create_table(
        "annual_figures",
        sa.Column("enterprise_id", sa.String(length=36), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("staff", sa.Integer(), nullable=False),
        sa.Column("revenue_fen", sa.BigInteger(), nullable=False),
        sa.Column("main_revenue_fen", sa.BigInteger(), nullable=True),
        sa.Column("rd_expense_fen", sa.BigInteger(), nullable=True),
        sa.Column("net_profit_fen", sa.BigInteger(), nullable=True),
        sa.Column("total_assets_fen", sa.BigInteger(), nullable=True),
        sa.Column("total_debt_fen", sa.BigInteger(), nullable=True),
        sa.Column("rd_staff", sa.Integer(), nullable=True),
        sa.Column("reported_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["enterprise_id"], ["enterprise.enterprise_id"], name=op.f("fk_annual_figures_enterprise_id")
        ),
        sa.PrimaryKeyConstraint("enterprise_id", "year", name=op.f("pk_annual_figures")),
    )
    op.create_table(
        "enterprise_uscc",
        sa.Column("uscc", sa.String(length=18), nullable=False),
        sa.Column("enterprise_id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(
            ["enterprise_id"], ["enterprise.enterprise_id"], name=op.f("fk_enterprise_uscc_enterprise_id")
        ),
        sa.PrimaryKeyConstraint("uscc", name=op.f("pk_enterprise_uscc")),
    )
    op.create_index(op.f("ix_enterprise_uscc_enterprise_id"), "enterprise_uscc", ["enterprise_id"], unique=False)
    op.create_table(
        "title",
        sa.Column("title_id", sa.String(length=36), nullable=False),
        sa.Column("enterprise_id", sa.String(length=36), nullable=False),
        sa.Column("tier", sa.String(length=20), nullable=False),
        sa.Column("number", sa.String(length=120), nullable=False),
        sa.Column("authority", sa.String(length=120), nullable=False),
        sa.Column("document", sa.String(length=120), nullable=False),
        sa.Column("recognised_on", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=False),
        sa.Column("status", sa.String(length=12), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("ground", sa.String(length=20), nullable=True),
        sa.Column("first", sa.Boolean(), nullable=False),
        sa.Column("renews", sa.String(length=36), nullable=True),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["enterprise_id"], ["enterprise.enterprise_id"], name=op.f("fk_title_enterprise_id")),
        sa.PrimaryKeyConstraint("title_id", name=op.f("pk_title")),
        sa.UniqueConstraint(
            "enterprise_id",
            "tier",
            "number",
            "recognised_on",
            name=op.f("uq_title_enterprise_id_tier_number_recognised_on"),
        ),
    )
    op.create_index(op.f("ix_title_enterprise_id"), "title", ["enterprise_id"], unique=False)
    op.create_table(
        "title_change",
        sa.Column("change_id", sa.String(length=36), nullable=False),
        sa.Column("enterprise_id", sa.String(length=36), nullable=False),
        sa.Column("enterprise_version", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("previous_tier", sa.String(length=20), nullable=False),
        sa.Column("current_tier", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.String(length=20), nullable=False),
        sa.Column("reason_text", sa.String(length=500), nullable=False),
        sa.Column("effective_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["enterprise_id"], ["enterprise.enterprise_id"], name=op.f("fk_title_change_enterprise_id")
        ),
        sa.PrimaryKeyConstraint("change_id", name=op.f("pk_title_change")),
    )
    op.create_index(
        op.f("ix_title_change_enterprise_id_enterprise_version"),
        "title_change",
        ["enterprise_id", "enterprise_version"],
        unique=False,
    )


def downgrade() -> None:
    raise NotImplementedError("the first tables are not taken back: a feed is never deleted")
