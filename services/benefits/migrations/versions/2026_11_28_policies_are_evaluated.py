"""Policies are evaluated: who was told and has read, whom a version matched, figures year by year, tiers as a column."""

import json

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

AT_ONCE = 1_000


def upgrade() -> None:
    op.create_table(
        "told_measure",
        sa.Column("enterprise_id", sa.String(length=36), nullable=False),
        sa.Column("benefit_code", sa.String(length=60), nullable=False),
        sa.Column("told_on", sa.Date(), nullable=False),
        sa.Column("read_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("enterprise_id", "benefit_code", name=op.f("pk_told_measure")),
    )
    op.create_table(
        "measure_match",
        sa.Column("enterprise_id", sa.String(length=36), nullable=False),
        sa.Column("version_id", sa.String(length=36), nullable=False),
        sa.Column("benefit_code", sa.String(length=60), nullable=False),
        sa.Column("matched_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("enterprise_id", "version_id", name=op.f("pk_measure_match")),
    )
    op.create_index(op.f("ix_measure_match_benefit_code"), "measure_match", ["benefit_code"], unique=False)
    op.create_table(
        "enterprise_year",
        sa.Column("enterprise_id", sa.String(length=36), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("revenue_fen", sa.BigInteger(), nullable=True),
        sa.Column("rd_expense_fen", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("enterprise_id", "year", name=op.f("pk_enterprise_year")),
    )
    op.execute(
        "INSERT INTO enterprise_year (enterprise_id, year, revenue_fen, rd_expense_fen) "
        "SELECT enterprise_id, year, revenue_fen, rd_expense_fen FROM enterprise_figures WHERE year IS NOT NULL"
    )
    op.add_column("standing", sa.Column("tier", sa.String(length=20), nullable=False, server_default="none"))
    _tiers_of_standings()


def _tiers_of_standings() -> None:
    """What was told stands as JSON: its tier is read out of it once."""
    standing = sa.table("standing", sa.column("enterprise_id"), sa.column("standing"), sa.column("tier"))
    here = op.get_bind()
    told = here.execute(sa.select(standing.c.enterprise_id, standing.c.standing)).all()
    move = standing.update().where(standing.c.enterprise_id == sa.bindparam("of")).values(tier=sa.bindparam("now"))
    rows = [{"of": one.enterprise_id, "now": json.loads(one.standing)["tier"]} for one in told]
    for start in range(0, len(rows), AT_ONCE):
        here.execute(move, rows[start : start + AT_ONCE])


def downgrade() -> None:
    op.drop_column("standing", "tier")
    op.drop_table("enterprise_year")
    op.drop_index(op.f("ix_measure_match_benefit_code"), table_name="measure_match")
    op.drop_table("measure_match")
    op.drop_table("told_measure")
