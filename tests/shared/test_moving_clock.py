"""Following a clock that was moved: services of one process share it, and each looks into its own database."""

from datetime import UTC, datetime, timedelta

from shared.db import Database
from shared.moving_clock import follow
from tests.conftest import NewDatabases
from tests.shared.source import database

HOUR = timedelta(hours=1)
FIRST, SECOND, THIRD = (datetime(2026, 11, 24, hour, tzinfo=UTC) for hour in (9, 10, 11))


async def told(db: Database, shift: timedelta, at: datetime | None) -> None:
    async with db.transaction() as tx:
        seconds = round(shift.total_seconds())
        await tx.upsert(db.floor.clock, [{"id": 1, "shift_seconds": seconds, "moved_at": at}])


async def test_a_service_that_was_not_told_of_a_move_yet_does_not_put_the_clock_back(databases: NewDatabases) -> None:
    urls = databases()
    first, second = database(urls, "registry"), database(urls, "finance")
    second.clock = first.clock
    for db in (first, second):
        await told(db, HOUR, FIRST)
    await follow(first)
    first.clock.move(2 * HOUR, SECOND)  # what the route does, before its commit
    for db in (second, first, second):  # the second looks for the first time, and sees the move before
        await follow(db)
        assert first.clock.shift == 2 * HOUR
    await told(second, 2 * HOUR, THIRD)
    await follow(second)
    assert first.clock.shift == 2 * HOUR
    await first.close()
    await second.close()


async def test_another_process_of_the_service_follows_and_a_new_one_begins_there(databases: NewDatabases) -> None:
    urls = databases()
    here, there = database(urls, "registry"), database(urls, "registry")
    for shift, at in ((HOUR, None), (-HOUR, FIRST), (timedelta(), SECOND)):
        await told(here, shift, at)
        await follow(there)
        assert there.clock.shift == shift
    await here.close()
    await there.close()
