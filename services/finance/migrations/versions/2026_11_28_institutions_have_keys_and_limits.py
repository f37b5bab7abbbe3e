"""Institutions have keys, scopes, limits and an end; what is good once, and what was used."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from shared.tables import Instant

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def _added() -> "list[sa.Column[Any]]":
    return [
        sa.Column("licence_code", sa.String(length=18), nullable=False, server_default=""),
        sa.Column("desk", sa.String(length=120), nullable=False, server_default=""),
        sa.Column("phone", sa.String(length=40), nullable=False, server_default=""),
        sa.Column("email", sa.String(length=120), nullable=False, server_default=""),
        sa.Column("state", sa.String(length=12), nullable=False, server_default="suspended"),
        sa.Column("scopes", sa.String(length=400), nullable=False, server_default=""),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("per_minute", sa.Integer(), nullable=False, server_default="600"),
        sa.Column("per_day", sa.Integer(), nullable=False, server_default="200000"),
        sa.Column("granted", sa.Text(), nullable=True),
        sa.Column("proposal", sa.Text(), nullable=True),
        sa.Column("proposed_by", sa.String(length=200), nullable=True),
        sa.Column("keys", sa.Text(), nullable=False, server_default="[]"),
        sa.Column("tokens_since", Instant(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False, server_default="1"),
    ]


def upgrade() -> None:
    """Who was let in without keys and without an end is suspended: an officer onboards it, another one agrees."""
    for column in _added():
        op.add_column("institution", column)
    op.drop_column("institution", "active")
    op.create_table(
        "institution_step",
        sa.Column("step_id", sa.String(length=36), nullable=False),
        sa.Column("institution_id", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("actor", sa.String(length=200), nullable=False),
        sa.Column("step", sa.String(length=12), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("document", sa.String(length=120), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.PrimaryKeyConstraint("step_id", name=op.f("pk_institution_step")),
    )
    op.create_index("ix_institution_step_institution_id_version", "institution_step", ["institution_id", "version"])
    op.create_table(
        "used_once",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("until", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_used_once")),
    )
    op.create_index(op.f("ix_used_once_until"), "used_once", ["until"])
    op.create_table(
        "institution_usage",
        sa.Column("institution_id", sa.String(length=40), nullable=False),
        sa.Column("minute", Instant(), nullable=False),
        sa.Column("operation", sa.String(length=120), nullable=False),
        sa.Column("purpose", sa.String(length=20), nullable=False),
        sa.Column("calls", sa.BigInteger(), nullable=False),
        sa.Column("refused", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("institution_id", "minute", "operation", "purpose", name=op.f("pk_institution_usage")),
    )
    op.create_table(
        "institution_meter",
        sa.Column("institution_id", sa.String(length=40), nullable=False),
        sa.Column("minute", sa.BigInteger(), nullable=False),
        sa.Column("in_minute", sa.BigInteger(), nullable=False),
        sa.Column("day", sa.BigInteger(), nullable=False),
        sa.Column("in_day", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("institution_id", name=op.f("pk_institution_meter")),
    )


def downgrade() -> None:
    for table in ("institution_meter", "institution_usage", "used_once", "institution_step"):
        op.drop_table(table)
    op.add_column("institution", sa.Column("active", sa.Boolean(), nullable=False, server_default=sa.false()))
    for column in reversed(_added()):
        op.drop_column("institution", column.name)
