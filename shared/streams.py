"""Server-sent events: what a client that stays is sent as it happens. A stream holds no connection to a database.

streams = Streams()                               of a service; closed when its process stops
EventStream(streams, Stream(key, caller, 7), …)   an answer: takes its place, and gives up on who does not read
for one in streams: one.put(event(…))             never waits for a client
"""

import asyncio
import json
import logging
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import aclosing, contextmanager
from typing import Any, ClassVar, Final

from fastapi.sse import KEEPALIVE_COMMENT, format_sse_event
from starlette.responses import StreamingResponse
from starlette.types import Receive, Scope, Send

from shared.callers import Caller
from shared.problems import Problem

QUEUED: Final = 256
"""Chunks that wait for a client; one that has not taken that many is dropped, and asks for what it missed."""
SEND_SECONDS: Final = 10.0
"""How long a client may take for one chunk, once what lies between is full."""
PER_CALLER: Final = 5
"""Streams of one account in one process"""
_TOO_MANY: Final = f"请关闭不用的连接；同一账号最多同时打开 {PER_CALLER} 个"
PING: Final = KEEPALIVE_COMMENT
HEADERS: Final = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}

log = logging.getLogger(__name__)


class TooManyStreams(Problem):
    status, code, title = 429, "TOO_MANY_STREAMS", "同时打开的推送过多"
    headers: ClassVar = {"Retry-After": "10"}


def event(kind: str, data: Any, id_: str | None = None) -> bytes:
    return event_of_json(kind, json.dumps(data, ensure_ascii=False, separators=(",", ":")), id_)


def event_of_json(kind: str, data: str, id_: str | None = None) -> bytes:
    return format_sse_event(event=kind, data_str=data, id=id_)


class Stream:
    """The place of one client. What it is to be sent waits in a bounded queue."""

    def __init__(self, key: str, caller: Caller, after: int) -> None:
        self.key, self.caller = key, caller
        self.after = after
        """The number up to which it has been given everything"""
        self._waiting: asyncio.Queue[bytes | None] = asyncio.Queue(QUEUED + 2)  # a farewell and the end always fit
        self._ending = False

    def put(self, chunk: bytes) -> None:
        """Never waits: a client that is slower than what happens is dropped, and comes back for what it missed."""
        if self._waiting.qsize() >= QUEUED:
            self.end("slow", "接收过慢，推送已中断；重新连接时将补发错过的消息")
        elif not self._ending:
            self._waiting.put_nowait(chunk)

    def end(self, code: str, words: str) -> None:
        """What waits is sent before it; a client that comes back is told nothing twice."""
        if not self._ending:
            self._ending = True
            self._waiting.put_nowait(event("end", {"code": code, "detail": words}))
            self._waiting.put_nowait(None)

    async def chunks(self) -> AsyncIterator[bytes]:
        while (chunk := await self._waiting.get()) is not None:
            yield chunk


class Streams:
    """The clients that stay, by what they follow."""

    def __init__(self) -> None:
        self._by_key: dict[str, set[Stream]] = {}
        self._by_actor: Counter[str] = Counter()
        self._closed = False

    def __iter__(self) -> Iterator[Stream]:
        return iter([stream for streams in self._by_key.values() for stream in streams])

    def __bool__(self) -> bool:
        return bool(self._by_key)

    def refuse_too_many(self, caller: Caller) -> None:
        """Raises TooManyStreams."""
        if self._by_actor[caller.actor] >= PER_CALLER:
            raise TooManyStreams(_TOO_MANY)

    @contextmanager
    def joined(self, stream: Stream) -> Iterator[None]:
        if self._closed:
            stream.end(*_STOPPING)
        elif self._by_actor[stream.caller.actor] >= PER_CALLER:  # several were let in before any of them took its place
            stream.end("too_many_streams", _TOO_MANY)
        self._by_key.setdefault(stream.key, set()).add(stream)
        self._by_actor[stream.caller.actor] += 1
        try:
            yield
        finally:
            self._by_actor[stream.caller.actor] -= 1
            if not self._by_actor[stream.caller.actor]:
                del self._by_actor[stream.caller.actor]
            self._by_key[stream.key].discard(stream)
            if not self._by_key[stream.key]:
                del self._by_key[stream.key]

    def close(self) -> None:
        """The process stops, and waits for nobody who merely listens."""
        self._closed = True
        for stream in self:
            stream.end(*_STOPPING)


async def _only(first: bytes) -> AsyncIterator[bytes]:
    yield first


_STOPPING: Final = ("stopping", "服务正在重启，请稍后重新连接")


class EventStream(StreamingResponse):
    """The answer that stays open: `first`, then whatever is put into the stream, until it is ended or the client goes.

    The place is taken here and not before: an answer that never begins holds none. The framework's own
    EventSourceResponse takes a route that yields, and with it every refusal comes after the 200.
    """

    media_type = "text/event-stream"

    def __init__(self, streams: Streams, stream: Stream, first: bytes, *, follow: bool = True) -> None:
        super().__init__(self._all(streams, stream, first) if follow else _only(first), headers=HEADERS)

    async def _all(self, streams: Streams, stream: Stream, first: bytes) -> AsyncIterator[bytes]:
        with streams.joined(stream):
            yield first
            async for chunk in stream.chunks():
                yield chunk

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        scope["stays"] = True  # it is measured up to its beginning
        await super().__call__(scope, receive, send)

    async def stream_response(self, send: Send) -> None:
        """A client that takes nothing for a while is given up, with whatever lies ready for it."""
        body: Any = self.body_iterator
        await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
        async with aclosing(body):
            try:
                async for chunk in body:
                    async with asyncio.timeout(SEND_SECONDS):
                        await send({"type": "http.response.body", "body": chunk, "more_body": True})
            except TimeoutError:
                log.info("a client that did not read was dropped")
                return
        await send({"type": "http.response.body", "body": b"", "more_body": False})
