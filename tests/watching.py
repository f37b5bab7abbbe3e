"""Somebody who watches an inbox, against the real app: what it is sent, event by event."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from tests.zone import RunningZone, person_of


@dataclass
class Watcher:
    status: int = 0
    events: list[dict[str, Any]] = field(default_factory=list)
    """Each with its `event`, `data`, and `id` where it has one; comments are left out"""
    ended: bool = False
    reads: asyncio.Event = field(default_factory=asyncio.Event)
    """Cleared: it takes nothing"""
    _came: asyncio.Event = field(default_factory=asyncio.Event)
    _rest: str = ""

    def take(self, chunk: bytes) -> None:
        *whole, self._rest = (self._rest + chunk.decode()).split("\n\n")
        self.events += [_parsed(one) for one in whole if not one.startswith(":")]
        self._came.set()

    def end(self) -> None:
        self.ended = True
        self._came.set()

    @property
    def last_id(self) -> str:
        return str(next(one["id"] for one in reversed(self.events) if "id" in one))

    def of(self, *kinds: str) -> list[Any]:
        """The data of the events of these kinds, in order."""
        return [one["data"] for one in self.events if one["event"] in kinds]

    async def until(self, count: int, *kinds: str, seconds: float = 15) -> list[Any]:
        """Waits for that many."""
        await self._until(lambda: len(self.of(*kinds)) >= count, seconds)
        return self.of(*kinds)

    async def until_begun(self) -> None:
        await self._until(lambda: bool(self.events or self.ended), 15)

    async def until_ended(self) -> None:
        await self._until(lambda: self.ended, 15)

    async def _until(self, true: Callable[[], bool], seconds: float) -> None:
        async with asyncio.timeout(seconds):
            while not true():
                self._came.clear()
                await self._came.wait()


def _parsed(text: str) -> dict[str, Any]:
    found: dict[str, Any] = dict(line.split(": ", 1) for line in text.splitlines())
    return {**found, "data": json.loads(found["data"])}


@asynccontextmanager
async def watching(
    zone: RunningZone, uscc: str, last_id: str = "", *, subject: str = "", seconds: int = 600, **params: Any
) -> AsyncIterator[Watcher]:
    """Connects as somebody who acts for the enterprise, and hangs up when the block ends."""
    token = zone.issuer.token("enterprise", subject or person_of(uscc), seconds=seconds, uscc=uscc)
    headers = [(b"authorization", f"Bearer {token}".encode()), (b"host", b"zone")]
    if last_id:
        headers.append((b"last-event-id", last_id.encode()))
    path = f"/notifications/v1/enterprises/{uscc}/message-events"
    scope = {
        "type": "http", "asgi": {"version": "3.0", "spec_version": "2.3"}, "http_version": "1.1", "method": "GET",
        "scheme": "http", "path": path, "raw_path": path.encode(), "root_path": "", "headers": headers,
        "query_string": urlencode(params).encode(), "server": ("zone", 80), "client": ("test", 1),
    }  # fmt: skip
    watcher, asked, gone = Watcher(), asyncio.Event(), asyncio.Event()
    watcher.reads.set()

    async def receive() -> dict[str, Any]:
        if not asked.is_set():
            asked.set()
            return {"type": "http.request", "body": b"", "more_body": False}
        await gone.wait()
        return {"type": "http.disconnect"}

    async def send(message: Any) -> None:
        await watcher.reads.wait()
        if message["type"] == "http.response.start":
            watcher.status = message["status"]
        elif message.get("body") and watcher.status == 200:
            watcher.take(message["body"])

    async def talk() -> None:
        try:
            await zone.zone.app(scope, receive, send)
        finally:
            watcher.end()

    task = asyncio.create_task(talk())
    try:
        await watcher.until_begun()
        yield watcher
    finally:
        gone.set()
        watcher.reads.set()
        await task
