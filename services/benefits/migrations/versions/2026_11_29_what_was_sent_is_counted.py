"""What was sent of a measure outside the inbox, and whether it arrived."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "sent_measure",
        sa.Column("enterprise_id", sa.String(length=36), nullable=False),
        sa.Column("benefit_code", sa.String(length=60), nullable=False),
        sa.Column("channel", sa.String(length=10), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=False),
        sa.Column("delivered_on", sa.Date(), nullable=True),
        sa.Column("bounced_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("enterprise_id", "benefit_code", "channel", name=op.f("pk_sent_measure")),
    )


def downgrade() -> None:
    op.drop_table("sent_measure")
