"""Whether what was made of a source is whole, or still being read again after a rebuild."""

from alembic import op

from shared.migrations import cursor_says_whole

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    cursor_says_whole()


def downgrade() -> None:
    op.drop_column("cursor", "whole")
