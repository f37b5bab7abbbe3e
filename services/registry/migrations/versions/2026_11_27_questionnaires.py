"""Self-assessment questionnaires, and the verdicts that finish them."""

import sqlalchemy as sa
from alembic import op

from shared.tables import Instant

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "questionnaire",
        sa.Column("questionnaire_id", sa.String(length=36), nullable=False),
        sa.Column("enterprise_id", sa.String(length=36), nullable=False),
        sa.Column("tier", sa.String(length=20), nullable=False),
        sa.Column("occasion", sa.String(length=10), nullable=False),
        sa.Column("ruleset", sa.String(length=40), nullable=False),
        sa.Column("begun_on", sa.Date(), nullable=False),
        sa.Column("answers", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("begun_at", Instant(), nullable=False),
        sa.Column("saved_at", Instant(), nullable=False),
        sa.Column("assessment_id", sa.String(length=36), nullable=True),
        sa.ForeignKeyConstraint(
            ["enterprise_id"], ["enterprise.enterprise_id"], name=op.f("fk_questionnaire_enterprise_id")
        ),
        sa.PrimaryKeyConstraint("questionnaire_id", name=op.f("pk_questionnaire")),
    )
    op.create_index(
        op.f("ix_questionnaire_enterprise_id_begun_at_questionnaire_id"),
        "questionnaire",
        ["enterprise_id", "begun_at", "questionnaire_id"],
        unique=False,
    )
    op.add_column("assessment", sa.Column("questionnaire_id", sa.String(length=36), nullable=True))


def downgrade() -> None:
    raise NotImplementedError("verdicts are never deleted, and some were made from questionnaires")
