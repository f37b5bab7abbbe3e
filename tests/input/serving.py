"""A zone behind a real server on a loopback port: for what only a socket shows."""

import asyncio
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import uvicorn
import uvloop

from services.cli.serving import Serving
from services.embedded import Zone
from shared.issuing import Issuer
from shared.testing import eventually
from tests.zone import begin, service_settings, zone_settings


@dataclass(frozen=True)
class ServedZone:
    zone: Zone
    issuer: Issuer
    port: int

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"


@contextmanager
def served_zone(folder: Path, urls: dict[str, str]) -> Iterator[ServedZone]:
    """In a thread with a loop of its own: the engines belong to the loop that made them."""
    settings = zone_settings(folder, "memory://")
    deaths: list[str] = []
    # With the protocol named, asyncio turns Nagle's algorithm off; else every answer on a kept connection waits 40 ms.
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.bind(("127.0.0.1", 0))
    listening.listen()
    started: list[Zone] = []
    ended: list[BaseException] = []
    stop: list[Callable[[], None]] = []

    async def serve() -> None:
        zone = Zone(settings=settings, service_settings=service_settings(urls, folder), on_death=deaths.append)
        begin(zone)
        server = Serving(
            uvicorn.Config(zone.app, log_config=None, access_log=False, server_header=False, lifespan="on"), zone
        )
        stop.append(lambda: setattr(server, "should_exit", True))
        serving = asyncio.create_task(server.serve([listening]))

        async def up() -> bool:
            return server.started or serving.done()

        await eventually(up)
        started.append(zone)
        ready.set()
        await serving

    def run() -> None:
        try:
            uvloop.run(serve())
        except BaseException as fault:
            ended.append(fault)
        finally:
            ready.set()

    ready = threading.Event()
    thread = threading.Thread(target=run, name="served zone")
    thread.start()
    ready.wait()
    try:
        assert not ended, ended
        yield ServedZone(started[0], Issuer(settings), listening.getsockname()[1])
    finally:
        for one in stop:
            one()
        thread.join(30)
        listening.close()
    assert not ended, ended
    assert not deaths, f"background tasks ended: {deaths}"
