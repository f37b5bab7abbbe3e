"""When the clock was moved: of two moves the later one counts."""

import sqlalchemy as sa
from alembic import op

from shared.tables import Instant

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("clock", sa.Column("moved_at", Instant(), comment="when it was moved, by real time"))


def downgrade() -> None:
    op.drop_column("clock", "moved_at")
