"""Queries about payment orders and clawbacks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, or_, select, update
from sqlmodel import col

from services.benefits.domain.payments import AT_BANK, ClawbackState, State
from services.benefits.store.tables import ClawbackRow, PaymentOrderRow, PaymentStepRow
from shared.db import Tx

_ENDED = (State.FAILED, State.CANCELLED)


@dataclass(frozen=True)
class OrderFilter:
    """None asks nothing."""

    state: State | None = None
    district: str | None = None
    ordered_on: date | None = None
    claim_id: str | None = None


async def add(tx: Tx, row: Mapping[str, Any]) -> None:
    await tx.insert(PaymentOrderRow, [row])
    await _add_step(tx, row["order_id"], row["version"], row["state"], "已下达支付指令")


async def _add_step(tx: Tx, order_id: str, version: int, state: str, words: str) -> None:
    step = {"order_id": order_id, "version": version, "state": state, "words": words[:500]}
    await tx.insert(PaymentStepRow, [step | {"actor": tx.origin.actor, "at": tx.now}])


async def find(tx: Tx, order_id: str) -> PaymentOrderRow | None:
    question = select(PaymentOrderRow).where(col(PaymentOrderRow.order_id) == order_id)
    return (await tx.execute(question.execution_options(populate_existing=True))).scalar_one_or_none()


async def lock(tx: Tx, order_id: str) -> PaymentOrderRow:
    question = select(PaymentOrderRow).where(col(PaymentOrderRow.order_id) == order_id).with_for_update()
    return (await tx.execute(question.execution_options(populate_existing=True))).scalar_one()


async def lock_live(tx: Tx, claim_id: str) -> PaymentOrderRow | None:
    """The order of a claim that is under way, or was paid."""
    question = select(PaymentOrderRow).where(
        col(PaymentOrderRow.claim_id) == claim_id, col(PaymentOrderRow.state).not_in(_ENDED)
    )
    question = question.with_for_update().execution_options(populate_existing=True)
    return (await tx.execute(question)).scalar_one_or_none()


async def count(tx: Tx, claim_id: str) -> int:
    question = select(func.count()).select_from(PaymentOrderRow).where(col(PaymentOrderRow.claim_id) == claim_id)
    return int((await tx.execute(question)).scalar_one())


async def advance(tx: Tx, order: PaymentOrderRow, state: State, words: str, **values: Any) -> None:
    """An order locked before; its history grows by one."""
    version = order.version + 1
    statement = update(PaymentOrderRow).where(col(PaymentOrderRow.order_id) == order.order_id)
    await tx.execute(
        statement.values(state=state, version=version, words=words[:500], **values).execution_options(
            synchronize_session=False
        )
    )
    await _add_step(tx, order.order_id, version, state, words)


async def change(tx: Tx, order_id: str, **values: Any) -> None:
    """What is no step: when to come back."""
    statement = update(PaymentOrderRow).where(col(PaymentOrderRow.order_id) == order_id).values(**values)
    await tx.execute(statement.execution_options(synchronize_session=False))


async def steps(tx: Tx, order_id: str) -> Sequence[PaymentStepRow]:
    question = select(PaymentStepRow).where(col(PaymentStepRow.order_id) == order_id)
    return (await tx.execute(question.order_by(col(PaymentStepRow.version)))).scalars().all()


async def page(tx: Tx, wanted: OrderFilter, after: tuple[date, str] | None, limit: int) -> Sequence[PaymentOrderRow]:
    """The newest day first."""
    day, id_ = col(PaymentOrderRow.ordered_on), col(PaymentOrderRow.order_id)
    question = select(PaymentOrderRow)
    for name in ("state", "district", "ordered_on", "claim_id"):
        if (value := getattr(wanted, name)) is not None:
            question = question.where(getattr(PaymentOrderRow, name) == value)
    if after is not None:
        question = question.where((day < after[0]) | ((day == after[0]) & (id_ > after[1])))
    return (await tx.execute(question.order_by(day.desc(), id_).limit(limit))).scalars().all()


async def paid_between(
    tx: Tx, first: date, last: date, after: tuple[date, str] | None, limit: int
) -> Sequence[PaymentOrderRow]:
    """By the day of the payment."""
    day, id_ = col(PaymentOrderRow.settled_on), col(PaymentOrderRow.order_id)
    question = select(PaymentOrderRow).where(col(PaymentOrderRow.state) == State.PAID, day >= first, day <= last)
    if after is not None:
        question = question.where((day > after[0]) | ((day == after[0]) & (id_ > after[1])))
    return (await tx.execute(question.order_by(day, id_).limit(limit))).scalars().all()


# ---- the worker's ---------------------------------------------------------------------------------


def _due(at: datetime) -> Any:
    released = (col(PaymentOrderRow.state) == State.QUEUED) & col(PaymentOrderRow.released_by).is_not(None)
    return or_(released, col(PaymentOrderRow.state).in_(AT_BANK)) & (col(PaymentOrderRow.next_at) <= at)


async def any_due(tx: Tx, at: datetime) -> bool:
    return (await tx.execute(select(col(PaymentOrderRow.order_id)).where(_due(at)).limit(1))).first() is not None


async def lease(tx: Tx, at: datetime, most: int) -> Sequence[PaymentOrderRow]:
    """Takes orders that are due, locked; two workers never take the same one, nor one whose claim is being changed.

    Until when, whoever takes them writes down.
    """
    question = (
        select(PaymentOrderRow)
        .where(_due(at))
        .order_by(col(PaymentOrderRow.next_at), col(PaymentOrderRow.order_id))
        .limit(most)
        .with_for_update(skip_locked=True)
        .execution_options(populate_existing=True)
    )
    return (await tx.execute(question)).scalars().all()


async def how_many(tx: Tx, state: State) -> int:
    question = select(func.count()).select_from(PaymentOrderRow).where(col(PaymentOrderRow.state) == state)
    return int((await tx.execute(question)).scalar_one())


async def oldest_sent(tx: Tx, state: State) -> datetime | None:
    """Real time; None: none is in that state."""
    question = select(func.min(col(PaymentOrderRow.sent_at))).where(col(PaymentOrderRow.state) == state)
    found: datetime | None = (await tx.execute(question)).scalar_one()
    return found


# ---- money asked back -----------------------------------------------------------------------------


async def add_clawback(tx: Tx, row: Mapping[str, Any]) -> None:
    await tx.insert(ClawbackRow, [row])


async def asked_back(tx: Tx, claim_id: str) -> int:
    """Fen that are asked back and have not come yet."""
    question = select(func.coalesce(func.sum(col(ClawbackRow.amount_fen)), 0)).where(
        col(ClawbackRow.claim_id) == claim_id, col(ClawbackRow.state) == ClawbackState.ASKED
    )
    return int((await tx.execute(question)).scalar_one())


async def find_clawback(tx: Tx, clawback_id: str) -> ClawbackRow | None:
    question = select(ClawbackRow).where(col(ClawbackRow.clawback_id) == clawback_id)
    return (await tx.execute(question.execution_options(populate_existing=True))).scalar_one_or_none()


async def lock_clawback(tx: Tx, clawback_id: str) -> ClawbackRow:
    question = select(ClawbackRow).where(col(ClawbackRow.clawback_id) == clawback_id).with_for_update()
    return (await tx.execute(question.execution_options(populate_existing=True))).scalar_one()


async def close_clawback(tx: Tx, row: ClawbackRow, state: ClawbackState, document: str) -> None:
    """Locked before."""
    statement = update(ClawbackRow).where(col(ClawbackRow.clawback_id) == row.clawback_id)
    closed = {"closed_by": tx.origin.actor, "closed_at": tx.now, "document": document}
    await tx.execute(
        statement.values(state=state, version=row.version + 1, **closed).execution_options(synchronize_session=False)
    )
