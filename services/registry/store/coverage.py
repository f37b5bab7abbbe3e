"""Queries about what the holders of 省级以上 have: research institutions and management diagnoses."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, case, exists, false, func, or_, select
from sqlmodel import col

from services.registry.domain.coverage import RECOGNISED_INSTITUTIONS, Covered
from services.registry.domain.holdings import Section
from services.registry.store.counting import counting
from services.registry.store.tables import DiagnosisRow, EnterpriseRow, InstitutionRow, SectionRow, TitleRow
from shared.db import Tx
from shared.values import PROVINCIAL_AND_ABOVE


async def diagnosed(tx: Tx, day: date, district: str | None) -> list[Covered]:
    """By district. Without a record an enterprise was not diagnosed: officers keep the records."""
    done = exists().where(
        col(DiagnosisRow.enterprise_id) == col(EnterpriseRow.enterprise_id), col(DiagnosisRow.diagnosed_on) <= day
    )
    return await _covered(tx, day, district, done, false())


async def researching(tx: Tx, day: date, district: str | None) -> list[Covered]:
    """By district: those with an institution of 市级以上, whoever said so; unknown where nobody said anything."""
    of_enterprise = col(InstitutionRow.enterprise_id) == col(EnterpriseRow.enterprise_id)
    since = col(InstitutionRow.recognised_on)
    recognised = exists().where(
        of_enterprise,
        col(InstitutionRow.level).in_(sorted(RECOGNISED_INSTITUTIONS)),
        or_(since.is_(None), since <= day),
    )
    complete = exists().where(
        col(SectionRow.enterprise_id) == col(EnterpriseRow.enterprise_id),
        col(SectionRow.section) == Section.INSTITUTIONS,
    )
    return await _covered(tx, day, district, recognised, ~exists().where(of_enterprise) & ~complete)


async def _covered(
    tx: Tx, day: date, district: str | None, has: ColumnElement[bool], unknown: ColumnElement[bool]
) -> list[Covered]:
    holders = (
        select(col(TitleRow.enterprise_id))
        .where(col(TitleRow.tier).in_(sorted(PROVINCIAL_AND_ABOVE)), counting(day))
        .distinct()
        .subquery()
    )
    place = col(EnterpriseRow.district)
    question = (
        select(place, func.count(), *(func.sum(case((one, 1), else_=0)) for one in (has, unknown)))
        .join_from(holders, EnterpriseRow, col(EnterpriseRow.enterprise_id) == holders.c.enterprise_id)
        .group_by(place)
        .order_by(place)
    )
    if district is not None:
        question = question.where(place == district)
    return [Covered(*row) for row in await tx.execute(question)]


async def add_diagnoses(tx: Tx, rows: Sequence[dict[str, Any]]) -> None:
    await tx.insert(DiagnosisRow, rows)


async def diagnoses(tx: Tx, enterprise_id: str) -> Sequence[DiagnosisRow]:
    """Newest first."""
    question = select(DiagnosisRow).where(col(DiagnosisRow.enterprise_id) == enterprise_id)
    order = (col(DiagnosisRow.diagnosed_on).desc(), col(DiagnosisRow.diagnosis_id))
    return (await tx.execute(question.order_by(*order))).scalars().all()
