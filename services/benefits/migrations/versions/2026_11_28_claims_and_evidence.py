"""Claims with their history and credit checks; evidence with its files; which titles a standing was told with."""

import sqlalchemy as sa
from alembic import op

from shared.tables import Instant

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

_APPEND_ONLY = {
    "postgresql": (
        """CREATE FUNCTION claim_step_guard() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
             RAISE EXCEPTION 'the history of a claim is only added to'; END $$""",
        """CREATE TRIGGER claim_step_kept BEFORE UPDATE OR DELETE ON claim_step FOR EACH ROW
             EXECUTE FUNCTION claim_step_guard()""",
    ),
    "sqlite": tuple(
        f"""CREATE TRIGGER claim_step_not_{verb} BEFORE {statement} ON claim_step
            BEGIN SELECT RAISE(ABORT, 'the history of a claim is only added to'); END"""
        for verb, statement in (("updated", "UPDATE"), ("deleted", "DELETE"))
    ),
}


def upgrade() -> None:

    op.create_table(
        "evidence",
        sa.Column("evidence_id", sa.String(length=36), nullable=False),
        sa.Column("enterprise_id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("subject", sa.String(length=12), nullable=False),
        sa.Column("ref", sa.String(length=40), nullable=False),
        sa.Column("issuer", sa.String(length=120), nullable=False),
        sa.Column("number", sa.String(length=60), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("gives", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("stands", sa.Boolean(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("stated_by", sa.String(length=200), nullable=False),
        sa.Column("stated_at", Instant(), nullable=False),
        sa.Column("decided_by", sa.String(length=200), nullable=True),
        sa.Column("department", sa.String(length=40), nullable=True),
        sa.Column("decided_at", Instant(), nullable=True),
        sa.Column("words", sa.String(length=500), nullable=True),
        sa.PrimaryKeyConstraint("evidence_id", name=op.f("pk_evidence")),
    )
    op.create_index(
        op.f("ix_evidence_enterprise_id_stated_at_evidence_id"),
        "evidence",
        ["enterprise_id", "stated_at", "evidence_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_evidence_state_stated_at_evidence_id"), "evidence", ["state", "stated_at", "evidence_id"], unique=False
    )
    op.create_index(
        "uq_evidence_number",
        "evidence",
        ["enterprise_id", "kind", "number"],
        unique=True,
        postgresql_where=sa.text("stands"),
        sqlite_where=sa.text("stands"),
    )

    op.create_table(
        "evidence_file",
        sa.Column("file_id", sa.String(length=36), nullable=False),
        sa.Column("evidence_id", sa.String(length=36), nullable=False),
        sa.Column("media_type", sa.String(length=40), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("uploaded_by", sa.String(length=200), nullable=False),
        sa.Column("uploaded_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["evidence_id"], ["evidence.evidence_id"], name=op.f("fk_evidence_file_evidence_id")),
        sa.PrimaryKeyConstraint("file_id", name=op.f("pk_evidence_file")),
        sa.UniqueConstraint("evidence_id", "sha256", name=op.f("uq_evidence_file_evidence_id_sha256")),
    )
    op.create_table(
        "claim",
        sa.Column("claim_id", sa.String(length=36), nullable=False),
        sa.Column("enterprise_id", sa.String(length=36), nullable=False),
        sa.Column("legal_person_id", sa.String(length=36), nullable=False),
        sa.Column("benefit_code", sa.String(length=60), nullable=False),
        sa.Column("occasion", sa.String(length=120), nullable=False),
        sa.Column("live", sa.Boolean(), nullable=False),
        sa.Column("ref", sa.String(length=40), nullable=False),
        sa.Column("way", sa.String(length=12), nullable=False),
        sa.Column("policy_set", sa.String(length=40), nullable=False),
        sa.Column("clause", sa.String(length=12), nullable=False),
        sa.Column("label", sa.String(length=200), nullable=False),
        sa.Column("district", sa.String(length=6), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("seat", sa.String(length=12), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("amount_fen", sa.BigInteger(), nullable=False),
        sa.Column("certainty", sa.String(length=20), nullable=False),
        sa.Column("receipt_id", sa.String(length=36), nullable=False),
        sa.Column("approvals_needed", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.String(length=36), nullable=False),
        sa.Column("given", sa.Text(), nullable=False),
        sa.Column("statement", sa.String(length=500), nullable=True),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("tier", sa.String(length=20), nullable=False),
        sa.Column("titles_version", sa.BigInteger(), nullable=False),
        sa.Column("claimed_on", sa.Date(), nullable=False),
        sa.Column("claimed_at", Instant(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("to_mend", sa.String(length=120), nullable=False),
        sa.Column("doubt", sa.String(length=500), nullable=True),
        sa.Column("refused_on", sa.Date(), nullable=True),
        sa.Column("appealed", sa.Boolean(), nullable=False),
        sa.Column("rating", sa.Integer(), nullable=True),
        sa.Column("rating_words", sa.String(length=500), nullable=True),
        sa.ForeignKeyConstraint(["receipt_id"], ["calculation_receipt.receipt_id"], name=op.f("fk_claim_receipt_id")),
        sa.PrimaryKeyConstraint("claim_id", name=op.f("pk_claim")),
    )
    op.create_index(op.f("ix_claim_enterprise_id_claimed_at"), "claim", ["enterprise_id", "claimed_at"], unique=False)
    op.create_index(
        op.f("ix_claim_legal_person_id_claimed_at"), "claim", ["legal_person_id", "claimed_at"], unique=False
    )
    op.create_index(op.f("ix_claim_seat_due_on_claim_id"), "claim", ["seat", "due_on", "claim_id"], unique=False)
    op.create_index(
        "uq_claim_live",
        "claim",
        ["legal_person_id", "benefit_code", "occasion"],
        unique=True,
        postgresql_where=sa.text("live"),
        sqlite_where=sa.text("live"),
    )

    op.create_table(
        "claim_step",
        sa.Column("claim_id", sa.String(length=36), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("actor", sa.String(length=200), nullable=False),
        sa.Column("desk", sa.String(length=12), nullable=False),
        sa.Column("step", sa.String(length=16), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(length=500), nullable=True),
        sa.Column("cause_id", sa.String(length=36), nullable=True),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.claim_id"], name=op.f("fk_claim_step_claim_id")),
        sa.PrimaryKeyConstraint("claim_id", "version", name=op.f("pk_claim_step")),
    )
    op.create_index(
        "uq_claim_step_cause",
        "claim_step",
        ["claim_id", "cause_id"],
        unique=True,
        postgresql_where=sa.text("cause_id IS NOT NULL"),
        sqlite_where=sa.text("cause_id IS NOT NULL"),
    )

    op.create_table(
        "credit_check",
        sa.Column("claim_id", sa.String(length=36), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("asked_at", Instant(), nullable=False),
        sa.Column("next_at", Instant(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("answered_at", Instant(), nullable=True),
        sa.Column("listed", sa.String(length=200), nullable=True),
        sa.Column("source", sa.String(length=60), nullable=True),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.claim_id"], name=op.f("fk_credit_check_claim_id")),
        sa.PrimaryKeyConstraint("claim_id", "round", name=op.f("pk_credit_check")),
    )
    op.create_index(
        "ix_credit_check_open",
        "credit_check",
        ["next_at"],
        unique=False,
        postgresql_where=sa.text("answered_at IS NULL"),
        sqlite_where=sa.text("answered_at IS NULL"),
    )

    op.add_column("standing", sa.Column("titles_version", sa.BigInteger(), nullable=False, server_default="0"))
    for statement in _APPEND_ONLY[op.get_bind().dialect.name]:
        op.execute(statement)


def downgrade() -> None:
    raise NotImplementedError("claims are never deleted")
