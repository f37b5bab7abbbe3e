"""Who acts for an enterprise and who is in office, as the registry says."""

from shared.first_tables import create_acting_tables, drop_acting_tables

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    create_acting_tables()


def downgrade() -> None:
    drop_acting_tables()
