"""What left of an enterprise's messages, what waits and why, and what does not leave at all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from services.notifications import store
from services.notifications.domain.attention.buckets import Kind
from services.notifications.domain.attention.planning import template_of
from services.notifications.domain.delivering import State, delivery_id
from services.notifications.domain.messages import Template
from services.notifications.domain.outgoing import Channel
from services.notifications.service.enterprises import visible
from services.notifications.store.tables import PieceRow
from shared.callers import Caller
from shared.db import Tx
from shared.gauges import Gauge


@dataclass(frozen=True)
class Shown:
    piece: PieceRow
    heading: str
    delivery_id: str
    delivery: State | None
    """Where the delivery stands that carries it, or carried it"""


async def of_enterprise(
    tx: Tx, caller: Caller, uscc: str, before: tuple[datetime, str] | None, limit: int, state: str | None
) -> Sequence[Shown]:
    """Newest first."""
    enterprise_id = (await visible(tx, caller, uscc, "outbound.read")).enterprise_id
    pieces = await store.attention.page(tx, enterprise_id, before, limit, state)
    told = await store.attention.told(tx, {(enterprise_id, piece.message_id) for piece in pieces})
    ids = [_delivery_id(piece) for piece in pieces]
    states = await store.attention.states(tx, set(ids))
    return [
        Shown(piece, told[piece.message_id].heading, id_, State(states[id_]) if id_ in states else None)
        for piece, id_ in zip(pieces, ids, strict=True)
    ]


def _delivery_id(piece: PieceRow) -> str:
    template = template_of(Kind(piece.kind), Template(piece.template))
    return delivery_id(piece.enterprise_id, piece.occasion, template, Channel(piece.channel))


async def _counts(tx: Tx) -> Mapping[tuple[str, ...], float]:
    return await store.attention.counts(tx, tx.now - timedelta(days=1))


GAUGES = (
    Gauge(
        "zjtx_outbound_pieces",
        "Messages by a channel outside the inbox: those that wait, and those that left or were dropped within a day",
        _counts,
        ("state", "reason"),
    ),
)
