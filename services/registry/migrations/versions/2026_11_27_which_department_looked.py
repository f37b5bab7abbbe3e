"""Whoever saw a contact unmasked: of which department, for the enterprise to read instead of an account."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("contact_disclosure", sa.Column("department", sa.String(length=60), nullable=True))


def downgrade() -> None:
    op.drop_column("contact_disclosure", "department")
