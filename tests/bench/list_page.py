"""list-page: a bank walks the shared list of 35,000 enterprises, a hundred a page, with its token.

list-304: one page asked for again while nothing changes. list-page-raw: the walk against PostgreSQL and nothing else.
"""

import asyncio
import json
import sys
from collections.abc import Sequence
from contextlib import AsyncExitStack
from datetime import date
from functools import partial
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit
from uuid import NAMESPACE_URL, uuid4, uuid5

import httpx
from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import create_async_engine
from sqlmodel import col

from services.embedded import SERVICES
from services.finance.service.following import on_titles_changed
from services.finance.store.tables import DEMONSTRATION_BANK, EntryRow
from services.registry.domain.titles import valid_until
from services.registry.procedures import terms
from services.registry.service.enterprises import NewEnterprise
from shared.clock import Clock
from shared.db import Database
from shared.events import ChangeReason, Event, Origin, Standing, TierChanged, Title
from shared.testing import eventually
from shared.values import HOLDABLE, EnterpriseId, Tier
from tests.bench.burst_applied import invent
from tests.bench.measure import Measured, Run, alternate, more_is_better, say
from tests.bench.peers import list_page as peer
from tests.bench.peers import ready_documents
from tests.bench.processes import answers, four_processes, make_databases, process
from tests.rig import PostgresServer, RabbitBroker
from tests.rig.process import free_ports

CASE: Final = "list-page"
UNCHANGED: Final = "list-304"
RAW: Final = "list-page-raw"
PAGE: Final = "/finance/v1/list?limit=100"
LISTED: Final = 35_000
CONNECTIONS: Final = 16
SECONDS: Final = 6.0
REPLICAS: Final = 2
UNIT: Final = "requests/s"


async def measure(postgres: PostgresServer, rabbit: RabbitBroker, folder: Path) -> list[Measured]:
    """The list walked, and one page asked for again while nothing changes: the peer answers both in full."""
    urls = await make_databases(postgres, "list")
    say(f"listing {LISTED:,} enterprises …")
    entries = await fill(urls["finance"])
    peer_url = postgres.create_database("list_peer")
    engine = create_async_engine(peer_url)
    await peer.fill(engine, entries, DEMONSTRATION_BANK)
    await engine.dispose()
    [port] = free_ports(1)
    async with four_processes(folder, urls, rabbit.url, names=["finance"]) as zone:
        token = zone.issuer.token("institution", "bench", seconds=3600, institution=DEMONSTRATION_BANK)
        environment = {"DATABASE_URL": peer_url, "JWKS": str(folder / "jwks.json")}
        with process(["-m", "tests.bench.peers.list_page", str(port)], environment, folder / "list_peer.log"):
            async with httpx.AsyncClient(trust_env=False) as http:
                await eventually(lambda: answers(http, f"http://127.0.0.1:{port}/openapi.json"), seconds=30, every=0.1)
            ours = urlsplit(zone.urls["finance"]).port or 0
            await same_pages(
                token, f"{zone.urls['finance']}/v1/list?limit=100", f"http://127.0.0.1:{port}/v1/list?limit=100"
            )
            for warm_up in ((ours, PAGE), (port, "/v1/list?limit=100")):
                await load(*warm_up, token, 1.0)
            runs = await alternate(
                lambda _: load(ours, PAGE, token, SECONDS),
                lambda _: load(port, "/v1/list?limit=100", token, SECONDS),
                UNIT,
            )
            say("one page again and again, with its ETag …")
            await load(ours, PAGE, token, 1.0, "ask-again")
            unchanged = [Run(await load(ours, PAGE, token, SECONDS, "ask-again"), run.peer) for run in runs]
    return [
        more_is_better(CASE, UNIT, peer.NAME, runs, []),
        more_is_better(UNCHANGED, UNIT, peer.NAME, unchanged, []),
    ]


async def load(ports: int | Sequence[int], path: str, token: str, seconds: float, how: str = "walk") -> float:
    """Requests per second, from a process of its own; its connections are spread over the ports."""
    said = str(ports) if isinstance(ports, int) else ",".join(map(str, ports))
    command = ["-m", "tests.bench.load", how, said, path, token, str(CONNECTIONS), str(seconds)]
    generator = await asyncio.create_subprocess_exec(sys.executable, *command, stdout=asyncio.subprocess.PIPE)
    printed, _ = await generator.communicate()
    assert generator.returncode == 0, "the load generator failed"
    return float(printed)


async def measure_raw(postgres: PostgresServer, rabbit: RabbitBroker, folder: Path) -> list[Measured]:
    """Our page, with its token, quota and signature, against the same lines asked of PostgreSQL with nothing around.

    Both are served by two processes: the peer's PostgreSQL has a core beside the one that asks it, and so have we.
    """
    urls = await make_databases(postgres, "raw")
    say(f"listing {LISTED:,} enterprises …")
    await fill(urls["finance"])
    theirs, path, environment = free_ports(REPLICAS), "/v1/list?limit=100", {"DATABASE_URL": urls["finance"]}
    async with AsyncExitStack() as stack:
        zone = await stack.enter_async_context(four_processes(folder, urls, rabbit.url, names=["finance"]))
        ours = [urlsplit(zone.urls["finance"]).port or 0]
        ours += [await stack.enter_async_context(zone.replica("finance")) for _ in range(REPLICAS - 1)]
        for port in theirs:
            command = ["-m", "tests.bench.peers.ready_documents", str(port)]
            stack.enter_context(process(command, environment, folder / f"raw_{port}.log"))
        http = await stack.enter_async_context(httpx.AsyncClient(trust_env=False))
        token = zone.issuer.token("institution", "bench", seconds=3600, institution=DEMONSTRATION_BANK)
        for our, their in zip(ours, theirs, strict=True):
            await eventually(partial(answers, http, f"http://127.0.0.1:{their}{path}"), seconds=30, every=0.1)
            await same_pages(token, f"http://127.0.0.1:{our}/finance{path}", f"http://127.0.0.1:{their}{path}")
        for warm_up in ((ours, PAGE), (theirs, path)):
            await load(*warm_up, token, 1.0)
        runs = await alternate(
            lambda _: load(ours, PAGE, token, SECONDS), lambda _: load(theirs, path, token, SECONDS), UNIT
        )
    return [more_is_better(RAW, UNIT, ready_documents.NAME, runs, [])]


async def same_pages(token: str, ours: str, theirs: str) -> None:
    """Both answer with the same lines, or the figures would compare nothing."""
    async with httpx.AsyncClient(headers={"Authorization": f"Bearer {token}"}, trust_env=False) as http:
        first, second = (await http.get(ours)).json(), (await http.get(theirs)).json()
    assert first["items"] == second["items"], "the peer's list is not ours"
    assert len(first["items"]) == 100


async def fill(url: str) -> list[dict[str, object]]:
    """Through finance's own listener; returns the lines."""
    db = Database(url, "finance", SERVICES["finance"].floor, Clock())
    firms = invent(LISTED)
    for start in range(0, LISTED, 1_000):
        async with db.transaction() as tx:
            facts = [recognised(firms[at], at, tx.today) for at in range(start, start + 1_000)]
            events = [Event(str(uuid4()), "", tx.now, fact, Origin("bench", "bench")) for fact in facts]
            await on_titles_changed(tx, events)
            read = {"source": "registry", "epoch": "", "number": start + 1_000, "event_id": ""}
            await tx.upsert(db.floor.cursor, [read])  # as the subscription does: a list behind its head is not shown
    async with db.reading() as tx:
        documents = (await tx.execute(select(col(EntryRow.document)))).scalars().all()
        await tx.execute(text("VACUUM ANALYZE"))  # what autovacuum does within the minute
    await db.close()
    return [json.loads(document) for document in documents]


def recognised(firm: NewEnterprise, at: int, today: date) -> TierChanged:
    tier = HOLDABLE[at % len(HOLDABLE)]
    enterprise_id = EnterpriseId(str(uuid5(NAMESPACE_URL, firm.uscc)))
    title = Title(
        title_id=str(uuid4()),
        tier=tier,
        number=f"示例-{tier}-{at}",
        authority="示例机关",
        document="示例文号",
        recognised_on=today,
        valid_until=valid_until(today, terms()),
        first=True,
    )
    return TierChanged(
        enterprise_id=enterprise_id,
        uscc=firm.uscc,
        enterprise_version=2,
        name=firm.name,
        district=firm.district,
        industry=firm.industry,
        usccs=(firm.uscc,),
        effective_on=today,
        previous=Standing(tier=Tier.NONE, on=today),
        current=Standing(tier=tier, on=today, titles=(title,)),
        reason=ChangeReason.IMPORTED,
        reason_text="示例名单",
    )
