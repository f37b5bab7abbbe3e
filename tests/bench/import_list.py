"""import-list: an official list of 30,000 rows in one upload against one request a row, all listeners included."""

import asyncio
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

import httpx

from services.registry.service.enterprises import NewEnterprise
from shared.days import shanghai_day
from shared.values import CITY, Tier
from tests.bench.burst_applied import TIERS, burst, completed, invent, register, stand
from tests.bench.measure import Measured, alternate, more_is_better, say
from tests.bench.processes import FourProcesses, four_processes, make_databases
from tests.rig import PostgresServer, RabbitBroker
from tests.zone import key, recognition

CASE: Final = "import-list"
ROWS: Final = 30_000
ONE_BY_ONE: Final = 600
"""A round of the peer: a row takes as long in a long list as in a short one."""
AT_ONCE: Final = 8
"""Requests under way: one after the other would wait for the network and not for the work."""


async def measure(postgres: PostgresServer, rabbit: RabbitBroker, folder: Path) -> list[Measured]:
    firms = invent(ROWS + ONE_BY_ONE)
    urls = await make_databases(postgres, "import")
    say(f"registering {len(firms):,} enterprises …")
    await register(urls["registry"], firms)
    async with four_processes(folder, urls, rabbit.url) as zone:
        await zone.settle()
        runs = await alternate(
            lambda at: burst(zone, firms[:ROWS], TIERS[at]),
            lambda at: row_by_row(zone, firms[ROWS:], TIERS[at]),
            "rows/s",
        )
    return [more_is_better(CASE, "rows/s", f"one request a row, {AT_ONCE} at a time", runs, [])]


async def row_by_row(zone: FourProcesses, firms: Sequence[NewEnterprise], tier: Tier) -> float:
    """Rows per second from the first request until every listener has applied and reported the last."""
    day = shanghai_day(datetime.now(UTC)) - timedelta(days=30)
    free = asyncio.Semaphore(AT_ONCE)
    before = await stand(zone, tier)

    async def recognise(officer: httpx.AsyncClient, firm: NewEnterprise) -> None:
        async with free:
            answer = await officer.post(
                f"/v1/enterprises/{firm.uscc}/titles",
                json=recognition(tier, day),
                headers=key(),
            )
            assert answer.status_code == httpx.codes.CREATED, answer.text

    started = time.perf_counter()
    async with zone.client("registry", "officer", district=CITY) as officer:
        await asyncio.gather(*(recognise(officer, firm) for firm in firms))
    await completed(zone, tier, before, len(firms))
    return len(firms) / (time.perf_counter() - started)
