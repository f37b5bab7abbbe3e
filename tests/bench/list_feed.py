"""changes-1000 and digest: 1,000 changes of the shared list, and the proof of 35,000 lines just after a change."""

import time
from pathlib import Path
from statistics import median
from typing import Final
from uuid import uuid4

import httpx

from services.embedded import SERVICES
from services.finance.service.following import on_titles_changed
from services.finance.store.tables import DEMONSTRATION_BANK
from services.registry.service.enterprises import NewEnterprise
from shared.clock import Clock
from shared.db import Database
from shared.events import Event, Origin
from tests.bench.burst_applied import invent
from tests.bench.list_page import LISTED, fill, recognised
from tests.bench.measure import Measured, Run, say
from tests.bench.processes import four_processes, make_databases
from tests.rig import PostgresServer, RabbitBroker

CHANGES: Final = "changes-1000"
DIGEST: Final = "digest"
ROUNDS: Final = 15
LIMITS_MS: Final = {CHANGES: 100.0, DIGEST: 50.0}


async def measure(postgres: PostgresServer, rabbit: RabbitBroker, folder: Path) -> list[Measured]:
    urls = await make_databases(postgres, "feed")
    say(f"listing {LISTED:,} enterprises …")
    await fill(urls["finance"])
    db = Database(urls["finance"], "finance", SERVICES["finance"].floor, Clock())
    async with four_processes(folder, urls, rabbit.url, names=["finance"]) as zone:
        token = zone.issuer.token("institution", "bench", seconds=3600, institution=DEMONSTRATION_BANK)
        headers = {"Authorization": f"Bearer {token}"}
        async with httpx.AsyncClient(base_url=zone.urls["finance"], headers=headers, trust_env=False) as http:
            results = [
                await timed(http, db, CHANGES, "/v1/list/changes?limit=1000"),
                await timed(http, db, DIGEST, "/v1/list/digest"),
            ]
    await db.close()
    return results


async def timed(http: httpx.AsyncClient, db: Database, case: str, path: str) -> Measured:
    """Each time right after a change, so that nothing kept in memory answers."""
    took, last = [], invent(LISTED)[-1]
    for at in range(ROUNDS):
        await change(db, last, at)
        started = time.perf_counter()
        answer = await http.get(path)
        took.append((time.perf_counter() - started) * 1_000)
        assert answer.status_code == 200, answer.text
    body = answer.json()
    assert body.get("count", LISTED) == LISTED
    assert len(body.get("items", [None] * 1_000)) == 1_000
    runs = [Run(one) for one in took]
    verdict = "within" if median(took) < LIMITS_MS[case] else "OVER"
    note = f"{case}: the median of {ROUNDS} is {verdict} the {LIMITS_MS[case]:.0f} ms of the issue"
    return Measured(case, "ms", median(took), runs=runs, notes=[note])


async def change(db: Database, firm: NewEnterprise, at: int) -> None:
    """One enterprise is told of anew: its line, its number, and what is read of the registry."""
    async with db.transaction() as tx:
        fact = recognised(firm, at, tx.today)
        await on_titles_changed(tx, [Event(str(uuid4()), "", tx.now, fact, Origin("bench", "bench"))])
        read = {"source": "registry", "epoch": "", "number": LISTED + 1_000 + at, "event_id": ""}
        await tx.upsert(db.floor.cursor, [read])
