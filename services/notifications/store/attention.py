"""Queries of whoever plans and releases: choices, pieces, and what is spent of a week."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import and_, func, or_, select, update
from sqlmodel import col

from services.notifications.domain.attention.buckets import Kind
from services.notifications.domain.attention.pieces import OPEN, OVER, PieceState
from services.notifications.domain.attention.told import Told
from services.notifications.domain.contacts import ContactState
from services.notifications.domain.messages import Template
from services.notifications.store.tables import (
    ContactRow,
    DeliveryRow,
    MessageRow,
    PieceRow,
    SlotRow,
    SuppressionRow,
    WordingRow,
)
from shared.db import Tx


async def reachable(tx: Tx, enterprise_ids: Collection[str]) -> Sequence[tuple[str, str]]:
    """(enterprise, channel) with an address that was proved and is not dead."""
    dead = select(col(SuppressionRow.mark)).where(col(SuppressionRow.mark) == col(ContactRow.mark))
    question = (
        select(col(ContactRow.enterprise_id), col(ContactRow.channel))
        .where(
            tx.among(col(ContactRow.enterprise_id), enterprise_ids),
            col(ContactRow.state) == ContactState.VERIFIED,
            ~dead.exists(),
        )
        .distinct()
    )
    return [(owner, channel) for owner, channel in (await tx.execute(question)).all()]


async def told(tx: Tx, keys: Collection[tuple[str, str]]) -> Mapping[str, Told]:
    """By message, of these (enterprise, message)."""
    words = col(WordingRow.wording_id) == col(MessageRow.wording_id)
    question = (
        select(
            col(MessageRow.enterprise_id),
            col(MessageRow.message_id),
            col(MessageRow.template),
            col(WordingRow.heading),
            col(WordingRow.text),
            col(MessageRow.read_at),
            col(MessageRow.withdrawn_at),
        )
        .join_from(MessageRow, WordingRow, words)
        .where(
            tx.among(col(MessageRow.enterprise_id), {owner for owner, _ in keys}),
            tx.among(col(MessageRow.message_id), {id_ for _, id_ in keys}),
        )
    )
    return {
        one.message_id: Told(
            one.enterprise_id,
            one.message_id,
            Template(one.template),
            one.heading,
            one.text,
            read=one.read_at is not None,
            withdrawn=one.withdrawn_at is not None,
        )
        for one in await tx.execute(question)
    }


# ---- pieces --------------------------------------------------------------------------------------


async def add_pieces(tx: Tx, rows: Sequence[Mapping[str, Any]]) -> None:
    """What was planned before stays as it is. By the key: of two that plan the same neither waits for the other."""
    await tx.insert_new(PieceRow, sorted(rows, key=lambda row: (row["message_id"], row["channel"])))


async def planned(tx: Tx, message_ids: Collection[str]) -> frozenset[tuple[str, str]]:
    """(message, channel) of those of these messages for which something was planned."""
    question = select(col(PieceRow.message_id), col(PieceRow.channel)).where(
        tx.among(col(PieceRow.message_id), message_ids)
    )
    return frozenset((id_, channel) for id_, channel in (await tx.execute(question)).all())


async def lock_pieces(tx: Tx, occasions: Collection[tuple[str, str]]) -> Sequence[PieceRow]:
    """All pieces of these (enterprise, occasion), in the order in which they were planned."""
    question = (
        select(PieceRow)
        .where(
            tx.among(col(PieceRow.enterprise_id), [owner for owner, _ in occasions]),
            tx.among(col(PieceRow.occasion), [occasion for _, occasion in occasions]),
        )
        .order_by(col(PieceRow.planned_at), col(PieceRow.message_id), col(PieceRow.channel))
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return (await tx.execute(question)).scalars().all()


async def change_pieces(tx: Tx, rows: Sequence[Mapping[str, Any]]) -> None:
    """`rows` carry the same columns each, the key among them."""
    await tx.update(PieceRow, rows)


async def drop_pieces(tx: Tx, enterprise_id: str, occasion: str, channel: str, reason: str) -> None:
    """What is still to leave with that delivery."""
    here = (
        (col(PieceRow.enterprise_id) == enterprise_id)
        & (col(PieceRow.occasion) == occasion)
        & (col(PieceRow.channel) == channel)
        & col(PieceRow.state).in_(OPEN)
    )
    statement = update(PieceRow).where(here).values(state=PieceState.DROPPED, reason=reason, due_at=tx.now)
    await tx.execute(statement.execution_options(synchronize_session=False))


def _left_behind(by: datetime) -> Any:
    """Only bundles: a message that leaves alone is in its own delivery, whatever becomes of that."""
    return col(PieceRow.state).in_(OPEN) & (col(PieceRow.due_at) < by) & (col(PieceRow.kind) != Kind.ALONE)


async def any_left_behind(tx: Tx, by: datetime) -> bool:
    return (await tx.execute(select(col(PieceRow.message_id)).where(_left_behind(by)).limit(1))).first() is not None


async def left_behind(tx: Tx, by: datetime, limit: int) -> Sequence[PieceRow]:
    """Open pieces that were due before; those somebody has in hand are passed over."""
    question = select(PieceRow).where(_left_behind(by)).order_by(col(PieceRow.due_at), col(PieceRow.message_id))
    return (await tx.execute(question.limit(limit).with_for_update(skip_locked=True))).scalars().all()


async def page(
    tx: Tx, enterprise_id: str, before: tuple[datetime, str] | None, limit: int, state: str | None
) -> Sequence[PieceRow]:
    """Newest first. The id of a place is message and channel."""
    at, place = col(PieceRow.planned_at), col(PieceRow.message_id) + "." + col(PieceRow.channel)
    question = select(PieceRow).where(col(PieceRow.enterprise_id) == enterprise_id)
    if state is not None:
        question = question.where(col(PieceRow.state) == state)
    if before is not None:
        question = question.where(or_(at < before[0], and_(at == before[0], place < before[1])))
    return (await tx.execute(question.order_by(at.desc(), place.desc()).limit(limit))).scalars().all()


async def states(tx: Tx, delivery_ids: Collection[str]) -> Mapping[str, str]:
    """Of these deliveries."""
    question = select(col(DeliveryRow.delivery_id), col(DeliveryRow.state)).where(
        tx.among(col(DeliveryRow.delivery_id), delivery_ids)
    )
    return {row.delivery_id: row.state for row in await tx.execute(question)}


async def counts(tx: Tx, since: datetime) -> Mapping[tuple[str, ...], float]:
    """By state and reason: of what waits all, of the rest what left or was dropped since then."""
    state, reason, at = col(PieceRow.state), func.coalesce(col(PieceRow.reason), ""), col(PieceRow.due_at)
    counted = or_(state.in_(OPEN), and_(state.in_(OVER), at > since))
    question = select(state, reason, func.count()).where(counted).group_by(state, reason)
    return {(state, reason): float(count) for state, reason, count in (await tx.execute(question)).all()}


# ---- what is spent -------------------------------------------------------------------------------


async def slots(tx: Tx, delivery_ids: Collection[str], week: str) -> frozenset[str]:
    """Those of these deliveries that spent one of that week."""
    id_ = col(SlotRow.delivery_id)
    question = select(id_).where(tx.among(id_, delivery_ids), col(SlotRow.week) == week)
    return frozenset((await tx.execute(question)).scalars())


async def taken(tx: Tx, enterprise_id: str, week: str) -> frozenset[int]:
    question = select(col(SlotRow.slot)).where(col(SlotRow.enterprise_id) == enterprise_id, col(SlotRow.week) == week)
    return frozenset((await tx.execute(question)).scalars())


async def take(tx: Tx, enterprise_id: str, week: str, slot: int, delivery_id: str) -> bool:
    """False: another delivery was quicker; it waited for that one's commit to know."""
    row = {"enterprise_id": enterprise_id, "week": week, "slot": slot, "delivery_id": delivery_id, "spent_at": tx.now}
    added: Any = await tx.execute(tx.insertion_of_new(SlotRow).values(row))
    return bool(added.rowcount == 1)
