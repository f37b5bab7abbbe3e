"""Queries about tickets; whoever changes one holds its row."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final, NamedTuple

from sqlalchemy import and_, func, or_, select
from sqlmodel import col

from services.notifications.domain.tickets import TURN_OF_OFFICERS, TicketState
from services.notifications.store.tables import TicketRow, TicketStepRow
from shared.db import Tx

_AS_IT_IS: Final = {"populate_existing": True}


class Wanted(NamedTuple):
    """What a worklist shows; None asks nothing."""

    district: str | None = None
    department: str | None = None
    state: str | None = None
    topic: str | None = None
    escalated: bool | None = None
    overdue: bool | None = None


async def find(tx: Tx, ticket_id: str) -> TicketRow | None:
    question = select(TicketRow).where(col(TicketRow.ticket_id) == ticket_id)
    return (await tx.execute(question, execution_options=_AS_IT_IS)).scalar_one_or_none()


async def lock(tx: Tx, ticket_id: str) -> TicketRow | None:
    """Both sides and time come one after the other."""
    question = select(TicketRow).where(col(TicketRow.ticket_id) == ticket_id).with_for_update()
    return (await tx.execute(question, execution_options=_AS_IT_IS)).scalar_one_or_none()


async def steps(tx: Tx, ticket_id: str) -> Sequence[TicketStepRow]:
    """In order."""
    question = select(TicketStepRow).where(col(TicketStepRow.ticket_id) == ticket_id)
    return (await tx.execute(question.order_by(col(TicketStepRow.number)))).scalars().all()


async def add(tx: Tx, ticket: Mapping[str, Any], step: Mapping[str, Any]) -> None:
    await tx.insert(TicketRow, [ticket])
    await tx.insert(TicketStepRow, [step])


async def save(tx: Tx, ticket: Mapping[str, Any], step: Mapping[str, Any]) -> None:
    await tx.update(TicketRow, [ticket])
    await tx.insert(TicketStepRow, [step])


async def of_enterprise(
    tx: Tx, enterprise_id: str, before: tuple[datetime, str] | None, limit: int
) -> Sequence[TicketRow]:
    """Newest first."""
    at, id_ = col(TicketRow.asked_at), col(TicketRow.ticket_id)
    question = select(TicketRow).where(col(TicketRow.enterprise_id) == enterprise_id)
    if before is not None:
        question = question.where(or_(at < before[0], and_(at == before[0], id_ < before[1])))
    return (await tx.execute(question.order_by(at.desc(), id_.desc()).limit(limit))).scalars().all()


async def worklist(tx: Tx, wanted: Wanted, after: tuple[date, str] | None, limit: int) -> Sequence[TicketRow]:
    """What is due first comes first. Without a state: those of which it is the officers' turn."""
    due, id_ = col(TicketRow.due_on), col(TicketRow.ticket_id)
    states = [wanted.state] if wanted.state else sorted(TURN_OF_OFFICERS)
    question = select(TicketRow).where(col(TicketRow.state).in_(states))
    for column in ("district", "department", "topic", "escalated"):
        value = getattr(wanted, column)
        if value is not None:
            question = question.where(col(getattr(TicketRow, column)) == value)
    if wanted.overdue is not None:
        question = question.where(due < tx.today if wanted.overdue else due >= tx.today)
    if after is not None:
        question = question.where(or_(due > after[0], and_(due == after[0], id_ > after[1])))
    return (await tx.execute(question.order_by(due, id_).limit(limit))).scalars().all()


async def past(tx: Tx, limit: int) -> Sequence[str]:
    """Those to which time does something today."""
    at_officers = and_(col(TicketRow.state).in_(sorted(TURN_OF_OFFICERS)), col(TicketRow.escalated).is_(False))
    silent = col(TicketRow.state).in_([TicketState.WAITING, TicketState.ANSWERED])
    question = select(col(TicketRow.ticket_id)).where(col(TicketRow.due_on) < tx.today, or_(at_officers, silent))
    return (await tx.execute(question.order_by(col(TicketRow.due_on)).limit(limit))).scalars().all()


async def overdue(tx: Tx) -> dict[str, int]:
    """How many are unanswered past their last day, by district."""
    question = (
        select(col(TicketRow.district), func.count())
        .where(col(TicketRow.state).in_(sorted(TURN_OF_OFFICERS)), col(TicketRow.due_on) < tx.today)
        .group_by(col(TicketRow.district))
    )
    return {row[0]: row[1] for row in await tx.execute(question)}


async def asked_between(tx: Tx, district: str | None, since: datetime, until: datetime) -> Sequence[Any]:
    """What figures are made of: tickets asked in that time."""
    names = ("district", "state", "asked_at", "answered_at", "in_time", "escalated", "waited_seconds", "stars")
    at = col(TicketRow.asked_at)
    question = select(*(col(getattr(TicketRow, name)) for name in names)).where(at >= since, at < until)
    if district is not None:
        question = question.where(col(TicketRow.district) == district)
    return (await tx.execute(question)).all()
