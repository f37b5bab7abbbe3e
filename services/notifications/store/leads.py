"""Queries about leads; whoever changes one holds its row."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final, NamedTuple

from sqlalchemy import and_, func, or_, select
from sqlmodel import col

from services.notifications.store.tables import ACTING, LeadRow, LeadStepRow
from shared.db import Tx

_AS_IT_IS: Final = {"populate_existing": True}
Place = tuple[datetime, str]


class Wanted(NamedTuple):
    """None asks nothing."""

    district: str | None = None
    stage: str | None = None
    kind: str | None = None
    source: str | None = None
    assigned_to: str | None = None
    proposer_id: str | None = None


async def find(tx: Tx, lead_id: str) -> LeadRow | None:
    question = select(LeadRow).where(col(LeadRow.lead_id) == lead_id)
    return (await tx.execute(question, execution_options=_AS_IT_IS)).scalar_one_or_none()


async def lock(tx: Tx, lead_id: str) -> LeadRow | None:
    question = select(LeadRow).where(col(LeadRow.lead_id) == lead_id).with_for_update()
    return (await tx.execute(question, execution_options=_AS_IT_IS)).scalar_one_or_none()


async def steps(tx: Tx, lead_id: str) -> Sequence[LeadStepRow]:
    """In order."""
    question = select(LeadStepRow).where(col(LeadStepRow.lead_id) == lead_id)
    return (await tx.execute(question.order_by(col(LeadStepRow.number)))).scalars().all()


async def add(tx: Tx, lead: Mapping[str, Any], step: Mapping[str, Any]) -> None:
    await tx.insert(LeadRow, [lead])
    await tx.insert(LeadStepRow, [step])


async def save(tx: Tx, lead: Mapping[str, Any], step: Mapping[str, Any]) -> None:
    await tx.update(LeadRow, [lead])
    await tx.insert(LeadStepRow, [step])


async def page(tx: Tx, wanted: Wanted, before: Place | None, limit: int) -> Sequence[LeadRow]:
    """Newest first."""
    at, id_ = col(LeadRow.recorded_at), col(LeadRow.lead_id)
    question = select(LeadRow)
    for name, value in wanted._asdict().items():
        if value is not None:
            question = question.where(col(getattr(LeadRow, name)) == value)
    if before is not None:
        question = question.where(or_(at < before[0], and_(at == before[0], id_ < before[1])))
    return (await tx.execute(question.order_by(at.desc(), id_.desc()).limit(limit))).scalars().all()


async def counted(tx: Tx, district: str | None) -> Sequence[Any]:
    """(district, stage, source, how many)"""
    keys = col(LeadRow.district), col(LeadRow.stage), col(LeadRow.source)
    question = select(*keys, func.count()).group_by(*keys)
    if district is not None:
        question = question.where(keys[0] == district)
    return (await tx.execute(question)).all()


async def in_office(tx: Tx, subject: str, district: str) -> bool:
    """An officer of that district who may decide something today."""
    officer = ACTING.officers.c
    question = select(officer.subject).where(
        officer.subject == subject,
        officer.district == district,
        officer.roles != "",
        officer.active_from <= tx.today,
        or_(officer.active_until.is_(None), officer.active_until >= tx.today),
    )
    return (await tx.execute(question)).first() is not None
