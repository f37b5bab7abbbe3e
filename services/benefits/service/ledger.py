"""The ledger's moves: each writes its transfers and moves the budget and what the claim has, in one transaction.

Whoever calls holds the claim's funding, locked; the budget is locked after it, by the move itself.
"""

import logging
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import uuid4

from services.benefits import store
from services.benefits.domain.ledger import (
    Difference,
    Funding,
    Kind,
    Transfer,
    budget_account,
    differences,
    dropped,
    held,
    paid_account,
    reserved_account,
    spent,
    treasury,
)
from shared.callers import Caller
from shared.db import Database, Tx
from shared.permissions import decide
from shared.problems import Forbidden

log = logging.getLogger(__name__)


async def grant(tx: Tx, issuer: str, budget_id: str, change_fen: int, words: str) -> None:
    """The limit of a budget as it is opened, raised, or lowered (a change below zero)."""
    sides = (treasury(issuer), budget_account(budget_id))
    debit, credit = sides if change_fen > 0 else sides[::-1]
    if change_fen:
        await _write(tx, budget_id, None, _new(Kind.SINGLE, debit, credit, abs(change_fen)), words)


async def hold(tx: Tx, funding: Funding, budget_id: str, fen: int, words: str) -> Funding:
    """Of a budget that `store.budgets.reserve` found free, in this transaction."""
    sides = budget_account(budget_id), reserved_account(funding.claim_id)
    pending = _new(Kind.PENDING, *sides, fen)
    await _write(tx, budget_id, funding.claim_id, pending, words)
    return await _save(tx, held(funding, budget_id, pending.transfer_id, fen))


async def drop(tx: Tx, funding: Funding, words: str) -> Funding:
    """What was held is free again."""
    budget_id = await _resolve(tx, funding.pending_id, Kind.VOID, funding.reserved_fen, words)
    await store.budgets.move(tx, budget_id, reserved=-funding.reserved_fen)
    return await _save(tx, dropped(funding))


async def spend(tx: Tx, funding: Funding, fen: int, words: str) -> Funding:
    """What was held, or a part of it, is paid; the rest is free again."""
    budget_id = await _resolve(tx, funding.pending_id, Kind.POST, fen, words)
    sides = reserved_account(funding.claim_id), paid_account(funding.claim_id)
    await _write(tx, budget_id, funding.claim_id, _new(Kind.SINGLE, *sides, fen), words)
    await store.budgets.move(tx, budget_id, reserved=-funding.reserved_fen, paid=fen)
    return await _save(tx, spent(funding, fen))


async def ask_back(tx: Tx, funding: Funding, fen: int, words: str) -> str:
    """The id of the pending transfer: nothing moves before the money is back."""
    budget_id = funding.budget_id or ""
    pending = _new(Kind.PENDING, paid_account(funding.claim_id), budget_account(budget_id), fen)
    await _write(tx, budget_id, funding.claim_id, pending, words)
    return pending.transfer_id


async def take_back(tx: Tx, funding: Funding, pending_id: str, fen: int, words: str) -> Funding:
    """The money is back in its budget."""
    budget_id = await _resolve(tx, pending_id, Kind.POST, fen, words)
    await store.budgets.move(tx, budget_id, paid=-fen)
    return await _save(tx, replace(funding, returned_fen=funding.returned_fen + fen))


async def forgive(tx: Tx, pending_id: str, fen: int, words: str) -> None:
    """It is asked back no longer."""
    await _resolve(tx, pending_id, Kind.VOID, fen, words)


def _new(kind: Kind, debit: str, credit: str, fen: int, pending_id: str | None = None) -> Transfer:
    return Transfer(str(uuid4()), kind, debit, credit, fen, pending_id)


async def _resolve(tx: Tx, pending_id: str | None, kind: Kind, fen: int, words: str) -> str:
    """The budget it is about."""
    pending = await store.ledger.find(tx, pending_id or "")
    by = _new(kind, pending.debit, pending.credit, fen, pending.transfer_id)
    await _write(tx, pending.budget_id, pending.claim_id, by, words)
    return pending.budget_id


async def _write(tx: Tx, budget_id: str, claim_id: str | None, one: Transfer, words: str) -> None:
    row = {
        "transfer_id": one.transfer_id,
        "pending_id": one.pending_id,
        "kind": one.kind.value,
        "debit": one.debit,
        "credit": one.credit,
        "amount_fen": one.amount_fen,
        "budget_id": budget_id,
        "claim_id": claim_id,
        "actor": tx.origin.actor,
        "at": tx.now,
        "day": tx.today,
        "words": words,
    }
    await store.ledger.add(tx, row)


async def _save(tx: Tx, funding: Funding) -> Funding:
    await store.ledger.save_funding(tx, funding)
    return funding


# ---- whether the books agree ----------------------------------------------------------------------


@dataclass(frozen=True)
class Verified:
    """核对账目"""

    at: datetime
    budgets: int
    differences: tuple[Difference, ...]


async def verify(tx: Tx) -> Verified:
    """Every budget against its transfers and its claims, and every pending against whoever waits for it."""
    books = await store.ledger.books(tx)
    return Verified(tx.now, len(books), (*differences(books), *await store.ledger.orphans(tx)))


async def verify_for(tx: Tx, caller: Caller) -> Verified:
    if not decide(caller, "ledger.verify"):
        raise Forbidden("账目由市级经办人员或监督人员核对")
    return await verify(tx)


async def verify_daily(db: Database) -> None:
    """Whatever does not agree is an alarm."""
    async with db.reading() as tx:
        verified = await verify(tx)
    for one in verified.differences:
        log.error("the ledger does not agree: %s: %s", one.subject, one.words)
