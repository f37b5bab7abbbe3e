"""Errands: rows that say what is to be done outside, taken for a while, and carried out with no transaction open.

Whoever dies with one in hand holds it no longer than its lease; then it comes again.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from typing import TypeVar

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
