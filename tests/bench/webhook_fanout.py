"""webhook-fanout: a change reaches fifty endpoints, of which one in ten is dead and one in ten hangs."""

import asyncio
import time
from contextlib import AsyncExitStack
from pathlib import Path
from statistics import quantiles
from typing import Final

import httpx

from services.embedded import SERVICES
from services.finance import store
from shared.clock import Clock
from shared.db import Database
from shared.testing import eventually
from tests.bench.burst_applied import invent
from tests.bench.list_feed import change
from tests.bench.list_page import LISTED
from tests.bench.measure import Measured, Run, say
from tests.bench.processes import four_processes, make_databases
from tests.institutions import let_in
from tests.rig import PostgresServer, RabbitBroker
from tests.rig.process import free_ports
from tests.sink import Answer, Received, Sink, hanging, sink, well
from tests.zone import key

CASE: Final = "webhook-fanout"
ENDPOINTS: Final = 50
DEAD, HANGING = 5, 5
ROUNDS: Final = 20
EVERY_SECONDS: Final = 1.0
LIMIT_SECONDS: Final = 5.0


async def measure(postgres: PostgresServer, rabbit: RabbitBroker, folder: Path) -> list[Measured]:
    """p99 from the commit of a change to its arrival, over the endpoints that are well."""
    urls = await make_databases(postgres, "fanout")
    db = Database(urls["finance"], "finance", SERVICES["finance"].floor, Clock())
    settings = {"ZJTX_FINANCE_WEBHOOKS_TO_LOOPBACK": "true"}
    async with AsyncExitStack() as stack:
        stack.push_async_callback(db.close)
        zone = await stack.enter_async_context(four_processes(folder, urls, rabbit.url, ["finance"], settings))
        sinks = [await stack.enter_async_context(sink()) for _ in range(ENDPOINTS)]
        say(f"{ENDPOINTS} endpoints pass their test …")
        for at, one in enumerate(sinks):
            id_ = f"bank-{at}"
            await let_in(db, id_)
            await _enabled(zone.client("finance", "institution", institution=id_), one.url)
        arrived: dict[int, list[float]] = {}
        for one in sinks[DEAD + HANGING :]:
            one.otherwise = _noting(arrived)
        for one in sinks[:HANGING]:
            one.otherwise = hanging
        await _made_dead(db, sinks[HANGING : HANGING + DEAD])
        made: dict[int, float] = {}
        for number in range(1, ROUNDS + 1):
            await change(db, invent(LISTED)[number], number)
            made[number] = time.monotonic()
            await asyncio.sleep(EVERY_SECONDS)
        healthy = ENDPOINTS - DEAD - HANGING

        async def all_there() -> bool:
            return all(len(arrived.get(number, [])) >= healthy for number in made)

        await eventually(all_there, seconds=60, every=0.1)
    took = sorted(at - made[number] for number, times in arrived.items() for at in times)
    p99 = quantiles(took, n=100)[98]
    verdict = "within" if p99 < LIMIT_SECONDS else "OVER"
    note = (
        f"{CASE}: {ENDPOINTS} endpoints, {DEAD} dead, {HANGING} hanging; p50 {took[len(took) // 2] * 1000:.0f} ms, "
        f"p99 {p99 * 1000:.0f} ms of {len(took)} arrivals: {verdict} the {LIMIT_SECONDS:.0f} s of the issue"
    )
    return [Measured(CASE, "ms", p99 * 1_000, runs=[Run(one * 1_000) for one in took[:: max(1, len(took) // 20)]],
                     notes=[note])]  # fmt: skip


async def _enabled(http: httpx.AsyncClient, url: str) -> None:
    async with http:
        made = (await http.post("/v1/webhook-endpoints", json={"url": url}, headers=key())).json()
        path = f"/v1/webhook-endpoints/{made['endpoint_id']}"
        await http.post(f"{path}/tests", headers=key())

        async def tested() -> bool:
            return (await http.get(path)).json()["tested_at"] is not None

        await eventually(tested, every=0.05)
        answer = await http.put(f"{path}/state", json={"state": "enabled"}, headers={"If-Match": "*"})
        assert answer.status_code == 200, answer.text


async def _made_dead(db: Database, sinks: list[Sink]) -> None:
    """Where nobody listens any more."""
    ports = free_ports(len(sinks))
    async with db.transaction() as tx:
        for at in range(HANGING, HANGING + DEAD):
            for row in await store.webhooks.of_institution(tx, f"bank-{at}"):
                url = f"http://127.0.0.1:{ports[at - HANGING]}/hook"
                await store.webhooks.change(tx, row.endpoint_id, url=url)


def _noting(arrived: dict[int, list[float]]) -> Answer:
    async def answer(received: Received, writer: asyncio.StreamWriter) -> None:
        now = time.monotonic()
        for item in received.json["items"]:
            arrived.setdefault(item["number"], []).append(now)
        await well(received, writer)

    return answer
