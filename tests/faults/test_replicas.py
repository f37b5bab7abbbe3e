"""Two copies of a service change nothing."""

import asyncio

from tests.faults.evidence import effects_of, nothing_lost_nothing_twice, recomputed
from tests.faults.processes import ServedZone

REPLICATED = ("registry", "benefits", "notifications")


async def test_two_replicas_do_everything_once(four_processes: ServedZone, blank_databases: dict[str, str]) -> None:
    zone = four_processes
    await asyncio.gather(*(zone.start_replica(service) for service in REPLICATED))
    changes = await zone.changes(200)
    await nothing_lost_nothing_twice(zone, changes)
    assert await effects_of(zone) == await recomputed(zone, blank_databases)
