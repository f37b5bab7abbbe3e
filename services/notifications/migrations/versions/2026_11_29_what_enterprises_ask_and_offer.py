"""Tickets, demands and offers, needs of talents, and leads: what enterprises ask of each other and of officers."""

import sqlalchemy as sa
from alembic import op

from shared.tables import Instant

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "ticket",
        sa.Column("ticket_id", sa.String(length=36), nullable=False),
        sa.Column("enterprise_id", sa.String(length=36), nullable=False),
        sa.Column("district", sa.String(length=6), nullable=False),
        sa.Column("department", sa.String(length=40), nullable=True),
        sa.Column("topic", sa.String(length=20), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("link_kind", sa.String(length=20), nullable=True),
        sa.Column("link_id", sa.String(length=60), nullable=True),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("left", sa.Integer(), nullable=False),
        sa.Column("escalated", sa.Boolean(), nullable=False),
        sa.Column("asked_at", Instant(), nullable=False),
        sa.Column("answered_at", Instant(), nullable=True),
        sa.Column("in_time", sa.Boolean(), nullable=True),
        sa.Column("waiting_since", Instant(), nullable=True),
        sa.Column("waited_seconds", sa.Integer(), nullable=False),
        sa.Column("stars", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("ticket_id", name=op.f("pk_ticket")),
    )
    op.create_index("ix_ticket_district_state_due_on_ticket_id", "ticket", ["district", "state", "due_on", "ticket_id"])
    op.create_index("ix_ticket_enterprise_id_asked_at_ticket_id", "ticket", ["enterprise_id", "asked_at", "ticket_id"])
    op.create_index("ix_ticket_state_due_on_ticket_id", "ticket", ["state", "due_on", "ticket_id"])
    op.create_table(
        "ticket_step",
        sa.Column("ticket_id", sa.String(length=36), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("step", sa.String(length=12), nullable=False),
        sa.Column("side", sa.String(length=12), nullable=False),
        sa.Column("previous", sa.String(length=12), nullable=True),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("words", sa.String(length=500), nullable=True),
        sa.Column("district", sa.String(length=6), nullable=False),
        sa.Column("department", sa.String(length=40), nullable=True),
        sa.Column("stars", sa.Integer(), nullable=True),
        sa.Column("actor", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.ticket_id"], name=op.f("fk_ticket_step_ticket_id")),
        sa.PrimaryKeyConstraint("ticket_id", "number", name=op.f("pk_ticket_step")),
    )


def downgrade() -> None:
    op.drop_table("ticket_step")
    op.drop_table("ticket")
