"""Queries about what enterprises chose."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlmodel import col

from services.notifications.store.tables import PreferenceChangeRow, PreferenceRow
from shared.db import Tx


async def chosen(tx: Tx, enterprise_ids: Collection[str]) -> Mapping[str, PreferenceRow]:
    """By enterprise; of most there is none."""
    question = select(PreferenceRow).where(tx.among(col(PreferenceRow.enterprise_id), enterprise_ids))
    rows = (await tx.execute(question.execution_options(populate_existing=True))).scalars()
    return {row.enterprise_id: row for row in rows}


async def lock(tx: Tx, enterprise_id: str, empty: Mapping[str, Any]) -> PreferenceRow:
    """Its row, made first where there is none: of two who change it at once the second sees what the first did."""
    await tx.insert_new(PreferenceRow, [{"enterprise_id": enterprise_id, **empty}])
    question = select(PreferenceRow).where(col(PreferenceRow.enterprise_id) == enterprise_id).with_for_update()
    return (await tx.execute(question.execution_options(populate_existing=True))).scalar_one()


async def save(tx: Tx, row: Mapping[str, Any], change: Mapping[str, Any]) -> None:
    await tx.update(PreferenceRow, [row])
    await tx.insert(PreferenceChangeRow, [change])


async def changes(tx: Tx, enterprise_id: str, before: int | None, limit: int) -> Sequence[PreferenceChangeRow]:
    """Newest first."""
    version = col(PreferenceChangeRow.version)
    question = select(PreferenceChangeRow).where(col(PreferenceChangeRow.enterprise_id) == enterprise_id)
    if before is not None:
        question = question.where(version < before)
    return (await tx.execute(question.order_by(version.desc()).limit(limit))).scalars().all()
