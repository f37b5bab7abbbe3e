"""追回: money that was paid is asked back, comes, or is asked back no longer."""

from services.benefits import store
from services.benefits.domain.payments import ClawbackState
from services.benefits.problems import ClawbackNotFound, ClawbackRefused, PaymentNotFound
from services.benefits.service import funding, ledger
from services.benefits.service.claims import settling
from services.benefits.store.tables import ClawbackRow
from shared.callers import Caller
from shared.db import Tx
from shared.permissions import Matter, decide
from shared.problems import Forbidden


async def ask(tx: Tx, caller: Caller, order_id: str, amount_fen: int, reason: str) -> ClawbackRow:
    """Of what an order paid. Raises PaymentNotFound, Forbidden or FundingRefused."""
    order = await store.payments.find(tx, order_id)
    if order is None or not decide(caller, "payment.read", Matter(district=order.district)):
        raise PaymentNotFound("请核对支付指令编号")
    await _check_may(tx, caller, order.budget_id)
    return await funding.claw_back(tx, order.claim_id, amount_fen, reason)


async def close(tx: Tx, caller: Caller, clawback_id: str, state: ClawbackState, document: str) -> ClawbackRow:
    """RETURNED: the money is back in its budget; WITHDRAWN: it is asked back no longer. Once only."""
    seen = await store.payments.find_clawback(tx, clawback_id)
    if seen is None:
        raise ClawbackNotFound("请核对追回编号")
    await _check_may(tx, caller, seen.budget_id)
    await settling.hold(tx, seen.claim_id)
    held = await store.ledger.lock_funding(tx, seen.claim_id)
    row = await store.payments.lock_clawback(tx, clawback_id)
    if row.state != ClawbackState.ASKED:
        raise ClawbackRefused("这笔追回已经了结，不能再改")
    if state is ClawbackState.RETURNED:
        await ledger.take_back(tx, held, row.pending_id, row.amount_fen, f"已退回（{document}）")
    else:
        await ledger.forgive(tx, row.pending_id, row.amount_fen, f"不再追回（{document}）")
    await store.payments.close_clawback(tx, row, state, document)
    if state is ClawbackState.RETURNED:
        await settling.clawed_back(tx, seen.claim_id, document)
    closed = await store.payments.find_clawback(tx, clawback_id)
    assert closed is not None
    return closed


async def _check_may(tx: Tx, caller: Caller, budget_id: str) -> None:
    budget = await store.budgets.find(tx, budget_id)
    assert budget is not None, "money came of a budget"
    if not decide(caller, "clawback.write", Matter(district=budget.issuer)):
        raise Forbidden("追回由出资方（市级或区、县（市））的审批人员办理")
