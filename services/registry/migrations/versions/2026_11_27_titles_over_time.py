"""Suspensions, duties, major changes, mergers and ends of enterprises, real-name reports of misconduct."""

import sqlalchemy as sa
from alembic import op

from shared.tables import Instant

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

_APPEND_ONLY = {
    "postgresql": (
        """CREATE FUNCTION identity_change_guard() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
             RAISE EXCEPTION 'the history of a legal person is only added to'; END $$""",
        """CREATE TRIGGER identity_change_kept BEFORE UPDATE OR DELETE ON identity_change FOR EACH ROW
             EXECUTE FUNCTION identity_change_guard()""",
    ),
    "sqlite": tuple(
        f"""CREATE TRIGGER identity_change_not_{verb} BEFORE {statement} ON identity_change
            BEGIN SELECT RAISE(ABORT, 'the history of a legal person is only added to'); END"""
        for verb, statement in (("updated", "UPDATE"), ("deleted", "DELETE"))
    ),
}


def _of_enterprise(table: str, column: str = "enterprise_id") -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], ["enterprise.enterprise_id"], name=op.f(f"fk_{table}_{column}"))


def upgrade() -> None:
    op.add_column("enterprise", sa.Column("ended_on", sa.Date(), nullable=True))
    op.add_column("enterprise", sa.Column("ending", sa.String(length=16), nullable=True))
    op.create_table(
        "title_suspension",
        sa.Column("title_id", sa.String(length=36), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("ground", sa.String(length=20), nullable=False),
        sa.Column("document", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(["title_id"], ["title.title_id"], name=op.f("fk_title_suspension_title_id")),
        sa.PrimaryKeyConstraint("title_id", "from_on", name=op.f("pk_title_suspension")),
    )
    _create_identities()
    _create_duties()
    _create_misconduct()
    for statement in _APPEND_ONLY[op.get_bind().dialect.name]:
        op.execute(statement)


def _create_identities() -> None:
    op.create_table(
        "identity_change",
        sa.Column("identity_change_id", sa.String(length=36), nullable=False),
        sa.Column("enterprise_id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("before", sa.String(length=120), nullable=False),
        sa.Column("after", sa.String(length=120), nullable=False),
        sa.Column("changed_on", sa.Date(), nullable=False),
        sa.Column("document", sa.String(length=120), nullable=False),
        sa.Column("recorded_at", Instant(), nullable=False),
        _of_enterprise("identity_change"),
        sa.PrimaryKeyConstraint("identity_change_id", name=op.f("pk_identity_change")),
    )
    op.create_index(
        op.f("ix_identity_change_enterprise_id_changed_on_identity_change_id"),
        "identity_change",
        ["enterprise_id", "changed_on", "identity_change_id"],
    )
    op.create_table(
        "enterprise_merger",
        sa.Column("absorbed_id", sa.String(length=36), nullable=False),
        sa.Column("survivor_id", sa.String(length=36), nullable=False),
        sa.Column("merged_on", sa.Date(), nullable=False),
        sa.Column("document", sa.String(length=120), nullable=False),
        sa.Column("recorded_at", Instant(), nullable=False),
        _of_enterprise("enterprise_merger", "absorbed_id"),
        _of_enterprise("enterprise_merger", "survivor_id"),
        sa.PrimaryKeyConstraint("absorbed_id", name=op.f("pk_enterprise_merger")),
    )
    op.create_index(op.f("ix_enterprise_merger_survivor_id"), "enterprise_merger", ["survivor_id"])


def _create_duties() -> None:
    op.create_table(
        "duty",
        sa.Column("duty_id", sa.String(length=36), nullable=False),
        sa.Column("enterprise_id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("occasion", sa.String(length=36), nullable=False),
        sa.Column("label", sa.String(length=200), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("basis", sa.String(length=200), nullable=False),
        _of_enterprise("duty"),
        sa.PrimaryKeyConstraint("duty_id", name=op.f("pk_duty")),
        sa.UniqueConstraint("enterprise_id", "kind", "occasion", name=op.f("uq_duty_enterprise_id_kind_occasion")),
    )
    op.create_index(op.f("ix_duty_due_on_duty_id"), "duty", ["due_on", "duty_id"])
    op.create_table(
        "duty_round",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duty_round")),
    )
    op.create_table(
        "major_change",
        sa.Column("major_change_id", sa.String(length=36), nullable=False),
        sa.Column("enterprise_id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("occurred_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("reported_on", sa.Date(), nullable=True),
        sa.Column("statement", sa.String(length=500), nullable=True),
        sa.Column("outcome", sa.String(length=12), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("document", sa.String(length=120), nullable=True),
        sa.Column("words", sa.String(length=500), nullable=True),
        sa.Column("change_id", sa.String(length=36), nullable=True),
        sa.Column("recorded_at", Instant(), nullable=False),
        _of_enterprise("major_change"),
        sa.PrimaryKeyConstraint("major_change_id", name=op.f("pk_major_change")),
    )
    op.create_index(
        op.f("ix_major_change_enterprise_id_occurred_on_major_change_id"),
        "major_change",
        ["enterprise_id", "occurred_on", "major_change_id"],
    )


def _create_misconduct() -> None:
    op.create_table(
        "misconduct_report",
        sa.Column("report_id", sa.String(length=36), nullable=False),
        sa.Column("receipt_digest", sa.String(length=64), nullable=False),
        sa.Column("uscc", sa.String(length=18), nullable=False),
        sa.Column("enterprise_id", sa.String(length=36), nullable=True),
        sa.Column("ground", sa.String(length=20), nullable=False),
        sa.Column("statement", sa.String(length=500), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("words", sa.String(length=500), nullable=True),
        sa.Column("document", sa.String(length=120), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("change_id", sa.String(length=36), nullable=True),
        sa.Column("filed_at", Instant(), nullable=False),
        _of_enterprise("misconduct_report"),
        sa.PrimaryKeyConstraint("report_id", name=op.f("pk_misconduct_report")),
        sa.UniqueConstraint("receipt_digest", name=op.f("uq_misconduct_report_receipt_digest")),
    )
    op.create_index(
        op.f("ix_misconduct_report_filed_at_report_id"),
        "misconduct_report",
        ["filed_at", "report_id"],
    )
    op.create_table(
        "misconduct_reporter",
        sa.Column("report_id", sa.String(length=36), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("contact", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(
            ["report_id"], ["misconduct_report.report_id"], name=op.f("fk_misconduct_reporter_report_id")
        ),
        sa.PrimaryKeyConstraint("report_id", name=op.f("pk_misconduct_reporter")),
    )
    op.create_table(
        "misconduct_disclosure",
        sa.Column("disclosure_id", sa.String(length=36), nullable=False),
        sa.Column("report_id", sa.String(length=36), nullable=False),
        sa.Column("actor", sa.String(length=200), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("disclosed_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["report_id"], ["misconduct_report.report_id"], name=op.f("fk_misconduct_disclosure_report_id")
        ),
        sa.PrimaryKeyConstraint("disclosure_id", name=op.f("pk_misconduct_disclosure")),
    )
    op.create_index(op.f("ix_misconduct_disclosure_report_id"), "misconduct_disclosure", ["report_id"])


def downgrade() -> None:
    raise NotImplementedError("the history of legal persons is never deleted")
