"""The worker that carries out payment orders: written down before it leaves, asked about when nobody knows.

An order is sent under one reference for as long as it lives. `sent` is committed before the bank is called, so a
process that dies between the two leaves an order that is asked about, not one that is sent a second time.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from services.benefits import store
from services.benefits.bank import Away, Bank, Payee, Said
from services.benefits.domain.payments import AT_BANK, ENDS, Answer, State, after
from services.benefits.service import payments
from services.benefits.store.tables import PaymentOrderRow
from shared.clock import real_now
from shared.db import Database, Tx
from shared.leases import run_due
from shared.seals import Seal, Unsealable

log = logging.getLogger(__name__)
PATIENCE_SECONDS: Final = 10.0
"""How long the bank may take; what takes longer is unknown."""
LEASE: Final = timedelta(seconds=60)
REST: Final = timedelta(seconds=15)
"""Until a bank that was away is tried again"""
AT_ONCE: Final = 10


@dataclass(frozen=True)
class _Errand:
    """What one order needs of the bank."""

    order_id: str
    claim_id: str
    reference: str
    amount_fen: int
    send: bool
    asked: int
    sent_at: datetime
    payee: Payee = field(repr=False)


async def carry_out(db: Database, bank: Bank, seal: Seal) -> None:
    """Sends what was released, asks about what is at the bank. While the bank is called no transaction is open."""
    await run_due(
        db, store.payments.any_due, lambda tx, at: _taken(tx, at, seal), lambda errand: _run(db, bank, errand)
    )


async def _taken(tx: Tx, at: datetime, seal: Seal) -> list[_Errand]:
    """Written down as sent before it leaves, or as asked about once more."""
    errands = []
    for order in await store.payments.lease(tx, at, AT_ONCE):
        try:
            errand = _errand(order, at, seal)
        except Unsealable:  # a key is missing: its own order waits, the others go
            log.error("payment order %s: its account cannot be opened with our keys", order.order_id)
            await store.payments.change(tx, order.order_id, next_at=at + LEASE)
            continue
        errands.append(errand)
        if errand.send:
            await store.payments.advance(tx, order, State.SENT, "已交银行", sent_at=at, next_at=at + LEASE)
        else:
            await store.payments.change(tx, order.order_id, next_at=at + LEASE, asked=order.asked + 1)
    return errands


def _errand(order: PaymentOrderRow, at: datetime, seal: Seal) -> _Errand:
    send = order.state == State.QUEUED
    payee = Payee(order.holder, order.bank_name, seal.opened(order.number_sealed))
    sent_at = at if send or order.sent_at is None else order.sent_at
    return _Errand(order.order_id, order.claim_id, order.reference, order.amount_fen, send, order.asked, sent_at, payee)


async def _run(db: Database, bank: Bank, errand: _Errand) -> None:
    call: Callable[[], Awaitable[Said]] = (
        (lambda: bank.send(errand.reference, errand.payee, errand.amount_fen))
        if errand.send
        else (lambda: bank.query(errand.reference))
    )
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            said = await call()
    except Away as away:
        await _wait(db, errand, str(away))
        return
    except Exception as fault:  # it may have paid: that is asked about, whatever else went wrong
        log.error("the bank did not answer for order %s: %s", errand.order_id, type(fault).__name__)
        said = Said(Answer.UNKNOWN, "银行没有及时答复")
    await _conclude(db, errand, said)


async def _wait(db: Database, errand: _Errand, words: str) -> None:
    """Nothing has left, or nobody could be asked: it stays what it was, and is tried again later."""
    async with db.transaction() as tx:
        order = await store.payments.lock(tx, errand.order_id)
        rest = real_now() + REST
        if errand.send and order.state == State.SENT:
            await store.payments.advance(tx, order, State.QUEUED, f"未能交银行：{words}", next_at=rest)
        else:
            await store.payments.change(tx, errand.order_id, next_at=rest)


async def _conclude(db: Database, errand: _Errand, said: Said) -> None:
    """Writes down what the bank said; of an order that ended meanwhile, by hand or by another worker, nothing."""
    async with db.transaction() as tx:
        held = await payments.hold(tx, errand.claim_id, errand.order_id)
        order = held.order
        if order.state not in AT_BANK:
            return
        if outcome := ENDS.get(said.answer):
            await payments.settle(tx, held, outcome, said.words)
            return
        now = real_now()
        follows = after(said.answer, errand.sent_at, now, errand.asked)
        if follows.state != order.state:
            await store.payments.advance(tx, order, follows.state, said.words, next_at=now + follows.again_after)
        else:
            await store.payments.change(tx, order.order_id, next_at=now + follows.again_after)
    if follows.state is State.UNKNOWN:
        log.error("payment order %s: whether it was paid is not known", errand.order_id)


async def alarm(db: Database) -> None:
    """Whatever stays unknown is said again until somebody has seen to it."""
    async with db.reading() as tx:
        unknown = await store.payments.how_many(tx, State.UNKNOWN)
    if unknown:
        log.error("payment orders whose outcome is not known: %d", unknown)
