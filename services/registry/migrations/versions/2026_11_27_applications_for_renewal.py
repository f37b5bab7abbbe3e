"""An application may ask for the renewal of a title."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("application", sa.Column("renews", sa.String(length=36), nullable=True))


def downgrade() -> None:
    op.drop_column("application", "renews")
