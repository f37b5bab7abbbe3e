"""One look at the database for all who ask at once: never one that began before somebody asked."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

import pytest

from services.finance import store
from services.finance.service.looking import Looks
from services.finance.store.list_changes import AT_ONCE, LetIn, State
from shared.callers import Caller

NOW = State("h", "e", 1, 1, "c")


class Slow:
    """A database whose every look takes until it is told to end; counts them, and whom each asked about."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.looks: list[list[str]] = []
        self.may_end = asyncio.Event()
        self.fault: Exception | None = None

        async def state(_tx: Any, institutions: Sequence[str]) -> tuple[State, LetIn]:
            self.looks.append(list(institutions))
            at = len(self.looks)
            await self.may_end.wait()
            if self.fault:
                raise self.fault
            return NOW._replace(applied=at), {}

        monkeypatch.setattr(store.list_changes, "state", state)

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[None]:
        yield None


def of(bank: str) -> Caller:
    return Caller("institution", "clerk", institution=bank)


async def test_who_asks_while_a_look_is_on_its_way_is_answered_by_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    db: Any = Slow(monkeypatch)
    looks = Looks()
    first = asyncio.create_task(looks.at(db, of("a")))
    while not db.looks:
        await asyncio.sleep(0)
    later = [asyncio.create_task(looks.at(db, of(bank))) for bank in "aabb"]
    gone = asyncio.create_task(looks.at(db, of("c")))
    await asyncio.sleep(0)
    gone.cancel()
    db.may_end.set()
    assert (await first)[0].applied == 1
    assert {found[0].applied for found in await asyncio.gather(*later)} == {2}, "not what was seen before they asked"
    assert db.looks == [["a"], ["a", "b", "c"]], "five who asked cost one look; who went away took it from nobody"


async def test_a_look_asks_about_so_many_and_fails_only_those_it_was_for(monkeypatch: pytest.MonkeyPatch) -> None:
    db: Any = Slow(monkeypatch)
    db.fault = ConnectionError("the database went away")
    looks = Looks()
    many = [asyncio.create_task(looks.at(db, of(f"bank-{at}"))) for at in range(AT_ONCE + 1)]
    db.may_end.set()
    assert all(isinstance(one, ConnectionError) for one in await asyncio.gather(*many, return_exceptions=True))
    assert [len(one) for one in db.looks] == [AT_ONCE, 1]
    db.fault = None
    assert (await looks.at(db, of("a")))[0].applied == 3
