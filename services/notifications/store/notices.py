"""Queries about notices as they were published."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlmodel import col

from services.notifications.store.tables import PublishedNoticeRow
from shared.db import Tx


async def save(tx: Tx, rows: Sequence[Mapping[str, Any]]) -> None:
    await tx.insert_new(PublishedNoticeRow, rows)


async def end(tx: Tx, rows: Sequence[Mapping[str, Any]]) -> None:
    await tx.update(PublishedNoticeRow, rows)


async def standing(tx: Tx, notice_ids: Collection[str]) -> dict[str, str]:
    """Those not withdrawn, by notice_id."""
    row = PublishedNoticeRow
    question = select(row).where(tx.among(col(row.notice_id), notice_ids), col(row.withdrawn_on).is_(None))
    return {one.notice_id: one.published for one in (await tx.execute(question)).scalars()}
