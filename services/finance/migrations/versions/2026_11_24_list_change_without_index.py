"""An index that no question uses, and every burst pays for."""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_index("ix_list_change_enterprise_id", "list_change")


def downgrade() -> None:
    op.create_index("ix_list_change_enterprise_id", "list_change", ["enterprise_id"])
