"""Two banks keep the list, one by asking and one by being told, while it moves, receivers die, clocks jump and consents
are withdrawn: both equal the server's view whenever they are compared, and every removal reaches both."""

import asyncio
import random
from collections.abc import Awaitable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Final

from shared.testing import eventually
from shared.values import Tier
from tests.bench.burst_applied import invent, official_list, register, upload
from tests.consents import grant, look, withdraw
from tests.institutions import let_in
from tests.services.finance.copying import Copy
from tests.services.finance.hooked import enabled, get, set_state
from tests.sink import Received, Sink, begun_then_reset, reset, sink, status, well
from tests.zone import RunningZone

LISTED: Final = 2_000
RAISED: Final = 1_000
MOVES: Final = LISTED + RAISED + LISTED
"""Every firm comes, half of them rise, and all go when their titles have run out"""
SEED: Final = 20261128


@dataclass
class Told(Copy):
    """By webhooks alone, with a receiver that takes what comes or not, and says so or not."""

    drawn: random.Random = field(default_factory=lambda: random.Random(SEED))
    applied: set[str] = field(default_factory=set)
    dead: bool = False
    failed: int = 0

    async def receive(self, received: Received, writer: asyncio.StreamWriter) -> None:
        if self.dead or self.drawn.random() < 0.3:
            self.failed += 1
            await self.drawn.choice((reset, status(500), status(404)))(received, writer)
            return
        self._take(received)
        told_so = self.drawn.random() < 0.7
        self.failed += not told_so
        await (well if told_so else begun_then_reset)(received, writer)

    def _take(self, received: Received) -> None:
        if received.headers["webhook-id"] in self.applied or received.json["type"] != "list.changed":
            return
        self.applied.add(received.headers["webhook-id"])
        self.apply(received.json)


async def test_two_copies_equal_the_list_at_every_sampled_point(production: RunningZone) -> None:
    zone = production
    firms = invent(LISTED)
    await register(zone.urls["registry"], firms)
    await zone.settle()
    asking = Copy(zone.bank())
    await asking.take()
    await let_in(zone.db("finance"), "told-bank")
    bank = zone.client("finance", "institution", "clerk", institution="told-bank")
    told = Told(bank)
    async with sink() as receiver:
        made = await enabled(bank, receiver.url)  # before the first change: it is told of all
        receiver.otherwise = told.receive

        async def both_equal() -> None:
            """The one asks until nothing is new, the other is told until nothing waits."""
            await zone.settle()
            await asking.follow()
            await _all_told(bank, made["endpoint_id"])
            assert [(await one.compare())["verdict"] for one in (asking, told)] == ["equal", "equal"]
            assert asking.lines == told.lines

        consents = [(await grant(zone, firms[at].uscc))["consent_id"] for at in range(2)]
        await _while_asking(asking, _recorded(zone, official_list(firms, Tier.INNOVATIVE)))
        await both_equal()
        assert len(asking.lines) == LISTED

        told.dead = True
        await _while_asking(asking, _recorded(zone, official_list(firms[:RAISED], Tier.SPECIALISED)))
        assert (await withdraw(zone, firms[0].uscc, consents[0])).status_code == 200
        assert (await look(zone, consents[0])).status_code == 404, "at the next request"
        told.dead = False
        await both_equal()
        assert [(await look(zone, one)).status_code for one in consents] == [404, 200]

        await _while_asking(asking, zone.move_clock(timedelta(days=4 * 366)))
        await eventually(lambda: _emptied(asking), seconds=60)  # the job that ends titles comes every five seconds
        await both_equal()
        await zone.move_clock(-timedelta(days=4 * 366))
        await both_equal()

        removed = {item["enterprise_id"] for item in asking.removed}
        assert len(removed) == LISTED
        assert {item["enterprise_id"] for item in told.removed} == removed, "removals are always delivered"
        _says_nothing_of(receiver, consents)
        assert told.failed > 0
        assert (await asking.get("/status"))["head"] >= MOVES


def _recorded(zone: RunningZone, content: bytes) -> Awaitable[Any]:
    return upload(zone.officer(), content)


async def _while_asking(copy: Copy, happening: Awaitable[Any]) -> None:
    """The copy follows while the list moves: what it has is equal, or behind, never different."""
    task = asyncio.ensure_future(happening)
    while not task.done():
        await copy.follow(limit=300)
        assert (await copy.compare())["verdict"] in ("equal", "behind")
        await asyncio.sleep(0.2)
    await task


async def _emptied(copy: Copy) -> bool:
    await copy.follow()
    return copy.lines == {}


async def _all_told(bank: Any, endpoint_id: str) -> None:
    async def arrived() -> bool:
        found = await get(bank, f"/{endpoint_id}")
        if found["failed_attempts"] or found["state"] != "enabled":
            await set_state(bank, endpoint_id, "enabled")  # begins anew at once
        head = (await bank.get("/v1/list/status")).json()["head"]
        waiting = (await get(bank, f"/{endpoint_id}/deliveries"))["items"]
        return bool(found["number"] == head) and all(one["state"] == "delivered" for one in waiting)

    await eventually(arrived, seconds=60, every=0.1)


def _says_nothing_of(receiver: Sink, consents: list[str]) -> None:
    said = b"".join(received.body for received in receiver.received)
    assert all(consent.encode() not in said for consent in consents)
