"""What was told for a later day is found; what time changed unsaid, under a higher title, is told now."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(op.f("ix_enterprise_tier_on"), "enterprise", ["tier_on"], unique=False)
    # Until now the next change was the next one of the tier. Everybody with titles is looked at once, and gets the
    # next change of what counts; a fact is told only of those with whom other titles count than were told.
    enterprise = sa.table("enterprise", sa.column("enterprise_id"), sa.column("tier_on"), sa.column("next_change_on"))
    title = sa.table("title", sa.column("enterprise_id"))
    op.execute(
        sa.update(enterprise)
        .where(enterprise.c.enterprise_id.in_(sa.select(title.c.enterprise_id)))
        .values(next_change_on=enterprise.c.tier_on)
    )


def downgrade() -> None:
    op.drop_index(op.f("ix_enterprise_tier_on"), "enterprise")
