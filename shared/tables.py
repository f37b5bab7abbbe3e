"""The tables every service has: its feed, its cursors, its parking place, its keys, its audit trail."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    DateTime,
    Dialect,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    text,
    true,
)

from shared.days import utc

NAMING: Final = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
BIG_ID: Final = BigInteger().with_variant(Integer, "sqlite")
"""An id the database counts: SQLite only counts INTEGER PRIMARY KEY."""


class Instant(TypeDecorator[datetime]):
    """A UTC instant: `timestamptz` on PostgreSQL; SQLite drops the zone, so it is put back on reading."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return None if value is None else utc(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        return None if value is None else utc(value)


@dataclass(frozen=True)
class Floor:
    """The floor's tables in one service's own MetaData."""

    outbox: Table
    feed_head: Table
    cursor: Table
    parked: Table
    idempotency: Table
    audit: Table
    audit_head: Table
    clock: Table


def floor_tables(metadata: MetaData) -> Floor:
    return Floor(
        outbox=Table(
            "outbox",
            metadata,
            Column("id", BIG_ID, primary_key=True, autoincrement=True, comment="never exposed: see feed"),
            Column("feed_seq", BigInteger, comment="dense number, given after the commit"),
            Column("event_id", String(36), nullable=False),
            Column("type", String(120), nullable=False),
            Column("enterprise_id", String(36), nullable=False),
            Column("recorded_at", Instant, nullable=False),
            Column("body", Text, nullable=False, comment="the CloudEvents 1.0 JSON, ready to send"),
            UniqueConstraint("feed_seq"),
            UniqueConstraint("event_id"),
            Index(
                "ix_outbox_unnumbered",
                "id",
                postgresql_where=text("feed_seq IS NULL"),
                sqlite_where=text("feed_seq IS NULL"),
            ),
            sqlite_autoincrement=True,
        ),
        feed_head=Table(
            "feed_head",
            metadata,
            Column("id", Integer, primary_key=True, autoincrement=False),
            Column("epoch", String(36), nullable=False, comment="changes when history does (restore)"),
            Column("head", BigInteger, nullable=False),
            CheckConstraint("id = 1", name="single"),
        ),
        cursor=Table(
            "cursor",
            metadata,
            Column("source", String(40), primary_key=True),
            Column("epoch", String(36), nullable=False, server_default=""),
            Column("number", BigInteger, nullable=False, server_default="0"),
            Column("event_id", String(36), nullable=False, server_default=""),
            Column("moved_at", Instant),
            Column(
                "whole",
                Boolean,
                nullable=False,
                server_default=true(),
                comment="false from a rebuild until the source has been read to its head again",
            ),
        ),
        parked=Table(
            "parked",
            metadata,
            Column("source", String(40), primary_key=True),
            Column("number", BigInteger, primary_key=True, autoincrement=False),
            Column("type", String(120), nullable=False),
            Column("enterprise_id", String(36), nullable=False),
            Column("body", Text, nullable=False),
            Column("error", Text, nullable=False),
            Column("attempts", Integer, nullable=False),
            Column("parked_at", Instant, nullable=False),
            Index(None, "source", "enterprise_id"),
        ),
        idempotency=Table(
            "idempotency",
            metadata,
            Column("principal", String(200), primary_key=True),
            Column("operation", String(120), primary_key=True),
            Column("key", String(200), primary_key=True),
            Column("fingerprint", String(64), nullable=False),
            Column("status", Integer),
            Column("headers", Text),
            Column("body", LargeBinary),
            Column("created_at", Instant, nullable=False),
        ),
        audit=Table(
            "audit",
            metadata,
            Column("id", BIG_ID, primary_key=True, autoincrement=True),
            Column("at", Instant, nullable=False),
            Column("actor", String(200), nullable=False),
            Column("operation", String(120), nullable=False),
            Column("object", Text, nullable=False),
            Column("changes", Text, comment="what an edit changed, before and after, as JSON"),
            Column("correlation_id", String(64), nullable=False),
            Column("number", BigInteger, comment="dense, given after the commit with the hash: sealed"),
            Column("hash", String(64), comment="SHA-256 of the hash before and this row"),
            Index(None, "number", unique=True),
            Index(None, "actor", "number"),
            Index(None, "at"),
            Index(
                "ix_audit_unsealed",
                "id",
                postgresql_where=text("number IS NULL"),
                sqlite_where=text("number IS NULL"),
            ),
            sqlite_autoincrement=True,
        ),
        audit_head=Table(
            "audit_head",
            metadata,
            Column("id", Integer, primary_key=True, autoincrement=False),
            Column("number", BigInteger, nullable=False, comment="of the last sealed row of the audit trail"),
            Column("hash", String(64), nullable=False),
            CheckConstraint("id = 1", name="single"),
        ),
        clock=Table(
            "clock",
            metadata,
            Column("id", Integer, primary_key=True, autoincrement=False),
            Column("shift_seconds", BigInteger, nullable=False),
            Column("moved_at", Instant, comment="when it was moved, by real time"),
            CheckConstraint("id = 1", name="single"),
        ),
    )


OUTBOX_GUARD: Final[dict[str, tuple[str, ...]]] = {
    "postgresql": (
        """CREATE FUNCTION outbox_guard() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
             RAISE EXCEPTION 'an outbox row only ever receives its number, once'; END $$""",
        """CREATE TRIGGER outbox_only_numbered BEFORE UPDATE ON outbox FOR EACH ROW
             WHEN (OLD.feed_seq IS NOT NULL OR NEW.feed_seq IS NULL OR NEW.body IS DISTINCT FROM OLD.body
                   OR NEW.event_id IS DISTINCT FROM OLD.event_id)
             EXECUTE FUNCTION outbox_guard()""",
        """CREATE TRIGGER outbox_never_deleted BEFORE DELETE ON outbox FOR EACH STATEMENT
             EXECUTE FUNCTION outbox_guard()""",
    ),
    "sqlite": (
        """CREATE TRIGGER outbox_only_numbered BEFORE UPDATE ON outbox
             WHEN OLD.feed_seq IS NOT NULL OR NEW.feed_seq IS NULL OR NEW.body IS NOT OLD.body
                  OR NEW.event_id IS NOT OLD.event_id
           BEGIN SELECT RAISE(ABORT, 'an outbox row only ever receives its number, once'); END""",
        """CREATE TRIGGER outbox_never_deleted BEFORE DELETE ON outbox
           BEGIN SELECT RAISE(ABORT, 'an outbox row only ever receives its number, once'); END""",
    ),
}
"""What no application code may do to the feed, by dialect; the first migration of a service runs it."""

_SEALED: Final = ("id", "at", "actor", "operation", "object", "changes", "correlation_id")
"""What a row of the audit trail says: sealing it changes none of that."""

_ONCE: Final = "a row of the audit trail is sealed once, never changed and never deleted"


def _altered(distinct: str) -> str:
    return " OR ".join(f"NEW.{column} {distinct} OLD.{column}" for column in _SEALED)


AUDIT_GUARD: Final[dict[str, tuple[str, ...]]] = {
    "postgresql": (
        f"""CREATE FUNCTION audit_guard() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
             RAISE EXCEPTION '{_ONCE}'; END $$""",
        f"""CREATE TRIGGER audit_only_sealed BEFORE UPDATE ON audit FOR EACH ROW
             WHEN (OLD.number IS NOT NULL OR NEW.number IS NULL OR NEW.hash IS NULL OR {_altered("IS DISTINCT FROM")})
             EXECUTE FUNCTION audit_guard()""",
        """CREATE TRIGGER audit_never_born_sealed BEFORE INSERT ON audit FOR EACH ROW
             WHEN (NEW.number IS NOT NULL OR NEW.hash IS NOT NULL) EXECUTE FUNCTION audit_guard()""",
        """CREATE TRIGGER audit_never_deleted BEFORE DELETE OR TRUNCATE ON audit FOR EACH STATEMENT
             EXECUTE FUNCTION audit_guard()""",
    ),
    "sqlite": (
        f"""CREATE TRIGGER audit_only_sealed BEFORE UPDATE ON audit
             WHEN OLD.number IS NOT NULL OR NEW.number IS NULL OR NEW.hash IS NULL OR {_altered("IS NOT")}
           BEGIN SELECT RAISE(ABORT, '{_ONCE}'); END""",
        f"""CREATE TRIGGER audit_never_born_sealed BEFORE INSERT ON audit
             WHEN NEW.number IS NOT NULL OR NEW.hash IS NOT NULL
           BEGIN SELECT RAISE(ABORT, '{_ONCE}'); END""",
        f"""CREATE TRIGGER audit_never_deleted BEFORE DELETE ON audit
           BEGIN SELECT RAISE(ABORT, '{_ONCE}'); END""",
    ),
}
"""What no application code may do to the audit trail, by dialect."""
