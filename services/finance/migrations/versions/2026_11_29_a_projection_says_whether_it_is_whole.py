"""Whether what was made of a source is whole, or still being read again after a rebuild."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    whole = sa.Column(
        "whole",
        sa.Boolean,
        nullable=False,
        server_default=sa.true(),
        comment="false from a rebuild until the source has been read to its head again",
    )
    op.add_column("cursor", whole)


def downgrade() -> None:
    op.drop_column("cursor", "whole")
