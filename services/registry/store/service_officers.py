"""Queries about service officers and whom they serve."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import func, select
from sqlmodel import col

from services.registry.domain.service_officers import Assignment, Served, ServiceOfficer
from services.registry.store.tables import (
    EnterpriseRow,
    ServiceAssignmentRow,
    ServiceAssignmentVersionRow,
    ServiceOfficerRow,
)
from shared.db import Tx

_FIELDS = ("service_officer_id", "district", "name", "department", "phone")


def _columns() -> list[Any]:
    return [col(getattr(ServiceOfficerRow, name)) for name in _FIELDS]


def _officer(row: Any) -> ServiceOfficer:
    return ServiceOfficer(*(getattr(row, name) for name in _FIELDS))


async def add(tx: Tx, officers: Sequence[ServiceOfficer]) -> None:
    await tx.insert(ServiceOfficerRow, [asdict(one) | {"recorded_at": tx.now} for one in officers])


async def find(tx: Tx, service_officer_id: str) -> ServiceOfficer | None:
    question = select(ServiceOfficerRow).where(col(ServiceOfficerRow.service_officer_id) == service_officer_id)
    row = (await tx.execute(question)).scalar_one_or_none()
    return _officer(row) if row else None


async def page(tx: Tx, district: str | None, after: str | None, limit: int) -> list[tuple[ServiceOfficer, int]]:
    """By id, each with how many enterprises of its own district it serves."""
    id_ = col(ServiceOfficerRow.service_officer_id)
    served = (
        select(func.count())
        .select_from(ServiceAssignmentRow)
        .join(EnterpriseRow, col(EnterpriseRow.enterprise_id) == col(ServiceAssignmentRow.enterprise_id))
        .where(
            col(ServiceAssignmentRow.service_officer_id) == id_,
            col(EnterpriseRow.district) == col(ServiceOfficerRow.district),
        )
        .correlate(ServiceOfficerRow)
        .scalar_subquery()
    )
    question = select(*_columns(), served.label("served"))
    if district is not None:
        question = question.where(col(ServiceOfficerRow.district) == district)
    if after is not None:
        question = question.where(id_ > after)
    return [(_officer(row), row.served) for row in await tx.execute(question.order_by(id_).limit(limit))]


async def enterprises_of(tx: Tx, officer: ServiceOfficer, after: str | None, limit: int) -> Sequence[EnterpriseRow]:
    """By id; one that moved to another district is served there, and not listed any more."""
    question = (
        select(EnterpriseRow)
        .join(ServiceAssignmentRow, col(ServiceAssignmentRow.enterprise_id) == col(EnterpriseRow.enterprise_id))
        .where(
            col(ServiceAssignmentRow.service_officer_id) == officer.service_officer_id,
            col(EnterpriseRow.district) == officer.district,
        )
    )
    if after is not None:
        question = question.where(col(EnterpriseRow.enterprise_id) > after)
    return (await tx.execute(question.order_by(col(EnterpriseRow.enterprise_id)).limit(limit))).scalars().all()


# ---- assignments ----------------------------------------------------------------------------------


async def assignment(tx: Tx, enterprise_id: str) -> Assignment:
    """Version 0 where nobody serves the enterprise yet."""
    question = select(ServiceAssignmentRow).where(col(ServiceAssignmentRow.enterprise_id) == enterprise_id)
    row = (await tx.execute(question)).scalar_one_or_none()
    return Assignment(enterprise_id, row.service_officer_id, row.version) if row else Assignment(enterprise_id)


async def lock(tx: Tx, enterprise_id: str) -> Assignment:
    """Nobody else assigns until the commit. Makes a row to lock."""
    await tx.insert_new(ServiceAssignmentRow, [asdict(Assignment(enterprise_id))])
    question = select(ServiceAssignmentRow).where(col(ServiceAssignmentRow.enterprise_id) == enterprise_id)
    row = (await tx.execute(question.with_for_update())).scalar_one()
    return Assignment(enterprise_id, row.service_officer_id, row.version)


async def save(tx: Tx, assignments: Sequence[Assignment], actor: str) -> None:
    """Assignments already locked, or new; their history grows by one each."""
    rows = [asdict(one) for one in assignments]
    await tx.upsert(ServiceAssignmentRow, rows)
    said = {"since_on": tx.today, "at": tx.now, "actor": actor}
    await tx.insert(ServiceAssignmentVersionRow, [row | said for row in rows])


async def history(tx: Tx, enterprise_id: str) -> list[Served]:
    """Newest first."""
    version = ServiceAssignmentVersionRow
    question = (
        select(
            *(col(getattr(ServiceOfficerRow, name)) for name in _FIELDS), col(version.since_on), col(version.version)
        )
        .join(version, col(version.service_officer_id) == col(ServiceOfficerRow.service_officer_id))
        .where(col(version.enterprise_id) == enterprise_id)
        .order_by(col(version.version).desc())
    )
    return [Served(_officer(row), row.since_on, row.version) for row in await tx.execute(question)]
