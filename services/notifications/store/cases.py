"""Queries about published cases."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import and_, or_, select, update
from sqlmodel import col

from services.notifications.store.tables import KNOWN, CaseRow
from shared.db import Tx

Case = tuple[CaseRow, Any]
"""With the name, USCC and district of its enterprise"""


async def add(tx: Tx, row: CaseRow) -> None:
    await tx.insert(CaseRow, [row.model_dump()])


async def add_new(tx: Tx, row: CaseRow) -> None:
    """One that is there stays as it is."""
    await tx.insert_new(CaseRow, [row.model_dump()])


async def find(tx: Tx, case_id: str) -> Case | None:
    row = (await tx.execute(_whole().where(col(CaseRow.case_id) == case_id))).first()
    return (row[0], row) if row else None


async def lock(tx: Tx, case_id: str) -> CaseRow | None:
    question = select(CaseRow).where(col(CaseRow.case_id) == case_id).with_for_update()
    return (await tx.execute(question.execution_options(populate_existing=True))).scalar_one_or_none()


async def change(tx: Tx, case_id: str, **values: Any) -> None:
    statement = update(CaseRow).where(col(CaseRow.case_id) == case_id).values(**values)
    await tx.execute(statement.execution_options(synchronize_session=False))


def _whole() -> Any:
    known = KNOWN.enterprise.c
    question = select(CaseRow, known.name, known.uscc, known.district)
    joined = question.join(KNOWN.enterprise, known.enterprise_id == col(CaseRow.enterprise_id))
    return joined.execution_options(populate_existing=True)


async def published(tx: Tx, before: tuple[datetime, str] | None, limit: int) -> Sequence[Case]:
    """The newest first."""
    at, id_ = col(CaseRow.published_at), col(CaseRow.case_id)
    question = _whole().where(at.is_not(None))
    if before is not None:
        question = question.where(or_(at < before[0], and_(at == before[0], id_ < before[1])))
    found = await tx.execute(question.order_by(at.desc(), id_.desc()).limit(limit))
    return [(row[0], row) for row in found]


async def of_enterprise(tx: Tx, enterprise_id: str) -> Sequence[Case]:
    """Few."""
    question = _whole().where(col(CaseRow.enterprise_id) == enterprise_id)
    return [(row[0], row) for row in await tx.execute(question.order_by(col(CaseRow.case_id)))]


async def at_desk(tx: Tx, district: str | None, state: str | None, after: str | None, limit: int) -> Sequence[Case]:
    """In a stable order; of one district, or of all."""
    asked = []
    if district is not None:
        asked.append(col(CaseRow.district) == district)
    if state is not None:
        asked.append(col(CaseRow.state) == state)
    if after is not None:
        asked.append(col(CaseRow.case_id) > after)
    found = await tx.execute(_whole().where(*asked).order_by(col(CaseRow.case_id)).limit(limit))
    return [(row[0], row) for row in found]
