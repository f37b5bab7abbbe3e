"""What one message to an endpoint covers, and what it says at the moment it is sent."""

import json
import logging
from datetime import datetime
from typing import Any, Final
from uuid import uuid4

from services.finance import store
from services.finance.domain import webhooks as rules
from services.finance.domain.webhooks import DeliveryState
from services.finance.problems import ChangesOutdated
from services.finance.service import list_changes
from services.finance.service.list_changes import Changes
from services.finance.service.list_readers import NOWHERE, REBUILDING, Place, Reader, following
from services.finance.service.webhooks.endpoints import filter_of, filters_of
from services.finance.store.list_changes import State as ListState
from services.finance.store.tables import DeliveryRow, EndpointRow
from shared.callers import Caller
from shared.clock import real_now
from shared.days import shanghai_day
from shared.db import Tx
from shared.pages import Cursors
from shared.problems import Unavailable
from shared.working_days.published import calendar

log = logging.getLogger(__name__)
SCANS: Final = 20
"""Stretches of changes that do not concern an endpoint, passed over in one transaction"""
CHANGED: Final = "list.changed"


async def cut(tx: Tx, endpoint: EndpointRow, state: ListState) -> tuple[DeliveryRow, Changes] | None:
    """The next message, of all that waits as far as one message holds it; None: nothing waits that concerns it."""
    place = Place(endpoint.number, endpoint.cause_id)
    try:
        await following(tx, place, state)
    except ChangesOutdated:
        log.error("endpoint %s was told of a history that is not ours", endpoint.endpoint_id)
        place = NOWHERE
    for _ in range(SCANS):
        found = await _fitting(tx, endpoint, place, state.head)
        if found.items:
            return await _numbered(tx, endpoint, place, found), found
        place = found.upto
        if place.number >= state.head:
            break
    await store.webhooks.change(
        tx, endpoint.endpoint_id, number=place.number, cause_id=place.cause_id, lease_token=None, next_at=real_now()
    )
    return None


async def _fitting(tx: Tx, endpoint: EndpointRow, place: Place, head: int) -> Changes:
    most = rules.MOST_CHANGES
    while True:
        found = await list_changes.after(tx, place, head, filter_of(endpoint), most)
        if sum(map(len, found.items)) <= rules.MOST_BYTES or most == 1:
            return found
        most //= 2


async def _numbered(tx: Tx, endpoint: EndpointRow, place: Place, found: Changes) -> DeliveryRow:
    sequence = endpoint.sequence + 1
    delivery = DeliveryRow(
        delivery_id=str(uuid4()),
        endpoint_id=endpoint.endpoint_id,
        sequence=sequence,
        after_number=place.number,
        after_cause_id=place.cause_id,
        upto_number=found.upto.number,
        upto_cause_id=found.upto.cause_id,
        items=len(found.items),
        state=DeliveryState.WAITING,
        cut_at=tx.now,
    )
    await store.webhooks.add_delivery(tx, delivery.model_dump())
    await _owe(tx, delivery, found)
    await store.webhooks.change(
        tx, endpoint.endpoint_id, sequence=sequence, number=found.upto.number, cause_id=found.upto.cause_id
    )
    return delivery


async def _owe(tx: Tx, delivery: DeliveryRow, found: Changes) -> None:
    """Each removal it says is to be acknowledged."""
    said, arrived = _removed(delivery, found), delivery.delivered_at is not None
    await store.removals.say_again(tx, delivery.endpoint_id, delivery.sequence, said, arrived=arrived)


def _removed(delivery: DeliveryRow, found: Changes) -> list[dict[str, Any]]:
    items = [json.loads(item) for item in found.items]
    rows = []
    for item in (one for one in items if one["op"] == "remove"):
        at = datetime.fromisoformat(item["at"])
        rows.append(
            {
                "endpoint_id": delivery.endpoint_id,
                "number": item["number"],
                "sequence": delivery.sequence,
                "enterprise_id": item["enterprise_id"],
                "reason": item["reason"],
                "removed_at": at,
                "due_on": rules.acknowledged_until(shanghai_day(at), calendar()),
            }
        )
    return rows


async def again(tx: Tx, endpoint: EndpointRow, delivery: DeliveryRow) -> Changes:
    """The same range, its lines as they are now."""
    after, most = Place(delivery.after_number, delivery.after_cause_id), delivery.upto_number - delivery.after_number
    found = await list_changes.after(tx, after, delivery.upto_number, filter_of(endpoint), most)
    if found.upto.number < delivery.upto_number:
        raise Unavailable(REBUILDING)  # under the same number it would say less than was promised
    await _owe(tx, delivery, found)
    return found


def body(
    tx: Tx, cursors: Cursors, endpoint: EndpointRow, delivery: DeliveryRow, found: Changes, state: ListState
) -> bytes:
    caller = Caller("institution", "webhooks", institution=endpoint.institution_id)
    reader = Reader(caller, cursors, filters_of(endpoint))
    members = {
        "type": CHANGED,
        "timestamp": instant(tx.now),
        "endpoint_id": endpoint.endpoint_id,
        "sequence": delivery.sequence,
        "history": state.history,
        "after": delivery.after_number,
        "upto": delivery.upto_number,
        "cursor": reader.copy(Place(delivery.upto_number, delivery.upto_cause_id), state.history),
    }
    return b'%b,"items":[%b]}' % (json.dumps(members).encode()[:-1], b",".join(found.items))


def instant(at: datetime) -> str:
    return at.isoformat().replace("+00:00", "Z")
