"""The audit trail is numbered, chained and guarded."""

from shared.audit.migration import make_audit_checkable, make_audit_unchecked

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    make_audit_checkable()


def downgrade() -> None:
    make_audit_unchecked()
