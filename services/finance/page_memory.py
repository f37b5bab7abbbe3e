"""Pages of the list in memory, bounded by their bytes. Never trusted: each use says in which state the list is now."""

import asyncio
import sys
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Hashable
from dataclasses import dataclass
from typing import Any, Final
from weakref import WeakKeyDictionary

from services.finance.store.list_changes import State
from services.finance.store.shared_list import Page

MAX_BYTES: Final = 64 * 1024 * 1024
"""Some 700 pages of a hundred lines: twice the whole list of a city, a sixth of what a service may take."""
MAX_ENDINGS: Final = 10_000
"""Of some 1,000 bytes each: the whole list as thirty banks walk through it"""


@dataclass(frozen=True, slots=True)
class Ending:
    """What follows the lines in the answer to one party, and the signature over the whole."""

    tail: bytes
    signature: str


class PageMemory:
    """Of one database: the page last read for each question, with the state of the list it was read in."""

    def __init__(self, max_bytes: int = MAX_BYTES, max_endings: int = MAX_ENDINGS) -> None:
        self._max_bytes, self._bytes = max_bytes, 0
        self._pages: OrderedDict[Hashable, tuple[State, Page]] = OrderedDict()
        self._being_read: dict[tuple[Hashable, State], asyncio.Event] = {}
        self._max_endings = max_endings
        self._endings: OrderedDict[Hashable, Ending] = OrderedDict()

    async def page(self, question: Hashable, state: State, read: Callable[[], Awaitable[Page]]) -> Page:
        """The page as it is in this state; when it is not known `read` is asked, once for all who wait for it."""
        while True:
            known = self._pages.get(question)
            if known is not None and known[0] == state:
                self._pages.move_to_end(question)
                return known[1]
            by_another = self._being_read.get((question, state))
            if by_another is None:
                return await self._read(question, state, read)
            await by_another.wait()  # failed, the next of those who wait reads for itself

    def ending(self, page: Page, of: Hashable, make: Callable[[], Ending]) -> Ending:
        """What `make` once made for this page, or makes now; `of` is everything else it depends on."""
        key = (page.tag, page.count, page.last, of)
        known = self._endings.get(key)
        if known is None:
            known = self._endings[key] = make()
            if len(self._endings) > self._max_endings:
                self._endings.popitem(last=False)
        else:
            self._endings.move_to_end(key)
        return known

    async def _read(self, question: Hashable, state: State, read: Callable[[], Awaitable[Page]]) -> Page:
        done = self._being_read[question, state] = asyncio.Event()
        try:
            page = await read()
            self._keep(question, state, page)
            return page
        finally:
            del self._being_read[question, state]
            done.set()

    def _keep(self, question: Hashable, state: State, page: Page) -> None:
        self._forget(question)
        self._pages[question] = (state, page)
        self._bytes += _size(page)
        while self._bytes > self._max_bytes:
            self._forget(next(iter(self._pages)))

    def _forget(self, question: Hashable) -> None:
        forgotten = self._pages.pop(question, None)
        if forgotten:
            self._bytes -= _size(forgotten[1])


def _size(page: Page) -> int:
    return sys.getsizeof(page.documents)


_OF: Final[WeakKeyDictionary[Any, PageMemory]] = WeakKeyDictionary()


def memory_of(engine: Any) -> PageMemory:
    """The memory of one database; it goes with its engine."""
    return _OF.setdefault(engine, PageMemory())
