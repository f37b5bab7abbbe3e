"""Products of institutions, each in versions."""

import sqlalchemy as sa
from alembic import op

from shared.tables import Instant

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "product",
        sa.Column("product_id", sa.String(length=36), nullable=False),
        sa.Column("institution_id", sa.String(length=40), nullable=False),
        sa.Column("latest", sa.Integer(), nullable=False),
        sa.Column("published", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["institution_id"], ["institution.institution_id"], name=op.f("fk_product_institution_id")
        ),
        sa.PrimaryKeyConstraint("product_id", name=op.f("pk_product")),
    )
    for columns in (["institution_id", "product_id"], ["published", "product_id"]):
        op.create_index(op.f(f"ix_product_{'_'.join(columns)}"), "product", columns, unique=False)
    op.create_table(
        "product_version",
        sa.Column("product_id", sa.String(length=36), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("terms", sa.Text(), nullable=False),
        sa.Column("entered_by", sa.String(length=200), nullable=False),
        sa.Column("entered_at", Instant(), nullable=False),
        sa.Column("decided_by", sa.String(length=200), nullable=True),
        sa.Column("decided_at", Instant(), nullable=True),
        sa.Column("reason", sa.String(length=500), nullable=True),
        sa.ForeignKeyConstraint(["product_id"], ["product.product_id"], name=op.f("fk_product_version_product_id")),
        sa.PrimaryKeyConstraint("product_id", "number", name=op.f("pk_product_version")),
    )
    op.create_index(
        op.f("ix_product_version_state_entered_at_product_id"),
        "product_version",
        ["state", "entered_at", "product_id"],
        unique=False,
    )


def downgrade() -> None:
    op.drop_table("product_version")
    op.drop_table("product")
