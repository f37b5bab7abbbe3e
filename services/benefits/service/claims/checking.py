"""信用核查: the authority is asked outside any transaction; whoever stands on a list is held, not refused."""

import asyncio
import logging
from datetime import timedelta
from typing import Final

from services.benefits import store
from services.benefits.domain.claims import Claim, Desk, State, Step, Taken
from services.benefits.service.claims.advancing import SYSTEM, By, advance
from services.benefits.service.claims.reading import locked_by_system
from services.benefits.sources import Away, CreditSource, CreditWord
from shared.clock import real_now
from shared.db import Database, Tx
from shared.leases import run_due

log = logging.getLogger(__name__)
PATIENCE_SECONDS: Final = 3.0
"""How long the authority may take; if it takes longer it is away this time."""
LEASE: Final = timedelta(seconds=30)
AT_ONCE: Final = 20
_LATER: Final = (timedelta(seconds=10), timedelta(minutes=1), timedelta(minutes=10))
"""After the first attempt, the second, and every further one"""
BY_HAND: Final = "人工核查"


async def check_due(db: Database, source: CreditSource) -> None:
    """The worker: takes what is due, asks the authority, writes what it says."""
    await run_due(
        db,
        store.credit_checks.any_due,
        lambda tx, at: store.credit_checks.lease(tx, at, at + LEASE, AT_ONCE),
        lambda taken: _check(db, source, *taken),
    )


async def _check(db: Database, source: CreditSource, claim_id: str, round_: int, attempts: int) -> None:
    async with db.reading() as tx:
        claim = await store.claims.find(tx, claim_id)
    if claim is None:
        return  # the projection of enterprises is being rebuilt: the lease runs out, and it comes again
    word = await _asked(source, claim.uscc)
    async with db.transaction() as tx:
        if isinstance(word, Away):
            later = real_now() + _LATER[min(attempts, len(_LATER) - 1)]
            await store.credit_checks.save(tx, {"claim_id": claim_id, "round": round_, "next_at": later})
            return
        await _answered(tx, await locked_by_system(tx, claim), round_, word)


async def _asked(source: CreditSource, uscc: str) -> CreditWord | Away:
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            return await source.look_up(uscc)
    except Away as away:
        return away
    except TimeoutError:
        return Away("没有及时答复")
    except Exception:  # whatever an authority sends back, the claim waits and an officer may check by hand
        log.exception("the credit authority answered what cannot be read")
        return Away("答复无法读取")


async def _answered(tx: Tx, claim: Claim, round_: int, word: CreditWord) -> None:
    listed = "、".join(word.lists)
    await _close(tx, claim.claim_id, round_, listed, word.source)
    if claim.round != round_ or claim.state is not State.CREDIT_CHECK:
        return  # withdrawn meanwhile, or an officer was faster
    taken = Taken(Step.CLEAR)
    if listed:
        taken = Taken(Step.HOLD, words=f"信用核查：列入{listed}（{word.source}）；移出名单后可恢复办理")
    await advance(tx, claim, taken, By(SYSTEM, Desk.SYSTEM))


async def record_by_hand(tx: Tx, claim: Claim) -> None:
    """An officer looked it up where no authority answers."""
    await _close(tx, claim.claim_id, claim.round, "", BY_HAND)


async def _close(tx: Tx, claim_id: str, round_: int, listed: str, source: str) -> None:
    row = {"claim_id": claim_id, "round": round_, "answered_at": tx.now, "listed": listed, "source": source}
    await store.credit_checks.save(tx, row)
