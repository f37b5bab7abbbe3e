"""Queries about what institutions use: calls by minute, operation and purpose, and how far their quotas are."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, case, delete, func, select
from sqlmodel import col

from services.finance.store.tables import METADATA, InstitutionRow, UsageRow
from shared.db import Tx


@dataclass(frozen=True, slots=True)
class Counted:
    """How many calls are known of the minute and of the day."""

    minute: int
    in_minute: int
    day: int
    in_day: int


@dataclass(frozen=True, slots=True)
class Limits:
    per_minute: int
    per_day: int


async def limits(tx: Tx, institutions: Collection[str]) -> dict[str, Limits]:
    question = select(
        col(InstitutionRow.institution_id), col(InstitutionRow.per_minute), col(InstitutionRow.per_day)
    ).where(tx.among(col(InstitutionRow.institution_id), institutions))
    return {row[0]: Limits(row[1], row[2]) for row in await tx.execute(question)}


async def counted(tx: Tx, institution_id: str) -> Counted | None:
    row = (await tx.execute(select(_METER).where(_METER.c.institution_id == institution_id))).first()
    return Counted(row.minute, row.in_minute, row.day, row.in_day) if row else None


_METER = METADATA.tables["institution_meter"]
_USAGE = METADATA.tables["institution_usage"]


def _later(column: Any, count: Any, at: str, more: str) -> dict[str, Any]:
    """The count of the newer window: added to, begun anew, or, from a process that is late, left as it is."""
    mine: Any = bindparam(f"_{at}", type_=column.type)
    added: Any = bindparam(f"_{more}", type_=count.type)
    return {
        column.name: case((column < mine, mine), else_=column),
        count.name: case((column == mine, count + added), (column < mine, added), else_=count),
    }


_COUNT = (
    _METER.update()
    .where(_METER.c.institution_id == bindparam("_id"))
    .values(
        **_later(_METER.c.minute, _METER.c.in_minute, "minute", "in_minute"),
        **_later(_METER.c.day, _METER.c.in_day, "day", "in_day"),
    )
    .returning(_METER.c.minute, _METER.c.in_minute, _METER.c.day, _METER.c.in_day)
)


async def count(tx: Tx, institution_id: str, more: Counted) -> Counted:
    """Adds what one process counted; returns what all have."""
    begun = {"institution_id": institution_id, "minute": more.minute, "in_minute": 0, "day": more.day, "in_day": 0}
    await tx.insert_new(_METER, [begun])
    said = {
        "_id": institution_id,
        "_minute": more.minute,
        "_in_minute": more.in_minute,
        "_day": more.day,
        "_in_day": more.in_day,
    }
    row = (await tx.execute(_COUNT, said)).one()
    return Counted(row.minute, row.in_minute, row.day, row.in_day)


_ADD = (
    _USAGE.update()
    .where(
        _USAGE.c.institution_id == bindparam("_institution_id"),
        _USAGE.c.minute == bindparam("_minute"),
        _USAGE.c.operation == bindparam("_operation"),
        _USAGE.c.purpose == bindparam("_purpose"),
    )
    .values(calls=_USAGE.c.calls + bindparam("_calls"), refused=_USAGE.c.refused + bindparam("_refused"))
)


async def add(tx: Tx, rows: Sequence[Mapping[str, Any]]) -> None:
    """Adds calls to what is written of the same minute; `rows` in the order of their keys: nobody waits in a ring."""
    if not rows:
        return
    await tx.insert_new(UsageRow, [{**row, "calls": 0, "refused": 0} for row in rows])
    connection = await tx.connection()
    await connection.execute(_ADD, [{f"_{name}": value for name, value in row.items()} for row in rows])


@dataclass(frozen=True, slots=True)
class Used:
    operation: str
    purpose: str
    calls: int
    refused: int


async def summed(tx: Tx, institution_id: str, begin: datetime, end: datetime) -> list[Used]:
    """Calls from `begin` up to `end`, by operation and purpose."""
    question = (
        select(
            col(UsageRow.operation),
            col(UsageRow.purpose),
            func.sum(col(UsageRow.calls)),
            func.sum(col(UsageRow.refused)),
        )
        .where(
            col(UsageRow.institution_id) == institution_id,
            col(UsageRow.minute) >= begin,
            col(UsageRow.minute) < end,
        )
        .group_by(col(UsageRow.operation), col(UsageRow.purpose))
        .order_by(col(UsageRow.operation), col(UsageRow.purpose))
    )
    return [Used(row[0], row[1], int(row[2]), int(row[3])) for row in await tx.execute(question)]


async def forget(tx: Tx, before: datetime) -> None:
    await tx.execute(delete(UsageRow).where(col(UsageRow.minute) < before))
