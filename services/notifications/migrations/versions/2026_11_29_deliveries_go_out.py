"""What goes out: contacts, deliveries, attempts, suppressions, gateways."""

import sqlalchemy as sa
from alembic import op

from shared.tables import BIG_ID, Instant

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "contact",
        sa.Column("contact_id", sa.String(length=36), nullable=False),
        sa.Column("enterprise_id", sa.String(length=36), nullable=False),
        sa.Column("channel", sa.String(length=10), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("address_sealed", sa.Text(), nullable=True),
        sa.Column("mark", sa.String(length=64), nullable=True),
        sa.Column("masked", sa.String(length=100), nullable=True),
        sa.Column("secret_sealed", sa.Text(), nullable=True),
        sa.Column("code_sealed", sa.Text(), nullable=True),
        sa.Column("code_until", Instant(), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("codes", sa.Integer(), nullable=False),
        sa.Column("code_asked_at", Instant(), nullable=True),
        sa.Column("added_at", Instant(), nullable=False),
        sa.Column("verified_at", Instant(), nullable=True),
        sa.Column("forgotten_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("contact_id", name=op.f("pk_contact")),
    )
    op.create_index("ix_contact_enterprise_id_channel_state", "contact", ["enterprise_id", "channel", "state"])
    op.create_index("ix_contact_mark", "contact", ["mark"])
    op.create_table(
        "delivery",
        sa.Column("delivery_id", sa.String(length=36), nullable=False),
        sa.Column("enterprise_id", sa.String(length=36), nullable=False),
        sa.Column("occasion", sa.String(length=100), nullable=False),
        sa.Column("template", sa.String(length=40), nullable=False),
        sa.Column("channel", sa.String(length=10), nullable=False),
        sa.Column("urgency", sa.String(length=10), nullable=False),
        sa.Column("message_ids", sa.Text(), nullable=False),
        sa.Column("not_before", Instant(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("reason", sa.String(length=40), nullable=True),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("failed", sa.Integer(), nullable=False),
        sa.Column("provider", sa.String(length=40), nullable=True),
        sa.Column("contact_id", sa.String(length=36), nullable=True),
        sa.Column("template_version", sa.String(length=40), nullable=True),
        sa.Column("language", sa.String(length=10), nullable=True),
        sa.Column("next_at", Instant(), nullable=True),
        sa.Column("lease_token", sa.String(length=36), nullable=True),
        sa.Column("lease_until", Instant(), nullable=True),
        sa.Column("planned_at", Instant(), nullable=False),
        sa.Column("sent_at", Instant(), nullable=True),
        sa.Column("ended_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("delivery_id", name=op.f("pk_delivery")),
        sa.UniqueConstraint(
            "enterprise_id",
            "occasion",
            "template",
            "channel",
            name=op.f("uq_delivery_enterprise_id_occasion_template_channel"),
        ),
    )
    op.create_index("ix_delivery_ended_at", "delivery", ["ended_at"])
    op.create_index("ix_delivery_due", "delivery", ["urgency", "next_at", "delivery_id"])
    op.create_index("ix_delivery_due_by_channel", "delivery", ["urgency", "channel", "next_at"])
    op.create_index("ix_delivery_of_enterprise", "delivery", ["enterprise_id", "planned_at", "delivery_id"])
    op.create_index("ix_delivery_planned_at_delivery_id", "delivery", ["planned_at", "delivery_id"])
    op.create_index("ix_delivery_state_channel", "delivery", ["state", "channel"])
    op.create_table(
        "delivery_attempt",
        sa.Column("attempt_id", BIG_ID, autoincrement=True, nullable=False),
        sa.Column("delivery_id", sa.String(length=36), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("provider", sa.String(length=40), nullable=False),
        sa.Column("token", sa.String(length=36), nullable=False),
        sa.Column("started_at", Instant(), nullable=False),
        sa.Column("ended_at", Instant(), nullable=True),
        sa.Column("verdict", sa.String(length=20), nullable=True),
        sa.Column("status", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["delivery_id"], ["delivery.delivery_id"], name=op.f("fk_delivery_attempt_delivery_id")
        ),
        sa.PrimaryKeyConstraint("attempt_id", name=op.f("pk_delivery_attempt")),
        sa.UniqueConstraint("token", name=op.f("uq_delivery_attempt_token")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_delivery_attempt_delivery_id_attempt_id", "delivery_attempt", ["delivery_id", "attempt_id"])
    op.create_table(
        "suppression",
        sa.Column("mark", sa.String(length=64), nullable=False),
        sa.Column("channel", sa.String(length=10), nullable=False),
        sa.Column("enterprise_id", sa.String(length=36), nullable=False),
        sa.Column("delivery_id", sa.String(length=36), nullable=False),
        sa.Column("reason", sa.String(length=40), nullable=False),
        sa.Column("since", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("mark", name=op.f("pk_suppression")),
    )
    op.create_index("ix_suppression_enterprise_id", "suppression", ["enterprise_id"])
    op.create_index("ix_suppression_since_mark", "suppression", ["since", "mark"])
    op.create_table(
        "gateway",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("failures", sa.BigInteger(), nullable=False),
        sa.Column("rest_until", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_gateway")),
    )


def downgrade() -> None:
    for table in ("gateway", "suppression", "delivery_attempt", "delivery", "contact"):
        op.drop_table(table)
