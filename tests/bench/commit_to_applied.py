"""commit-to-applied: how long after its commit in the registry a change is there in each listener, at 200 a second.

Both ends are PostgreSQL's own commit timestamps on one clock, so watching costs the zone nothing.
"""

import asyncio
import time
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from statistics import quantiles
from typing import Final

from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from services.registry.service.changes import REPORTERS
from services.registry.service.enterprises import NewEnterprise
from shared.db import Database
from shared.values import CITY, Tier
from tests.bench.burst_applied import invent, official_list, register, upload
from tests.bench.measure import Measured, Run, say
from tests.bench.processes import FourProcesses, four_processes, make_databases
from tests.rig import PostgresServer, RabbitBroker

CASE: Final = "commit-to-applied"
RATE: Final = 200
SECONDS: Final = 15
ROWS_A_LIST: Final = 10
"""Twenty small lists a second: a request for each change would measure how fast the registry takes requests."""
_PERCENTILES: Final = {"p50": 49, "p99": 98}
_COMMITTED: Final = "SELECT {id} AS change_id, pg_xact_commit_timestamp(xmin) AS at FROM {table}"


async def measure(postgres: PostgresServer, rabbit: RabbitBroker, folder: Path) -> list[Measured]:
    await keep_commit_timestamps(postgres)
    urls = await make_databases(postgres, "latency")
    firms = invent(RATE * SECONDS)
    await register(urls["registry"], firms)
    async with four_processes(folder, urls, rabbit.url) as zone:
        await zone.settle()
        say(f"{RATE} changes a second for {SECONDS} s …")
        rate = await record_all(zone, firms)
        await zone.settle()
        committed = await commits(zone.databases["registry"], "title_change", "change_id")
        results = []
        for service in REPORTERS:
            applied = await commits(zone.databases[service], "consequence_told", "cause_id")
            assert applied.keys() == committed.keys(), f"{service} applied other changes than were committed"
            waited = [(applied[id_] - committed[id_]).total_seconds() * 1000 for id_ in committed]
            cuts = quantiles(waited, n=100)
            results += [
                Measured(f"{CASE}/{service}/{name}", "ms", cuts[at], runs=[Run(cuts[at])], notes=_notes(rate))
                for name, at in _PERCENTILES.items()
            ]
    return results


def _notes(rate: float) -> list[str]:
    return [
        f"{CASE}: {rate:.0f} changes/s reached of {RATE}; in lists of {ROWS_A_LIST}, a transaction each.",
        f"{CASE}: notifications counts to the finished message, so benefits and a second hop lie in between.",
        f"{CASE}: no peer: the usual way does not keep up with {RATE} changes a second (see burst-applied),"
        " and its delay would be the length of its queue.",
    ]


async def keep_commit_timestamps(postgres: PostgresServer) -> None:
    """The setting needs a start; the server is ours."""
    engine = create_async_engine(f"{postgres.url}postgres", isolation_level="AUTOCOMMIT")
    async with engine.connect() as connection:
        await connection.execute(text("ALTER SYSTEM SET track_commit_timestamp = on"))
    await engine.dispose()
    await asyncio.to_thread(postgres.stop)
    await asyncio.to_thread(postgres.start)


async def record_all(zone: FourProcesses, firms: Sequence[NewEnterprise]) -> float:
    """Each list at its time, whether the ones before have answered or not; returns the rate reached."""
    async with zone.client("registry", "officer", district=CITY) as officer, asyncio.TaskGroup() as tasks:
        started = time.perf_counter()
        for at in range(0, len(firms), ROWS_A_LIST):
            await asyncio.sleep(max(0.0, started + at / RATE - time.perf_counter()))
            tasks.create_task(upload(officer, official_list(firms[at : at + ROWS_A_LIST], Tier.INNOVATIVE)))
    return len(firms) / (time.perf_counter() - started)


async def commits(db: Database, table: str, id_: str) -> dict[str, datetime]:
    async with db.reading() as tx:
        return {row.change_id: row.at for row in await tx.execute(text(_COMMITTED.format(table=table, id=id_)))}
