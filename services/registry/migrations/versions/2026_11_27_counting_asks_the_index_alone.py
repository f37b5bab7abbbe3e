"""Counting titles asks for their id, to look for suspensions, and no longer for their status."""

from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _made_of("title_id")


def downgrade() -> None:
    _made_of("status")


def _made_of(last: str) -> None:
    op.drop_index("ix_title_counting", table_name="title")
    op.create_index(
        "ix_title_counting",
        "title",
        ["tier", "enterprise_id", "recognised_on", "valid_until", "ended_on", last, "first"],
        unique=False,
    )
