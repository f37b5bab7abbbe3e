"""How the list stands now: one look at the database for all who ask while another one is on its way.

Nobody is answered by a look that began before he asked. So what it says is as good as a look of his own, on every
replica: a page is never behind the database, and who was suspended a moment ago is refused. Only its price is shared.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Final

from services.finance import store
from services.finance.store.list_changes import AT_ONCE, LetIn, State
from shared.callers import Caller
from shared.db import Database

Found = tuple[State, LetIn]
Look = Callable[[Sequence[str]], Awaitable[Found]]
"""Institutions asked about, `AT_ONCE` of them at most -> how the list stands, and which of them are let in"""
NOBODY: Final = ""
"""Stands for who is no institution: it is asked how the list stands, and no more."""


class Looks:
    """Of one database."""

    def __init__(self) -> None:
        self._asking: dict[str, list[asyncio.Future[Found]]] = {}
        self._looking: asyncio.Task[None] | None = None

    async def at(self, caller: Caller, look: Look) -> Found:
        answer: asyncio.Future[Found] = asyncio.get_running_loop().create_future()
        self._asking.setdefault(caller.institution or NOBODY, []).append(answer)
        if self._looking is None:
            self._looking = asyncio.create_task(self._look(look))
        return await answer

    async def _look(self, look: Look) -> None:
        """Again and again while somebody asks. It is nobody's task: who asked and went away takes it from no other."""
        try:
            while self._asking:
                now = {one: self._asking.pop(one) for one in list(self._asking)[:AT_ONCE]}
                waiting = [answer for answers in now.values() for answer in answers]
                try:
                    found = await look(list(now))
                except BaseException as fault:
                    _tell(waiting, fault)
                    if not isinstance(fault, Exception):
                        raise
                else:
                    for answer in waiting:
                        if not answer.done():
                            answer.set_result(found)
        finally:
            self._looking = None


def _tell(waiting: list[asyncio.Future[Found]], fault: BaseException) -> None:
    for answer in waiting:
        if not answer.done():
            answer.set_exception(fault)


def look_into(db: Database) -> Look:
    async def look(institutions: Sequence[str]) -> Found:
        async with db.reading() as tx:
            return await store.list_changes.state(tx, institutions)

    return look
