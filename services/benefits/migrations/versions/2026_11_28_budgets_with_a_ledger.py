"""Budgets, with a ledger of two sides behind them."""

import sqlalchemy as sa
from alembic import op

from shared.tables import Instant

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_KEPT = ("budget_version", "ledger_transfer")
_APPEND_ONLY = {
    "postgresql": (
        """CREATE FUNCTION ledger_guard() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
             RAISE EXCEPTION 'what the ledger says is never changed and never deleted'; END $$""",
        *(
            f"""CREATE TRIGGER {table}_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} FOR EACH STATEMENT
                EXECUTE FUNCTION ledger_guard()"""
            for table in _KEPT
        ),
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
        "budget",
        sa.Column("budget_id", sa.String(length=36), nullable=False),
        sa.Column("benefit_code", sa.String(length=60), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("issuer", sa.String(length=6), nullable=False),
        sa.Column("holder_id", sa.String(length=36), nullable=False),
        sa.Column("limit_fen", sa.BigInteger(), nullable=False),
        sa.Column("reserved_fen", sa.BigInteger(), nullable=False),
        sa.Column("paid_fen", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("opened_at", Instant(), nullable=False),
        sa.CheckConstraint("paid_fen >= 0", name=op.f("ck_budget_paid")),
        sa.CheckConstraint("reserved_fen + paid_fen <= limit_fen", name=op.f("ck_budget_enough")),
        sa.CheckConstraint("reserved_fen >= 0", name=op.f("ck_budget_reserved")),
        sa.PrimaryKeyConstraint("budget_id", name=op.f("pk_budget")),
        sa.UniqueConstraint(
            "benefit_code", "year", "issuer", "holder_id", name=op.f("uq_budget_benefit_code_year_issuer_holder_id")
        ),
    )
    op.create_index(op.f("ix_budget_year_budget_id"), "budget", ["year", "budget_id"], unique=False)
    op.create_table(
        "budget_version",
        sa.Column("budget_id", sa.String(length=36), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("limit_fen", sa.BigInteger(), nullable=False),
        sa.Column("document", sa.String(length=120), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("actor", sa.String(length=200), nullable=False),
        sa.Column("decided_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["budget_id"], ["budget.budget_id"], name=op.f("fk_budget_version_budget_id")),
        sa.PrimaryKeyConstraint("budget_id", "version", name=op.f("pk_budget_version")),
    )
    op.create_table(
        "ledger_transfer",
        sa.Column("transfer_id", sa.String(length=36), nullable=False),
        sa.Column("pending_id", sa.String(length=36), nullable=True),
        sa.Column("kind", sa.String(length=7), nullable=False),
        sa.Column("debit", sa.String(length=60), nullable=False),
        sa.Column("credit", sa.String(length=60), nullable=False),
        sa.Column("amount_fen", sa.BigInteger(), nullable=False),
        sa.Column("budget_id", sa.String(length=36), nullable=False),
        sa.Column("claim_id", sa.String(length=36), nullable=True),
        sa.Column("actor", sa.String(length=200), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "(pending_id IS NOT NULL) = (kind IN ('post', 'void'))", name=op.f("ck_ledger_transfer_resolves")
        ),
        sa.CheckConstraint("kind IN ('pending', 'post', 'void', 'single')", name=op.f("ck_ledger_transfer_kind")),
        sa.CheckConstraint("amount_fen > 0", name=op.f("ck_ledger_transfer_amount")),
        sa.CheckConstraint("debit <> credit", name=op.f("ck_ledger_transfer_two_sides")),
        sa.ForeignKeyConstraint(["budget_id"], ["budget.budget_id"], name=op.f("fk_ledger_transfer_budget_id")),
        sa.ForeignKeyConstraint(
            ["pending_id"], ["ledger_transfer.transfer_id"], name=op.f("fk_ledger_transfer_pending_id")
        ),
        sa.PrimaryKeyConstraint("transfer_id", name=op.f("pk_ledger_transfer")),
    )
    op.create_index(op.f("ix_ledger_transfer_budget_id_at"), "ledger_transfer", ["budget_id", "at"], unique=False)
    op.create_index(op.f("ix_ledger_transfer_claim_id"), "ledger_transfer", ["claim_id"], unique=False)
    op.create_index(
        "uq_ledger_transfer_resolved_once",
        "ledger_transfer",
        ["pending_id"],
        unique=True,
        postgresql_where=sa.text("pending_id IS NOT NULL"),
        sqlite_where=sa.text("pending_id IS NOT NULL"),
    )
    op.create_table(
        "funding",
        sa.Column("claim_id", sa.String(length=36), nullable=False),
        sa.Column("budget_id", sa.String(length=36), nullable=True),
        sa.Column("pending_id", sa.String(length=36), nullable=True),
        sa.Column("reserved_fen", sa.BigInteger(), nullable=False),
        sa.Column("paid_fen", sa.BigInteger(), nullable=False),
        sa.Column("returned_fen", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("(pending_id IS NOT NULL) = (reserved_fen > 0)", name=op.f("ck_funding_pending")),
        sa.CheckConstraint("reserved_fen = 0 OR paid_fen = 0", name=op.f("ck_funding_one_stage")),
        sa.CheckConstraint("reserved_fen >= 0", name=op.f("ck_funding_reserved")),
        sa.CheckConstraint("returned_fen >= 0 AND returned_fen <= paid_fen", name=op.f("ck_funding_returned")),
        sa.ForeignKeyConstraint(["budget_id"], ["budget.budget_id"], name=op.f("fk_funding_budget_id")),
        sa.ForeignKeyConstraint(["pending_id"], ["ledger_transfer.transfer_id"], name=op.f("fk_funding_pending_id")),
        sa.PrimaryKeyConstraint("claim_id", name=op.f("pk_funding")),
    )
    op.create_index(op.f("ix_funding_budget_id"), "funding", ["budget_id"], unique=False)
    for statement in _APPEND_ONLY[op.get_bind().dialect.name]:
        op.execute(statement)


def downgrade() -> None:
    raise NotImplementedError("what the ledger says is never changed and never deleted")
