"""The bus of one process: it rings a bell, the listener pulls. No fact passes through it."""

import asyncio
from collections.abc import Callable
from dataclasses import replace

from shared.bus import Delivery, Range


class MemoryBus:
    joins_processes = False

    def __init__(self, url: str) -> None:
        self._bells: dict[str, list[Callable[[Delivery], None]]] = {}

    async def publish(self, range_: Range) -> None:
        for receive in self._bells.get(range_.source, ()):
            receive(Delivery(replace(range_, body=None)))

    async def listen(self, listener: str, source: str, receive: Callable[[Delivery], None]) -> None:
        bells = self._bells.setdefault(source, [])
        bells.append(receive)
        try:
            await asyncio.Event().wait()  # until cancelled
        finally:
            bells.remove(receive)

    async def close(self) -> None:
        self._bells.clear()
