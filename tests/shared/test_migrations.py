"""Whether a database stands at the newest migration is asked by every probe: the question waits for nobody."""

import asyncio

from services.embedded import SERVICES
from shared.migrations import at_head
from tests.conftest import NewDatabases
from tests.shared.source import database


async def test_the_question_does_not_wait_for_a_long_import(databases: NewDatabases) -> None:
    db = database(databases(), "registry")
    async with db.transaction() as tx:
        await tx.insert(db.floor.clock, [{"id": 1, "shift_seconds": 1}])
        async with asyncio.timeout(5):
            assert await at_head(db, SERVICES["registry"].migrations)
    await db.close()
