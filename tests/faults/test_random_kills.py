"""kill -9 of everything at random times under load: what was acknowledged is there, and everything happened once."""

import asyncio
import random
import time

from services.embedded import SERVICES
from tests.faults.evidence import effects_of, nothing_lost_nothing_twice, recomputed
from tests.faults.processes import ServedZone

SEED = 20221103
SECONDS = {True: 8, False: 20}
"""One process has fewer ways to die than four."""


async def test_random_kills_under_load_lose_and_double_nothing(
    zone: ServedZone, blank_databases: dict[str, str]
) -> None:
    print(f"seed {SEED}")
    dice = random.Random(SEED)
    acknowledged: list[str] = []
    until = time.monotonic() + SECONDS[zone.embedded]

    async def work() -> None:
        while time.monotonic() < until:
            uscc = await zone.register()
            for tier in ("innovative", "specialised", "little_giant"):
                acknowledged.append(await zone.recognise(uscc, tier))

    async def kill() -> None:
        while time.monotonic() < until:
            await asyncio.sleep(dice.uniform(0.2, 1.5))
            service = dice.choice(list(SERVICES))
            zone.kill(service)
            await zone.start(service)

    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(kill())
        for _ in range(4):
            tasks.create_task(work())
    assert acknowledged
    await nothing_lost_nothing_twice(zone, acknowledged)
    assert await effects_of(zone) == await recomputed(zone, blank_databases)
    zone.assert_memory()
