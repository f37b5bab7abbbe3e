"""What whoever runs it watches: what waits in each lane and for how long, what became of what was sent."""

import logging
from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from services.notifications import store
from services.notifications.domain.circuits import OPENS_AT
from services.notifications.domain.outgoing import Urgency
from shared.db import Database, Tx
from shared.gauges import Gauge

log = logging.getLogger(__name__)
STUCK: Final[Mapping[Urgency, timedelta]] = {
    Urgency.URGENT: timedelta(minutes=1),
    Urgency.NORMAL: timedelta(minutes=30),
    Urgency.BULK: timedelta(hours=6),
}
"""How long something due may wait before somebody is told"""


async def warn_if_stuck(db: Database) -> None:
    async with db.reading() as tx:
        lanes = await store.deliveries.lanes(tx)
    for lane, (count, since) in lanes.items():
        if tx.now - since > STUCK[Urgency(lane)]:
            log.warning("%d %s deliveries wait, the oldest since %s", count, lane, since.isoformat())


async def _waiting(tx: Tx) -> Mapping[tuple[str, ...], float]:
    lanes = await store.deliveries.lanes(tx)
    return {(lane.value,): lanes[lane][0] if lane in lanes else 0 for lane in Urgency}


async def _oldest(tx: Tx) -> Mapping[tuple[str, ...], float]:
    lanes = await store.deliveries.lanes(tx)
    return {
        (lane.value,): max(0.0, (tx.now - lanes[lane][1]).total_seconds()) if lane in lanes else 0.0 for lane in Urgency
    }


async def _outcomes(tx: Tx) -> Mapping[tuple[str, ...], float]:
    return {(channel, state): count for channel, state, count in await store.deliveries.counts(tx, None)}


async def _failing(tx: Tx) -> Mapping[tuple[str, ...], float]:
    known = await store.gateways.all_known(tx)
    return {(name,): float(row.failures >= OPENS_AT) for name, row in known.items()}


GAUGES: Final = (
    Gauge("zjtx_deliveries_waiting", "Deliveries that are due and not out, by lane", _waiting, ("lane",)),
    Gauge("zjtx_deliveries_oldest_seconds", "How long the oldest of them has been due", _oldest, ("lane",)),
    Gauge("zjtx_deliveries", "Deliveries by channel and state", _outcomes, ("channel", "state")),
    Gauge("zjtx_gateway_failing", "1: left alone after failures in a row", _failing, ("gateway",)),
)
