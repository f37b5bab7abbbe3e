"""The relay numbers what was committed; the publisher hands it to the bus. A dead broker never stops the numbering."""

import asyncio
import logging
from collections.abc import Iterator
from typing import Final

from shared.background import patiently, resting
from shared.bus import Bus, NotPublished, Range
from shared.feed.numbering import Feed, Numbered
from shared.telemetry import Metrics

log = logging.getLogger(__name__)
FLOOR_SECONDS: Final = 0.5
"""How long a fact of a process that died before ringing waits for its number."""
RANGE_FACTS: Final = 100
RANGE_BYTES: Final = 128 * 1024
QUEUED_RANGES: Final = 500
AT_ONCE: Final = 20


class Publisher:
    """Behind a bounded queue: whoever numbered a range offers it once; what does not fit will be pulled."""

    def __init__(self, bus: Bus, metrics: Metrics) -> None:
        self._bus, self._metrics = bus, metrics
        self._queue: asyncio.Queue[Range] = asyncio.Queue(QUEUED_RANGES)
        self._away = False

    def offer(self, range_: Range) -> None:
        try:
            self._queue.put_nowait(range_)
        except asyncio.QueueFull:
            self._metrics.dropped.labels("queue full").inc()

    async def run(self) -> None:
        while True:
            with resting():
                ranges = [await self._queue.get()]
            while len(ranges) < AT_ONCE and not self._queue.empty():
                ranges.append(self._queue.get_nowait())
            await asyncio.gather(*(self._publish(range_) for range_ in ranges))

    async def _publish(self, range_: Range) -> None:
        try:
            await self._bus.publish(range_)
        except NotPublished as fault:
            self._metrics.dropped.labels("not published").inc()
            if not self._away:
                log.warning("the bus is away; listeners pull meanwhile: %s", fault)
            self._away = True
        else:
            self._metrics.published.inc(range_.last - range_.first + 1)
            self._away = False


class Relay:
    def __init__(self, feed: Feed, publisher: Publisher, metrics: Metrics) -> None:
        self._feed, self._publisher, self._metrics = feed, publisher, metrics
        self._bell = asyncio.Event()

    def ring(self) -> None:
        """Called by whoever committed facts in this process."""
        self._bell.set()

    async def run(self) -> None:
        while True:
            await patiently(f"{self._feed.source} relay", self.number_all)
            try:
                with resting():
                    async with asyncio.timeout(FLOOR_SECONDS):
                        await self._bell.wait()
            except TimeoutError:
                continue

    async def number_all(self) -> None:
        self._bell.clear()
        while numbered := await self._feed.number():
            for range_ in _ranges(self._feed.source, numbered):
                self._publisher.offer(range_)
            self._metrics.head.set(numbered.first + len(numbered.bodies) - 1)
            await asyncio.sleep(0)


def _ranges(source: str, numbered: Numbered) -> Iterator[Range]:
    """One fact alone when it is quiet, up to a hundred facts or 128 KiB under a burst."""
    first, size = numbered.first, 0
    bodies: list[bytes] = []
    for body in numbered.bodies:
        raw = body.encode()
        if bodies and (len(bodies) == RANGE_FACTS or size + len(raw) > RANGE_BYTES):
            yield _range(source, numbered.epoch, first, bodies)
            first, bodies, size = first + len(bodies), [], 0
        bodies.append(raw)
        size += len(raw) + 1
    if bodies:
        yield _range(source, numbered.epoch, first, bodies)


def _range(source: str, epoch: str, first: int, bodies: list[bytes]) -> Range:
    return Range(source, epoch, first, first + len(bodies) - 1, batch(bodies))


def batch(bodies: list[bytes]) -> bytes:
    """The CloudEvents JSON batch of ready envelopes."""
    return b"[" + b",".join(bodies) + b"]"
