"""What was told of a measure or a notice that holds no longer is marked, some thousands at a time.

Nobody waits for it: who was not told by then is not told any more from the withdrawal on.
"""

from services.notifications import store
from services.notifications.service.writing import withdraw
from shared.db import Database, Tx


async def mark_due(db: Database) -> None:
    """The job. What is marked says so itself: it goes on where it was."""
    while await _any(db):
        async with db.transaction() as tx:
            if not await mark_next(tx):
                return  # a replica has them in hand


async def mark_next(tx: Tx) -> bool:
    """The next some thousand of one of them; whether there was any."""
    leased = await store.published.lease(tx)
    if leased is None:
        return False
    if not await withdraw(tx, *leased):
        await store.published.marked(tx, *leased)
    return True


async def _any(db: Database) -> bool:
    async with db.reading() as tx:  # a quiet round takes no lock
        return await store.published.any_to_mark(tx)
