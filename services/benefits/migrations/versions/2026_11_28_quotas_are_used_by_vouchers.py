"""Vouchers of quotas and of the fund, with their history; what of a firm's taxes stayed in the district."""

import sqlalchemy as sa
from alembic import op

from shared.tables import Instant

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

_KEPT = ("voucher_step", "retained_revenue")
_APPEND_ONLY = {
    "postgresql": tuple(
        f"""CREATE TRIGGER {table}_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} FOR EACH STATEMENT
            EXECUTE FUNCTION ledger_guard()"""
        for table in _KEPT
    ),
    "sqlite": tuple(
        f"""CREATE TRIGGER {table}_not_{verb} BEFORE {statement} ON {table}
            BEGIN SELECT RAISE(ABORT, 'what the ledger says is never changed and never deleted'); END"""
        for table in _KEPT
        for verb, statement in (("updated", "UPDATE"), ("deleted", "DELETE"))
    ),
}


def upgrade() -> None:
    op.create_table(
        "voucher",
        sa.Column("voucher_id", sa.String(length=36), nullable=False),
        sa.Column("benefit_code", sa.String(length=60), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("enterprise_id", sa.String(length=36), nullable=False),
        sa.Column("legal_person_id", sa.String(length=36), nullable=False),
        sa.Column("budget_id", sa.String(length=36), nullable=False),
        sa.Column("reference", sa.String(length=120), nullable=False),
        sa.Column("provider", sa.String(length=120), nullable=False),
        sa.Column("provider_id", sa.String(length=36), nullable=True),
        sa.Column("purpose", sa.String(length=500), nullable=False),
        sa.Column("reserved_fen", sa.BigInteger(), nullable=False),
        sa.Column("consumed_fen", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("reserved_at", Instant(), nullable=False),
        sa.Column("reserved_on", sa.Date(), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=False),
        sa.Column("settled_on", sa.Date(), nullable=True),
        sa.Column("document", sa.String(length=120), nullable=True),
        sa.Column("leased_until", Instant(), nullable=False),
        sa.CheckConstraint("reserved_fen > 0", name=op.f("ck_voucher_reserved")),
        sa.CheckConstraint("consumed_fen >= 0 AND consumed_fen <= reserved_fen", name=op.f("ck_voucher_consumed")),
        sa.ForeignKeyConstraint(["budget_id"], ["budget.budget_id"], name=op.f("fk_voucher_budget_id")),
        sa.PrimaryKeyConstraint("voucher_id", name=op.f("pk_voucher")),
        sa.UniqueConstraint(
            "enterprise_id", "benefit_code", "reference", name=op.f("uq_voucher_enterprise_id_benefit_code_reference")
        ),
    )
    op.create_index(
        op.f("ix_voucher_legal_person_id_reserved_at_voucher_id"),
        "voucher",
        ["legal_person_id", "reserved_at", "voucher_id"],
        unique=False,
    )
    op.create_index(
        "ix_voucher_open",
        "voucher",
        ["expires_on"],
        unique=False,
        postgresql_where=sa.text("state = 'reserved'"),
        sqlite_where=sa.text("state = 'reserved'"),
    )
    op.create_table(
        "voucher_step",
        sa.Column("voucher_id", sa.String(length=36), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("actor", sa.String(length=200), nullable=False),
        sa.Column("step", sa.String(length=10), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("fen", sa.BigInteger(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["voucher_id"], ["voucher.voucher_id"], name=op.f("fk_voucher_step_voucher_id")),
        sa.PrimaryKeyConstraint("voucher_id", "version", name=op.f("pk_voucher_step")),
    )
    op.create_table(
        "quota_warning",
        sa.Column("budget_id", sa.String(length=36), nullable=False),
        sa.Column("warned_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["budget_id"], ["budget.budget_id"], name=op.f("fk_quota_warning_budget_id")),
        sa.PrimaryKeyConstraint("budget_id", name=op.f("pk_quota_warning")),
    )
    op.create_table(
        "retained_revenue",
        sa.Column("enterprise_id", sa.String(length=36), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("district", sa.String(length=6), nullable=False),
        sa.Column("amount_fen", sa.BigInteger(), nullable=False),
        sa.Column("actor", sa.String(length=200), nullable=False),
        sa.Column("stated_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("enterprise_id", "year", "version", name=op.f("pk_retained_revenue")),
    )
    op.create_index(op.f("ix_retained_revenue_year_district"), "retained_revenue", ["year", "district"], unique=False)
    for statement in _APPEND_ONLY[op.get_bind().dialect.name]:
        op.execute(statement)


def downgrade() -> None:
    raise NotImplementedError("what the ledger says is never changed and never deleted")
