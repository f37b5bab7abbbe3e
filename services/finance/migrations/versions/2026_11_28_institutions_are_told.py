"""Endpoints of institutions, deliveries, attempts, and removals to be acknowledged."""

import sqlalchemy as sa
from alembic import op

from shared.tables import BIG_ID, Instant

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "webhook_endpoint",
        sa.Column("endpoint_id", sa.String(length=36), nullable=False),
        sa.Column("institution_id", sa.String(length=40), nullable=False),
        sa.Column("url", sa.String(length=500), nullable=False),
        sa.Column("tier", sa.String(length=20), nullable=True),
        sa.Column("holds", sa.String(length=20), nullable=True),
        sa.Column("district", sa.String(length=6), nullable=True),
        sa.Column("industry", sa.String(length=3), nullable=True),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=True),
        sa.Column("secret_sealed", sa.Text(), nullable=False),
        sa.Column("old_secret_sealed", sa.Text(), nullable=True),
        sa.Column("old_secret_until", Instant(), nullable=True),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("cause_id", sa.String(length=36), nullable=False),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.Column("failed", sa.Integer(), nullable=False),
        sa.Column("next_at", Instant(), nullable=False),
        sa.Column("lease_token", sa.String(length=36), nullable=True),
        sa.Column("test_asked", sa.Boolean(), nullable=False),
        sa.Column("tested_at", Instant(), nullable=True),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["institution_id"], ["institution.institution_id"], name=op.f("fk_webhook_endpoint_institution_id")
        ),
        sa.PrimaryKeyConstraint("endpoint_id", name=op.f("pk_webhook_endpoint")),
    )
    op.create_index(op.f("ix_webhook_endpoint_institution_id"), "webhook_endpoint", ["institution_id"])
    op.create_index(op.f("ix_webhook_endpoint_state_next_at"), "webhook_endpoint", ["state", "next_at"])
    op.create_table(
        "webhook_delivery",
        sa.Column("delivery_id", sa.String(length=36), nullable=False),
        sa.Column("endpoint_id", sa.String(length=36), nullable=False),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.Column("after_number", sa.BigInteger(), nullable=False),
        sa.Column("after_cause_id", sa.String(length=36), nullable=False),
        sa.Column("upto_number", sa.BigInteger(), nullable=False),
        sa.Column("upto_cause_id", sa.String(length=36), nullable=False),
        sa.Column("items", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("cut_at", Instant(), nullable=False),
        sa.Column("delivered_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(
            ["endpoint_id"], ["webhook_endpoint.endpoint_id"], name=op.f("fk_webhook_delivery_endpoint_id")
        ),
        sa.PrimaryKeyConstraint("delivery_id", name=op.f("pk_webhook_delivery")),
        sa.UniqueConstraint("endpoint_id", "sequence", name=op.f("uq_webhook_delivery_endpoint_id_sequence")),
    )
    op.create_index(
        op.f("ix_webhook_delivery_endpoint_id_state_sequence"), "webhook_delivery", ["endpoint_id", "state", "sequence"]
    )
    op.create_table(
        "webhook_attempt",
        sa.Column("attempt_id", BIG_ID, autoincrement=True, nullable=False),
        sa.Column("endpoint_id", sa.String(length=36), nullable=False),
        sa.Column("delivery_id", sa.String(length=36), nullable=True),
        sa.Column("sequence", sa.BigInteger(), nullable=True),
        sa.Column("lease_token", sa.String(length=36), nullable=False),
        sa.Column("started_at", Instant(), nullable=False),
        sa.Column("ended_at", Instant(), nullable=True),
        sa.Column("status", sa.Integer(), nullable=True),
        sa.Column("failure", sa.String(length=20), nullable=True),
        sa.ForeignKeyConstraint(
            ["endpoint_id"], ["webhook_endpoint.endpoint_id"], name=op.f("fk_webhook_attempt_endpoint_id")
        ),
        sa.PrimaryKeyConstraint("attempt_id", name=op.f("pk_webhook_attempt")),
        sa.UniqueConstraint("lease_token", name=op.f("uq_webhook_attempt_lease_token")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_webhook_attempt_endpoint_id_attempt_id"), "webhook_attempt", ["endpoint_id", "attempt_id"])
    op.create_table(
        "webhook_removal",
        sa.Column("endpoint_id", sa.String(length=36), nullable=False),
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.Column("enterprise_id", sa.String(length=36), nullable=False),
        sa.Column("reason", sa.String(length=600), nullable=False),
        sa.Column("removed_at", Instant(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("acknowledged_at", Instant(), nullable=True),
        sa.Column("acknowledged_by", sa.String(length=200), nullable=True),
        sa.ForeignKeyConstraint(
            ["endpoint_id"], ["webhook_endpoint.endpoint_id"], name=op.f("fk_webhook_removal_endpoint_id")
        ),
        sa.PrimaryKeyConstraint("endpoint_id", "number", name=op.f("pk_webhook_removal")),
    )
    op.create_index(
        op.f("ix_webhook_removal_endpoint_id_acknowledged_at_due_on"),
        "webhook_removal",
        ["endpoint_id", "acknowledged_at", "due_on"],
    )


def downgrade() -> None:
    for table in ("webhook_removal", "webhook_attempt", "webhook_delivery", "webhook_endpoint"):
        op.drop_table(table)
