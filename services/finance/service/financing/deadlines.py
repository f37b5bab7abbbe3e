"""Reminders, expiries and offers that ended: whenever it is looked at, once, and all that was missed meanwhile."""

from collections.abc import Sequence
from typing import Final

from services.finance import store
from services.finance.domain.financing import applications as rules
from services.finance.domain.financing.states import ApplicationState
from services.finance.service.financing.files import BY_ITSELF, locked, record
from shared.consequences import following
from shared.db import Database, Tx
from shared.events import Event
from shared.problems import Unavailable

AT_ONCE: Final = 200


async def come_due(db: Database) -> None:
    """The round of a job: each application in a transaction of its own, with its row held, so two replicas agree."""
    while True:
        async with db.reading() as tx:  # a quiet round takes no lock
            due = await store.financing.due(tx, AT_ONCE)
        for application_id in dict.fromkeys(due):
            try:
                async with db.transaction() as tx:
                    file = await locked(tx, application_id)
                    await record(tx, file, rules.at_day(file.application, tx.today), BY_ITSELF)
            except Unavailable:
                return  # a rebuild has not brought its enterprise back: the next round finds it
        if len(due) < AT_ONCE:
            return


async def end_of_enterprises(tx: Tx, events: Sequence[Event]) -> None:
    """Whoever is no legal person any more borrows nothing. A replay finds everything closed."""
    causes = {one.fact.enterprise_id: one for one in events}
    for row in await store.financing.open_of(tx, list(causes), ApplicationState.OPEN):
        file = await locked(tx, row.application_id)
        await record(tx, file, rules.ended(file.application), BY_ITSELF, following(causes[row.enterprise_id]))
