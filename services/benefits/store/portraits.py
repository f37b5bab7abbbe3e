"""Queries about portraits, and about whose facts have changed since."""

import json
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Final

from sqlalchemy import delete, func, select
from sqlmodel import col

from services.benefits.domain.portraits import COLUMNS, Marks
from services.benefits.store.tables import KNOWN, PortraitRow, StirredRow
from shared.canonical import canonical
from shared.db import Tx

BUSY: Final = 200
"""So many changes in a second are a burst: it is let by"""
_PATIENCE: Final = timedelta(seconds=60)
_A_SECOND: Final = timedelta(seconds=1)


async def stir(tx: Tx, changed: Collection[tuple[str, date, str]]) -> None:
    """Enterprise, the day it is due, and why."""
    rows = [{"enterprise_id": id_, "due_on": on, "cause_id": why, "at": tx.now} for id_, on, why in changed]
    await tx.insert_new(StirredRow, rows)


async def any_to_match(tx: Tx) -> bool:
    """Not in a burst, unless somebody has waited for a minute. Two short looks, however many wait."""
    on, at = col(StirredRow.due_on), col(StirredRow.at)
    first = select(at).where(on <= tx.today).order_by(on, at).limit(1)
    oldest = (await tx.execute(first)).scalar_one_or_none()
    if oldest is None:
        return False
    fresh = select(at).where(on == tx.today, at > tx.now - _A_SECOND).limit(BUSY).subquery()
    busy = (await tx.execute(select(func.count()).select_from(fresh))).scalar_one() >= BUSY
    return not busy or tx.now - oldest > _PATIENCE


async def waiting(tx: Tx, district: str | None) -> int:
    """Enterprises, of a district or of all, that changed and whose portraits do not show it yet."""
    question = select(func.count(func.distinct(col(StirredRow.enterprise_id)))).where(
        col(StirredRow.due_on) <= tx.today
    )
    if district is not None:
        known = KNOWN.enterprise.c
        question = question.where(known.enterprise_id == col(StirredRow.enterprise_id), known.district == district)
    return int((await tx.execute(question)).scalar_one())


async def lease_stirred(tx: Tx, limit: int) -> Sequence[StirredRow]:
    """Everything due of the next enterprises, the oldest first; an enterprise a replica has in hand is passed over."""
    owner, due = col(StirredRow.enterprise_id), col(StirredRow.due_on) <= tx.today
    order = (col(StirredRow.due_on), owner, col(StirredRow.cause_id))
    question = select(StirredRow).where(due).order_by(*order)
    first = (await tx.execute(question.limit(limit).with_for_update(skip_locked=True))).scalars().all()
    if not first:
        return []
    owners = {row.enterprise_id for row in first}
    theirs = question.where(tx.among(owner, owners))
    ours = (await tx.execute(theirs.with_for_update(skip_locked=True))).scalars().all()
    there = select(owner, func.count()).where(due, tx.among(owner, owners)).group_by(owner)
    held = Counter(row.enterprise_id for row in ours)
    whole = {id_ for id_, number in await tx.execute(there) if held[id_] == number}
    return [row for row in ours if row.enterprise_id in whole]


async def settle(tx: Tx, rows: Sequence[StirredRow]) -> None:
    """Of what is leased: it is done."""
    await tx.execute(
        delete(StirredRow).where(
            tx.among(col(StirredRow.enterprise_id), sorted({row.enterprise_id for row in rows})),
            tx.among(col(StirredRow.cause_id), sorted({row.cause_id for row in rows})),
            col(StirredRow.due_on) <= tx.today,
        )
    )


async def of(tx: Tx, enterprise_ids: Sequence[str]) -> dict[str, PortraitRow]:
    """As they were last matched, by enterprise."""
    question = select(PortraitRow).where(tx.among(col(PortraitRow.enterprise_id), enterprise_ids))
    fresh = question.execution_options(populate_existing=True)
    return {row.enterprise_id: row for row in (await tx.execute(fresh)).scalars()}


async def save(tx: Tx, rows: Sequence[Mapping[str, Any]]) -> None:
    await tx.upsert(PortraitRow, rows)


def row_of(enterprise_id: str, version: int, there: bool, as_of: date, marks: Marks) -> dict[str, Any]:
    more = {name: mark for name, mark in marks.items() if name not in COLUMNS}
    return {
        "enterprise_id": enterprise_id,
        "version": version,
        "there": there,
        "as_of": as_of,
        **{name: marks.get(name) for name in COLUMNS},
        "more": canonical(more).decode() if more else "{}",
    }


def marks_of(row: PortraitRow) -> Marks:
    told = {name: mark for name in COLUMNS if (mark := getattr(row, name)) is not None}
    return told if row.more == "{}" else {**told, **json.loads(row.more)}
