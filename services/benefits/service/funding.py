"""Money for claims: reserve, release, order the payment, claw back. What claims call, in a transaction of theirs.

Lock order: the claim, then its funding here, then an order of it, then the budget.
"""

from datetime import date
from typing import Final
from uuid import uuid4

from services.benefits import store
from services.benefits.domain import payments
from services.benefits.domain.bank_accounts import AccountState
from services.benefits.domain.ledger import Funding
from services.benefits.problems import FundingRefused
from services.benefits.service import ledger
from services.benefits.store.tables import ClawbackRow, PaymentOrderRow
from shared.clock import real_now
from shared.db import Tx
from shared.values import CITY, yuan

RESERVED, RELEASED, LET_GO = "申领预留", "预留释放", "支付人放行"
_ORDER_WAY_OUT: Final = "支付指令已交银行，结果确定之前不能释放或另行支付"


async def reserve(
    tx: Tx, claim_id: str, benefit_code: str, amount_fen: int, on: date, *, issuer: str = CITY, holder_id: str = ""
) -> bool:
    """Reserves of the issuer's budget of that year; False, and nothing is reserved: there is none, or not enough.

    Once per claim: what it holds already, or was paid, stays as it is. `holder_id`: a quota of that enterprise's own.
    """
    funding = await store.ledger.lock_funding(tx, claim_id)
    if funding.reserved_fen or funding.paid_fen:
        return True
    budget_id = await store.budgets.reserve(tx, benefit_code, on.year, issuer, holder_id, amount_fen)
    if budget_id is None:
        return False
    await ledger.hold(tx, funding, budget_id, amount_fen, RESERVED)
    return True


async def release(tx: Tx, claim_id: str) -> None:
    """What is reserved is free again; nothing reserved, nothing done. An order that has not left is cancelled.

    Raises FundingRefused once an order is with the bank: until it says what became of it, nobody knows.
    """
    funding = await store.ledger.lock_funding(tx, claim_id)
    if not funding.reserved_fen:
        return
    order = await store.payments.lock_live(tx, claim_id)
    if order is not None:
        if not payments.may_cancel(payments.State(order.state), order.released_by):
            raise FundingRefused(_ORDER_WAY_OUT)
        await store.payments.advance(tx, order, payments.State.CANCELLED, RELEASED)
    await ledger.drop(tx, funding, RELEASED)


async def order_payment(tx: Tx, claim_id: str, account_id: str, amount_fen: int) -> PaymentOrderRow:
    """A payment of what is reserved, or of less, to a verified account; it leaves once a payer has released it.

    Ordered again while it is under way or paid, it is the same order. Raises FundingRefused.
    """
    funding = await store.ledger.lock_funding(tx, claim_id)
    live = await store.payments.lock_live(tx, claim_id)
    if live is not None:
        return live
    if not 0 < amount_fen <= funding.reserved_fen:
        raise FundingRefused(f"这笔申领预留了{yuan(funding.reserved_fen)}元；支付金额须大于零且不超过预留金额")
    account = await store.bank_accounts.find(tx, account_id)
    if account is None or account.state != AccountState.VERIFIED:
        raise FundingRefused("收款账户尚未核验通过，或已停用；请企业先登记并核验收款账户")
    enterprise = await store.KNOWN.by_id(tx, account.enterprise_id)
    budget = await store.budgets.find(tx, funding.budget_id or "")
    assert enterprise is not None, "an account belongs to a known enterprise"
    assert budget is not None, "what is reserved is reserved of a budget"
    attempt = 1 + await store.payments.count(tx, claim_id)
    order = PaymentOrderRow(
        order_id=str(uuid4()),
        reference=payments.reference(claim_id, attempt),
        claim_id=claim_id,
        budget_id=budget.budget_id,
        benefit_code=budget.benefit_code,
        enterprise_id=account.enterprise_id,
        district=enterprise.district,
        account_id=account_id,
        holder=account.holder,
        bank_name=account.bank_name,
        number_sealed=account.number_sealed,
        last_four=account.last_four,
        amount_fen=amount_fen,
        state=payments.State.QUEUED,
        ordered_at=tx.now,
        ordered_on=tx.today,
        next_at=real_now(),
    )
    await store.payments.add(tx, order.model_dump())
    return order


async def let_go(tx: Tx, order: PaymentOrderRow, payer: str) -> None:
    """The payer, who did not approve it, lets the order leave for the bank. Again, it stays with the first."""
    if payments.may_cancel(payments.State(order.state), order.released_by):
        await store.payments.advance(tx, order, payments.State.QUEUED, LET_GO, released_by=payer, next_at=real_now())


async def claw_back(tx: Tx, claim_id: str, amount_fen: int, reason: str) -> ClawbackRow:
    """Asks money back that was paid; the budget has it again once it has arrived. Raises FundingRefused."""
    funding = await store.ledger.lock_funding(tx, claim_id)
    open_fen = await store.payments.asked_back(tx, claim_id)
    _check_clawback(funding, open_fen, amount_fen)
    pending_id = await ledger.ask_back(tx, funding, amount_fen, f"追回：{reason}")
    row = ClawbackRow(
        clawback_id=str(uuid4()),
        claim_id=claim_id,
        budget_id=funding.budget_id or "",
        pending_id=pending_id,
        amount_fen=amount_fen,
        reason=reason,
        state=payments.ClawbackState.ASKED,
        asked_by=tx.origin.actor,
        asked_at=tx.now,
    )
    await store.payments.add_clawback(tx, row.model_dump())
    return row


def _check_clawback(funding: Funding, open_fen: int, amount_fen: int) -> None:
    left = funding.paid_fen - funding.returned_fen - open_fen
    if not 0 < amount_fen <= left:
        raise FundingRefused(f"最多可追回{yuan(left)}元：已支付的，减去已退回和正在追回的")
