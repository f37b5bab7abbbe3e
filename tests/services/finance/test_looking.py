"""One look at the database for all who ask at once: never one that began before somebody asked."""

import asyncio
from collections.abc import Sequence

from services.finance.service.looking import Looks
from services.finance.store.list_changes import AT_ONCE, LetIn, State
from shared.callers import Caller

NOW = State("h", "e", 1, 1, "c")


class Slow:
    """Looks that take until they are told to end; whom each asked about."""

    def __init__(self) -> None:
        self.looks: list[list[str]] = []
        self.begun, self.may_end = asyncio.Event(), asyncio.Event()
        self.fault: Exception | None = None

    async def __call__(self, institutions: Sequence[str]) -> tuple[State, LetIn]:
        self.looks.append(list(institutions))
        at = len(self.looks)
        self.begun.set()
        await self.may_end.wait()
        if self.fault:
            raise self.fault
        return NOW._replace(applied=at), {}


def of(bank: str) -> Caller:
    return Caller("institution", "clerk", institution=bank)


async def test_who_asks_while_a_look_is_on_its_way_is_answered_by_the_next() -> None:
    looks, look = Looks(), Slow()
    first = asyncio.create_task(looks.at(of("a"), look))
    await look.begun.wait()
    later = [asyncio.create_task(looks.at(of(bank), look)) for bank in "aabb"]
    gone = asyncio.create_task(looks.at(of("c"), look))
    await asyncio.sleep(0)
    gone.cancel()
    look.may_end.set()
    assert (await first)[0].applied == 1
    assert {found[0].applied for found in await asyncio.gather(*later)} == {2}, "not what was seen before they asked"
    assert look.looks == [["a"], ["a", "b", "c"]], "five who asked cost one look; who went away took it from nobody"


async def test_a_look_asks_about_so_many_and_fails_only_those_it_was_for() -> None:
    looks, look = Looks(), Slow()
    look.fault = ConnectionError("the database went away")
    many = [asyncio.create_task(looks.at(of(f"bank-{at}"), look)) for at in range(AT_ONCE + 1)]
    look.may_end.set()
    assert all(isinstance(one, ConnectionError) for one in await asyncio.gather(*many, return_exceptions=True))
    assert [len(one) for one in look.looks] == [AT_ONCE, 1]
    look.fault = None
    assert (await looks.at(of("a"), look))[0].applied == 3
