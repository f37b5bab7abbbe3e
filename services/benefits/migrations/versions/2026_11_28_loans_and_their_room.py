"""Loans as their banks tell of them, and the yearly amount that may be subsidised."""

import sqlalchemy as sa
from alembic import op

from shared.tables import Instant

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

_APPEND_ONLY = {
    "postgresql": (
        """CREATE FUNCTION loan_guard() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
             RAISE EXCEPTION 'what was told of a loan is never changed and never deleted'; END $$""",
        """CREATE TRIGGER loan_entry_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON loan_entry FOR EACH STATEMENT
           EXECUTE FUNCTION loan_guard()""",
    ),
    "sqlite": tuple(
        f"""CREATE TRIGGER loan_entry_not_{verb} BEFORE {statement} ON loan_entry
            BEGIN SELECT RAISE(ABORT, 'what was told of a loan is never changed and never deleted'); END"""
        for verb, statement in (("updated", "UPDATE"), ("deleted", "DELETE"))
    ),
}


def upgrade() -> None:
    op.create_table(
        "loan",
        sa.Column("loan_id", sa.String(length=36), nullable=False),
        sa.Column("bank", sa.String(length=40), nullable=False),
        sa.Column("bank_name", sa.String(length=120), nullable=False),
        sa.Column("contract", sa.String(length=40), nullable=False),
        sa.Column("contract_key", sa.String(length=120), nullable=False),
        sa.Column("enterprise_id", sa.String(length=36), nullable=False),
        sa.Column("legal_person_id", sa.String(length=36), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("entered_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("loan_id", name=op.f("pk_loan")),
        sa.UniqueConstraint("bank", "contract_key", name=op.f("uq_loan_bank_contract_key")),
    )
    op.create_index(op.f("ix_loan_enterprise_id"), "loan", ["enterprise_id"], unique=False)
    op.create_index(op.f("ix_loan_entered_at_loan_id"), "loan", ["entered_at", "loan_id"], unique=False)
    op.create_index(op.f("ix_loan_legal_person_id_entered_at"), "loan", ["legal_person_id", "entered_at"], unique=False)
    op.create_table(
        "loan_entry",
        sa.Column("loan_id", sa.String(length=36), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.String(length=60), nullable=False),
        sa.Column("number_key", sa.String(length=180), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column("corrects", sa.String(length=60), nullable=True),
        sa.Column("corrects_key", sa.String(length=180), nullable=True),
        sa.Column("actor", sa.String(length=200), nullable=False),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["loan_id"], ["loan.loan_id"], name=op.f("fk_loan_entry_loan_id")),
        sa.PrimaryKeyConstraint("loan_id", "version", name=op.f("pk_loan_entry")),
        sa.UniqueConstraint("loan_id", "number_key", name=op.f("uq_loan_entry_loan_id_number_key")),
    )
    op.create_index(
        "uq_loan_entry_corrected_once",
        "loan_entry",
        ["loan_id", "corrects_key"],
        unique=True,
        postgresql_where=sa.text("corrects_key IS NOT NULL"),
        sqlite_where=sa.text("corrects_key IS NOT NULL"),
    )
    op.create_table(
        "loan_room",
        sa.Column("legal_person_id", sa.String(length=36), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("limit_fen", sa.BigInteger(), nullable=False),
        sa.Column("reserved_fen", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("reserved_fen >= 0 AND reserved_fen <= limit_fen", name=op.f("ck_loan_room_enough")),
        sa.PrimaryKeyConstraint("legal_person_id", "year", name=op.f("pk_loan_room")),
    )
    op.create_table(
        "loan_share",
        sa.Column("loan_id", sa.String(length=36), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("legal_person_id", sa.String(length=36), nullable=False),
        sa.Column("asked_fen", sa.BigInteger(), nullable=False),
        sa.Column("granted_fen", sa.BigInteger(), nullable=False),
        sa.Column("asked_at", Instant(), nullable=False),
        sa.CheckConstraint("granted_fen >= 0 AND granted_fen <= asked_fen", name=op.f("ck_loan_share_granted")),
        sa.PrimaryKeyConstraint("loan_id", "year", name=op.f("pk_loan_share")),
    )
    op.create_index(
        op.f("ix_loan_share_legal_person_id_year_asked_at"),
        "loan_share",
        ["legal_person_id", "year", "asked_at"],
        unique=False,
    )
    for statement in _APPEND_ONLY[op.get_bind().dialect.name]:
        op.execute(statement)


def downgrade() -> None:
    raise NotImplementedError("what was told of a loan is never changed and never deleted")
