"""What time does to tickets: escalates those that nobody answered, closes those that nobody goes on with."""

from collections.abc import Mapping
from typing import Final

from services.notifications import store
from services.notifications.domain.sides import Side
from services.notifications.domain.tickets import timed
from services.notifications.service.tickets.files import BY_ITSELF, advance, ticket_of
from shared.db import Database, Tx
from shared.gauges import Gauge
from shared.values import CITY, DISTRICTS

AT_ONCE: Final = 200


async def come_due(db: Database) -> None:
    """The round of a job: each ticket in a transaction of its own, with its row held, so two replicas agree."""
    while True:
        async with db.reading() as tx:  # a quiet round takes no lock
            due = await store.tickets.past(tx, AT_ONCE)
        for ticket_id in due:
            async with db.transaction() as tx:
                row = await store.tickets.lock(tx, ticket_id)
                step = timed(ticket_of(row), tx.today) if row else None
                if row is not None and step is not None:
                    await advance(tx, row, step, Side.CLOCK, BY_ITSELF)
        if len(due) < AT_ONCE:
            return


async def _overdue(tx: Tx) -> Mapping[tuple[str, ...], float]:
    found = await store.tickets.overdue(tx)
    return {(place,): found.get(place, 0) for place in (CITY, *DISTRICTS)}


GAUGES: Final = (
    Gauge("zjtx_tickets_overdue", "Tickets unanswered past their last day, by district", _overdue, ("district",)),
)
