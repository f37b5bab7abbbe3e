"""RabbitMQ is an accelerator, not a store: without it everything works, a little later."""

import asyncio
import os
import signal
import time

from tests.faults.evidence import nothing_lost_nothing_twice, settled
from tests.faults.processes import ServedZone
from tests.rig import RabbitBroker


async def test_a_wiped_broker_loses_nothing(four_processes: ServedZone, broker: RabbitBroker) -> None:
    zone = four_processes
    broker.stop()
    refusals = zone.refusals
    changes = await zone.changes(200)
    assert zone.refusals == refusals, "a request failed because the broker was away"
    broker.wipe()
    await asyncio.to_thread(broker.start)
    started = time.monotonic()
    changes += await zone.changes(5)
    await nothing_lost_nothing_twice(zone, changes)
    assert time.monotonic() - started < 60
    zone.assert_memory()


async def test_without_a_broker_for_good_everything_is_applied_by_pulling(
    four_processes: ServedZone, broker: RabbitBroker
) -> None:
    zone = four_processes
    await settled(zone)
    broker.stop()
    changes = await zone.changes(50)
    await settled(zone, seconds=30)
    await nothing_lost_nothing_twice(zone, changes)


async def test_a_broker_that_hangs_delays_nobody_for_long(four_processes: ServedZone, broker: RabbitBroker) -> None:
    zone = four_processes
    await settled(zone)
    refusals = zone.refusals
    os.kill(broker.pid, signal.SIGSTOP)
    try:
        started = time.monotonic()
        changes = await zone.changes(50)
        assert time.monotonic() - started < 15, "requests waited for the broker"
        await settled(zone, seconds=30)  # by pulling
    finally:
        os.kill(broker.pid, signal.SIGCONT)
    changes += await zone.changes(20)
    assert zone.refusals == refusals
    await nothing_lost_nothing_twice(zone, changes)
    zone.assert_memory()
