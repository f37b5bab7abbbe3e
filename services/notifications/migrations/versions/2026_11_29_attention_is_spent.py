"""Attention is spent: what enterprises chose, what waits to leave, what a week has left, texts, deadlines."""

import sqlalchemy as sa
from alembic import op

from shared.tables import Instant

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "preference",
        sa.Column("enterprise_id", sa.String(length=36), nullable=False),
        sa.Column("chosen", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("enterprise_id", name=op.f("pk_preference")),
    )
    op.create_table(
        "preference_change",
        sa.Column("enterprise_id", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("how", sa.String(length=10), nullable=False),
        sa.Column("changed_at", Instant(), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("after", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("enterprise_id", "version", name=op.f("pk_preference_change")),
    )
    op.create_table(
        "outbound_piece",
        sa.Column("message_id", sa.String(length=36), nullable=False),
        sa.Column("channel", sa.String(length=10), nullable=False),
        sa.Column("enterprise_id", sa.String(length=36), nullable=False),
        sa.Column("template", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("occasion", sa.String(length=100), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("reason", sa.String(length=20), nullable=True),
        sa.Column("due_at", Instant(), nullable=False),
        sa.Column("planned_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("message_id", "channel", name=op.f("pk_outbound_piece")),
    )
    op.create_index("ix_outbound_piece_enterprise_id_occasion", "outbound_piece", ["enterprise_id", "occasion"])
    op.create_index(
        "ix_outbound_piece_of_enterprise", "outbound_piece", ["enterprise_id", "planned_at", "message_id", "channel"]
    )
    op.create_index("ix_outbound_piece_state_due_at", "outbound_piece", ["state", "due_at"])
    op.create_table(
        "attention_slot",
        sa.Column("enterprise_id", sa.String(length=36), nullable=False),
        sa.Column("week", sa.String(length=8), nullable=False),
        sa.Column("slot", sa.Integer(), nullable=False),
        sa.Column("delivery_id", sa.String(length=36), nullable=False),
        sa.Column("spent_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("enterprise_id", "week", "slot", name=op.f("pk_attention_slot")),
        sa.UniqueConstraint("delivery_id", "week", name=op.f("uq_attention_slot_delivery_id_week")),
    )
    op.create_table(
        "message_template",
        sa.Column("template_version_id", sa.String(length=36), nullable=False),
        sa.Column("template", sa.String(length=40), nullable=False),
        sa.Column("channel", sa.String(length=10), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("subject", sa.String(length=200), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("sms_number", sa.String(length=40), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("written_by", sa.String(length=200), nullable=False),
        sa.Column("written_at", Instant(), nullable=False),
        sa.Column("checked_by", sa.String(length=200), nullable=True),
        sa.Column("checked_at", Instant(), nullable=True),
        sa.Column("in_force_at", Instant(), nullable=True),
        sa.Column("replaced_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("template_version_id", name=op.f("pk_message_template")),
        sa.UniqueConstraint(
            "template",
            "channel",
            "language",
            "number",
            name=op.f("uq_message_template_template_channel_language_number"),
        ),
    )
    op.create_index(
        "ix_message_template_state_template_channel_language",
        "message_template",
        ["state", "template", "channel", "language"],
    )
    op.create_table(
        "deadline",
        sa.Column("enterprise_id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("occasion", sa.String(length=80), nullable=False),
        sa.Column("about", sa.String(length=80), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("then", sa.Text(), nullable=False),
        sa.Column("opened_at", Instant(), nullable=False),
        sa.Column("recall_on", sa.Date(), nullable=True),
        sa.Column("closed_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("enterprise_id", "kind", "occasion", name=op.f("pk_deadline")),
    )
    op.create_index("ix_deadline_recall_on", "deadline", ["recall_on"])
    op.create_index("ix_deadline_kind_about", "deadline", ["kind", "about"])


def downgrade() -> None:
    for table in (
        "deadline", "message_template", "attention_slot", "outbound_piece", "preference_change", "preference",
    ):  # fmt: skip
        op.drop_table(table)
