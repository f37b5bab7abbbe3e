"""Applications, their history and objections, and the quotas of the city."""

import sqlalchemy as sa
from alembic import op

from shared.tables import Instant

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_APPEND_ONLY = {
    "postgresql": (
        """CREATE FUNCTION application_step_guard() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
             RAISE EXCEPTION 'the history of an application is only added to'; END $$""",
        """CREATE TRIGGER application_step_kept BEFORE UPDATE OR DELETE ON application_step FOR EACH ROW
             EXECUTE FUNCTION application_step_guard()""",
    ),
    "sqlite": tuple(
        f"""CREATE TRIGGER application_step_not_{verb} BEFORE {statement} ON application_step
            BEGIN SELECT RAISE(ABORT, 'the history of an application is only added to'); END"""
        for verb, statement in (("updated", "UPDATE"), ("deleted", "DELETE"))
    ),
}


def upgrade() -> None:
    op.create_table(
        "application",
        sa.Column("application_id", sa.String(length=36), nullable=False),
        sa.Column("enterprise_id", sa.String(length=36), nullable=False),
        sa.Column("tier", sa.String(length=20), nullable=False),
        sa.Column("district", sa.String(length=6), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("seat", sa.String(length=12), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("main_product", sa.String(length=120), nullable=True),
        sa.Column("statement", sa.String(length=500), nullable=True),
        sa.Column("contact_name", sa.String(length=120), nullable=True),
        sa.Column("contact_phone", sa.String(length=20), nullable=True),
        sa.Column("assessment", sa.Text(), nullable=True),
        sa.Column("returned_from", sa.String(length=12), nullable=True),
        sa.Column("to_mend", sa.String(length=120), nullable=False),
        sa.Column("mended", sa.String(length=120), nullable=False),
        sa.Column("notice_from", sa.Date(), nullable=True),
        sa.Column("notice_until", sa.Date(), nullable=True),
        sa.Column("notice_provisional", sa.Boolean(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("title_id", sa.String(length=36), nullable=True),
        sa.Column("change_id", sa.String(length=36), nullable=True),
        sa.Column("drafted_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["enterprise_id"], ["enterprise.enterprise_id"], name=op.f("fk_application_enterprise_id")
        ),
        sa.PrimaryKeyConstraint("application_id", name=op.f("pk_application")),
    )
    op.create_index(
        op.f("ix_application_enterprise_id_drafted_at"), "application", ["enterprise_id", "drafted_at"], unique=False
    )
    op.create_index(
        op.f("ix_application_seat_due_on_application_id"),
        "application",
        ["seat", "due_on", "application_id"],
        unique=False,
    )
    op.create_table(
        "application_step",
        sa.Column("application_id", sa.String(length=36), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("actor", sa.String(length=200), nullable=False),
        sa.Column("desk", sa.String(length=12), nullable=False),
        sa.Column("step", sa.String(length=12), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("words", sa.String(length=500), nullable=True),
        sa.Column("document", sa.String(length=120), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.application_id"], name=op.f("fk_application_step_application_id")
        ),
        sa.PrimaryKeyConstraint("application_id", "version", name=op.f("pk_application_step")),
    )
    op.create_table(
        "application_objection",
        sa.Column("application_id", sa.String(length=36), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("raised_by", sa.String(length=120), nullable=False),
        sa.Column("contact", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id", "version"],
            ["application_step.application_id", "application_step.version"],
            name=op.f("fk_application_objection_application_id_version"),
        ),
        sa.PrimaryKeyConstraint("application_id", "version", name=op.f("pk_application_objection")),
    )
    op.create_table(
        "recommendation_quota",
        sa.Column("tier", sa.String(length=20), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("places", sa.Integer(), nullable=False),
        sa.Column("used", sa.Integer(), nullable=False),
        sa.Column("document", sa.String(length=120), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("tier", "year", name=op.f("pk_recommendation_quota")),
    )
    for statement in _APPEND_ONLY[op.get_bind().dialect.name]:
        op.execute(statement)


def downgrade() -> None:
    raise NotImplementedError("the history of applications is never deleted")
