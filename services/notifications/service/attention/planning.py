"""When messages are written: by which channels each is to leave, when, and with what else."""

import json
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from services.notifications import store
from services.notifications.attention_data import rules
from services.notifications.domain.attention.buckets import Kind
from services.notifications.domain.attention.pieces import PieceState
from services.notifications.domain.attention.planning import Place, places, template_of, urgency_of
from services.notifications.domain.attention.topics import CLASSES
from services.notifications.domain.messages import Template
from services.notifications.domain.outgoing import Channel, Held, Planned
from services.notifications.service.attention.choices import choices
from services.notifications.service.deliveries.queueing import queue
from services.notifications.store.tables import DeliveryRow
from shared.db import Tx

if TYPE_CHECKING:
    from services.notifications.service.arriving import Arrival


async def plan(tx: Tx, written: Sequence["Arrival"]) -> None:
    """Set-based. Who gave no address is reached by the inbox alone, and costs nothing here."""
    reached = await _reached(tx, {one.enterprise_id for one in written})
    told = [one for one in written if one.enterprise_id in reached and one.template in CLASSES]
    if not told:
        return
    chosen, numbers = await choices(tx, reached), rules(tx.today)
    placed = [
        (one, place)
        for one in told
        for place in places(
            one.message_id, one.template, reached[one.enterprise_id], chosen[one.enterprise_id], numbers, tx.now
        )
    ]
    await store.attention.add_pieces(tx, [_piece(tx, one, place) for one, place in placed])
    await put(tx, [Part.of(one, place) for one, place in placed])


async def _reached(tx: Tx, enterprise_ids: Collection[str]) -> Mapping[str, Collection[Channel]]:
    found: dict[str, set[Channel]] = defaultdict(set)
    for owner, channel in await store.attention.reachable(tx, enterprise_ids):
        found[owner].add(Channel(channel))
    return found


def _piece(tx: Tx, message: "Arrival", place: Place) -> dict[str, Any]:
    return {
        "message_id": message.message_id,
        "channel": place.channel,
        "enterprise_id": message.enterprise_id,
        "template": message.template,
        "kind": place.bucket.kind,
        "occasion": place.bucket.occasion,
        "state": PieceState.HELD if place.held else PieceState.PLANNED,
        "reason": place.held,
        "due_at": place.bucket.due_at,
        "planned_at": tx.now,
    }


async def adopt(tx: Tx, deliveries: Sequence[DeliveryRow]) -> None:
    """What was queued past `plan` is judged as everything is: its messages are planned as what they are, alone."""
    named = [(one, id_) for one in deliveries for id_ in json.loads(one.message_ids)]
    there = await store.attention.planned(tx, {id_ for _, id_ in named})
    strange = [(one, id_) for one, id_ in named if (id_, one.channel) not in there]
    if not strange:
        return
    told = await store.attention.told(tx, {(one.enterprise_id, id_) for one, id_ in strange})
    rows = [
        {
            "message_id": id_, "channel": one.channel, "enterprise_id": one.enterprise_id,
            "template": told[id_].template, "kind": Kind.ALONE, "occasion": one.occasion,
            "state": PieceState.PLANNED, "reason": None, "due_at": one.not_before, "planned_at": one.planned_at,
        }
        for one, id_ in strange
        if id_ in told and told[id_].template in CLASSES
    ]  # fmt: skip
    await store.attention.add_pieces(tx, rows)


@dataclass(frozen=True)
class Part:
    """One message, and in which outbound one it is."""

    enterprise_id: str
    message_id: str
    template: Template
    place: Place

    @classmethod
    def of(cls, message: "Arrival", place: Place) -> "Part":
        return cls(message.enterprise_id, message.message_id, message.template, place)


@dataclass
class _Together:
    first: Part
    held: Held | None
    message_ids: list[str] = field(default_factory=list)


async def put(tx: Tx, parts: Sequence[Part]) -> None:
    """One delivery for all that leave together. What joins one that is queued already is found when it leaves."""
    gathered: dict[tuple[str, str, Channel], _Together] = {}
    for part in parts:
        key = part.enterprise_id, part.place.bucket.occasion, part.place.channel
        gathered.setdefault(key, _Together(part, part.place.held)).message_ids.append(part.message_id)
    planned = [_planned(together) for together in gathered.values()]
    if planned:
        await queue(tx, planned)


def _planned(together: _Together) -> Planned:
    first, to = together.first, together.first.place.bucket
    return Planned(
        first.enterprise_id,
        to.occasion,
        template_of(to.kind, first.template),
        first.place.channel,
        urgency_of(to.kind, first.template),
        tuple(together.message_ids),
        to.due_at,
        together.held,
    )
