"""Queries of whoever writes messages."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from operator import itemgetter
from typing import Any, Final

from sqlalchemy import select
from sqlmodel import col

from services.notifications.store.tables import FLOOR, MessageRow, ThreadRow, WordingRow
from shared.db import Tx

_KEY: Final = itemgetter("enterprise_id", "message_id")


async def add_half(tx: Tx, rows: Sequence[Mapping[str, Any]], half: Sequence[str]) -> None:
    """Writes one half of messages, in one order so that two writers never wait for each other.

    What the other half's writer put there stays; the rows are ours until the commit.
    """
    await tx.upsert(MessageRow, sorted(rows, key=lambda row: str(row["cause_id"])), update=half)


async def add_words(tx: Tx, wordings: Mapping[str, Mapping[str, str]]) -> None:
    """By id, which is made of them: the same words are there already. In one order, as above."""
    await tx.insert_new(WordingRow, [{"wording_id": id_, **wordings[id_]} for id_ in sorted(wordings)])


async def add_whole(tx: Tx, rows: Sequence[Mapping[str, Any]], change_id: int) -> frozenset[str] | None:
    """Messages that wait for nothing; those already there stay as they are. Returns the ids of the others; None: all.

    In the order of the key, in which its index takes them quickest.
    """
    ordered = sorted(rows, key=_KEY)
    if await tx.insert_new(MessageRow, ordered) == len(rows):
        return None
    new = select(col(MessageRow.message_id)).where(col(MessageRow.said_in) == change_id)
    return frozenset((await tx.execute(new)).scalars())


async def incomplete(tx: Tx, keys: Sequence[tuple[str, str]]) -> Sequence[MessageRow]:
    """Those of these messages (enterprise, id) that have the change and are not complete, locked in the order of
    `add_half`."""
    if not keys:
        return []
    question = (
        select(MessageRow)
        .where(
            tx.among(col(MessageRow.enterprise_id), {owner for owner, _ in keys}),
            tx.among(col(MessageRow.message_id), [id_ for _, id_ in keys]),
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
    """Words, consequence and instants of messages already there."""
    await tx.update(MessageRow, rows)


async def existing(tx: Tx, keys: Collection[tuple[str, str]]) -> frozenset[str]:
    """The ids of those of these (enterprise, id) that were written before."""
    id_ = col(MessageRow.message_id)
    question = select(id_).where(
        tx.among(col(MessageRow.enterprise_id), {owner for owner, _ in keys}), tx.among(id_, [one for _, one in keys])
    )
    return frozenset((await tx.execute(question)).scalars())


async def move_on(tx: Tx, threads: Mapping[tuple[str, str], int]) -> None:
    """By enterprise and thread, the version it has now: it never goes back. In one order, as above."""
    if not threads:
        return
    owner, thread = col(ThreadRow.enterprise_id), col(ThreadRow.thread)
    question = select(owner, thread, col(ThreadRow.version)).where(
        tx.among(owner, {one for one, _ in threads}), tx.among(thread, {one for _, one in threads})
    )
    there = {(row[0], row[1]): row[2] for row in await tx.execute(question)}
    rows = [
        {"enterprise_id": key[0], "thread": key[1], "version": version}
        for key, version in sorted(threads.items())
        if version > there.get(key, -1)
    ]
    await tx.upsert(ThreadRow, rows)


async def not_withdrawn(tx: Tx, cause_id: str, template: str, limit: int) -> Sequence[tuple[str, str]]:
    """Some of what was told of that cause and is not marked: enterprise and id, in the order of the key."""
    question = select(col(MessageRow.enterprise_id), col(MessageRow.message_id)).where(
        col(MessageRow.cause_id) == cause_id,
        col(MessageRow.template) == template,
        col(MessageRow.withdrawn_at).is_(None),
    )
    return sorted((row[0], row[1]) for row in await tx.execute(question.limit(limit)))


async def withdraw(tx: Tx, keys: Sequence[tuple[str, str]], change_id: int) -> None:
    """Marks these as holding no longer."""
    marked = {"withdrawn_at": tx.now, "withdrawn_in": change_id}
    await tx.update(MessageRow, [{"enterprise_id": owner, "message_id": id_, **marked} for owner, id_ in keys])


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
