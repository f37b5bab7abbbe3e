"""Enterprises that change are matched with the measures in force: what was last known of each, and who has changed."""

import sqlalchemy as sa
from alembic import op

from shared.tables import Instant

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

_ENDING_EVIDENCE = {
    "postgresql": (
        "INSERT INTO stirred (enterprise_id, due_on, cause_id, at) "
        "SELECT enterprise_id, valid_until + 1, evidence_id, CURRENT_TIMESTAMP "
        "FROM evidence WHERE state = 'verified' AND valid_until >= CURRENT_DATE"
    ),
    "sqlite": (
        "INSERT INTO stirred (enterprise_id, due_on, cause_id, at) "
        "SELECT enterprise_id, date(valid_until, '+1 day'), evidence_id, CURRENT_TIMESTAMP "
        "FROM evidence WHERE state = 'verified' AND valid_until >= CURRENT_DATE"
    ),
}
MARKS = ("title", "first_title", "district", "industry", "staff", "revenue", "rd_expense", "contribution")


def upgrade() -> None:
    op.create_table(
        "portrait",
        sa.Column("enterprise_id", sa.String(length=36), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("there", sa.Boolean(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        *(sa.Column(name, sa.BigInteger(), nullable=True) for name in MARKS),
        sa.Column("more", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("enterprise_id", name=op.f("pk_portrait")),
    )
    op.create_index(
        "ix_portrait_title_district_staff",
        "portrait",
        ["title", "district", "staff"],
        unique=False,
        postgresql_include=["there", "first_title", "industry", "revenue", "rd_expense", "contribution"],
    )
    op.create_table(
        "stirred",
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("enterprise_id", sa.String(length=36), nullable=False),
        sa.Column("cause_id", sa.String(length=36), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("due_on", "enterprise_id", "cause_id", name=op.f("pk_stirred")),
    )
    op.create_index("ix_stirred_due_on_at", "stirred", ["due_on", "at"], unique=False)
    op.create_table(
        "publication_heard",
        sa.Column("version_id", sa.String(length=36), nullable=False),
        sa.Column("grown", sa.Integer(), nullable=False),
        sa.Column("heard", sa.Integer(), nullable=False),
        sa.Column("heard_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("version_id", name=op.f("pk_publication_heard")),
    )
    op.create_table(
        "notice",
        sa.Column("notice_id", sa.String(length=36), nullable=False),
        sa.Column("district", sa.String(length=6), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("edit", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=60), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("deadline_on", sa.Date(), nullable=True),
        sa.Column("drafted_by", sa.String(length=200), nullable=False),
        sa.Column("drafted_at", Instant(), nullable=False),
        sa.Column("published_by", sa.String(length=200), nullable=True),
        sa.Column("published_at", Instant(), nullable=True),
        sa.Column("withdrawal", sa.String(length=300), nullable=True),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("notice_id", name=op.f("pk_notice")),
    )
    op.execute(
        "INSERT INTO stirred (enterprise_id, due_on, cause_id, at) "
        "SELECT enterprise_id, CURRENT_DATE, 'first portrait', CURRENT_TIMESTAMP FROM known_enterprise"
    )
    # what was decided before and changes somebody on a later day, with nobody telling
    op.execute(
        "INSERT INTO stirred (enterprise_id, due_on, cause_id, at) "
        "SELECT enterprise_id, from_on, contribution_id, CURRENT_TIMESTAMP FROM contribution "
        "WHERE from_on > CURRENT_DATE"
    )
    op.execute(_ENDING_EVIDENCE[op.get_bind().dialect.name])


def downgrade() -> None:
    op.drop_table("notice")
    op.drop_table("publication_heard")
    op.drop_index("ix_stirred_due_on_at", table_name="stirred")
    op.drop_table("stirred")
    op.drop_index(
        "ix_portrait_title_district_staff",
        table_name="portrait",
        postgresql_include=["there", "first_title", "industry", "revenue", "rd_expense", "contribution"],
    )
    op.drop_table("portrait")
