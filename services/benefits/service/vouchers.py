"""用券: reserve for an order, consume what was really used, release; each once under one reference, whoever asks.

They know no caller. An order that names a provider of the directory is taken only by one that is in it.
Lock order: the legal person, then the voucher, its funding, the budget.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any, Final
from uuid import uuid4

from services.benefits import measures, store
from services.benefits.domain import vouchers as rules
from services.benefits.domain.claims import Refusal
from services.benefits.domain.formulas import Fund, Quota
from services.benefits.domain.measures import Measure
from services.benefits.domain.vouchers import State, Step
from services.benefits.problems import VoucherNotFound, VoucherRefused
from services.benefits.service import calculations, catalogue, funding, ledger, providers, quotas
from services.benefits.service.catalogue import Listed
from services.benefits.store.tables import ListedProviderRow, VoucherRow, VoucherStepRow
from shared.clock import real_now
from shared.db import Database, Tx
from shared.events import EnterpriseMerged, Event
from shared.leases import run_due
from shared.problems import Busy
from shared.values import CITY, Verdict, spelled, yuan

WAY_OUT: Final = "请核对用券编号"
LEASE: Final = timedelta(seconds=60)
AT_ONCE: Final = 50


@dataclass(frozen=True, slots=True)
class Order:
    """What is set aside, for which contract or order, with whom."""

    benefit_code: str
    reference: str
    provider: str
    purpose: str
    amount_fen: int
    provider_id: str | None = None


@dataclass(frozen=True, slots=True)
class Settlement:
    """What was really used, and the document that shows it."""

    amount_fen: int
    document: str


async def reserve(tx: Tx, enterprise_id: str, order: Order) -> VoucherRow:
    """Sets aside of the quota, or of the fund, of this year. The same order again in the year is the same voucher.

    Raises VoucherRefused: another order under the reference, or a released one; no title, no quota, not enough left.
    """
    person = await store.enterprises.lock(tx, enterprise_id)
    listed = await catalogue.measure(tx, order.benefit_code, measures.SEED)
    order = replace(order, benefit_code=listed.measure.benefit_code)
    voucher_id = str(uuid4())
    try:
        provider = await providers.named(tx, order.provider_id)
        order = _as_listed(order, provider)
        key = rules.reference_key(order.reference)
        there = await store.vouchers.of_reference(tx, enterprise_id, order.benefit_code, tx.today.year, key)
        if there is not None:
            if _order(there) != replace(order, reference=there.reference, provider=_called(there, order)):
                raise Refusal("该编号已用于另一笔用券；请核对合同或订单编号")
            rules.check_again(State(there.state))
            return there
        holder_id = _holder(listed, enterprise_id)
        providers.check(provider, order.benefit_code)
        if person.ended_on is not None:
            raise Refusal(f"该企业已于 {person.ended_on} 注销或被合并，不能再用券；请由承继企业办理")
        result = await calculations.of_known(tx, enterprise_id, order.benefit_code)
        if result.verdict is not Verdict.MET:
            raise Refusal(f"{result.reason}；已预留的用券不受影响，新的用券须在持有所需称号时办理")
        issuer = listed.measure.district or CITY
        if not await funding.reserve(
            tx, voucher_id, order.benefit_code, order.amount_fen, tx.today, issuer=issuer, holder_id=holder_id
        ):
            raise Refusal(await _why_not(tx, order, listed.measure, issuer, holder_id))
    except Refusal as refusal:
        raise VoucherRefused(str(refusal)) from refusal
    held = await store.ledger.funding(tx, voucher_id)
    assert held is not None, "reserved just now"
    row = VoucherRow(
        voucher_id=voucher_id,
        benefit_code=order.benefit_code,
        year=tx.today.year,
        enterprise_id=enterprise_id,
        legal_person_id=enterprise_id,
        budget_id=held.budget_id or "",
        reference=order.reference,
        reference_key=key,
        provider=order.provider,
        provider_id=order.provider_id,
        purpose=order.purpose,
        reserved_fen=order.amount_fen,
        state=State.RESERVED,
        reserved_at=tx.now,
        reserved_on=tx.today,
        expires_on=rules.last_day(tx.today.year),
        leased_until=real_now(),
    )
    await store.vouchers.add(tx, row)
    await _write_down(tx, row, Step.RESERVE, order.amount_fen, f"{order.provider}：{order.purpose}")
    return row


def _order(row: VoucherRow) -> Order:
    return Order(row.benefit_code, row.reference, row.provider, row.purpose, row.reserved_fen, row.provider_id)


def _as_listed(order: Order, provider: ListedProviderRow | None) -> Order:
    """By the name it has in the directory. Raises Refusal: the order calls it otherwise."""
    if provider is None:
        return order
    if order.provider and spelled(order.provider) != spelled(provider.name):
        raise Refusal("服务机构名称与名录不一致；请核对编号，或只填写编号")
    return replace(order, provider=provider.name)


def _called(there: VoucherRow, order: Order) -> str:
    """One of the directory may have another name since; its id stays."""
    return there.provider if order.provider_id and order.provider_id == there.provider_id else order.provider


def _holder(listed: Listed, enterprise_id: str) -> str:
    """Whose budget it is: the enterprise's own, or nobody's, first come, first served. Raises Refusal."""
    holder = {Quota: enterprise_id, Fund: ""}.get(type(listed.measure.formula))
    if holder is None:
        raise Refusal("该条款没有可用券的额度或资金；可用券的为科技创新券额度与服务券")
    return holder


async def _why_not(tx: Tx, order: Order, measure: Measure, issuer: str, holder_id: str) -> str:
    budget = await store.budgets.of(tx, order.benefit_code, tx.today.year, issuer, holder_id)
    whose, what = _NAMES[bool(holder_id)]
    if budget is None:
        ask = "、".join(measure.departments) or "主管部门（原文未写责任单位）"
        return f"{whose}{tx.today.year}年度的{what}（条款{measure.clause}）；请与{ask}联系"
    left, wanted = yuan(budget.available_fen), yuan(order.amount_fen)
    return f"{whose}{tx.today.year}年度剩余{left}元，不足以预留{wanted}元；请减少金额，或待其他预留释放后再办理"


_NAMES: Final = {True: ("企业", "额度尚未核定"), False: ("全市", "资金尚未安排")}
"""By whether it is an enterprise's own: whose it is, and what to say where there is none"""


async def consume(tx: Tx, voucher_id: str, used: Settlement) -> VoucherRow:
    """What was really used is posted, the rest is free again at once. The same settlement again changes nothing.

    Holding the title is not asked again: what was reserved stays usable in its year. Raises VoucherRefused.
    """
    row = await _locked(tx, voucher_id)
    if row.state == State.CONSUMED and (row.consumed_fen, row.document) == (used.amount_fen, used.document):
        return row
    try:
        state = rules.after(State(row.state), Step.CONSUME)
        rules.check_day(tx.today, row.expires_on)
        rules.check_amount(used.amount_fen, row.reserved_fen)
    except Refusal as refusal:
        raise VoucherRefused(str(refusal)) from refusal
    await ledger.spend(tx, await store.ledger.lock_funding(tx, voucher_id), used.amount_fen, f"用券：{used.document}")
    row.consumed_fen, row.document, row.settled_on = used.amount_fen, used.document, tx.today
    await providers.tell_settled(tx, row)
    return await _moved(tx, row, state, Step.CONSUME, used.amount_fen, used.document)


async def release(tx: Tx, voucher_id: str, reason: str, step: Step = Step.RELEASE) -> VoucherRow:
    """Whole; what was released before stays so. Raises VoucherRefused once it was used."""
    row = await _locked(tx, voucher_id)
    if row.state in (State.RELEASED, State.EXPIRED):
        return row
    try:
        state = rules.after(State(row.state), step)
    except Refusal as refusal:
        raise VoucherRefused(str(refusal)) from refusal
    await funding.release(tx, voucher_id)
    row.settled_on = tx.today
    return await _moved(tx, row, state, step, row.reserved_fen, reason)


async def _locked(tx: Tx, voucher_id: str) -> VoucherRow:
    """Behind its legal person. Raises VoucherNotFound, Busy when a merger came between."""
    seen = await store.vouchers.find(tx, voucher_id)
    if seen is None:
        raise VoucherNotFound(WAY_OUT)
    whose = seen.legal_person_id
    await store.enterprises.lock(tx, whose)
    row = await store.vouchers.lock(tx, voucher_id)
    if row is None or row.legal_person_id != whose:
        raise Busy("企业信息正在变更，请稍后重试")
    return row


async def _moved(tx: Tx, row: VoucherRow, state: State, step: Step, fen: int, words: str) -> VoucherRow:
    """What an absorbed firm's quota has free again goes on to the survivor."""
    row.state, row.version = state, row.version + 1
    names = ("state", "version", "consumed_fen", "document", "settled_on")
    await store.vouchers.change(tx, row.voucher_id, {name: getattr(row, name) for name in names})
    await _write_down(tx, row, step, fen, words)
    if row.enterprise_id != row.legal_person_id:
        await quotas.carry_over(tx, row.enterprise_id, row.legal_person_id, f"合并承继：用券{row.reference}"[:120])
    return row


async def _write_down(tx: Tx, row: VoucherRow, step: Step, fen: int, words: str) -> None:
    await store.vouchers.add_steps(tx, [_step(tx, row, step, fen, words)])


def _step(tx: Tx, row: VoucherRow, step: Step, fen: int, words: str) -> dict[str, Any]:
    said = VoucherStepRow(
        voucher_id=row.voucher_id,
        version=row.version,
        at=tx.now,
        actor=tx.origin.actor,
        step=step,
        state=row.state,
        fen=fen,
        words=words,
    )
    return said.model_dump()


async def on_enterprise_merged(tx: Tx, events: Sequence[Event]) -> None:
    """The survivor goes on with what the absorbed firm reserved, and its year counts what that firm used."""
    for event in events:
        merger: EnterpriseMerged = event.fact
        await store.enterprises.lock(tx, merger.survivor_id)
        rows = await store.vouchers.lock_of_legal_person(tx, merger.enterprise_id)
        if not rows:
            continue
        words = f"提出企业已被{merger.survivor_name}吸收合并（{merger.document}）"
        await store.vouchers.rekey(tx, [row.voucher_id for row in rows], merger.survivor_id)
        for row in rows:
            row.version += 1
        await store.vouchers.add_steps(tx, [_step(tx, row, Step.INHERIT, 0, words) for row in rows])


async def expire_due(db: Database) -> None:
    """The errand: what was reserved and not used by the end of its year is free again."""
    await run_due(
        db,
        store.vouchers.any_due,
        lambda tx, at: store.vouchers.lease(tx, at, LEASE, AT_ONCE),
        lambda voucher_id: _expire(db, voucher_id),
    )


async def _expire(db: Database, voucher_id: str) -> None:
    async with db.transaction() as tx:
        row = await store.vouchers.find(tx, voucher_id)
        if row is not None and row.state == State.RESERVED and tx.today > row.expires_on:
            await release(tx, voucher_id, f"{row.year}年度结束未使用", Step.EXPIRE)
