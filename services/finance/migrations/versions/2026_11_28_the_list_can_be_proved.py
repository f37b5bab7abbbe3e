"""Lines are canonical and hashed, changes say what a line was before, the head names its cause."""

import hashlib
import json

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

BITS = {"innovative": 2, "specialised": 4, "hidden_champion": 8, "little_giant": 16}
ENTRY = sa.table(
    "list_entry",
    sa.column("enterprise_id"),
    sa.column("held", sa.Integer()),
    sa.column("document", sa.Text()),
    sa.column("leaf", sa.String()),
)
AT_ONCE = 1_000


def upgrade() -> None:
    op.add_column("list_entry", sa.Column("held", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("list_entry", sa.Column("leaf", sa.String(length=64), nullable=False, server_default=""))
    op.add_column("list_change", sa.Column("was_tier", sa.String(length=20), nullable=True))
    op.add_column("list_change", sa.Column("was_held", sa.Integer(), nullable=True))
    op.add_column("list_change", sa.Column("was_district", sa.String(length=6), nullable=True))
    op.add_column("list_change", sa.Column("was_industry", sa.String(length=3), nullable=True))
    op.add_column("list_head", sa.Column("cause_id", sa.String(length=36), nullable=False, server_default=""))
    op.execute(
        "UPDATE list_head SET cause_id = coalesce((SELECT cause_id FROM list_change WHERE number = list_head.head), '')"
    )
    _rewrite_lines()


def _rewrite_lines() -> None:
    connection, after = op.get_bind(), ""
    change = (
        ENTRY.update()
        .where(ENTRY.c.enterprise_id == sa.bindparam("id"))
        .values(held=sa.bindparam("new_held"), document=sa.bindparam("new_document"), leaf=sa.bindparam("new_leaf"))
    )
    lines = sa.select(ENTRY.c.enterprise_id, ENTRY.c.document).order_by(ENTRY.c.enterprise_id).limit(AT_ONCE)
    while rows := connection.execute(lines.where(ENTRY.c.enterprise_id > after)).all():
        connection.execute(change, [_canonical(*row) for row in rows])
        after = rows[-1].enterprise_id


def _canonical(enterprise_id: str, document: str) -> dict[str, object]:
    line = json.loads(document)
    text = json.dumps(line, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return {
        "id": enterprise_id,
        "new_held": sum({BITS[title["tier"]] for title in line["titles"]}),
        "new_document": text,
        "new_leaf": hashlib.sha256(text.encode()).hexdigest(),
    }


def downgrade() -> None:
    op.drop_column("list_head", "cause_id")
    for name in ("was_tier", "was_held", "was_district", "was_industry"):
        op.drop_column("list_change", name)
    op.drop_column("list_entry", "leaf")
    op.drop_column("list_entry", "held")
