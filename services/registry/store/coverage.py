"""Queries about what the holders of 省级以上 have: research institutions and management diagnoses."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import case, exists, func, select
from sqlmodel import col

from services.registry.domain.coverage import Covered
from services.registry.store.board import counting
from services.registry.store.tables import DiagnosisRow, EnterpriseRow, TitleRow
from shared.db import Tx
from shared.values import PROVINCIAL_AND_ABOVE


def provincial(day: date) -> Any:
    """Whether an enterprise holds a title of 省级以上 on a day."""
    return exists().where(
        col(TitleRow.enterprise_id) == col(EnterpriseRow.enterprise_id),
        col(TitleRow.tier).in_(sorted(PROVINCIAL_AND_ABOVE)),
        counting(day),
    )


def _holders(day: date) -> Any:
    return (
        select(col(TitleRow.enterprise_id))
        .where(col(TitleRow.tier).in_(sorted(PROVINCIAL_AND_ABOVE)), counting(day))
        .distinct()
        .subquery()
    )


async def diagnosed(tx: Tx, day: date, district: str | None) -> list[Covered]:
    """By district. Without a record an enterprise was not diagnosed: officers keep the records."""
    done = exists().where(
        col(DiagnosisRow.enterprise_id) == col(EnterpriseRow.enterprise_id), col(DiagnosisRow.diagnosed_on) <= day
    )
    return await _covered(tx, day, district, case((done, 1), else_=0), None)


async def _covered(tx: Tx, day: date, district: str | None, has: Any, unknown: Any) -> list[Covered]:
    holders, place = _holders(day), col(EnterpriseRow.district)
    unsaid = func.sum(unknown) if unknown is not None else None
    question = (
        select(place, func.count(), func.sum(has), *([unsaid] if unsaid is not None else []))
        .join_from(holders, EnterpriseRow, col(EnterpriseRow.enterprise_id) == holders.c.enterprise_id)
        .group_by(place)
        .order_by(place)
    )
    if district is not None:
        question = question.where(place == district)
    return [Covered(row[0], row[1], row[2], row[3] if unsaid is not None else 0) for row in await tx.execute(question)]


async def add_diagnoses(tx: Tx, rows: Sequence[dict[str, Any]]) -> None:
    await tx.insert(DiagnosisRow, rows)


async def diagnoses(tx: Tx, enterprise_id: str) -> Sequence[DiagnosisRow]:
    """Newest first."""
    question = select(DiagnosisRow).where(col(DiagnosisRow.enterprise_id) == enterprise_id)
    order = (col(DiagnosisRow.diagnosed_on).desc(), col(DiagnosisRow.diagnosis_id))
    return (await tx.execute(question.order_by(*order))).scalars().all()
