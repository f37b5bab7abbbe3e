"""Queries of whoever sends: what is due, what became of it, what was tried."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import and_, func, or_, select, update
from sqlmodel import col

from services.notifications.domain.delivering import State
from services.notifications.domain.messages import Template
from services.notifications.domain.outgoing import Channel, Urgency
from services.notifications.store.tables import KNOWN, DeliveryAttemptRow, DeliveryRow, MessageRow
from shared.db import Tx


async def add(tx: Tx, rows: Sequence[Mapping[str, Any]]) -> None:
    """A key seen before stays as it was. By the key: of two that queue the same neither waits for the other."""
    await tx.insert_new(DeliveryRow, sorted(rows, key=lambda row: str(row["delivery_id"])))


async def find(tx: Tx, delivery_id: str) -> DeliveryRow | None:
    question = select(DeliveryRow).where(col(DeliveryRow.delivery_id) == delivery_id)
    return (await tx.execute(question.execution_options(populate_existing=True))).scalar_one_or_none()


async def lock(tx: Tx, delivery_id: str) -> DeliveryRow | None:
    question = select(DeliveryRow).where(col(DeliveryRow.delivery_id) == delivery_id).with_for_update()
    return (await tx.execute(question.execution_options(populate_existing=True))).scalar_one_or_none()


async def change(tx: Tx, delivery_id: str, **values: Any) -> None:
    statement = update(DeliveryRow).where(col(DeliveryRow.delivery_id) == delivery_id).values(**values)
    await tx.execute(statement.execution_options(synchronize_session=False))


async def messages(tx: Tx, enterprise_id: str, message_ids: Collection[str]) -> dict[str, MessageRow]:
    question = select(MessageRow).where(
        col(MessageRow.enterprise_id) == enterprise_id, tx.among(col(MessageRow.message_id), message_ids)
    )
    return {one.message_id: one for one in (await tx.execute(question)).scalars()}


# ---- the workers ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Lease:
    """Who holds it may write down what became of the attempt; its token is new each time."""

    delivery_id: str
    token: str


def _due(tx: Tx, at: datetime, lane: Urgency, resting: Collection[str] = ()) -> Any:
    """By the clock of the zone, for it says when something may go out; leases end by real time."""
    free = or_(col(DeliveryRow.lease_until).is_(None), col(DeliveryRow.lease_until) <= at)
    due = (col(DeliveryRow.urgency) == lane) & (col(DeliveryRow.next_at) <= tx.now) & free
    awake = [one for one in Channel if one not in resting]
    return due & col(DeliveryRow.channel).in_(awake) if resting else due


async def any_due(tx: Tx, at: datetime, lane: Urgency, resting: Collection[str]) -> bool:
    """Of what `lease` would take: a channel that rests gives nothing to do."""
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


async def went_through(tx: Tx, delivery_id: str, provider: str) -> bool:
    """Whether that gateway was ever given it."""
    question = select(col(DeliveryAttemptRow.attempt_id)).where(
        col(DeliveryAttemptRow.delivery_id) == delivery_id, col(DeliveryAttemptRow.provider) == provider
    )
    return (await tx.execute(question.limit(1))).first() is not None


# ---- whoever looks -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Asked:
    """Which deliveries a list is of."""

    enterprise_id: str | None = None
    district: str | None = None
    state: str | None = None
    channel: str | None = None


async def page(
    tx: Tx, asked: Asked, before: tuple[datetime, str] | None, limit: int
) -> Sequence[tuple[DeliveryRow, str]]:
    """The newest first, each with the code of its enterprise; codes to addresses are not among them."""
    at, id_, known = col(DeliveryRow.planned_at), col(DeliveryRow.delivery_id), KNOWN.enterprise.c
    question = select(DeliveryRow, known.uscc).join(
        KNOWN.enterprise, known.enterprise_id == col(DeliveryRow.enterprise_id)
    )
    question = question.where(col(DeliveryRow.template) != Template.CONTACT_VERIFICATION)
    wanted = {
        col(DeliveryRow.enterprise_id): asked.enterprise_id,
        known.district: asked.district,
        col(DeliveryRow.state): asked.state,
        col(DeliveryRow.channel): asked.channel,
    }
    for column, value in wanted.items():
        if value is not None:
            question = question.where(column == value)
    if before is not None:
        question = question.where(or_(at < before[0], and_(at == before[0], id_ < before[1])))
    found = await tx.execute(question.order_by(at.desc(), id_.desc()).limit(limit))
    return [(row[0], row[1]) for row in found]


async def counts(tx: Tx, district: str | None) -> Sequence[tuple[str, str, int]]:
    """Channel, state, how many; of one district, or of the whole city."""
    channel, state = col(DeliveryRow.channel), col(DeliveryRow.state)
    question = select(channel, state, func.count()).where(col(DeliveryRow.template) != Template.CONTACT_VERIFICATION)
    if district is not None:
        known = KNOWN.enterprise.c
        question = question.join(KNOWN.enterprise, known.enterprise_id == col(DeliveryRow.enterprise_id))
        question = question.where(known.district == district)
    found = await tx.execute(question.group_by(channel, state).order_by(channel, state))
    return [(row[0], row[1], row[2]) for row in found]


async def ended_since(tx: Tx, since: datetime) -> Mapping[tuple[str, str], int]:
    """How many, by channel and state."""
    channel, state = col(DeliveryRow.channel), col(DeliveryRow.state)
    question = select(channel, state, func.count()).where(col(DeliveryRow.ended_at) > since)
    return {(row[0], row[1]): row[2] for row in await tx.execute(question.group_by(channel, state))}


async def lanes(tx: Tx) -> dict[str, tuple[int, datetime]]:
    """What is due in each lane and not yet out: how many, and since when the oldest."""
    lane, due = col(DeliveryRow.urgency), col(DeliveryRow.next_at)
    question = select(lane, func.count(), func.min(due)).where(
        due <= tx.now, col(DeliveryRow.state).in_((State.WAITING, State.HELD, State.SENDING))
    )
    return {row[0]: (row[1], row[2]) for row in await tx.execute(question.group_by(lane)) if row[2] is not None}
