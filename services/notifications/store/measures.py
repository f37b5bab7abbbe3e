"""Queries about measures as they were published."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlmodel import col

from services.notifications.store.tables import PublishedMeasureRow
from shared.db import Tx


async def save(tx: Tx, rows: Sequence[Mapping[str, Any]]) -> None:
    await tx.insert_new(PublishedMeasureRow, rows)


async def end(tx: Tx, rows: Sequence[Mapping[str, Any]]) -> None:
    await tx.update(PublishedMeasureRow, rows)


async def standing(tx: Tx, version_ids: Collection[str]) -> dict[str, str]:
    """Those not withdrawn, by version_id."""
    row = PublishedMeasureRow
    question = select(row).where(tx.among(col(row.version_id), version_ids), col(row.withdrawn_on).is_(None))
    return {one.version_id: one.published for one in (await tx.execute(question)).scalars()}


async def published(tx: Tx, version_ids: Collection[str]) -> dict[str, str]:
    """By version_id."""
    question = select(PublishedMeasureRow).where(tx.among(col(PublishedMeasureRow.version_id), version_ids))
    return {row.version_id: row.published for row in (await tx.execute(question)).scalars()}
