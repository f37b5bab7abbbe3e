"""What became of the money: called by whoever asks the bank, in the transaction that writes its answer."""

from typing import Final, Literal

from services.benefits import store
from services.benefits.domain.claims import Claim, Desk, State, Step, Taken
from services.benefits.service.claims.advancing import SYSTEM, By, advance
from services.benefits.service.claims.reading import locked_by_system
from shared.db import Tx

_STEPS: Final = {"paid": Step.SETTLE, "failed": Step.FAIL}


async def hold(tx: Tx, claim_id: str) -> None:
    """Locked, before anything of its money is: whoever moves both takes them in this order."""
    await _locked(tx, claim_id)


async def settled(tx: Tx, claim_id: str, outcome: Literal["paid", "failed"], words: str | None = None) -> None:
    """The bank's last word; said twice it is heard once. First of all locks: the claim goes before its funding."""
    claim = await _locked(tx, claim_id)
    if claim is not None and claim.state is State.PAYING:
        words = words or (claim.doubt if claim.doubt else None)
        await advance(tx, claim, Taken(_STEPS[outcome], words=words), By(SYSTEM, Desk.SYSTEM))


async def clawed_back(tx: Tx, claim_id: str, words: str | None = None) -> None:
    """The money has come back. The occasion stays taken: nobody claims it again."""
    claim = await _locked(tx, claim_id)
    by = By(SYSTEM, Desk.SYSTEM)
    if claim is not None and claim.state is State.PAID:
        claim = await advance(tx, claim, Taken(Step.PROPOSE, words=words), by)
    if claim is not None and claim.state is State.CLAWBACK:
        await advance(tx, claim, Taken(Step.RECOVER, words=words), by)


async def approvers(tx: Tx, claim_id: str) -> frozenset[str]:
    """Who approved or reviewed it, in any round: none of them pays it."""
    history = await store.claims.history(tx, claim_id)
    return frozenset(row.actor for row in history if row.desk in (Desk.REVIEW, Desk.APPROVAL, Desk.APPEAL))


async def _locked(tx: Tx, claim_id: str) -> Claim | None:
    seen = await store.claims.find(tx, claim_id)
    return None if seen is None else await locked_by_system(tx, seen)
