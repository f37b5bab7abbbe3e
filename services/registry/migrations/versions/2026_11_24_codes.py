"""Enterprise codes, the ledger of their scans, and their suspension."""

import sqlalchemy as sa
from alembic import op

from shared.tables import Instant

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "code",
        sa.Column("code_id", sa.String(length=36), nullable=False),
        sa.Column("enterprise_id", sa.String(length=36), nullable=False),
        sa.Column("purpose", sa.String(length=20), nullable=False),
        sa.Column("expires_at", Instant(), nullable=False),
        sa.Column("used_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(["enterprise_id"], ["enterprise.enterprise_id"], name=op.f("fk_code_enterprise_id")),
        sa.PrimaryKeyConstraint("code_id", name=op.f("pk_code")),
    )
    op.create_index(op.f("ix_code_enterprise_id"), "code", ["enterprise_id"], unique=False)
    op.create_index(op.f("ix_code_expires_at"), "code", ["expires_at"], unique=False)
    op.create_table(
        "code_scan",
        sa.Column("scan_id", sa.String(length=36), nullable=False),
        sa.Column("code_id", sa.String(length=36), nullable=False),
        sa.Column("enterprise_id", sa.String(length=36), nullable=False),
        sa.Column("purpose", sa.String(length=20), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("institution", sa.String(length=120), nullable=True),
        sa.Column("district", sa.String(length=6), nullable=True),
        sa.Column("department", sa.String(length=120), nullable=True),
        sa.Column("officer", sa.String(length=150), nullable=True),
        sa.Column("view", sa.String(length=12), nullable=False),
        sa.Column("suspended", sa.Boolean(), nullable=False),
        sa.Column("shown", sa.Text(), nullable=False),
        sa.Column("reference", sa.String(length=36), nullable=True),
        sa.Column("scanned_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["enterprise_id"], ["enterprise.enterprise_id"], name=op.f("fk_code_scan_enterprise_id")
        ),
        sa.PrimaryKeyConstraint("scan_id", name=op.f("pk_code_scan")),
        sa.UniqueConstraint("code_id", name=op.f("uq_code_scan_code_id")),
        sa.UniqueConstraint("reference", name=op.f("uq_code_scan_reference")),
    )
    op.create_index(
        op.f("ix_code_scan_enterprise_id_scanned_at_scan_id"),
        "code_scan",
        ["enterprise_id", "scanned_at", "scan_id"],
        unique=False,
    )
    op.create_table(
        "code_suspension",
        sa.Column("enterprise_id", sa.String(length=36), nullable=False),
        sa.Column("suspended_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["enterprise_id"], ["enterprise.enterprise_id"], name=op.f("fk_code_suspension_enterprise_id")
        ),
        sa.PrimaryKeyConstraint("enterprise_id", name=op.f("pk_code_suspension")),
    )


def downgrade() -> None:
    op.drop_table("code_suspension")
    op.drop_table("code_scan")
    op.drop_table("code")
