"""The audit trail as a migration of every service made it checkable. Frozen: a change is a new migration."""

import sqlalchemy as sa
from alembic import op

from shared.tables import AUDIT_GUARD


def make_audit_checkable() -> None:
    for column in (
        sa.Column("changes", sa.Text(), comment="what an edit changed, before and after, as JSON"),
        sa.Column("number", sa.BigInteger(), comment="dense, given after the commit with the hash: sealed"),
        sa.Column("hash", sa.String(length=64), comment="SHA-256 of the hash before and this row"),
    ):
        op.add_column("audit", column)
    op.create_index(op.f("ix_audit_number"), "audit", ["number"], unique=True)
    op.create_index(op.f("ix_audit_actor_number"), "audit", ["actor", "number"], unique=False)
    op.create_index(op.f("ix_audit_at"), "audit", ["at"], unique=False)
    op.create_index(
        "ix_audit_unsealed",
        "audit",
        ["id"],
        unique=False,
        postgresql_where=sa.text("number IS NULL"),
        sqlite_where=sa.text("number IS NULL"),
    )
    op.create_table(
        "audit_head",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False, comment="of the last sealed row of the audit trail"),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_audit_head_single")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_head")),
    )
    op.bulk_insert(
        sa.table("audit_head", sa.column("id"), sa.column("number"), sa.column("hash")),
        [{"id": 1, "number": 0, "hash": "0" * 64}],
    )
    for statement in AUDIT_GUARD[op.get_bind().dialect.name]:
        op.get_bind().exec_driver_sql(statement)


def make_audit_unchecked() -> None:
    """The way back: what the trail says stays, its seals go."""
    dialect = op.get_bind().dialect.name
    for statement in _UNGUARDED[dialect]:
        op.get_bind().exec_driver_sql(statement)
    op.drop_table("audit_head")
    for index in ("ix_audit_unsealed", "ix_audit_at", "ix_audit_actor_number", "ix_audit_number"):
        op.drop_index(index, "audit")
    for column in ("hash", "number", "changes"):
        op.drop_column("audit", column)


_TRIGGERS = ("audit_only_sealed", "audit_never_born_sealed", "audit_never_deleted")
_UNGUARDED = {
    "postgresql": (*(f"DROP TRIGGER {name} ON audit" for name in _TRIGGERS), "DROP FUNCTION audit_guard()"),
    "sqlite": tuple(f"DROP TRIGGER {name}" for name in _TRIGGERS),
}
