"""A claim goes on: the step and what it brings with it, in one transaction."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import UTC
from typing import Any, Final

from services.benefits import procedures, store
from services.benefits.domain.claims import Acts, Claim, Desk, Refusal, State, Step, Taken, after
from services.benefits.domain.claims.rules import unfunded
from services.benefits.domain.claims.telling import advanced
from services.benefits.problems import ClaimRefused
from services.benefits.service.claims import money
from shared.clock import real_now
from shared.db import Tx
from shared.events import Origin
from shared.problems import Busy

SYSTEM: Final = "system"
NOTHING_DONE: Final = Acts({}, frozenset())


@dataclass(frozen=True, slots=True)
class By:
    """Who takes a step, at which desk, and because of which fact."""

    actor: str
    desk: Desk
    cause_id: str | None = None
    origin: Origin | None = None


async def advance(tx: Tx, claim: Claim, taken: Taken, by: By, acts: Acts = NOTHING_DONE) -> Claim:
    """The claim, locked before, after a step. Raises ClaimRefused, Busy."""
    try:
        moved = after(claim, taken, procedures.claim_procedure(tx.today), len(acts.approvers), tx.today)
    except Refusal as refusal:
        raise ClaimRefused(str(refusal)) from refusal
    return await write(tx, claim, moved, taken, by)


async def write(tx: Tx, claim: Claim, moved: Claim, taken: Taken, by: By) -> Claim:
    """Money first: what cannot be funded goes another way. Then the claim, its history and the fact."""
    if moved.round != claim.round:
        moved = await _begun_again(tx, moved)
    elif moved.state is not claim.state and (follow := _FOLLOWS.get(moved.state)):
        await follow(tx, moved, by)
    if not await store.claims.save(tx, moved, claim.version):
        raise Busy("该申请刚被他人办理；请重新读取后再办理")
    await _record(tx, moved, taken, by)
    return moved


async def begin(tx: Tx, claim: Claim, by: By, words: str | None = None) -> Claim:
    """A new claim: its budget, its credit check, the first line of its history."""
    if not await money.reserve(tx, claim):
        claim = unfunded(claim)
    await store.claims.add(tx, claim)
    await _ask_credit(tx, claim)
    await _record(tx, claim, Taken(Step.CLAIM, words=words), by)
    return claim


async def _begun_again(tx: Tx, claim: Claim) -> Claim:
    """What was reserved before may be another amount."""
    await money.release(tx, claim)
    if not await money.reserve(tx, claim):
        claim = unfunded(claim)
    await _ask_credit(tx, claim)
    return claim


async def _ask_credit(tx: Tx, claim: Claim) -> None:
    if claim.state is State.CREDIT_CHECK:
        at = real_now().astimezone(UTC)
        row = {"claim_id": claim.claim_id, "round": claim.round, "asked_at": tx.now, "next_at": at, "attempts": 0}
        await store.credit_checks.ask(tx, row)


async def _released(tx: Tx, claim: Claim, _: By) -> None:
    await money.release(tx, claim)


async def _ordered(tx: Tx, claim: Claim, by: By) -> None:
    await money.order_payment(tx, claim, by.actor)


_FOLLOWS: Final[Mapping[State, Callable[[Tx, Claim, By], Awaitable[None]]]] = {
    State.REFUSED: _released,
    State.WITHDRAWN: _released,
    State.VOID: _released,
    State.PAYING: _ordered,
}
"""What entering a state does to money."""


async def _record(tx: Tx, claim: Claim, taken: Taken, by: By) -> None:
    await store.claims.add_step(tx, _step_row(tx, claim, taken, by))
    enterprise = await store.KNOWN.by_id(tx, claim.enterprise_id)
    assert enterprise is not None
    tx.emit(advanced(claim, taken, enterprise.version), by.origin)


def _step_row(tx: Tx, claim: Claim, taken: Taken, by: By) -> dict[str, Any]:
    return {
        "claim_id": claim.claim_id,
        "version": claim.version,
        "at": tx.now,
        "actor": by.actor,
        "desk": by.desk,
        "step": taken.step,
        "state": claim.state,
        "round": claim.round,
        "words": taken.words,
        "cause_id": by.cause_id,
    }
