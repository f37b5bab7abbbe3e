"""Enterprises are found by any part of their name; titles by their number, notices by their last day."""

import sqlalchemy as sa
from alembic import op

from services.registry.domain.names import grams, searchable

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None
CHUNK = 1_000


def upgrade() -> None:
    searched = op.create_table(
        "searched_name",
        sa.Column("enterprise_id", sa.String(length=36), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["enterprise_id"], ["enterprise.enterprise_id"], name=op.f("fk_searched_name_enterprise_id")
        ),
        sa.PrimaryKeyConstraint("enterprise_id", name=op.f("pk_searched_name")),
    )
    gram = op.create_table(
        "name_gram",
        sa.Column("gram", sa.String(length=2), nullable=False),
        sa.Column("enterprise_id", sa.String(length=36), nullable=False),
        sa.Column("leads", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("gram", "enterprise_id", name=op.f("pk_name_gram")),
        sqlite_with_rowid=False,
    )
    enterprise = sa.table("enterprise", sa.column("enterprise_id"), sa.column("name"))
    rows = op.get_bind().execute(sa.select(enterprise)).all()
    for start in range(0, len(rows), CHUNK):
        texts = {row.enterprise_id: searchable([row.name]) for row in rows[start : start + CHUNK]}
        op.bulk_insert(searched, [{"enterprise_id": id_, "folded": text} for id_, text in texts.items()])
        op.bulk_insert(
            gram,
            [
                {"gram": one, "enterprise_id": id_, "leads": leads}
                for id_, text in texts.items()
                for one, leads in grams(text).items()
            ],
        )
    op.create_index(op.f("ix_title_number"), "title", ["number"], unique=False)
    op.create_index(
        op.f("ix_application_notice_until_application_id"),
        "application",
        ["notice_until", "application_id"],
        unique=False,
    )


def downgrade() -> None:
    op.drop_index("ix_application_notice_until_application_id", "application")
    op.drop_index("ix_title_number", "title")
    op.drop_table("name_gram")
    op.drop_table("searched_name")
