"""Waiting for the next change of the list: one look at the database for all who wait, and none while nobody does."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any, Final
from weakref import WeakKeyDictionary

from services.finance import store
from shared.db import Database

LOOK_SECONDS: Final = 0.25
"""How late a change is noticed at most, on whichever replica it was made"""


class Watch:
    """Who waits for a change after which number."""

    def __init__(self) -> None:
        self._waiting: dict[asyncio.Event, int] = {}

    @property
    def wanted(self) -> bool:
        return bool(self._waiting)

    def seen(self, head: int) -> None:
        """Wakes whoever waits for this, or whose history is gone."""
        for bell, number in self._waiting.items():
            if head != number:
                bell.set()

    async def beyond(self, number: int, seconds: float, left: Callable[[], Awaitable[None]]) -> bool:
        """Whether something came within so many seconds, while the caller was still there."""
        bell = asyncio.Event()
        self._waiting[bell] = number
        tasks = [asyncio.ensure_future(bell.wait()), asyncio.ensure_future(left())]
        try:
            await asyncio.wait(tasks, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
            return bell.is_set()
        finally:
            del self._waiting[bell]
            for task in tasks:
                task.cancel()
                with suppress(asyncio.CancelledError):
                    await task


_OF: Final[WeakKeyDictionary[Any, Watch]] = WeakKeyDictionary()


def watch_of(engine: Any) -> Watch:
    """That of one database."""
    return _OF.setdefault(engine, Watch())


async def look(db: Database) -> None:
    """The job of this process that looks for all."""
    watch = watch_of(db.engine.sync_engine)
    if watch.wanted:
        async with db.reading() as tx:
            watch.seen(await store.list_changes.head(tx))
