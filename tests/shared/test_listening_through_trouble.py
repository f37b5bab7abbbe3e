"""A listener outlasts whatever is away: the broker, for ever; its own database, at the start."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from services.embedded import SERVICES
from shared.clock import Clock
from shared.events import EnterpriseUpdated
from shared.testing import eventually
from tests.conftest import NewDatabases
from tests.shared.source import Faltering, Listener, RefusingBus, ScriptedBus, Source, UpdatedLater, updated


@asynccontextmanager
async def its_loop(listener: Listener) -> AsyncIterator[None]:
    loop = asyncio.create_task(listener.subscription.run())
    try:
        yield
        assert not loop.done(), "the loop never ends by itself"
    finally:
        loop.cancel()
        await asyncio.gather(loop, return_exceptions=True)


async def test_with_the_broker_away_for_ever_a_fact_is_applied_by_pulling(listener: Listener, source: Source) -> None:
    deaf = Listener(listener.db, source, RefusingBus())

    async def there() -> bool:
        return await deaf.number() == 1

    async with its_loop(deaf):
        await eventually(lambda: asked(source))
        await asyncio.sleep(0.2)
        await source.tell(updated("e1", 1))
        await eventually(there, seconds=7)
    assert await deaf.traces() == [("e1", 1)]


async def asked(source: Source) -> bool:
    return source.pulls > 0


async def test_a_database_away_at_the_start_is_waited_for(databases: NewDatabases, source: Source) -> None:
    """Refused: making the cursor; and, once it is made, the parked facts that only this build knows."""
    url = databases()["finance"]
    db = Faltering(url, "finance", SERVICES["finance"].floor, Clock(), pool_size=10)
    listener = Listener(db, source, ScriptedBus())
    await source.tell(updated("e1", 1), updated("e1", 2, UpdatedLater))
    await listener.subscription._open()
    await listener.subscription.catch_up()
    assert len(await listener.parked()) == 1

    listener.subscription = listener.subscribe({EnterpriseUpdated: listener.hear, UpdatedLater: listener.hear})
    source.pulls, db.sessions, db.refused = 0, 0, {1, 3}
    async with its_loop(listener):
        await eventually(lambda: asked(source))
    assert db.sessions > max(db.refused)
    assert await listener.parked() == []
    assert await listener.traces() == [("e1", 1), ("e1", 2)]
    await db.close()
