"""Queries of whoever writes messages."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlmodel import col

from services.notifications.store.tables import FLOOR, MessageRow
from shared.db import Tx


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


async def existing(tx: Tx, message_ids: Collection[str]) -> frozenset[str]:
    """Those of these that were written before."""
    id_ = col(MessageRow.message_id)
    return frozenset((await tx.execute(select(id_).where(tx.among(id_, message_ids)))).scalars())


async def changes_of_titles(tx: Tx, enterprise_ids: Collection[str], template: str) -> dict[str, list[str]]:
    """What the registry told of the titles of enterprises, each as JSON, by enterprise_id."""
    question = select(col(MessageRow.enterprise_id), col(MessageRow.change)).where(
        tx.among(col(MessageRow.enterprise_id), enterprise_ids),
        col(MessageRow.template) == template,
    )
    found: dict[str, list[str]] = {}
    for enterprise_id, change in await tx.execute(question):
        if change is not None:  # the other half came first
            found.setdefault(enterprise_id, []).append(change)
    return found
