"""Calculations keep receipts; rule texts are kept once."""

import sqlalchemy as sa
from alembic import op

from shared.tables import Instant

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_KEPT = ("rule_text", "calculation_receipt")
_APPEND_ONLY = {
    "postgresql": (
        """CREATE FUNCTION receipt_guard() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
             RAISE EXCEPTION 'a receipt is only added'; END $$""",
        *(
            f"""CREATE TRIGGER {table}_kept BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW
                EXECUTE FUNCTION receipt_guard()"""
            for table in _KEPT
        ),
    ),
    "sqlite": tuple(
        f"""CREATE TRIGGER {table}_not_{verb} BEFORE {statement} ON {table}
            BEGIN SELECT RAISE(ABORT, 'a receipt is only added'); END"""
        for table in _KEPT
        for verb, statement in (("updated", "UPDATE"), ("deleted", "DELETE"))
    ),
}


def upgrade() -> None:
    op.create_table(
        "rule_text",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_rule_text")),
    )
    op.create_table(
        "calculation_receipt",
        sa.Column("receipt_id", sa.String(length=36), nullable=False),
        sa.Column("enterprise_id", sa.String(length=36), nullable=True),
        sa.Column("maker", sa.String(length=200), nullable=False),
        sa.Column("policy_set", sa.String(length=40), nullable=False),
        sa.Column("calculated_on", sa.Date(), nullable=False),
        sa.Column("rules", sa.String(length=64), nullable=False),
        sa.Column("rates", sa.String(length=64), nullable=False),
        sa.Column("inputs", sa.Text(), nullable=False),
        sa.Column("result", sa.Text(), nullable=False),
        sa.Column("calculated_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["rules"], ["rule_text.digest"], name=op.f("fk_calculation_receipt_rules")),
        sa.ForeignKeyConstraint(["rates"], ["rule_text.digest"], name=op.f("fk_calculation_receipt_rates")),
        sa.PrimaryKeyConstraint("receipt_id", name=op.f("pk_calculation_receipt")),
    )
    for statement in _APPEND_ONLY[op.get_bind().dialect.name]:
        op.execute(statement)


def downgrade() -> None:
    raise NotImplementedError("receipts are never deleted")
