"""Queries about major changes."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, or_, select, update
from sqlmodel import col

from services.registry.store.tables import MajorChangeRow
from shared.db import Tx


async def add(tx: Tx, row: Mapping[str, Any]) -> None:
    await tx.insert(MajorChangeRow, [row])


async def save(tx: Tx, major_change_id: str, values: Mapping[str, Any]) -> None:
    here = col(MajorChangeRow.major_change_id) == major_change_id
    await tx.execute(update(MajorChangeRow).where(here).values(**values))


async def find(tx: Tx, major_change_id: str) -> MajorChangeRow | None:
    question = select(MajorChangeRow).where(col(MajorChangeRow.major_change_id) == major_change_id)
    return (await tx.execute(question.execution_options(populate_existing=True))).scalar_one_or_none()


async def get(tx: Tx, major_change_id: str) -> MajorChangeRow:
    """As it is now, what this transaction wrote included."""
    found = await find(tx, major_change_id)
    assert found is not None
    return found


async def of_day(tx: Tx, enterprise_id: str, kind: str, occurred_on: date) -> MajorChangeRow | None:
    """The change of that kind on that day."""
    return await _first(tx, enterprise_id, kind, col(MajorChangeRow.occurred_on) == occurred_on)


async def unreported(tx: Tx, enterprise_id: str, kind: str) -> MajorChangeRow | None:
    """The oldest of that kind that still waits for its report: people are wrong about days."""
    return await _first(tx, enterprise_id, kind, col(MajorChangeRow.reported_on).is_(None))


async def _first(tx: Tx, enterprise_id: str, kind: str, which: ColumnElement[bool]) -> MajorChangeRow | None:
    question = (
        select(MajorChangeRow)
        .where(col(MajorChangeRow.enterprise_id) == enterprise_id, col(MajorChangeRow.kind) == kind, which)
        .order_by(col(MajorChangeRow.occurred_on), col(MajorChangeRow.major_change_id))
        .limit(1)
    )
    return (await tx.execute(question)).scalar_one_or_none()


async def of(tx: Tx, enterprise_id: str, before: tuple[date, str] | None, limit: int) -> Sequence[MajorChangeRow]:
    """Newest first."""
    on, id_ = col(MajorChangeRow.occurred_on), col(MajorChangeRow.major_change_id)
    question = select(MajorChangeRow).where(col(MajorChangeRow.enterprise_id) == enterprise_id)
    if before is not None:
        question = question.where(or_(on < before[0], (on == before[0]) & (id_ < before[1])))
    return (await tx.execute(question.order_by(on.desc(), id_.desc()).limit(limit))).scalars().all()
