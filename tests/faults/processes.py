"""The zone as people run it: `zjtx serve` in processes of their own, to be killed, paused and started again."""

import asyncio
import os
import pwd
import random
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

import httpx
from pydantic import SecretStr

from services.embedded import SERVICES
from services.finance.store import DEMONSTRATION_BANK
from shared.callers import Kind
from shared.clock import Clock
from shared.db import Database
from shared.issuing import Issuer, make_development_keys
from shared.settings import ZoneSettings
from shared.values import CITY
from tests.faults.zygote import WarmHome, Zygote
from tests.rig.process import Daemon, Home, free_ports
from tests.zone import BINJIANG, key, new_uscc, recognition

ROOT: Final = Path(__file__).parents[2]
ZJTX: Final = Path(sys.executable).parent / "zjtx"
COLUMNS: Final = "200"
MEMORY_LIMIT_KB: Final = 400 * 1024


@dataclass
class ServedZone:
    """A running zone behind its ports, and the verbs tests speak in."""

    home: Home
    urls: Mapping[str, str]
    """The database of each service."""
    bus_url: str
    groups: Sequence[tuple[str, ...]]
    """Which services share a process."""
    processes: dict[str, Daemon] = field(default_factory=dict)
    """By service; services of one process share it."""
    replicas: list[Daemon] = field(default_factory=list)
    fronts: list[str] = field(default_factory=list)
    """Where the registry's replicas answer; its callers take turns."""
    refusals: int = 0
    """How often a request had to be made again."""
    _clients: dict[tuple[str, ...], httpx.AsyncClient] = field(default_factory=dict)
    _databases: dict[str, Database] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.order = self.home.path / "order"
        self._ports = dict(zip(self.groups, free_ports(len(self.groups)), strict=True))
        at = {name: f"http://127.0.0.1:{port}" for group, port in self._ports.items() for name in group}
        self.addresses = {name: f"{origin}/{name}" for name, origin in at.items()}
        settings = ZoneSettings(
            bus_url=SecretStr(self.bus_url),
            jwks_url=f"file:{self.home.path}/jwks.json",
            signing_key=self.home.path / "key.json",
            url=at["registry"],
            _env_file=None,
        )
        make_development_keys(settings)
        self.issuer = Issuer(settings)
        self.environment = {
            "PYTHONPATH": str(ROOT),
            "ZJTX_BUS_URL": self.bus_url,
            "ZJTX_JWKS_URL": settings.jwks_url,
            "ZJTX_SIGNING_KEY": str(settings.signing_key),
            "ZJTX_URL": settings.url,
            "ZJTX_LOG_LEVEL": "WARNING",
            "COLUMNS": COLUMNS,
            **{f"ZJTX_{name.upper()}_DATABASE_URL": url for name, url in self.urls.items()},
            **{f"ZJTX_{name.upper()}_URL": url for name, url in self.addresses.items()},
        }
        for group in self.groups:
            process = self._process("-".join(group), self._command(group), self.addresses, group)
            self.processes |= dict.fromkeys(group, process)

    # ---- processes ---------------------------------------------------------------------------

    @property
    def embedded(self) -> bool:
        return len(self.groups) == 1

    async def start(self, *services: str) -> None:
        """Starts the processes of these services, of all without an argument; returns when they are ready."""
        wanted = {id(one): one for one in (self.processes[name] for name in services or SERVICES)}
        await asyncio.gather(*(asyncio.to_thread(process.start) for process in wanted.values()))

    def kill(self, service: str) -> None:
        self.processes[service].end(signal.SIGKILL)

    async def start_replica(self, service: str) -> None:
        """A second process of a service, on a port of its own."""
        [port] = free_ports(1)
        command: list[str | Path] = [ZJTX, "serve", service, "--port", str(port)]
        address = {service: f"http://127.0.0.1:{port}/{service}"}
        replica = self._process(f"{service}-replica", command, address, (service,))
        self.replicas.append(replica)
        await asyncio.to_thread(replica.start)
        if service == "registry":
            self.fronts.append(address[service])

    def end_replicas(self) -> None:
        for replica in self.replicas:
            replica.end(signal.SIGKILL)
        self.replicas.clear()
        self.fronts.clear()

    async def let_die(self, service: str, point: str) -> None:
        """From now on the process of `service` dies when that service next passes `point` (see crashing.py)."""
        process, group = self.processes[service], next(one for one in self.groups if service in one)
        if ZJTX in process.command:
            process.end(signal.SIGKILL)
            launcher: list[str | Path] = [sys.executable, "-m", "tests.faults.crashing", self.order]
            process.command = [*launcher, *self._command(group)[1:]]
            await self.start(service)
        waiting = self.order.with_suffix(".new")
        waiting.write_text(f"{point} {service}")
        waiting.rename(self.order)

    async def death_of(self, service: str, seconds: float = 20) -> None:
        """Until it has died of its order, which is then forgotten."""
        for _ in range(round(seconds * 100)):
            if not self.processes[service].running:
                break
            await asyncio.sleep(0.01)
        self.order.unlink()
        assert not self.processes[service].running, f"{service} never passed the point"

    def zjtx(self, *arguments: str, answer: str = "") -> subprocess.CompletedProcess[str]:
        """The command line, against this zone."""
        environment = {"PATH": os.environ["PATH"], "HOME": str(self.home.path), **self.environment}
        return subprocess.run(
            [ZJTX, *arguments],
            env=environment,
            cwd=self.home.path,
            input=answer,
            capture_output=True,
            text=True,
            timeout=120,
        )

    def assert_memory(self) -> None:
        for name, process in self.processes.items():
            status = Path(f"/proc/{process.pid}/status").read_text()
            peak = int(status.split("VmHWM:")[1].split()[0])
            assert peak < MEMORY_LIMIT_KB, f"{name} took {peak:,} kB"

    def last_words(self) -> str:
        return "\n".join(f"--- {log.name}\n{log.read_text()[-3_000:]}" for log in sorted(self.home.path.glob("*.log")))

    def _command(self, group: tuple[str, ...]) -> list[str | Path]:
        named = group if len(group) == 1 else ()
        return [ZJTX, "serve", *named, "--port", str(self._ports[group])]

    def _process(
        self, name: str, command: list[str | Path], addresses: Mapping[str, str], group: Sequence[str]
    ) -> Daemon:
        ready: Callable[[int], bool] = lambda _: all(_is_ready(addresses[one]) for one in group)  # noqa: E731
        return Daemon(self.home, name, command, answers=ready, environment=self.environment)

    # ---- callers -----------------------------------------------------------------------------

    def client(self, service: str, kind: Kind, subject: str = "test", **claims: str) -> httpx.AsyncClient:
        address = (
            random.choice([self.addresses[service], *self.fronts]) if service == "registry" else self.addresses[service]
        )
        identity = (address, kind, subject, *claims.values())
        if identity not in self._clients:
            token = self.issuer.token(kind, subject, seconds=3600, **claims)
            self._clients[identity] = httpx.AsyncClient(
                base_url=address,
                headers={"Authorization": f"Bearer {token}"},
                timeout=30,
                trust_env=False,
            )
        return self._clients[identity]

    def officer(self) -> httpx.AsyncClient:
        return self.client("registry", "officer", district=CITY)

    def bank(self) -> httpx.AsyncClient:
        return self.client("finance", "institution", institution=DEMONSTRATION_BANK)

    def db(self, service: str) -> Database:
        """The service's database, read behind its back."""
        if service not in self._databases:
            self._databases[service] = Database(
                self.urls[service], service, SERVICES[service].floor, Clock(), pool_size=2
            )
        return self._databases[service]

    async def forget_connections(self) -> None:
        for client in self._clients.values():
            await client.aclose()
        for db in self._databases.values():
            await db.close()
        self._clients.clear()
        self._databases.clear()

    # ---- verbs -------------------------------------------------------------------------------

    async def register(self) -> str:
        uscc = new_uscc()
        body = {"uscc": uscc, "name": f"示例{uscc[-8:]}有限公司", "district": BINJIANG, "industry": "C39"}
        await self.insist("/v1/enterprises", body)
        return uscc

    async def recognise(self, uscc: str, tier: str = "specialised") -> str:
        """The id of the change."""
        answer = await self.insist(f"/v1/enterprises/{uscc}/titles", recognition(tier, date.today()))
        return str(answer["change_id"])

    async def insist(self, path: str, body: dict[str, Any], seconds: float = 60) -> dict[str, Any]:
        """As a careful client: without an answer, or with 409 or 503, the same request again under the same key."""
        same, last = key(), "no answer"
        async with asyncio.timeout(seconds):
            while True:
                try:
                    answer = await self.officer().post(path, json=body, headers=same)
                except httpx.TransportError as fault:
                    last = repr(fault)
                else:
                    if answer.status_code == 201:
                        return dict(answer.json())
                    last = answer.text
                    assert answer.status_code in (409, 503), last
                self.refusals += 1
                await asyncio.sleep(0.1)

    async def changes(self, count: int, at_once: int = 8) -> list[str]:
        """That many enterprises registered and recognised; the ids of the changes."""
        gate = asyncio.Semaphore(at_once)

        async def one() -> str:
            async with gate:
                return await self.recognise(await self.register())

        return await asyncio.gather(*(one() for _ in range(count)))


@contextmanager
def warm() -> Iterator[Zygote]:
    """From which the processes of the zones are forked. What is decided at import is decided here."""
    surroundings = {"PATH": os.environ["PATH"], "LC_ALL": "C", "PYTHONPATH": str(ROOT), "COLUMNS": COLUMNS}
    with Zygote({**surroundings, "OPENBLAS_NUM_THREADS": "1"}) as zygote:  # threads do not survive a fork
        yield zygote


@contextmanager
def home(zygote: Zygote) -> Iterator[Home]:
    """A folder whose processes end with it, and with us, even if we are killed."""
    with WarmHome("faults", pwd.getpwuid(os.geteuid()).pw_name, zygote) as made:
        yield made


def _is_ready(address: str) -> bool:
    """Asked often while a process starts, so without a client that reads certificates first."""
    where = urlsplit(address)
    connection = HTTPConnection(where.netloc, timeout=2)
    try:
        connection.request("GET", f"{where.path}/readyz")
        return connection.getresponse().status == HTTPStatus.OK
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()
