"""A process that claims: `python -m tests.services.benefits.claiming URL CODE DAY COUNT FEN`; prints what was paid."""

import asyncio
import random
import sys
from datetime import date
from typing import Final

from services.benefits import store
from services.benefits.service import funding, ledger
from services.embedded import SERVICES
from shared.clock import Clock
from shared.db import Database
from tests.funds import new_claim

AT_ONCE: Final = 20
"""Connections; who waits for one stands in line here, where a slow machine is no reason to give up."""


async def claim(db: Database, code: str, on: date, fen: int, dice: random.Random) -> int:
    """Reserved, then paid, or given up, or paid in part, as it happens; fen that were paid."""
    id_ = new_claim()
    async with db.transaction() as tx:
        if not await funding.reserve(tx, id_, code, fen, on):
            return 0
    await asyncio.sleep(dice.uniform(0, 0.05))
    part = dice.choice((0, fen, fen, fen - 1))
    async with db.transaction() as tx:
        if not part:
            await funding.release(tx, id_)
            return 0
        await ledger.spend(tx, await store.ledger.lock_funding(tx, id_), part, "示例支付")
    return part


async def main(url: str, code: str, day: str, count: str, fen: str) -> None:
    db = Database(url, "benefits", SERVICES["benefits"].floor, Clock(), pool_size=AT_ONCE)
    dice, on, line = random.Random(url + day), date.fromisoformat(day), asyncio.Semaphore(AT_ONCE)

    async def in_line() -> int:
        async with line:
            return await claim(db, code, on, int(fen), dice)

    paid = await asyncio.gather(*(in_line() for _ in range(int(count))))
    await db.close()
    print(sum(paid))


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
