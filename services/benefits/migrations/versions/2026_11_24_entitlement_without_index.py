"""An index that no question uses, and every burst pays for."""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_index("ix_entitlement_status", "entitlement")


def downgrade() -> None:
    op.create_index("ix_entitlement_status", "entitlement", ["status"])
