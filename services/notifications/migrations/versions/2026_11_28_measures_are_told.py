"""Measures are told: the words they were published with are kept, the matches that follow name them."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "published_measure",
        sa.Column("version_id", sa.String(length=36), nullable=False),
        sa.Column("published", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("version_id", name=op.f("pk_published_measure")),
    )
    op.create_index("ix_message_cause_id", "message", ["cause_id"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_message_cause_id", table_name="message")
    op.drop_table("published_measure")
