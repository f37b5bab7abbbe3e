"""Queries about endpoints: whose they are, which of them are due, what waits for them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import exists, func, or_, select, update
from sqlmodel import col

from services.finance.domain.webhooks import DeliveryState, State
from services.finance.store.tables import AttemptRow, ChangeRow, DeliveryRow, EndpointRow, HeadRow
from shared.db import Tx


async def add(tx: Tx, row: Mapping[str, Any]) -> None:
    await tx.insert(EndpointRow, [row])


async def find(tx: Tx, endpoint_id: str, institution: str | None = None) -> EndpointRow | None:
    """Of that institution, if one is named."""
    question = select(EndpointRow).where(col(EndpointRow.endpoint_id) == endpoint_id)
    if institution is not None:
        question = question.where(col(EndpointRow.institution_id) == institution)
    return (await tx.execute(question.execution_options(populate_existing=True))).scalar_one_or_none()


async def lock(tx: Tx, endpoint_id: str, institution: str | None = None) -> EndpointRow | None:
    await tx.execute(
        select(col(EndpointRow.endpoint_id)).where(col(EndpointRow.endpoint_id) == endpoint_id).with_for_update()
    )
    return await find(tx, endpoint_id, institution)


async def of_institution(tx: Tx, institution: str) -> Sequence[EndpointRow]:
    question = select(EndpointRow).where(col(EndpointRow.institution_id) == institution)
    question = question.order_by(col(EndpointRow.created_at), col(EndpointRow.endpoint_id))
    return (await tx.execute(question)).scalars().all()


async def change(tx: Tx, endpoint_id: str, **values: Any) -> None:
    statement = update(EndpointRow).where(col(EndpointRow.endpoint_id) == endpoint_id).values(**values)
    await tx.execute(statement.execution_options(synchronize_session=False))


# ---- the worker ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Lease:
    """Who holds it may write down what became of the attempt; its token is new each time."""

    endpoint_id: str
    token: str


def _due(at: datetime) -> Any:
    waiting = exists().where(
        col(DeliveryRow.endpoint_id) == col(EndpointRow.endpoint_id),
        col(DeliveryRow.state) == DeliveryState.WAITING,
    )
    behind = col(EndpointRow.number) < select(col(HeadRow.head)).scalar_subquery()
    return (col(EndpointRow.next_at) <= at) & or_(
        (col(EndpointRow.state) == State.ENABLED) & or_(behind, waiting),
        col(EndpointRow.test_asked),
    )


async def any_due(tx: Tx, at: datetime) -> bool:
    return (await tx.execute(select(col(EndpointRow.endpoint_id)).where(_due(at)).limit(1))).first() is not None


async def lease(tx: Tx, at: datetime, until: datetime, most: int) -> Sequence[Lease]:
    """Takes endpoints that are due, the longest waiting first; two workers never take the same one."""
    question = select(col(EndpointRow.endpoint_id)).where(_due(at))
    question = question.order_by(col(EndpointRow.next_at), col(EndpointRow.endpoint_id)).limit(most)
    ids = (await tx.execute(question.with_for_update(skip_locked=True, of=EndpointRow))).scalars().all()
    taken = [Lease(id_, str(uuid4())) for id_ in ids]
    await tx.update(
        EndpointRow, [{"endpoint_id": one.endpoint_id, "next_at": until, "lease_token": one.token} for one in taken]
    )
    return taken


# ---- deliveries and attempts ---------------------------------------------------------------------


async def first_waiting(tx: Tx, endpoint_id: str) -> DeliveryRow | None:
    question = select(DeliveryRow).where(
        col(DeliveryRow.endpoint_id) == endpoint_id, col(DeliveryRow.state) == DeliveryState.WAITING
    )
    return (await tx.execute(question.order_by(col(DeliveryRow.sequence)).limit(1))).scalars().first()


async def add_delivery(tx: Tx, row: Mapping[str, Any]) -> None:
    await tx.insert(DeliveryRow, [row])


async def delivered(tx: Tx, delivery_id: str, at: datetime) -> None:
    statement = update(DeliveryRow).where(col(DeliveryRow.delivery_id) == delivery_id)
    await tx.execute(
        statement.values(state=DeliveryState.DELIVERED, delivered_at=at).execution_options(synchronize_session=False)
    )


async def deliver_again(tx: Tx, endpoint_id: str, first: int, last: int) -> int:
    """Those of these sequences wait again, the one that comes next first; returns how many there are."""
    there = (col(DeliveryRow.endpoint_id) == endpoint_id) & col(DeliveryRow.sequence).between(first, last)
    statement = update(DeliveryRow).where(there).values(state=DeliveryState.WAITING)
    await tx.execute(statement.execution_options(synchronize_session=False))
    return int((await tx.execute(select(func.count()).select_from(DeliveryRow).where(there))).scalar_one())


async def deliveries(tx: Tx, endpoint_id: str, before: int | None, limit: int) -> Sequence[DeliveryRow]:
    """The newest first."""
    question = select(DeliveryRow).where(col(DeliveryRow.endpoint_id) == endpoint_id)
    if before is not None:
        question = question.where(col(DeliveryRow.sequence) < before)
    return (await tx.execute(question.order_by(col(DeliveryRow.sequence).desc()).limit(limit))).scalars().all()


async def waiting(tx: Tx, endpoint_id: str) -> int:
    question = select(func.count()).select_from(DeliveryRow)
    question = question.where(
        col(DeliveryRow.endpoint_id) == endpoint_id, col(DeliveryRow.state) == DeliveryState.WAITING
    )
    return int((await tx.execute(question)).scalar_one())


async def begin_attempt(tx: Tx, row: Mapping[str, Any]) -> None:
    await tx.insert(AttemptRow, [row])


async def end_attempt(tx: Tx, token: str, at: datetime, status: int | None, failure: str | None) -> None:
    statement = update(AttemptRow).where(col(AttemptRow.lease_token) == token)
    await tx.execute(
        statement.values(ended_at=at, status=status, failure=failure).execution_options(synchronize_session=False)
    )


async def attempts(tx: Tx, endpoint_id: str, before: int | None, limit: int) -> Sequence[AttemptRow]:
    """The newest first."""
    question = select(AttemptRow).where(col(AttemptRow.endpoint_id) == endpoint_id)
    if before is not None:
        question = question.where(col(AttemptRow.attempt_id) < before)
    return (await tx.execute(question.order_by(col(AttemptRow.attempt_id).desc()).limit(limit))).scalars().all()


# ---- who is late ---------------------------------------------------------------------------------


async def by_state(tx: Tx) -> dict[str, int]:
    question = select(col(EndpointRow.state), func.count()).group_by(col(EndpointRow.state))
    return {row[0]: row[1] for row in await tx.execute(question)}


async def waiting_since(tx: Tx) -> datetime | None:
    """When the oldest change was made that an enabled endpoint has not been told, or that is on its way to it."""
    untold = select(func.min(col(ChangeRow.at))).join(EndpointRow, col(ChangeRow.number) == col(EndpointRow.number) + 1)
    on_its_way = select(func.min(col(ChangeRow.at))).join(
        DeliveryRow, col(ChangeRow.number) == col(DeliveryRow.after_number) + 1
    )
    on_its_way = on_its_way.join(EndpointRow, col(EndpointRow.endpoint_id) == col(DeliveryRow.endpoint_id))
    on_its_way = on_its_way.where(col(DeliveryRow.state) == DeliveryState.WAITING)
    asked = [one.where(col(EndpointRow.state) == State.ENABLED) for one in (untold, on_its_way)]
    found = [(await tx.execute(one)).scalar_one() for one in asked]
    return min((at for at in found if at is not None), default=None)
