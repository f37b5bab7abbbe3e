"""Queries about source checks."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import or_, select, update
from sqlmodel import col

from services.registry.store.tables import SourceAnswerRow, SourceCheckRow
from shared.db import Tx


async def add(tx: Tx, row: Mapping[str, Any]) -> None:
    await tx.insert(SourceCheckRow, [row])


async def find(tx: Tx, check_id: str) -> SourceCheckRow | None:
    question = select(SourceCheckRow).where(col(SourceCheckRow.check_id) == check_id)
    return (await tx.execute(question.execution_options(populate_existing=True))).scalar_one_or_none()


async def open_of(tx: Tx, enterprise_id: str) -> SourceCheckRow | None:
    """The check of an enterprise that is not answered yet."""
    question = select(SourceCheckRow).where(
        col(SourceCheckRow.enterprise_id) == enterprise_id, col(SourceCheckRow.answered_at).is_(None)
    )
    return (await tx.execute(question.limit(1))).scalar_one_or_none()


async def any_open(tx: Tx) -> bool:
    question = select(col(SourceCheckRow.check_id)).where(col(SourceCheckRow.answered_at).is_(None))
    return (await tx.execute(question.limit(1))).first() is not None


async def lease(tx: Tx, at: datetime, until: datetime, most: int) -> Sequence[Any]:
    """Takes the oldest checks nobody is at; two workers never take the same one."""
    nobody = or_(col(SourceCheckRow.leased_until).is_(None), col(SourceCheckRow.leased_until) < at)
    oldest = (
        select(col(SourceCheckRow.check_id))
        .where(col(SourceCheckRow.answered_at).is_(None), nobody)
        .order_by(col(SourceCheckRow.asked_at))
        .limit(most)
        .with_for_update(skip_locked=True)
    )
    taken = (
        update(SourceCheckRow)
        .where(col(SourceCheckRow.check_id).in_(oldest.scalar_subquery()))
        .values(leased_until=until)
        .returning(col(SourceCheckRow.check_id), col(SourceCheckRow.enterprise_id))
    )
    return (await tx.execute(taken)).all()


async def answer(tx: Tx, check_id: str, outcome: str) -> None:
    here = col(SourceCheckRow.check_id) == check_id
    await tx.execute(update(SourceCheckRow).where(here).values(answered_at=tx.now, outcome=outcome))


async def note_answers(tx: Tx, enterprise_id: str, sources: Collection[str]) -> None:
    rows = [{"enterprise_id": enterprise_id, "source": source, "answered_at": tx.now} for source in sources]
    await tx.upsert(SourceAnswerRow, rows)
