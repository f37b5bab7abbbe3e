"""Queries of whoever sends: what is due, what became of it, what was tried."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import or_, select, update
from sqlmodel import col

from services.notifications.domain.outgoing import Urgency
from services.notifications.store.tables import DeliveryAttemptRow, DeliveryRow, MessageRow
from shared.db import Tx


async def add(tx: Tx, rows: Sequence[Mapping[str, Any]]) -> None:
    """A key seen before stays as it was."""
    await tx.insert_new(DeliveryRow, rows)


async def find(tx: Tx, delivery_id: str) -> DeliveryRow | None:
    question = select(DeliveryRow).where(col(DeliveryRow.delivery_id) == delivery_id)
    return (await tx.execute(question.execution_options(populate_existing=True))).scalar_one_or_none()


async def lock(tx: Tx, delivery_id: str) -> DeliveryRow | None:
    question = select(DeliveryRow).where(col(DeliveryRow.delivery_id) == delivery_id).with_for_update()
    return (await tx.execute(question.execution_options(populate_existing=True))).scalar_one_or_none()


async def change(tx: Tx, delivery_id: str, **values: Any) -> None:
    statement = update(DeliveryRow).where(col(DeliveryRow.delivery_id) == delivery_id).values(**values)
    await tx.execute(statement.execution_options(synchronize_session=False))


async def messages(tx: Tx, message_ids: Collection[str]) -> dict[str, MessageRow]:
    question = select(MessageRow).where(tx.among(col(MessageRow.message_id), message_ids))
    return {one.message_id: one for one in (await tx.execute(question)).scalars()}


# ---- the workers ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Lease:
    """Who holds it may write down what became of the attempt; its token is new each time."""

    delivery_id: str
    token: str


def _due(tx: Tx, at: datetime, lane: Urgency, resting: Collection[str]) -> Any:
    """By the clock of the zone, for it says when something may go out; leases end by real time."""
    free = or_(col(DeliveryRow.lease_until).is_(None), col(DeliveryRow.lease_until) <= at)
    due = (col(DeliveryRow.urgency) == lane) & (col(DeliveryRow.next_at) <= tx.now) & free
    return due & col(DeliveryRow.channel).not_in(resting) if resting else due


async def any_due(tx: Tx, at: datetime, lane: Urgency, resting: Collection[str]) -> bool:
    question = select(col(DeliveryRow.delivery_id)).where(_due(tx, at, lane, resting))
    return (await tx.execute(question.limit(1))).first() is not None


async def lease(
    tx: Tx, at: datetime, until: datetime, most: int, lane: Urgency, resting: Collection[str]
) -> Sequence[Lease]:
    """Takes what is due, the longest waiting first; two workers never take the same one."""
    question = select(col(DeliveryRow.delivery_id)).where(_due(tx, at, lane, resting))
    question = question.order_by(col(DeliveryRow.next_at), col(DeliveryRow.delivery_id)).limit(most)
    ids = (await tx.execute(question.with_for_update(skip_locked=True))).scalars().all()
    taken = [Lease(id_, str(uuid4())) for id_ in ids]
    rows = [{"delivery_id": one.delivery_id, "lease_token": one.token, "lease_until": until} for one in taken]
    await tx.update(DeliveryRow, rows)
    return taken


# ---- attempts ------------------------------------------------------------------------------------


async def begin_attempt(tx: Tx, row: Mapping[str, Any]) -> None:
    await tx.insert(DeliveryAttemptRow, [row])


async def end_attempt(tx: Tx, token: str, at: datetime, verdict: str, status: int | None) -> None:
    statement = update(DeliveryAttemptRow).where(col(DeliveryAttemptRow.token) == token)
    values = {"ended_at": at, "verdict": verdict, "status": status}
    await tx.execute(statement.values(**values).execution_options(synchronize_session=False))


async def attempts(tx: Tx, delivery_ids: Collection[str]) -> Sequence[DeliveryAttemptRow]:
    """The oldest first."""
    question = select(DeliveryAttemptRow).where(tx.among(col(DeliveryAttemptRow.delivery_id), delivery_ids))
    return (await tx.execute(question.order_by(col(DeliveryAttemptRow.attempt_id)))).scalars().all()
