"""Queries about rehearsals."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import or_, select
from sqlmodel import col

from services.benefits.store.tables import RehearsalRow
from shared.db import Tx


async def add(tx: Tx, row: Mapping[str, Any]) -> None:
    await tx.insert(RehearsalRow, [row])


async def find(tx: Tx, rehearsal_id: str) -> RehearsalRow | None:
    question = select(RehearsalRow).where(col(RehearsalRow.rehearsal_id) == rehearsal_id)
    return (await tx.execute(question.execution_options(populate_existing=True))).scalar_one_or_none()


async def any_open(tx: Tx) -> bool:
    question = select(col(RehearsalRow.rehearsal_id)).where(col(RehearsalRow.finished_at).is_(None))
    return (await tx.execute(question.limit(1))).first() is not None


async def lease(tx: Tx, at: datetime, until: datetime) -> RehearsalRow | None:
    """The oldest that nobody is at; two workers never take the same one."""
    nobody = or_(col(RehearsalRow.leased_until).is_(None), col(RehearsalRow.leased_until) < at)
    question = (
        select(RehearsalRow)
        .where(col(RehearsalRow.finished_at).is_(None), nobody)
        .order_by(col(RehearsalRow.asked_at))
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    found = (await tx.execute(question)).scalar_one_or_none()
    if found is not None:
        await save(tx, found.rehearsal_id, {"leased_until": until})
    return found


async def save(tx: Tx, rehearsal_id: str, values: Mapping[str, Any]) -> None:
    await tx.update(RehearsalRow, [{"rehearsal_id": rehearsal_id, **values}])
