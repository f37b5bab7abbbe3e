"""Tables and queries of notifications."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Index, MetaData, Text, and_, func, or_, select, update
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel, col

from shared.acting import acting_tables
from shared.consequences import consequence_table
from shared.db import Tx
from shared.known import known_tables
from shared.tables import NAMING, Instant, floor_tables

METADATA = MetaData(naming_convention=NAMING)


class Base(SQLModel, registry=registry(metadata=METADATA)):
    metadata = METADATA


FLOOR = floor_tables(METADATA)
KNOWN = known_tables(METADATA)
ACTING = acting_tables(METADATA, KNOWN.uscc)
TOLD = consequence_table(METADATA)


class MessageRow(Base, table=True):
    """消息. The key is natural and unique for ever: no replay tells anybody twice."""

    __tablename__ = "message"
    __table_args__ = (
        Index("ix_message_inbox", "enterprise_id", "delivered_at", "message_id"),
        Index("ix_message_due", "delivered_at", "due_at"),
        Index("ix_message_cause_id", "cause_id"),
    )
    enterprise_id: str = Field(primary_key=True, max_length=36)
    cause_id: str = Field(primary_key=True, max_length=36)
    template: str = Field(primary_key=True, max_length=40)
    message_id: str = Field(max_length=36, unique=True)
    change: str | None = Field(default=None, sa_type=Text)
    """The registry's fact as JSON, once it is here."""
    consequence: str | None = Field(default=None, sa_type=Text)
    """Benefits' record as JSON, once it is here."""
    origin: str | None = Field(default=None, sa_type=Text)
    """The origin of the change as JSON, for what this service reports later."""
    due_at: datetime | None = Field(default=None, sa_type=Instant)
    """When it goes out even without amounts."""
    heading: str = Field(default="", max_length=200)
    text: str = Field(default="", sa_type=Text)
    delivered_at: datetime | None = Field(default=None, sa_type=Instant)
    """When it appeared in the inbox; set once."""
    completed_at: datetime | None = Field(default=None, sa_type=Instant)
    """When the amounts were in it; set once."""
    read_at: datetime | None = Field(default=None, sa_type=Instant)


class PublishedMeasureRow(Base, table=True):
    """A version of a measure in the words it was published with; the matches that follow only name it."""

    __tablename__ = "published_measure"
    version_id: str = Field(primary_key=True, max_length=36)
    published: str = Field(sa_type=Text)
    """MeasurePublished as JSON"""


async def save_measures(tx: Tx, rows: Sequence[Mapping[str, Any]]) -> None:
    await tx.upsert(PublishedMeasureRow, rows)


async def published(tx: Tx, version_ids: Collection[str]) -> dict[str, str]:
    """By version_id."""
    question = select(PublishedMeasureRow).where(tx.among(col(PublishedMeasureRow.version_id), version_ids))
    return {row.version_id: row.published for row in (await tx.execute(question)).scalars()}


async def told(tx: Tx, cause_id: str, template: str) -> Sequence[str]:
    """The enterprises that have this message."""
    question = select(col(MessageRow.enterprise_id)).where(
        col(MessageRow.cause_id) == cause_id, col(MessageRow.template) == template
    )
    return (await tx.execute(question)).scalars().all()


async def add_half(tx: Tx, rows: Sequence[Mapping[str, Any]], half: Sequence[str]) -> None:
    """Writes one half of messages, in one order so that two writers never wait for each other.

    What the other half's writer put there stays; the rows are ours until the commit.
    """
    await tx.upsert(MessageRow, sorted(rows, key=lambda row: str(row["cause_id"])), update=half)


async def add_whole(tx: Tx, rows: Sequence[Mapping[str, Any]]) -> None:
    """Messages that wait for nothing; those already there stay as they are."""
    await tx.insert_new(MessageRow, rows)


async def incomplete(tx: Tx, message_ids: Sequence[str]) -> Sequence[MessageRow]:
    """Those of these messages that have the change and are not complete, locked in the order of `add_half`."""
    if not message_ids:
        return []
    question = (
        select(MessageRow)
        .where(
            tx.among(col(MessageRow.message_id), message_ids),
            col(MessageRow.completed_at).is_(None),
            col(MessageRow.change).is_not(None),
        )
        .order_by(col(MessageRow.cause_id))
        .with_for_update()
    )
    return (await tx.execute(question)).scalars().all()


async def heard_from(tx: Tx, source: str) -> datetime | None:
    """When this service last applied a fact of that source."""
    cursor = FLOOR.cursor.c
    return (await tx.execute(select(cursor.moved_at).where(cursor.source == source))).scalar_one_or_none()


async def due(tx: Tx, by: datetime, limit: int) -> Sequence[MessageRow]:
    """Messages whose patience is over, locked; those a replica holds are passed over."""
    question = (
        select(MessageRow)
        .where(col(MessageRow.delivered_at).is_(None), col(MessageRow.due_at) <= by)
        .order_by(col(MessageRow.cause_id))
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    return (await tx.execute(question)).scalars().all()


async def any_due(tx: Tx, by: datetime) -> bool:
    question = select(col(MessageRow.cause_id)).where(
        col(MessageRow.delivered_at).is_(None), col(MessageRow.due_at) <= by
    )
    return (await tx.execute(question.limit(1))).first() is not None


async def save_words(tx: Tx, rows: Sequence[Mapping[str, Any]]) -> None:
    """Heading, text, consequence and the two instants of messages already there."""
    await tx.update(MessageRow, rows)


async def inbox(
    tx: Tx, enterprise_id: str, before: tuple[datetime, str] | None, limit: int, *, unread: bool
) -> Sequence[MessageRow]:
    """Newest first."""
    at, id_ = col(MessageRow.delivered_at), col(MessageRow.message_id)
    question = select(MessageRow).where(col(MessageRow.enterprise_id) == enterprise_id, at.is_not(None))
    if unread:
        question = question.where(col(MessageRow.read_at).is_(None))
    if before is not None:
        question = question.where(or_(at < before[0], and_(at == before[0], id_ < before[1])))
    return (await tx.execute(question.order_by(at.desc(), id_.desc()).limit(limit))).scalars().all()


async def count_unread(tx: Tx, enterprise_id: str) -> int:
    question = select(func.count()).where(
        col(MessageRow.enterprise_id) == enterprise_id,
        col(MessageRow.delivered_at).is_not(None),
        col(MessageRow.read_at).is_(None),
    )
    return int((await tx.execute(question)).scalar_one())


async def find(tx: Tx, enterprise_id: str, message_id: str) -> MessageRow | None:
    question = select(MessageRow).where(
        col(MessageRow.enterprise_id) == enterprise_id,
        col(MessageRow.message_id) == message_id,
        col(MessageRow.delivered_at).is_not(None),
    )
    return (await tx.execute(question)).scalar_one_or_none()


async def mark_read(tx: Tx, message_id: str) -> bool:
    """False: it was read before."""
    here = (col(MessageRow.message_id) == message_id) & col(MessageRow.read_at).is_(None)
    marked: Any = await tx.execute(update(MessageRow).where(here).values(read_at=tx.now))
    return bool(marked.rowcount == 1)


async def existing(tx: Tx, message_ids: Collection[str]) -> frozenset[str]:
    """Those of these that were written before."""
    id_ = col(MessageRow.message_id)
    return frozenset((await tx.execute(select(id_).where(tx.among(id_, message_ids)))).scalars())
