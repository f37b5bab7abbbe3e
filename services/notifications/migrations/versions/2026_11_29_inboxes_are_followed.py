"""Inboxes are followed: words once, changes numbered, one key for each message, what it is about and what it asks."""

import unicodedata
from hashlib import blake2b
from typing import Any

import sqlalchemy as sa
from alembic import op

from shared.tables import BIG_ID, Instant

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None
PART = 2_000
RENAMED = {
    "postgresql": ("ALTER TABLE message_before RENAME CONSTRAINT pk_message TO pk_message_before",),
    "sqlite": (),  # its keys have no names
}
KEPT = ("change", "consequence", "origin", "due_at", "delivered_at", "completed_at", "read_at")


def upgrade() -> None:
    words = op.create_table(
        "wording",
        sa.Column("wording_id", sa.String(length=32), nullable=False),
        sa.Column("heading", sa.String(length=200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("wording_id", name=op.f("pk_wording")),
    )
    op.create_table(
        "inbox_change",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=True),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inbox_change")),
        sa.UniqueConstraint("number", name=op.f("uq_inbox_change_number")),
    )
    _partial("ix_inbox_change_unnumbered", "inbox_change", "id", "number IS NULL")
    head = op.create_table(
        "inbox_head",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("head", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inbox_head")),
    )
    op.create_table(
        "thread",
        sa.Column("enterprise_id", sa.String(length=36), nullable=False),
        sa.Column("thread", sa.String(length=36), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("enterprise_id", "thread", name=op.f("pk_thread")),
    )
    op.bulk_insert(head, [{"id": 1, "head": 0}])
    before = _put_aside()
    message = op.create_table(
        "message",
        sa.Column("enterprise_id", sa.String(length=36), nullable=False),
        sa.Column("message_id", sa.String(length=36), nullable=False),
        sa.Column("cause_id", sa.String(length=36), nullable=False),
        sa.Column("template", sa.String(length=40), nullable=False),
        sa.Column("wording_id", sa.String(length=32), nullable=True),
        sa.Column("target_id", sa.String(length=60), nullable=True),
        sa.Column("thread", sa.String(length=36), nullable=True),
        sa.Column("thread_version", sa.BigInteger(), nullable=False),
        sa.Column("act_by", sa.Date(), nullable=True),
        sa.Column("waits", sa.Boolean(), nullable=False),
        sa.Column("change", sa.Text(), nullable=True),
        sa.Column("consequence", sa.Text(), nullable=True),
        sa.Column("origin", sa.Text(), nullable=True),
        sa.Column("due_at", Instant(), nullable=True),
        sa.Column("delivered_at", Instant(), nullable=True),
        sa.Column("completed_at", Instant(), nullable=True),
        sa.Column("read_at", Instant(), nullable=True),
        sa.Column("archived_at", Instant(), nullable=True),
        sa.Column("withdrawn_at", Instant(), nullable=True),
        sa.Column("said_in", sa.BigInteger(), nullable=True),
        sa.Column("completed_in", sa.BigInteger(), nullable=True),
        sa.Column("read_in", sa.BigInteger(), nullable=True),
        sa.Column("withdrawn_in", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("enterprise_id", "message_id", name=op.f("pk_message")),
    )
    _move(before, message, words)
    op.drop_table("message_before")
    op.create_index("ix_message_cause_id", "message", ["cause_id"], unique=False)
    op.create_index("ix_message_said_in", "message", ["said_in"], unique=False)
    _partial("ix_message_due_at", "message", "due_at", "delivered_at IS NULL")
    for column in ("completed_in", "read_in", "withdrawn_in"):
        _partial(f"ix_message_{column}", "message", column, f"{column} IS NOT NULL")


def _partial(name: str, table: str, column: str, condition: str) -> None:
    where = sa.text(condition)
    op.create_index(name, table, [column], unique=False, postgresql_where=where, sqlite_where=where)


def _put_aside() -> sa.Table:
    """The names of its key and indexes are free for the new table then."""
    for name in ("ix_message_due", "ix_message_inbox", "ix_message_cause_id"):
        op.drop_index(name, table_name="message")
    op.rename_table("message", "message_before")
    for statement in RENAMED[op.get_bind().dialect.name]:
        op.execute(statement)
    return sa.Table("message_before", sa.MetaData(), autoload_with=op.get_bind())


def _move(before: sa.Table, message: sa.Table, words: sa.Table) -> None:
    """In parts by key; every word once."""
    connection, key = op.get_bind(), [before.c[name] for name in ("enterprise_id", "cause_id", "template")]
    written: set[str] = set()
    last: Any = None
    while True:
        question = sa.select(before).order_by(*key).limit(PART)
        if last is not None:
            question = question.where(sa.tuple_(*key) > sa.tuple_(*last))
        rows = connection.execute(question).mappings().all()
        if not rows:
            return
        last = [sa.literal(rows[-1][column.name]) for column in key]
        said = {row["message_id"]: _wording(row["heading"], row["text"]) for row in rows if row["delivered_at"]}
        new = {one["wording_id"]: one for one in said.values() if one["wording_id"] not in written}
        if new:
            connection.execute(words.insert(), list(new.values()))
        written |= set(new)
        connection.execute(
            message.insert(),
            [
                {
                    **{name: row[name] for name in ("enterprise_id", "message_id", "cause_id", "template")},
                    **{name: row[name] for name in KEPT},
                    "wording_id": said[row["message_id"]]["wording_id"] if row["delivered_at"] else None,
                    "thread_version": 0,
                    "waits": False,
                }
                for row in rows
            ],
        )


def _wording(heading: str, text: str) -> dict[str, str]:
    """As the service makes it today; what it makes tomorrow concerns no row of yesterday."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", f"{heading}{text}").casefold())
    return {
        "wording_id": blake2b(f"{heading}\n{text}".encode(), digest_size=16).hexdigest(),
        "heading": heading,
        "text": text,
        "folded": "".join(folded.split()),
    }


def downgrade() -> None:
    raise NotImplementedError("words that were written once are not written out again")
