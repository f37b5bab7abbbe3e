"""The first tables of notifications."""

import sqlalchemy as sa
from alembic import op

from shared.first_tables import create_consequence_table, create_floor_tables, create_known_tables
from shared.tables import Instant

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    create_floor_tables()
    create_known_tables()
    create_consequence_table()
    op.create_table(
        "message",
        sa.Column("enterprise_id", sa.String(length=36), nullable=False),
        sa.Column("cause_id", sa.String(length=36), nullable=False),
        sa.Column("template", sa.String(length=40), nullable=False),
        sa.Column("message_id", sa.String(length=36), nullable=False),
        sa.Column("change", sa.Text(), nullable=True),
        sa.Column("consequence", sa.Text(), nullable=True),
        sa.Column("origin", sa.Text(), nullable=True),
        sa.Column("due_at", Instant(), nullable=True),
        sa.Column("heading", sa.String(length=200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("delivered_at", Instant(), nullable=True),
        sa.Column("completed_at", Instant(), nullable=True),
        sa.Column("read_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("enterprise_id", "cause_id", "template", name=op.f("pk_message")),
        sa.UniqueConstraint("message_id", name=op.f("uq_message_message_id")),
    )
    op.create_index("ix_message_due", "message", ["delivered_at", "due_at"], unique=False)
    op.create_index("ix_message_inbox", "message", ["enterprise_id", "delivered_at", "message_id"], unique=False)


def downgrade() -> None:
    raise NotImplementedError("the first tables are not taken back: a feed is never deleted")
