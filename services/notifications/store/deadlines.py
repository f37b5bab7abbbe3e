"""Queries about deadlines: which are open, and which are recalled today."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import select, update
from sqlmodel import col

from services.notifications.store.tables import DeadlineRow
from shared.db import Tx


async def add(tx: Tx, rows: Sequence[Mapping[str, Any]]) -> None:
    """One that was there before stays as it is, closed or not: a replay opens nothing again."""
    await tx.insert_new(DeadlineRow, rows)


async def close(tx: Tx, kind: str, about: str, enterprise_id: str | None = None, but: str | None = None) -> None:
    """Of that enterprise, or of all; all occasions but one."""
    here = (col(DeadlineRow.kind) == kind) & (col(DeadlineRow.about) == about) & col(DeadlineRow.closed_at).is_(None)
    if enterprise_id is not None:
        here &= col(DeadlineRow.enterprise_id) == enterprise_id
    if but is not None:
        here &= col(DeadlineRow.occasion) != but
    await _end(tx, here)


async def close_occasions(tx: Tx, kind: str, about: str, occasions: Collection[str]) -> None:
    """Of everybody."""
    here = (col(DeadlineRow.kind) == kind) & (col(DeadlineRow.about) == about) & col(DeadlineRow.closed_at).is_(None)
    if occasions:
        await _end(tx, here & tx.among(col(DeadlineRow.occasion), occasions))


async def close_all(tx: Tx, enterprise_ids: Collection[str]) -> None:
    here = tx.among(col(DeadlineRow.enterprise_id), enterprise_ids) & col(DeadlineRow.closed_at).is_(None)
    await _end(tx, here)


async def _end(tx: Tx, here: Any) -> None:
    statement = update(DeadlineRow).where(here).values(closed_at=tx.now, recall_on=None)
    await tx.execute(statement.execution_options(synchronize_session=False))


async def any_to_recall(tx: Tx, today: date) -> bool:
    question = select(col(DeadlineRow.occasion)).where(col(DeadlineRow.recall_on) <= today)
    return (await tx.execute(question.limit(1))).first() is not None


async def to_recall(tx: Tx, today: date, limit: int) -> Sequence[DeadlineRow]:
    """Locked; those a replica holds are passed over."""
    question = (
        select(DeadlineRow)
        .where(col(DeadlineRow.recall_on) <= today)
        .order_by(col(DeadlineRow.recall_on), col(DeadlineRow.enterprise_id), col(DeadlineRow.occasion))
        .limit(limit)
        .with_for_update(skip_locked=True)
        .execution_options(populate_existing=True)
    )
    return (await tx.execute(question)).scalars().all()


async def save(tx: Tx, rows: Sequence[Mapping[str, Any]]) -> None:
    await tx.update(DeadlineRow, rows)
