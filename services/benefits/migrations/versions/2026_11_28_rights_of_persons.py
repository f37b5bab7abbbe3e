"""Persons an enterprise names, what they are to it, their rights with their history, and who saw their numbers."""

import sqlalchemy as sa
from alembic import op

from shared.tables import Instant

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

_APPEND_ONLY = {
    "postgresql": (
        """CREATE FUNCTION person_right_step_guard() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
             RAISE EXCEPTION 'the history of a right is only added to'; END $$""",
        """CREATE TRIGGER person_right_step_kept BEFORE UPDATE OR DELETE ON person_right_step FOR EACH ROW
             EXECUTE FUNCTION person_right_step_guard()""",
    ),
    "sqlite": tuple(
        f"""CREATE TRIGGER person_right_step_not_{verb} BEFORE {statement} ON person_right_step
            BEGIN SELECT RAISE(ABORT, 'the history of a right is only added to'); END"""
        for verb, statement in (("updated", "UPDATE"), ("deleted", "DELETE"))
    ),
}


def upgrade() -> None:
    op.create_table(
        "talent",
        sa.Column("talent_id", sa.String(length=36), nullable=False),
        sa.Column("enterprise_id", sa.String(length=36), nullable=False),
        sa.Column("name_masked", sa.String(length=20), nullable=False),
        sa.Column("name_sealed", sa.Text(), nullable=True),
        sa.Column("id_kind", sa.String(length=20), nullable=False),
        sa.Column("id_sealed", sa.Text(), nullable=True),
        sa.Column("id_last_four", sa.String(length=4), nullable=False),
        sa.Column("id_mark", sa.String(length=64), nullable=True),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("named_by", sa.String(length=200), nullable=False),
        sa.Column("named_at", Instant(), nullable=False),
        sa.Column("erased_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("talent_id", name=op.f("pk_talent")),
    )
    op.create_index(
        op.f("ix_talent_enterprise_id_named_at_talent_id"),
        "talent",
        ["enterprise_id", "named_at", "talent_id"],
        unique=False,
    )
    op.create_index(
        "uq_talent_mark",
        "talent",
        ["enterprise_id", "id_mark"],
        unique=True,
        postgresql_where=sa.text("id_mark IS NOT NULL"),
        sqlite_where=sa.text("id_mark IS NOT NULL"),
    )
    op.create_table(
        "talent_disclosure",
        sa.Column("disclosure_id", sa.String(length=36), nullable=False),
        sa.Column("talent_id", sa.String(length=36), nullable=False),
        sa.Column("enterprise_id", sa.String(length=36), nullable=False),
        sa.Column("actor", sa.String(length=200), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("disclosed_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["talent_id"], ["talent.talent_id"], name=op.f("fk_talent_disclosure_talent_id")),
        sa.PrimaryKeyConstraint("disclosure_id", name=op.f("pk_talent_disclosure")),
    )
    op.create_index(op.f("ix_talent_disclosure_enterprise_id"), "talent_disclosure", ["enterprise_id"], unique=False)
    op.create_table(
        "tenure",
        sa.Column("tenure_id", sa.String(length=36), nullable=False),
        sa.Column("talent_id", sa.String(length=36), nullable=False),
        sa.Column("enterprise_id", sa.String(length=36), nullable=False),
        sa.Column("office", sa.String(length=20), nullable=False),
        sa.Column("since_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("stated_by", sa.String(length=200), nullable=False),
        sa.Column("stated_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["talent_id"], ["talent.talent_id"], name=op.f("fk_tenure_talent_id")),
        sa.PrimaryKeyConstraint("tenure_id", name=op.f("pk_tenure")),
    )
    op.create_index(op.f("ix_tenure_enterprise_id_since_on"), "tenure", ["enterprise_id", "since_on"], unique=False)
    op.create_table(
        "person_right",
        sa.Column("right_id", sa.String(length=36), nullable=False),
        sa.Column("enterprise_id", sa.String(length=36), nullable=False),
        sa.Column("talent_id", sa.String(length=36), nullable=False),
        sa.Column("offices", sa.String(length=60), nullable=False),
        sa.Column("benefit_code", sa.String(length=60), nullable=False),
        sa.Column("policy_set", sa.String(length=40), nullable=False),
        sa.Column("clause", sa.String(length=12), nullable=False),
        sa.Column("label", sa.String(length=200), nullable=False),
        sa.Column("district", sa.String(length=6), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("live", sa.Boolean(), nullable=False),
        sa.Column("seat", sa.String(length=12), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("receipt_id", sa.String(length=36), nullable=False),
        sa.Column("titles_version", sa.BigInteger(), nullable=False),
        sa.Column("applied_on", sa.Date(), nullable=False),
        sa.Column("applied_at", Instant(), nullable=False),
        sa.Column("statement", sa.String(length=500), nullable=True),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("to_mend", sa.String(length=120), nullable=False),
        sa.Column("granted_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("stopped_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["receipt_id"], ["calculation_receipt.receipt_id"], name=op.f("fk_person_right_receipt_id")
        ),
        sa.ForeignKeyConstraint(["talent_id"], ["talent.talent_id"], name=op.f("fk_person_right_talent_id")),
        sa.PrimaryKeyConstraint("right_id", name=op.f("pk_person_right")),
    )
    op.create_index(
        "ix_person_right_ends_on",
        "person_right",
        ["ends_on"],
        unique=False,
        postgresql_where=sa.text("live"),
        sqlite_where=sa.text("live"),
    )
    op.create_index(
        op.f("ix_person_right_enterprise_id_applied_at"), "person_right", ["enterprise_id", "applied_at"], unique=False
    )
    op.create_index(
        op.f("ix_person_right_seat_applied_at_right_id"),
        "person_right",
        ["seat", "applied_at", "right_id"],
        unique=False,
    )
    op.create_index(
        "uq_person_right_live",
        "person_right",
        ["talent_id", "benefit_code"],
        unique=True,
        postgresql_where=sa.text("live"),
        sqlite_where=sa.text("live"),
    )
    op.create_table(
        "person_right_step",
        sa.Column("right_id", sa.String(length=36), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("actor", sa.String(length=200), nullable=False),
        sa.Column("seat", sa.String(length=12), nullable=False),
        sa.Column("department", sa.String(length=60), nullable=True),
        sa.Column("step", sa.String(length=16), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("words", sa.String(length=500), nullable=True),
        sa.Column("cause_id", sa.String(length=36), nullable=True),
        sa.ForeignKeyConstraint(["right_id"], ["person_right.right_id"], name=op.f("fk_person_right_step_right_id")),
        sa.PrimaryKeyConstraint("right_id", "version", name=op.f("pk_person_right_step")),
    )
    op.create_index(
        "uq_person_right_step_cause",
        "person_right_step",
        ["right_id", "cause_id"],
        unique=True,
        postgresql_where=sa.text("cause_id IS NOT NULL"),
        sqlite_where=sa.text("cause_id IS NOT NULL"),
    )

    for statement in _APPEND_ONLY[op.get_bind().dialect.name]:
        op.execute(statement)


def downgrade() -> None:
    raise NotImplementedError("rights are never deleted")
