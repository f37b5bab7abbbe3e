"""Bank accounts, payment orders, and money asked back."""

import sqlalchemy as sa
from alembic import op

from shared.tables import Instant

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_KEPT = ("bank_account_disclosure", "payment_step")
_APPEND_ONLY = {
    "postgresql": (
        """CREATE FUNCTION payment_guard() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
             RAISE EXCEPTION 'what happened is never changed and never deleted'; END $$""",
        *(
            f"""CREATE TRIGGER {table}_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} FOR EACH STATEMENT
                EXECUTE FUNCTION payment_guard()"""
            for table in _KEPT
        ),
    ),
    "sqlite": tuple(
        f"""CREATE TRIGGER {table}_not_{verb} BEFORE {statement} ON {table}
            BEGIN SELECT RAISE(ABORT, 'what happened is never changed and never deleted'); END"""
        for table in _KEPT
        for verb, statement in (("updated", "UPDATE"), ("deleted", "DELETE"))
    ),
}


def upgrade() -> None:
    op.create_table(
        "bank_account",
        sa.Column("account_id", sa.String(length=36), nullable=False),
        sa.Column("enterprise_id", sa.String(length=36), nullable=False),
        sa.Column("holder", sa.String(length=120), nullable=False),
        sa.Column("bank_name", sa.String(length=120), nullable=False),
        sa.Column("number_sealed", sa.Text(), nullable=False),
        sa.Column("last_four", sa.String(length=4), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("refusal", sa.String(length=500), nullable=True),
        sa.Column("entered_by", sa.String(length=200), nullable=False),
        sa.Column("entered_at", Instant(), nullable=False),
        sa.Column("answered_at", Instant(), nullable=True),
        sa.Column("next_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_bank_account")),
    )
    op.create_index(
        op.f("ix_bank_account_enterprise_id_entered_at"), "bank_account", ["enterprise_id", "entered_at"], unique=False
    )
    op.create_index(op.f("ix_bank_account_state_next_at"), "bank_account", ["state", "next_at"], unique=False)
    op.create_table(
        "bank_account_disclosure",
        sa.Column("disclosure_id", sa.String(length=36), nullable=False),
        sa.Column("account_id", sa.String(length=36), nullable=False),
        sa.Column("enterprise_id", sa.String(length=36), nullable=False),
        sa.Column("actor", sa.String(length=200), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("disclosed_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["bank_account.account_id"], name=op.f("fk_bank_account_disclosure_account_id")
        ),
        sa.PrimaryKeyConstraint("disclosure_id", name=op.f("pk_bank_account_disclosure")),
    )
    op.create_index(
        op.f("ix_bank_account_disclosure_enterprise_id"), "bank_account_disclosure", ["enterprise_id"], unique=False
    )
    op.create_table(
        "payment_order",
        sa.Column("order_id", sa.String(length=36), nullable=False),
        sa.Column("reference", sa.String(length=40), nullable=False),
        sa.Column("claim_id", sa.String(length=36), nullable=False),
        sa.Column("budget_id", sa.String(length=36), nullable=False),
        sa.Column("benefit_code", sa.String(length=60), nullable=False),
        sa.Column("enterprise_id", sa.String(length=36), nullable=False),
        sa.Column("district", sa.String(length=6), nullable=False),
        sa.Column("account_id", sa.String(length=36), nullable=False),
        sa.Column("holder", sa.String(length=120), nullable=False),
        sa.Column("bank_name", sa.String(length=120), nullable=False),
        sa.Column("number_sealed", sa.Text(), nullable=False),
        sa.Column("last_four", sa.String(length=4), nullable=False),
        sa.Column("amount_fen", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("ordered_at", Instant(), nullable=False),
        sa.Column("ordered_on", sa.Date(), nullable=False),
        sa.Column("released_by", sa.String(length=200), nullable=True),
        sa.Column("sent_at", Instant(), nullable=True),
        sa.Column("next_at", Instant(), nullable=False),
        sa.Column("asked", sa.Integer(), nullable=False),
        sa.Column("proposed_by", sa.String(length=200), nullable=True),
        sa.Column("proposed_outcome", sa.String(length=10), nullable=True),
        sa.Column("proposed_document", sa.String(length=120), nullable=True),
        sa.Column("settled_at", Instant(), nullable=True),
        sa.Column("settled_on", sa.Date(), nullable=True),
        sa.Column("words", sa.String(length=500), nullable=True),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("amount_fen > 0", name=op.f("ck_payment_order_amount")),
        sa.ForeignKeyConstraint(["account_id"], ["bank_account.account_id"], name=op.f("fk_payment_order_account_id")),
        sa.ForeignKeyConstraint(["budget_id"], ["budget.budget_id"], name=op.f("fk_payment_order_budget_id")),
        sa.ForeignKeyConstraint(["claim_id"], ["funding.claim_id"], name=op.f("fk_payment_order_claim_id")),
        sa.PrimaryKeyConstraint("order_id", name=op.f("pk_payment_order")),
        sa.UniqueConstraint("reference", name=op.f("uq_payment_order_reference")),
    )
    op.create_index(
        op.f("ix_payment_order_ordered_on_order_id"), "payment_order", ["ordered_on", "order_id"], unique=False
    )
    op.create_index(
        op.f("ix_payment_order_settled_on_order_id"), "payment_order", ["settled_on", "order_id"], unique=False
    )
    op.create_index(op.f("ix_payment_order_state_next_at"), "payment_order", ["state", "next_at"], unique=False)
    op.create_index(
        "uq_payment_order_one_live",
        "payment_order",
        ["claim_id"],
        unique=True,
        postgresql_where=sa.text("state NOT IN ('failed', 'cancelled')"),
        sqlite_where=sa.text("state NOT IN ('failed', 'cancelled')"),
    )
    op.create_table(
        "payment_step",
        sa.Column("order_id", sa.String(length=36), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("words", sa.String(length=500), nullable=False),
        sa.Column("actor", sa.String(length=200), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["order_id"], ["payment_order.order_id"], name=op.f("fk_payment_step_order_id")),
        sa.PrimaryKeyConstraint("order_id", "version", name=op.f("pk_payment_step")),
    )
    op.create_table(
        "clawback",
        sa.Column("clawback_id", sa.String(length=36), nullable=False),
        sa.Column("claim_id", sa.String(length=36), nullable=False),
        sa.Column("budget_id", sa.String(length=36), nullable=False),
        sa.Column("pending_id", sa.String(length=36), nullable=False),
        sa.Column("amount_fen", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("asked_by", sa.String(length=200), nullable=False),
        sa.Column("asked_at", Instant(), nullable=False),
        sa.Column("closed_by", sa.String(length=200), nullable=True),
        sa.Column("closed_at", Instant(), nullable=True),
        sa.Column("document", sa.String(length=120), nullable=True),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("amount_fen > 0", name=op.f("ck_clawback_amount")),
        sa.ForeignKeyConstraint(["budget_id"], ["budget.budget_id"], name=op.f("fk_clawback_budget_id")),
        sa.ForeignKeyConstraint(["claim_id"], ["funding.claim_id"], name=op.f("fk_clawback_claim_id")),
        sa.ForeignKeyConstraint(["pending_id"], ["ledger_transfer.transfer_id"], name=op.f("fk_clawback_pending_id")),
        sa.PrimaryKeyConstraint("clawback_id", name=op.f("pk_clawback")),
    )
    op.create_index(op.f("ix_clawback_asked_at_clawback_id"), "clawback", ["asked_at", "clawback_id"], unique=False)
    op.create_index(op.f("ix_clawback_claim_id"), "clawback", ["claim_id"], unique=False)
    for statement in _APPEND_ONLY[op.get_bind().dialect.name]:
        op.execute(statement)


def downgrade() -> None:
    raise NotImplementedError("what happened is never changed and never deleted")
