"""支付指令 as officers see them: listed, let go by a payer, settled by hand by two people; and how one ends."""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from services.benefits import store
from services.benefits.domain import payments as rules
from services.benefits.domain.ledger import Funding
from services.benefits.domain.payments import Outcome, State
from services.benefits.problems import PaymentNotFound, PaymentRefused
from services.benefits.service import funding, ledger
from services.benefits.service.claims import settling
from services.benefits.store.payments import OrderFilter
from services.benefits.store.tables import PaymentOrderRow, PaymentStepRow
from shared.callers import Caller
from shared.db import Tx
from shared.edge import require_version
from shared.permissions import Action, Matter, decide, visible_district
from shared.problems import Forbidden

_WAY_OUT: Final = "请核对支付指令编号；全部支付指令见 /benefits/v1/payment-orders"
_MAY: Final[dict[Action, str]] = {
    "payment.release": "支付由出资方（市级或区、县（市））的审批人员放行",
    "payment.settle": "结果未知的支付由市级审批人员凭银行证明认定",
}
_ENDS: Final = {Outcome.PAID: State.PAID, Outcome.FAILED: State.FAILED}


@dataclass(frozen=True)
class Settlement:
    """What a person says became of an order, and by which document of the bank."""

    outcome: Outcome
    document: str


@dataclass(frozen=True)
class Held:
    """An order with what its claim has of the budget, all locked, the claim first."""

    order: PaymentOrderRow
    funding: Funding


async def hold(tx: Tx, claim_id: str, order_id: str) -> Held:
    """In the one order in which claims, fundings and orders are locked."""
    await settling.hold(tx, claim_id)
    held = await store.ledger.lock_funding(tx, claim_id)
    return Held(await store.payments.lock(tx, order_id), held)


async def page(
    tx: Tx, caller: Caller, wanted: OrderFilter, after: tuple[date, str] | None, limit: int
) -> Sequence[PaymentOrderRow]:
    """Outside the city's view only the payments of the caller's own district."""
    visible = replace(wanted, district=visible_district(caller, wanted.district))
    return await store.payments.page(tx, visible, after, limit)


async def get(tx: Tx, caller: Caller, order_id: str) -> tuple[PaymentOrderRow, Sequence[PaymentStepRow]]:
    """With its history. Raises PaymentNotFound."""
    order = _read(caller, await store.payments.find(tx, order_id))
    return order, await store.payments.steps(tx, order_id)


def _read(caller: Caller, order: PaymentOrderRow | None) -> PaymentOrderRow:
    if order is None or not decide(caller, "payment.read", Matter(district=order.district)):
        raise PaymentNotFound(_WAY_OUT)
    return order


async def published(tx: Tx, month: str, after: tuple[date, str] | None, limit: int) -> Sequence[PaymentOrderRow]:
    """公示: what was paid in a month (YYYY-MM), in order of the day."""
    first = date.fromisoformat(f"{month}-01")
    last = date(first.year, first.month, monthrange(first.year, first.month)[1])
    return await store.payments.paid_between(tx, first, last, after, limit)


async def release(tx: Tx, caller: Caller, order_id: str, if_match: str | None) -> PaymentOrderRow:
    """放行: now it leaves for the bank. Whoever approved the claim is not its payer. Raises PaymentRefused."""
    order = (await _held(tx, caller, order_id, "payment.release", if_match)).order
    approvers = await settling.approvers(tx, order.claim_id)
    if why_not := rules.why_not_release(caller.actor, approvers, State(order.state), order.released_by):
        raise PaymentRefused(why_not)
    await funding.let_go(tx, order, caller.actor)
    return await _again(tx, order_id)


async def propose(tx: Tx, caller: Caller, order_id: str, if_match: str | None, said: Settlement) -> PaymentOrderRow:
    """The first of the two. Raises PaymentRefused."""
    order = (await _held(tx, caller, order_id, "payment.settle", if_match)).order
    if why_not := rules.why_not_propose(State(order.state), order.released_by):
        raise PaymentRefused(why_not)
    await store.payments.advance(
        tx, order, State.UNKNOWN, f"人工认定待复核（{said.document}）",
        proposed_by=caller.actor, proposed_outcome=said.outcome, proposed_document=said.document,
    )  # fmt: skip
    return await _again(tx, order_id)


async def confirm(tx: Tx, caller: Caller, order_id: str, if_match: str | None, outcome: Outcome) -> PaymentOrderRow:
    """The second, who says the same: with that it has ended. Raises PaymentRefused."""
    held = await _held(tx, caller, order_id, "payment.settle", if_match)
    order = held.order
    if order.proposed_by is None or (why_not := rules.why_not_propose(State(order.state), order.released_by)):
        raise PaymentRefused("尚无人提出认定，请先由一人提出")
    proposed = Outcome(order.proposed_outcome) if order.proposed_outcome else None
    if why_not := rules.why_not_confirm(caller.actor, order.proposed_by, proposed, outcome):
        raise PaymentRefused(why_not)
    await settle(tx, held, outcome, f"人工认定（{order.proposed_document}）")
    return await _again(tx, order_id)


async def settle(tx: Tx, held: Held, outcome: Outcome, words: str) -> None:
    """The end of an order; its claim hears of it. What failed stays reserved: another account may be named."""
    order = held.order
    if outcome is Outcome.PAID:
        await ledger.spend(tx, held.funding, order.amount_fen, words)
    await store.payments.advance(tx, order, _ENDS[outcome], words, settled_at=tx.now, settled_on=tx.today)
    await settling.settled(tx, order.claim_id, outcome.value, words)


async def _held(tx: Tx, caller: Caller, order_id: str, action: Action, if_match: str | None) -> Held:
    """At the version that was read."""
    seen = _read(caller, await store.payments.find(tx, order_id))
    budget = await store.budgets.find(tx, seen.budget_id)
    assert budget is not None, "an order is of a budget"
    if not decide(caller, action, Matter(district=budget.issuer)):
        raise Forbidden(_MAY[action])
    held = await hold(tx, seen.claim_id, order_id)
    require_version(if_match, held.order.version)
    return held


async def _again(tx: Tx, order_id: str) -> PaymentOrderRow:
    order = await store.payments.find(tx, order_id)
    assert order is not None
    return order
