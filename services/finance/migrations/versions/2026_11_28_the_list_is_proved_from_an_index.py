"""The leaves of the list in the order of their bytes: its digest is read from an index, no line touched or sorted.

On SQLite the primary key is in that order as it is.
"""

from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

MAKE = {
    "postgresql": (
        'CREATE INDEX ix_list_entry_by_bytes ON list_entry (enterprise_id COLLATE "C") '
        "INCLUDE (leaf, tier, held, district, industry) WHERE listed",
    ),
    "sqlite": (),
}
DROP = {"postgresql": ("DROP INDEX ix_list_entry_by_bytes",), "sqlite": ()}


def upgrade() -> None:
    for statement in MAKE[op.get_bind().dialect.name]:
        op.execute(statement)


def downgrade() -> None:
    for statement in DROP[op.get_bind().dialect.name]:
        op.execute(statement)
