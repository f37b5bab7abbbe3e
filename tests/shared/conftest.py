"""A source and a listener on either database."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from shared.testing import eventually
from tests.conftest import NewDatabases
from tests.shared.source import Listener, ScriptedBus, Source, database


@pytest.fixture
async def source(databases: NewDatabases) -> AsyncIterator[Source]:
    db = database(databases(), "registry")
    yield Source(db)
    await db.close()


@pytest.fixture
async def listener(databases: NewDatabases, source: Source) -> AsyncIterator[Listener]:
    db = database(databases(), "finance")
    listener = Listener(db, source, ScriptedBus())
    await listener.subscription._open()
    yield listener
    await db.close()


@pytest.fixture
async def listening(listener: Listener) -> AsyncIterator[Listener]:
    """With its loop running and connected to the bus."""
    loop = asyncio.create_task(listener.subscription.run())

    async def connected() -> bool:
        return listener.bus.heard and listener.source.pulls > 0

    await eventually(connected)
    yield listener
    assert not loop.done(), "the loop never ends by itself"
    loop.cancel()
    await asyncio.gather(loop, return_exceptions=True)
