"""Measures have versions: rehearsed, approved, published to everybody; figures and contributions are known."""

import sqlalchemy as sa
from alembic import op

from shared.tables import Instant

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_ADDED_TO = ("measure_version_step", "contribution")
_APPEND_ONLY = {
    "postgresql": (
        """CREATE FUNCTION history_guard() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
             RAISE EXCEPTION 'history is only added to'; END $$""",
        *(
            f"""CREATE TRIGGER {table}_kept BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW
                EXECUTE FUNCTION history_guard()"""
            for table in _ADDED_TO
        ),
    ),
    "sqlite": tuple(
        f"""CREATE TRIGGER {table}_not_{verb} BEFORE {statement} ON {table}
            BEGIN SELECT RAISE(ABORT, 'history is only added to'); END"""
        for table in _ADDED_TO
        for verb, statement in (("updated", "UPDATE"), ("deleted", "DELETE"))
    ),
}


def upgrade() -> None:
    op.create_table(
        "rulebook",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("revision", sa.String(length=36), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rulebook")),
    )
    op.bulk_insert(sa.table("rulebook", sa.column("id"), sa.column("revision")), [{"id": 1, "revision": ""}])
    op.create_table(
        "measure_version",
        sa.Column("version_id", sa.String(length=36), nullable=False),
        sa.Column("benefit_code", sa.String(length=60), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("district", sa.String(length=6), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("edit", sa.Integer(), nullable=False),
        sa.Column("label", sa.String(length=60), nullable=False),
        sa.Column("document", sa.String(length=120), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("drafted_by", sa.String(length=200), nullable=False),
        sa.Column("drafted_at", Instant(), nullable=False),
        sa.Column("rehearsal_id", sa.String(length=36), nullable=True),
        sa.Column("approved_by", sa.String(length=200), nullable=True),
        sa.Column("approved_at", Instant(), nullable=True),
        sa.Column("in_force_from", sa.Date(), nullable=True),
        sa.Column("published_at", Instant(), nullable=True),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("withdrawal", sa.String(length=500), nullable=True),
        sa.PrimaryKeyConstraint("version_id", name=op.f("pk_measure_version")),
    )
    op.create_index(
        "ix_measure_version_benefit_code_number", "measure_version", ["benefit_code", "number"], unique=True
    )
    op.create_index("ix_measure_version_in_force_from", "measure_version", ["in_force_from"], unique=False)
    op.create_table(
        "measure_version_step",
        sa.Column("version_id", sa.String(length=36), nullable=False),
        sa.Column("edit", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(length=12), nullable=False),
        sa.Column("actor", sa.String(length=200), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("note", sa.String(length=500), nullable=False),
        sa.PrimaryKeyConstraint("version_id", "edit", name=op.f("pk_measure_version_step")),
    )
    op.create_table(
        "rehearsal",
        sa.Column("rehearsal_id", sa.String(length=36), nullable=False),
        sa.Column("version_id", sa.String(length=36), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("asked_by", sa.String(length=200), nullable=False),
        sa.Column("asked_at", Instant(), nullable=False),
        sa.Column("budget_fen", sa.BigInteger(), nullable=True),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("leased_until", Instant(), nullable=True),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("population", sa.Integer(), nullable=False),
        sa.Column("epoch", sa.String(length=36), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("against", sa.String(length=36), nullable=False),
        sa.Column("report", sa.Text(), nullable=True),
        sa.Column("fault", sa.String(length=500), nullable=True),
        sa.Column("finished_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("rehearsal_id", name=op.f("pk_rehearsal")),
    )
    op.create_index("ix_rehearsal_version_id", "rehearsal", ["version_id"], unique=False)
    op.create_index("ix_rehearsal_finished_at", "rehearsal", ["finished_at"], unique=False)
    op.create_table(
        "publication",
        sa.Column("version_id", sa.String(length=36), nullable=False),
        sa.Column("step", sa.String(length=12), nullable=False),
        sa.Column("begun_at", Instant(), nullable=False),
        sa.Column("actor", sa.String(length=200), nullable=False),
        sa.Column("correlation_id", sa.String(length=200), nullable=False),
        sa.Column("after", sa.String(length=36), nullable=False),
        sa.Column("matched", sa.Integer(), nullable=False),
        sa.Column("opened", sa.Integer(), nullable=False),
        sa.Column("closed", sa.Integer(), nullable=False),
        sa.Column("finished_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("version_id", "step", name=op.f("pk_publication")),
    )
    op.create_index(op.f("ix_publication_finished_at"), "publication", ["finished_at"], unique=False)
    op.create_table(
        "contribution",
        sa.Column("contribution_id", sa.String(length=36), nullable=False),
        sa.Column("enterprise_id", sa.String(length=36), nullable=False),
        sa.Column("hundredths", sa.Integer(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("document", sa.String(length=120), nullable=False),
        sa.Column("actor", sa.String(length=200), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("contribution_id", name=op.f("pk_contribution")),
    )
    op.create_index("ix_contribution_enterprise_id", "contribution", ["enterprise_id"], unique=False)
    op.create_table(
        "enterprise_figures",
        sa.Column("enterprise_id", sa.String(length=36), nullable=False),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("staff", sa.Integer(), nullable=True),
        sa.Column("revenue_fen", sa.BigInteger(), nullable=True),
        sa.Column("main_revenue_fen", sa.BigInteger(), nullable=True),
        sa.Column("rd_expense_fen", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("enterprise_id", name=op.f("pk_enterprise_figures")),
    )
    op.add_column("entitlement", sa.Column("version_id", sa.String(length=36), nullable=True))
    for statement in _APPEND_ONLY[op.get_bind().dialect.name]:
        op.execute(statement)


def downgrade() -> None:
    raise NotImplementedError("what was published is never taken back")
