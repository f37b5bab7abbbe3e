"""sse-1000: a thousand clients watch their inboxes; how long from the commit of a message to its receipt."""

import asyncio
import resource
import time
from contextlib import AsyncExitStack
from pathlib import Path
from statistics import quantiles
from typing import Final
from urllib.parse import urlsplit
from uuid import uuid4

from services.demo.credit_codes import credit_code
from services.embedded import SERVICES
from services.notifications import store
from services.notifications.domain.messages import Template, Words
from services.notifications.service.writing import say as tell
from shared.clock import Clock
from shared.db import Database
from tests.bench.measure import Measured, Run, say
from tests.bench.processes import four_processes, make_databases
from tests.rig import PostgresServer, RabbitBroker

CASE: Final = "sse-1000"
CLIENTS: Final = 1_000
ROUNDS: Final = 10
"""In each, one transaction tells everybody something"""
EVERY_SECONDS: Final = 1.0
OPENED_AT_ONCE: Final = 10
FILES: Final = 4_096
"""Each client is a socket on either side"""
LIMIT_MS: Final = 500.0


async def measure(
    postgres: PostgresServer, rabbit: RabbitBroker, folder: Path, clients: int = CLIENTS
) -> list[Measured]:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, max(soft, FILES)), hard))
    urls = await make_databases(postgres, "sse")
    db = Database(urls["notifications"], "notifications", SERVICES["notifications"].floor, Clock())
    firms = {str(uuid4()): credit_code("330108", at) for at in range(clients)}
    took: list[float] = []
    async with AsyncExitStack() as stack:
        stack.push_async_callback(db.close)
        zone = await stack.enter_async_context(four_processes(folder, urls, rabbit.url, ["notifications"]))
        await known(db, firms)
        watchers = Watchers(urlsplit(zone.urls["notifications"]).port or 0)
        stack.callback(watchers.hang_up)
        gate = asyncio.Semaphore(OPENED_AT_ONCE)
        started = time.perf_counter()

        async def open_one(uscc: str) -> None:
            async with gate:
                await watchers.open(uscc, zone.issuer.token("enterprise", f"of {uscc}", seconds=3600, uscc=uscc))

        await asyncio.gather(*(open_one(uscc) for uscc in firms.values()))
        say(f"{clients:,} clients watch after {time.perf_counter() - started:.1f} s")
        for at in range(ROUNDS):
            words = Words(f"第{at}次", "一条消息的正文。" * 20)
            async with db.transaction() as tx:
                cause = str(uuid4())
                await tell(tx, [(firm, cause, Template.DUTY_DUE, words) for firm in firms])
            committed = time.monotonic()
            arrived = await watchers.all_heard(clients * (at + 1))
            took += [one - committed for one in arrived[-clients:]]
            await asyncio.sleep(EVERY_SECONDS)
    took.sort()
    p99 = quantiles(took, n=100)[98] * 1_000
    verdict = "within" if p99 < LIMIT_MS else "OVER"
    note = (
        f"{CASE}: {clients:,} clients told at once, {ROUNDS} times; p50 {took[len(took) // 2] * 1_000:.0f} ms, "
        f"p99 {p99:.0f} ms: {verdict} the {LIMIT_MS:.0f} ms of the issue"
    )
    return [Measured(CASE, "ms", p99, runs=[Run(one * 1_000) for one in took[:: max(1, len(took) // 20)]],
                     notes=[note])]  # fmt: skip


async def known(db: Database, firms: dict[str, str]) -> None:
    """As the registry would have told of them."""
    async with db.transaction() as tx:
        await tx.insert(
            store.KNOWN.enterprise,
            [
                {
                    "enterprise_id": id_,
                    "uscc": uscc,
                    "name": "示例",
                    "district": "330108",
                    "industry": "C39",
                    "version": 1,
                }
                for id_, uscc in firms.items()
            ],
        )
        await tx.insert(store.KNOWN.uscc, [{"uscc": uscc, "enterprise_id": id_} for id_, uscc in firms.items()])


class Watchers:
    """Plain sockets: a client library would cost more than the service it measures."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._writers: list[asyncio.StreamWriter] = []
        self._readers: list[asyncio.Task[None]] = []
        self._arrived: list[float] = []
        self._bell = asyncio.Event()

    async def open(self, uscc: str, token: str) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", self._port)
        path = f"/notifications/v1/enterprises/{uscc}/message-events"
        writer.write(f"GET {path} HTTP/1.1\r\nHost: zone\r\nAuthorization: Bearer {token}\r\n\r\n".encode())
        head = await reader.readuntil(b"\r\n\r\n")
        assert head.startswith(b"HTTP/1.1 200"), head.decode()
        await reader.readuntil(b"event: unread")
        self._writers.append(writer)
        self._readers.append(asyncio.create_task(self._listen(reader)))

    async def _listen(self, reader: asyncio.StreamReader) -> None:
        while line := await reader.readline():
            if line == b"event: message.new\n":
                self._arrived.append(time.monotonic())
                self._bell.set()

    async def all_heard(self, count: int) -> list[float]:
        async with asyncio.timeout(30):
            while len(self._arrived) < count:
                self._bell.clear()
                await self._bell.wait()
        return self._arrived

    def hang_up(self) -> None:
        for task in self._readers:
            task.cancel()
        for writer in self._writers:
            writer.close()
