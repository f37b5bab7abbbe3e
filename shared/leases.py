"""Errands: rows that say what is to be done outside, taken for a while, and carried out with no transaction open.

Whoever dies with one in hand holds it no longer than its lease; then it comes again.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from typing import TypeVar

from shared.background import patiently, pause, stop
from shared.clock import real_now
from shared.db import Database, Tx

T = TypeVar("T")


async def run_due(
    db: Database,
    any_due: Callable[[Tx, datetime], Awaitable[bool]],
    lease: Callable[[Tx, datetime], Awaitable[Sequence[T]]],
    work: Callable[[T], Awaitable[None]],
) -> None:
    """One round: leases what is due at this instant of real time, and works on all of it at once.

    A fault of one stops no other; the first is raised when all have ended.
    """
    at = real_now()
    async with db.reading() as tx:  # a quiet round takes no lock
        if not await any_due(tx, at):
            return
    async with db.transaction() as tx:
        taken = await lease(tx, at)
    for fault in await asyncio.gather(*map(work, taken), return_exceptions=True):
        if fault is not None:
            raise fault


async def run_steadily(
    name: str,
    db: Database,
    any_due: Callable[[Tx, datetime], Awaitable[bool]],
    lease: Callable[[Tx, datetime, int], Awaitable[Sequence[T]]],
    work: Callable[[T], Awaitable[None]],
    *,
    at_once: int,
    every_seconds: float,
) -> None:
    """For ever, round after round, and no round waits for the errands of the one before: a slow one delays nobody.

    So many are in hand at once, and `lease` takes no more than there is room for. An errand whose database is away
    is dropped, and comes again when its lease ends; any other fault of one ends the loop. When the loop is stopped,
    errands that wait for somebody outside are left where they are, and those inside a transaction end it.
    """
    in_hand: set[asyncio.Task[None]] = set()
    try:
        while True:
            for done in [one for one in in_hand if one.done()]:
                in_hand.discard(done)
                done.result()
            seen = db.commits
            if len(in_hand) < at_once:
                taken = await _taken(db, any_due, lease, at_once - len(in_hand))
                in_hand |= {asyncio.create_task(patiently(name, _errand(work, one)), name=name) for one in taken}
            await pause(db, seen, every_seconds)
    finally:
        await asyncio.gather(*map(stop, in_hand))


def _errand(work: Callable[[T], Awaitable[None]], one: T) -> Callable[[], Awaitable[None]]:
    return lambda: work(one)


async def _taken(
    db: Database,
    any_due: Callable[[Tx, datetime], Awaitable[bool]],
    lease: Callable[[Tx, datetime, int], Awaitable[Sequence[T]]],
    most: int,
) -> Sequence[T]:
    at = real_now()
    async with db.reading() as tx:
        if not await any_due(tx, at):
            return ()
    async with db.transaction() as tx:
        return await lease(tx, at, most)
