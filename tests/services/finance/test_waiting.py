"""Waiting for the next change: it comes when it happens, holds nothing meanwhile, and ends when the caller leaves."""

import asyncio
import time

import pytest

from services.finance.service.watching import Watch, watch_of
from shared.testing import eventually
from tests.services.finance.copying import Copy
from tests.zone import RunningZone


async def never() -> None:
    await asyncio.Event().wait()


async def test_who_waits_is_woken_by_what_is_new_and_by_nothing_else() -> None:
    watch = Watch()
    waiting = asyncio.create_task(watch.beyond(7, 5, never))
    await asyncio.sleep(0)
    watch.seen(7)
    await asyncio.sleep(0)
    assert not waiting.done()
    watch.seen(8)
    assert await waiting
    assert not watch.wanted


@pytest.mark.asyncio(loop_scope="function")  # in theirs, the zone of other tests begins tasks
async def test_time_and_a_caller_that_left_end_the_wait_and_leave_nothing_behind() -> None:
    watch, before = Watch(), asyncio.all_tasks()
    assert not await watch.beyond(7, 0.01, never)
    assert not await watch.beyond(7, 5, lambda: asyncio.sleep(0))
    waiting = asyncio.create_task(watch.beyond(7, 5, never))
    await asyncio.sleep(0)
    waiting.cancel()
    await asyncio.gather(waiting, return_exceptions=True)
    assert not watch.wanted
    assert asyncio.all_tasks() <= before, "no task is left of it"


async def test_a_bank_that_waits_gets_the_change_when_it_is_made_and_holds_no_connection(
    empty_zone: RunningZone,
) -> None:
    zone = empty_zone
    one, two = await zone.register(), await zone.register(district="330110")
    await zone.recognise(one, "innovative")
    await zone.settle()
    copy = Copy(zone.bank(), {"district": "330108"})
    await copy.take()
    started = time.monotonic()
    nothing = await copy.get("/changes", cursor=copy.cursor, wait=1)
    assert (nothing["items"], time.monotonic() - started >= 1) == ([], True)

    engine = zone.db("finance").engine
    watch = watch_of(engine.sync_engine)
    waiting = asyncio.create_task(copy.get("/changes", cursor=copy.cursor, wait=20))
    await eventually(lambda: asyncio.sleep(0, watch.wanted), seconds=5, every=0.01)
    for database in (zone.db("finance").engine, zone.db("finance")._reader):
        assert database.pool.checkedout() <= 1, "the watch looks for all; who waits holds nothing"
    await zone.recognise(two, "innovative")  # of another district: no answer yet
    await zone.settle()
    assert not waiting.done()
    await zone.recognise(one, "specialised")
    answer = await asyncio.wait_for(waiting, 10)
    assert [item["entry"]["tier"] for item in answer["items"]] == ["specialised"]
    assert answer["upto"] == answer["head"] == 3
