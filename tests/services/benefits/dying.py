"""A worker that dies as the bank has paid: `python -m tests.services.benefits.dying URL KEYS BOOKS`."""

import asyncio
import os
import signal
import sys
from pathlib import Path

from services.benefits.bank import Payee, Said
from services.benefits.bank.simulated import SimulatedBank
from services.benefits.service import paying
from services.embedded import SERVICES
from shared.clock import Clock
from shared.db import Database
from shared.seals import Seal


class Deadly(SimulatedBank):
    async def send(self, reference: str, payee: Payee, amount_fen: int) -> Said:
        await super().send(reference, payee, amount_fen)
        os.kill(os.getpid(), signal.SIGKILL)
        raise AssertionError("nobody survives that")


async def main(url: str, keys: str, books: str) -> None:
    db = Database(url, "benefits", SERVICES["benefits"].floor, Clock())
    await paying.carry_out(db, Deadly(Path(books)), Seal.read(Path(keys)))


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
