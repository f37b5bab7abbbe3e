"""At the moment of sending: what leaves, what waits, what leaves with something else, what no longer leaves."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from services.notifications import store
from services.notifications.attention_data import rules
from services.notifications.domain.attention.buckets import Kind
from services.notifications.domain.attention.judging import (
    Drop,
    Dropped,
    Leave,
    Move,
    Outbound,
    Piece,
    Verdict,
    Wait,
    judge,
    over_cap,
)
from services.notifications.domain.attention.pieces import LEFT, OPEN, PieceState
from services.notifications.domain.attention.planning import Place
from services.notifications.domain.attention.preferences import Preferences
from services.notifications.domain.attention.rules import Rules
from services.notifications.domain.attention.told import Told
from services.notifications.domain.attention.weeks import free_slots, week_of
from services.notifications.domain.messages import Template
from services.notifications.domain.outgoing import Cancel, Cancelled, Channel, Hold, Release
from services.notifications.service.attention.choices import choices
from services.notifications.service.attention.links import Links
from services.notifications.service.attention.planning import Part, adopt, put
from services.notifications.service.attention.wording import Wording
from services.notifications.store.tables import DeliveryRow, PieceRow
from shared.db import Tx


@dataclass(frozen=True)
class _Known:
    """What is read once for all deliveries of a call."""

    pieces: Mapping[tuple[str, str, str], Sequence[PieceRow]]
    messages: Mapping[str, Told]
    chosen: Mapping[str, Preferences]
    enterprises: Mapping[str, Any]
    spent: frozenset[str]
    wording: Wording


async def release(tx: Tx, deliveries: Sequence[DeliveryRow], links: Links) -> Mapping[str, Release]:
    """By delivery_id. Asked again for each attempt; what it decides is written down in the same transaction."""
    await adopt(tx, deliveries)
    known, numbers = await _known(tx, deliveries, links), rules(tx.today)
    return {one.delivery_id: await _release(tx, one, known, numbers) for one in deliveries}


async def _known(tx: Tx, deliveries: Sequence[DeliveryRow], links: Links) -> _Known:
    rows = await store.attention.lock_pieces(tx, [(one.enterprise_id, one.occasion) for one in deliveries])
    owners = {one.enterprise_id for one in deliveries}
    pieces: dict[tuple[str, str, str], list[PieceRow]] = {}
    for row in rows:
        pieces.setdefault((row.enterprise_id, row.occasion, row.channel), []).append(row)
    return _Known(
        pieces,
        await store.attention.told(tx, {(row.enterprise_id, row.message_id) for row in rows}),
        await choices(tx, owners),
        await store.KNOWN.by_ids(tx, owners),
        await store.attention.slots(tx, [one.delivery_id for one in deliveries], week_of(tx.now)),
        await Wording.read(tx, links, rules(tx.today).signature),
    )


async def _release(tx: Tx, delivery: DeliveryRow, known: _Known, numbers: Rules) -> Release:
    rows = _asked(known.pieces.get((delivery.enterprise_id, delivery.occasion, delivery.channel), ()))
    if not rows:
        return Cancel(Cancelled.MERGED)  # all of it went elsewhere meanwhile
    out = _outbound(delivery, rows, known)
    said = judge(out, numbers, tx.now)
    if isinstance(said, Leave) and said.spends and not await _spend(tx, delivery, numbers.weekly_cap):
        said = over_cap(out, said, numbers, tx.now)
    await _write_down(tx, delivery, rows, said)
    return await _answer(tx, delivery, said, known)


def _asked(rows: Sequence[PieceRow]) -> Sequence[PieceRow]:
    """Sent again is what was sent, no more: what came to it since leaves with another one. Else what still waits, or,
    where all of it was dropped, all of it, so that the reason is said again.
    """
    left = [row for row in rows if row.state in LEFT]
    waiting = [row for row in rows if row.state in OPEN]
    return left or waiting or rows


def _outbound(delivery: DeliveryRow, rows: Sequence[PieceRow], known: _Known) -> Outbound:
    enterprise = known.enterprises.get(delivery.enterprise_id)
    return Outbound(
        kind=Kind(rows[0].kind),
        channel=Channel(delivery.channel),
        pieces=[_as_it_stands(row, known) for row in rows],
        chosen=known.chosen[delivery.enterprise_id],
        enterprise_ended=enterprise is not None and enterprise.ended_on is not None,
        slot_held=delivery.delivery_id in known.spent,
    )


def _as_it_stands(row: PieceRow, known: _Known) -> Piece:
    told = known.messages.get(row.message_id)
    gone = told is None or told.withdrawn
    return Piece(row.message_id, Template(row.template), read=told is not None and told.read, withdrawn=gone)


async def _spend(tx: Tx, delivery: DeliveryRow, cap: int) -> bool:
    """Takes one of the week's messages. Of two workers at the last one the key lets one have it; the other looks
    again, and sees that none is left.
    """
    week = week_of(tx.now)
    while free := free_slots(await store.attention.taken(tx, delivery.enterprise_id, week), cap):
        if await store.attention.take(tx, delivery.enterprise_id, week, free[0], delivery.delivery_id):
            return True
    return False


# ---- what is written down ------------------------------------------------------------------------


async def _write_down(tx: Tx, delivery: DeliveryRow, rows: Sequence[PieceRow], said: Verdict) -> None:
    changed = [_dropped(tx.now, delivery, one) for one in said.dropped]
    match said:
        case Leave():
            state = PieceState.SENT if len(said.pieces) == 1 else PieceState.MERGED
            changed += [_row(delivery, piece, state, None, tx.now) for piece in said.pieces]
            await _name(tx, delivery, [piece.message_id for piece in said.pieces])
        case Wait():
            gone = {piece.message_id for piece, _ in said.dropped}
            changed += [
                _row(delivery, row, PieceState.HELD, said.reason, said.until)
                for row in rows
                if row.message_id not in gone
            ]
        case Move():
            await _move(tx, delivery, said)
        case Drop():
            pass
    await store.attention.change_pieces(tx, changed)


async def _name(tx: Tx, delivery: DeliveryRow, message_ids: Sequence[str]) -> None:
    """What leaves with it, where more came to it since it was queued, or less is left of it."""
    ids = json.dumps(message_ids)
    if delivery.message_ids != ids:
        await store.deliveries.change(tx, delivery.delivery_id, message_ids=ids)
        if delivery in tx:
            await tx.refresh(delivery, ["message_ids"])


def _row(
    delivery: DeliveryRow, piece: Piece | PieceRow, state: PieceState, reason: str | None, due_at: datetime
) -> dict[str, Any]:
    return {
        "message_id": piece.message_id,
        "channel": delivery.channel,
        "state": state,
        "reason": reason,
        "due_at": due_at,
    }


def _dropped(now: datetime, delivery: DeliveryRow, dropped: Dropped) -> dict[str, Any]:
    piece, why = dropped
    return _row(delivery, piece, PieceState.DROPPED, why, now)


async def _move(tx: Tx, delivery: DeliveryRow, said: Move) -> None:
    place = Place(Channel(delivery.channel), said.to, said.reason)
    rows = [
        _row(delivery, piece, PieceState.HELD, said.reason, said.to.due_at)
        | {"kind": said.to.kind, "occasion": said.to.occasion}
        for piece in said.pieces
    ]
    await store.attention.change_pieces(tx, rows)
    await put(tx, [Part(delivery.enterprise_id, one.message_id, one.template, place) for one in said.pieces])


# ---- what the worker is told ---------------------------------------------------------------------


async def _answer(tx: Tx, delivery: DeliveryRow, said: Verdict, known: _Known) -> Release:
    match said:
        case Leave():
            messages = [known.messages[piece.message_id] for piece in said.pieces]
            enterprise = known.enterprises.get(delivery.enterprise_id)
            language = known.chosen[delivery.enterprise_id].language
            name = "" if enterprise is None else enterprise.name
            return known.wording.send(Channel(delivery.channel), messages, name, language)
        case Wait():
            return Hold(said.until, said.reason)
        case Move():
            return Cancel(Cancelled.MERGED)
        case Drop():
            return Cancel(said.dropped[0][1])
