"""Registrations nobody confirmed yet: the register of businesses is asked again every day, and officers see which."""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from services.registry import store
from services.registry.domain.confirmations import UNANSWERED, UNSETTLED, Outcome, Standing, outcome
from services.registry.domain.registrations import Entry
from services.registry.sources import Away, BusinessRegister
from services.registry.store.confirmations import Listed
from shared.callers import Caller
from shared.db import Database, Tx
from shared.permissions import visible_district

log = logging.getLogger(__name__)
PATIENCE_SECONDS: Final = 1.5
"""Somebody may wait; a register that takes longer is away this time."""
AT_ONCE: Final = 20


@dataclass(frozen=True)
class Asked:
    """What the register answered; `away`: it did not."""

    entry: Entry | None = None
    away: bool = False

    def outcome(self, name: str, before: Outcome = UNANSWERED) -> Outcome:
        """A register that is away takes nothing back."""
        return before if self.away else outcome(self.entry, name)


async def look_up(register: BusinessRegister, uscc: str, name: str) -> Asked:
    """Before any transaction is begun: a register may be slow."""
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            return Asked(await register.look_up(uscc, name))
    except (Away, TimeoutError):
        return Asked(away=True)
    except Exception:  # whatever it sends back, the enterprise can do nothing about it
        log.exception("the register of businesses answered what cannot be read")
        return Asked(away=True)


async def wait_for(tx: Tx, enterprise_id: str, found: Outcome) -> None:
    """Notes that a registration went ahead unconfirmed."""
    await store.confirmations.add(
        tx,
        {
            "enterprise_id": enterprise_id,
            "standing": found.standing,
            "words": found.words,
            "registered_at": tx.now,
            "asked_on": tx.today,
            "times_asked": 1,
        },
    )


async def ask_again(db: Database, register: BusinessRegister) -> None:
    """The worker: once a day about each that is not settled; while the register is asked no transaction is open."""
    async with db.reading() as tx:  # a quiet round takes no lock
        waiting = await store.confirmations.to_ask(tx, AT_ONCE)
    if not waiting:
        return
    answers = await asyncio.gather(*(look_up(register, one.uscc, one.name) for one in waiting))
    async with db.transaction() as tx:
        for one, asked in zip(waiting, answers, strict=True):
            before = Outcome(Standing(one.row.standing), one.row.words)
            await store.confirmations.note(
                tx, one.row.enterprise_id, one.row.times_asked, asked.outcome(one.name, before)
            )


async def list_page(
    tx: Tx, caller: Caller, standing: Standing | None, district: str | None,
    after: tuple[datetime, str] | None, limit: int,
) -> Sequence[Listed]:  # fmt: skip
    """The longest waiting first; outside the city's view only of the caller's own district, whatever is asked."""
    standings = (standing,) if standing else UNSETTLED
    return await store.confirmations.page(tx, standings, visible_district(caller, district), after, limit)
