"""Verdicts, and the texts of the rules that made them: both are only ever added to."""

import sqlalchemy as sa
from alembic import op

from shared.tables import Instant

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_KEPT = ("rule_text", "assessment")
_APPEND_ONLY = {
    "postgresql": (
        """CREATE FUNCTION verdict_guard() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
             RAISE EXCEPTION 'a verdict and its rules are only added to'; END $$""",
        *(
            f"""CREATE TRIGGER {table}_kept BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW
                EXECUTE FUNCTION verdict_guard()"""
            for table in _KEPT
        ),
    ),
    "sqlite": tuple(
        f"""CREATE TRIGGER {table}_not_{verb} BEFORE {statement} ON {table}
            BEGIN SELECT RAISE(ABORT, 'a verdict and its rules are only added to'); END"""
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
        "assessment",
        sa.Column("assessment_id", sa.String(length=36), nullable=False),
        sa.Column("enterprise_id", sa.String(length=36), nullable=False),
        sa.Column("application_id", sa.String(length=36), nullable=True),
        sa.Column("ruleset", sa.String(length=40), nullable=False),
        sa.Column("tier", sa.String(length=20), nullable=False),
        sa.Column("occasion", sa.String(length=10), nullable=False),
        sa.Column("judged_on", sa.Date(), nullable=False),
        sa.Column("verdict", sa.String(length=10), nullable=False),
        sa.Column("rules", sa.String(length=64), nullable=False),
        sa.Column("sizes", sa.String(length=64), nullable=False),
        sa.Column("inputs", sa.Text(), nullable=False),
        sa.Column("result", sa.Text(), nullable=False),
        sa.Column("assessed_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["enterprise_id"], ["enterprise.enterprise_id"], name=op.f("fk_assessment_enterprise_id")
        ),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.application_id"], name=op.f("fk_assessment_application_id")
        ),
        sa.ForeignKeyConstraint(["rules"], ["rule_text.digest"], name=op.f("fk_assessment_rules")),
        sa.ForeignKeyConstraint(["sizes"], ["rule_text.digest"], name=op.f("fk_assessment_sizes")),
        sa.PrimaryKeyConstraint("assessment_id", name=op.f("pk_assessment")),
    )
    op.create_index(
        op.f("ix_assessment_enterprise_id_assessed_at_assessment_id"),
        "assessment",
        ["enterprise_id", "assessed_at", "assessment_id"],
        unique=False,
    )
    for statement in _APPEND_ONLY[op.get_bind().dialect.name]:
        op.execute(statement)


def downgrade() -> None:
    raise NotImplementedError("verdicts are never deleted")
