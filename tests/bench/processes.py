"""The four services as four processes on a durable PostgreSQL and a RabbitMQ, as they would run in earnest."""

import asyncio
import os
import re
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import ExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Final

import httpx
from sqlalchemy import func, select

from services.embedded import SERVICES
from shared.callers import Kind
from shared.clock import Clock
from shared.db import Database
from shared.issuing import Issuer
from shared.testing import eventually
from tests.rig.process import free_ports
from tests.zone import migrate, zone_settings

ROOT: Final = Path(__file__).parents[2]
_PEAK: Final = re.compile(r"^VmHWM:\s+(\d+) kB", re.MULTILINE)


@contextmanager
def process(command: Sequence[str], environment: Mapping[str, str], log: Path) -> "Iterator[subprocess.Popen[bytes]]":
    """A Python program beside the bench, ended with the block."""
    with log.open("ab") as output:
        started = subprocess.Popen(
            [sys.executable, *command],
            env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), **environment},
            cwd=log.parent,  # away from the developer's .env and var/
            stdout=output,
            stderr=output,
        )
    try:
        yield started
    finally:
        started.terminate()
        try:
            started.wait(30)
        except subprocess.TimeoutExpired:
            started.kill()
            started.wait()


@dataclass
class FourProcesses:
    """The zone behind four ports, with a look into each database."""

    issuer: Issuer
    urls: Mapping[str, str]
    databases: Mapping[str, Database]
    processes: Mapping[str, "subprocess.Popen[bytes]"]
    environment: Mapping[str, str]
    folder: Path

    @asynccontextmanager
    async def replica(self, name: str) -> AsyncIterator[int]:
        """Another process of that service, on a port of its own: the port."""
        [port] = free_ports(1)
        own = {f"ZJTX_{name.upper()}_URL": f"http://127.0.0.1:{port}/{name}"}
        log = self.folder / f"{name}_{port}.log"
        with process(serving(name), {**self.environment, **own}, log):
            async with httpx.AsyncClient(trust_env=False) as http:
                url = f"{own[f'ZJTX_{name.upper()}_URL']}/readyz"
                await eventually(partial(answers, http, url), seconds=60, every=0.1)
            yield port

    def client(self, service: str, kind: Kind, **claims: str) -> httpx.AsyncClient:
        token = self.issuer.token(kind, "bench", seconds=3600, **claims)
        return httpx.AsyncClient(
            base_url=self.urls[service], headers={"Authorization": f"Bearer {token}"}, timeout=120, trust_env=False
        )

    async def head(self, service: str) -> int:
        async with self.databases[service].reading() as tx:
            return int((await tx.execute(select(SERVICES[service].floor.feed_head.c.head))).scalar_one())

    async def cursors(self, service: str) -> dict[str, int]:
        """By source: the number of the last fact this service applied."""
        cursor = SERVICES[service].floor.cursor.c
        async with self.databases[service].reading() as tx:
            return {row.source: row.number for row in await tx.execute(select(cursor.source, cursor.number))}

    async def settle(self, seconds: float = 120) -> None:
        """Until nothing waits for a number and every listener is at its sources' heads."""

        async def settled() -> bool:
            for name, db in self.databases.items():
                outbox = SERVICES[name].floor.outbox
                async with db.reading() as tx:
                    if (await tx.execute(select(func.count()).where(outbox.c.feed_seq.is_(None)))).scalar_one():
                        return False
            heads = {name: await self.head(name) for name in SERVICES}
            cursors = {name: await self.cursors(name) for name in SERVICES}
            return all(
                cursors[name].get(source, 0) == heads[source]
                for name, service in SERVICES.items()
                for source in service.listens
            )

        await eventually(settled, seconds=seconds, every=0.2)
        await eventually(settled, seconds=seconds, every=0.2)  # what the last facts caused

    def peak_memory(self) -> dict[str, float]:
        """MiB by service: the most each process ever held."""
        found = {
            name: _PEAK.search(Path(f"/proc/{one.pid}/status").read_text()) for name, one in self.processes.items()
        }
        return {name: int(peak[1]) / 1024 for name, peak in found.items() if peak}


def serving(name: str) -> Sequence[str]:
    return ["-c", "from services.cli import main; main()", "serve", name]


async def make_databases(server: Any, suffix: str) -> dict[str, str]:
    urls = {name: server.create_database(f"{name}_{suffix}") for name in SERVICES}
    await migrate(urls)
    return urls


@asynccontextmanager
async def four_processes(
    folder: Path,
    database_urls: Mapping[str, str],
    bus_url: str,
    names: Sequence[str] = tuple(SERVICES),
    more: Mapping[str, str] | None = None,
) -> AsyncIterator[FourProcesses]:
    settings = zone_settings(folder, bus_url)
    ports = dict(zip(SERVICES, free_ports(len(SERVICES)), strict=True))
    urls = {name: f"http://127.0.0.1:{port}/{name}" for name, port in ports.items()}
    environment = {
        "ZJTX_BUS_URL": bus_url,
        "ZJTX_JWKS_URL": settings.jwks_url,
        "ZJTX_SIGNING_KEY": str(settings.signing_key),
        "ZJTX_LOG_FORMAT": "json",
        **{f"ZJTX_{name.upper()}_DATABASE_URL": url for name, url in database_urls.items()},
        **{f"ZJTX_{name.upper()}_URL": url for name, url in urls.items()},
        **(more or {}),
    }
    databases = {name: Database(url, name, SERVICES[name].floor, Clock()) for name, url in database_urls.items()}
    with ExitStack() as stack:
        started = {
            name: stack.enter_context(process(serving(name), environment, folder / f"{name}.log")) for name in names
        }
        async with httpx.AsyncClient(trust_env=False) as http:
            for name in names:
                await eventually(partial(answers, http, f"{urls[name]}/readyz"), seconds=60, every=0.1)
        try:
            yield FourProcesses(Issuer(settings), urls, databases, started, environment, folder)
        finally:
            for db in databases.values():
                await db.close()


async def answers(http: httpx.AsyncClient, url: str) -> bool:
    try:
        return (await http.get(url)).status_code == httpx.codes.OK
    except httpx.TransportError:
        await asyncio.sleep(0.1)
        return False
