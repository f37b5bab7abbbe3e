"""The floor's tables as the first migration of every service makes them. Frozen: a change is a new migration."""

from uuid import uuid4

import sqlalchemy as sa
from alembic import op

from shared.migrations import guard_outbox
from shared.tables import BIG_ID, Instant


def create_floor_tables() -> None:
    op.create_table(
        "audit",
        sa.Column("id", BIG_ID, autoincrement=True, nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("actor", sa.String(length=200), nullable=False),
        sa.Column("operation", sa.String(length=120), nullable=False),
        sa.Column("object", sa.Text(), nullable=False),
        sa.Column("correlation_id", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "clock",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("shift_seconds", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_clock_single")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clock")),
    )
    op.create_table(
        "cursor",
        sa.Column("source", sa.String(length=40), nullable=False),
        sa.Column("epoch", sa.String(length=36), server_default="", nullable=False),
        sa.Column("number", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("event_id", sa.String(length=36), server_default="", nullable=False),
        sa.Column("moved_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("source", name=op.f("pk_cursor")),
    )
    op.create_table(
        "feed_head",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("epoch", sa.String(length=36), nullable=False, comment="changes when history does (restore)"),
        sa.Column("head", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_feed_head_single")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feed_head")),
    )
    op.create_table(
        "idempotency",
        sa.Column("principal", sa.String(length=200), nullable=False),
        sa.Column("operation", sa.String(length=120), nullable=False),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("status", sa.Integer(), nullable=True),
        sa.Column("headers", sa.Text(), nullable=True),
        sa.Column("body", sa.LargeBinary(), nullable=True),
        sa.Column("created_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("principal", "operation", "key", name=op.f("pk_idempotency")),
    )
    op.create_table(
        "outbox",
        sa.Column("id", BIG_ID, autoincrement=True, nullable=False, comment="never exposed: see feed"),
        sa.Column("feed_seq", sa.BigInteger(), nullable=True, comment="dense number, given after the commit"),
        sa.Column("event_id", sa.String(length=36), nullable=False),
        sa.Column("type", sa.String(length=120), nullable=False),
        sa.Column("enterprise_id", sa.String(length=36), nullable=False),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False, comment="the CloudEvents 1.0 JSON, ready to send"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
        sa.UniqueConstraint("event_id", name=op.f("uq_outbox_event_id")),
        sa.UniqueConstraint("feed_seq", name=op.f("uq_outbox_feed_seq")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_outbox_unnumbered",
        "outbox",
        ["id"],
        unique=False,
        postgresql_where=sa.text("feed_seq IS NULL"),
        sqlite_where=sa.text("feed_seq IS NULL"),
    )
    op.create_table(
        "parked",
        sa.Column("source", sa.String(length=40), nullable=False),
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("type", sa.String(length=120), nullable=False),
        sa.Column("enterprise_id", sa.String(length=36), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("error", sa.Text(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("parked_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("source", "number", name=op.f("pk_parked")),
    )
    op.create_index(op.f("ix_parked_source_enterprise_id"), "parked", ["source", "enterprise_id"], unique=False)
    op.bulk_insert(
        sa.table("feed_head", sa.column("id"), sa.column("epoch"), sa.column("head")),
        [{"id": 1, "epoch": str(uuid4()), "head": 0}],
    )
    guard_outbox(op.get_bind())


def create_known_tables() -> None:
    op.create_table(
        "known_enterprise",
        sa.Column("enterprise_id", sa.String(length=36), nullable=False),
        sa.Column("uscc", sa.String(length=18), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("district", sa.String(length=6), nullable=False),
        sa.Column("industry", sa.String(length=3), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("enterprise_id", name=op.f("pk_known_enterprise")),
    )
    op.create_table(
        "known_uscc",
        sa.Column("uscc", sa.String(length=18), nullable=False),
        sa.Column("enterprise_id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(
            ["enterprise_id"], ["known_enterprise.enterprise_id"], name=op.f("fk_known_uscc_enterprise_id")
        ),
        sa.PrimaryKeyConstraint("uscc", name=op.f("pk_known_uscc")),
    )
    op.create_index(op.f("ix_known_uscc_enterprise_id"), "known_uscc", ["enterprise_id"], unique=False)


def create_consequence_table() -> None:
    op.create_table(
        "consequence_told",
        sa.Column("cause_id", sa.String(length=36), nullable=False),
        sa.PrimaryKeyConstraint("cause_id", name=op.f("pk_consequence_told")),
    )


def create_acting_tables() -> None:
    op.create_table(
        "known_person",
        sa.Column("person_id", sa.String(length=36), nullable=False),
        sa.Column("enterprise_id", sa.String(length=36), nullable=False),
        sa.Column("subject", sa.String(length=150), nullable=False),
        sa.Column("role", sa.String(length=12), nullable=True, comment="none: no longer"),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_known_person")),
    )
    op.create_index(
        op.f("ix_known_person_enterprise_id_subject"), "known_person", ["enterprise_id", "subject"], unique=True
    )
    op.create_table(
        "known_officer",
        sa.Column("officer_id", sa.String(length=36), nullable=False),
        sa.Column("subject", sa.String(length=150), nullable=False),
        sa.Column("district", sa.String(length=6), nullable=False),
        sa.Column("department", sa.String(length=40), nullable=False),
        sa.Column("roles", sa.String(length=80), nullable=False, comment="with spaces between; empty: dismissed"),
        sa.Column("active_from", sa.Date(), nullable=False),
        sa.Column("active_until", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("officer_id", name=op.f("pk_known_officer")),
        sa.UniqueConstraint("subject", name=op.f("uq_known_officer_subject")),
    )


def drop_acting_tables() -> None:
    op.drop_table("known_officer")
    op.drop_table("known_person")
