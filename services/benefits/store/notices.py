"""Queries about notices."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlmodel import col

from services.benefits.store.tables import NoticeRow
from shared.db import Tx


async def add(tx: Tx, row: Mapping[str, Any]) -> None:
    await tx.insert(NoticeRow, [row])


async def find(tx: Tx, notice_id: str, *, locked: bool = False) -> NoticeRow | None:
    question = select(NoticeRow).where(col(NoticeRow.notice_id) == notice_id)
    if locked:
        question = question.with_for_update()
    return (await tx.execute(question.execution_options(populate_existing=True))).scalar_one_or_none()


async def page(tx: Tx, district: str | None, state: str | None, after: str | None, limit: int) -> Sequence[NoticeRow]:
    """In order of notice_id."""
    question = select(NoticeRow)
    for column, wanted in ((NoticeRow.district, district), (NoticeRow.state, state)):
        if wanted is not None:
            question = question.where(col(column) == wanted)
    if after is not None:
        question = question.where(col(NoticeRow.notice_id) > after)
    return (await tx.execute(question.order_by(col(NoticeRow.notice_id)).limit(limit))).scalars().all()


async def save(tx: Tx, notice_id: str, values: Mapping[str, Any]) -> None:
    await tx.update(NoticeRow, [{"notice_id": notice_id, **values}])
