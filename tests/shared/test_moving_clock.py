"""Following a clock that was moved: services of one process share it, and each looks into its own database."""

from datetime import timedelta

from shared.db import Database
from shared.moving_clock import follow
from tests.conftest import NewDatabases
from tests.shared.source import database

HOUR = 3_600


async def told(db: Database, seconds: int) -> None:
    async with db.transaction() as tx:
        await tx.upsert(db.floor.clock, [{"id": 1, "shift_seconds": seconds}])


async def test_a_service_that_was_not_told_of_a_move_yet_does_not_put_the_clock_back(databases: NewDatabases) -> None:
    urls = databases()
    first, second = database(urls, "registry"), database(urls, "finance")
    second.clock = first.clock
    for db in (first, second):
        await told(db, HOUR)
        await follow(db)
    await told(first, 2 * HOUR)
    first.clock.shift = timedelta(hours=2)  # what the route does, before its commit
    for db in (second, first, second):
        await follow(db)
        assert first.clock.shift == timedelta(hours=2)
    await told(second, 2 * HOUR)
    await follow(second)
    assert first.clock.shift == timedelta(hours=2)
    await first.close()
    await second.close()


async def test_another_process_of_the_service_follows_and_a_new_one_begins_there(databases: NewDatabases) -> None:
    urls = databases()
    here, there = database(urls, "registry"), database(urls, "registry")
    await told(here, HOUR)
    for seconds in (HOUR, -HOUR, 0):
        await told(here, seconds)
        await follow(there)
        assert there.clock.shift == timedelta(seconds=seconds)
    await here.close()
    await there.close()
