"""The bus makes facts fast; the feed makes them true. Two bodies, chosen by URL.

bus = connect("memory://")          # rings the bell of listeners in this process
bus = connect("amqp://…")           # RabbitMQ pushes ranges of facts
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Final, Protocol
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True)
class Range:
    """Consecutive facts of one source: numbers first…last of an epoch, as a CloudEvents JSON batch.

    Without a body it is only a bell: there is something to pull.
    """

    source: str
    epoch: str
    first: int
    last: int
    body: bytes | None = None


async def _nothing() -> None: ...


@dataclass(frozen=True, slots=True)
class Delivery:
    range: Range
    ack: Callable[[], Awaitable[None]] = _nothing
    """Call once the cursor has passed `range.last`; acknowledges everything delivered before it as well."""


class NotPublished(Exception):
    """The broker is away, full, or has nobody bound: the range will be pulled."""


class Bus(Protocol):
    joins_processes: bool
    """Whether listeners in other processes hear it."""

    async def publish(self, range_: Range) -> None:
        """Returns when the range is as safe as this bus makes it; raises NotPublished. Never waits for ever."""

    async def listen(self, listener: str, source: str, receive: Callable[[Delivery], None]) -> None:
        """Hands every delivery of a source to `receive`; runs until it is cancelled or the connection breaks."""

    async def close(self) -> None: ...


_BODIES: Final = {
    "memory": "shared.bus.memory:MemoryBus",
    "amqp": "shared.bus.rabbit:RabbitBus",
    "amqps": "shared.bus.rabbit:RabbitBus",
}


def connect(url: str) -> Bus:
    """The bus behind a URL. Nothing is opened yet, so a broker that is away does not stop a start."""
    scheme = urlsplit(url).scheme
    if scheme not in _BODIES:
        raise ValueError(f"ZJTX_BUS_URL: expected one of {', '.join(_BODIES)}, not {scheme!r}")
    module, name = _BODIES[scheme].split(":")
    bus: Bus = getattr(import_module(module), name)(url)
    return bus
