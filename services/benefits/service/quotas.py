"""额度 of an enterprise's own: granted by the authority for a year, changed, handed on in a merger, about to lapse.

A quota is a budget that has a holder: the ledger behind it is the same. Lock order: the legal person, then the budget.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from services.benefits import measures, procedures, store
from services.benefits.domain import vouchers as rules
from services.benefits.domain.claims import Refusal
from services.benefits.domain.evidence import check_department
from services.benefits.domain.formulas import Quota as QuotaFormula
from services.benefits.domain.vouchers import Silence
from services.benefits.problems import BudgetRefused, BudgetTaken, QuotaNotFound, QuotaRefused, QuotaTaken
from services.benefits.service import budgets, calculations, catalogue, enterprises
from services.benefits.service.budgets import Stated
from services.benefits.service.catalogue import Listed
from services.benefits.store.tables import BudgetRow, BudgetVersionRow
from shared.callers import Caller
from shared.consequences import following
from shared.days import shanghai_day
from shared.db import Database, Tx
from shared.edge import require_version
from shared.events import EnterpriseMerged, Event, Origin, QuotaAdvanced, QuotaStep
from shared.permissions import Action, Matter, decide
from shared.problems import Forbidden
from shared.values import CITY, Verdict

_WAY_OUT: Final = "请核对额度编号"
_NOT_YOURS: Final = "额度由条款所列主管部门的审批人员核定和调整"
_INHERITED: Final = "承继被合并企业的剩余额度，同一法人当年合计以条款上限为限"
WARNED_AT_ONCE: Final = 200


@dataclass(frozen=True, slots=True)
class Grant:
    benefit_code: str
    stated: Stated


@dataclass(frozen=True, slots=True)
class Quota:
    """With whose it is, and what the clause leaves open."""

    row: BudgetRow
    holder: Any
    """The row of `known_enterprise`"""
    listed: Listed
    silence: Silence


async def grant(tx: Tx, caller: Caller, uscc: str, new: Grant) -> Quota:
    """For this year, to a holder of the title the clause asks for; once for a legal person."""
    enterprise = await enterprises.for_action(tx, caller, uscc, "voucher.grant", _NOT_YOURS)
    listed = await catalogue.measure(tx, new.benefit_code, measures.SEED)
    code = listed.measure.benefit_code
    person = await store.enterprises.lock(tx, enterprise.enterprise_id)
    try:
        cap = _cap(listed)
        check_department(caller.department, frozenset(listed.measure.departments))
        if person.ended_on is not None:
            raise Refusal(f"该企业已于 {person.ended_on} 注销或被合并；请为承继企业核定")
        result = await calculations.of_known(tx, person.enterprise_id, code)
        if result.verdict is not Verdict.MET:
            raise Refusal(f"{result.reason}；企业取得所需称号后再核定")
        elsewhere = await store.vouchers.elsewhere(tx, person.enterprise_id, code, tx.today.year)
        rules.check_granted(new.stated.limit_fen, cap, elsewhere)
    except Refusal as refusal:
        raise QuotaRefused(str(refusal)) from refusal
    try:
        row = await budgets.opened(
            tx, code, tx.today.year, listed.measure.district or CITY, new.stated, holder_id=person.enterprise_id
        )
    except BudgetTaken as taken:
        raise QuotaTaken("同一企业同一条款每年核定一次；请在原额度上调整") from taken
    quota = await _quota(tx, row)
    _tell(tx, quota, QuotaStep.GRANTED, _said(new.stated))
    return quota


async def set_limit(tx: Tx, caller: Caller, quota_id: str, if_match: str | None, said: Stated) -> Quota:
    """Raised within the bound of the clause, or lowered, never below what is reserved and used."""
    seen = await get(tx, caller, quota_id)
    if not await _may(tx, caller, "voucher.grant", seen.holder):
        raise Forbidden(_NOT_YOURS)
    person = await store.enterprises.lock(tx, seen.row.holder_id)
    row = await budgets.locked(tx, quota_id)
    require_version(if_match, row.version)
    elsewhere = await store.vouchers.elsewhere(tx, row.holder_id, row.benefit_code, row.year)
    try:
        check_department(caller.department, frozenset(seen.listed.measure.departments))
        if tx.today > rules.last_day(row.year):
            raise Refusal(f"{row.year}年度已经结束，额度不再调整；请核定新年度的额度")
        if said.limit_fen > row.limit_fen and person.ended_on is not None:
            raise Refusal(f"该企业已于 {person.ended_on} 注销或被合并，额度不再增加；请为承继企业核定")
        if said.limit_fen > row.limit_fen:
            rules.check_granted(said.limit_fen, _cap(seen.listed), elsewhere)
        quota = await _quota(tx, await budgets.limited(tx, row, said))
    except (Refusal, BudgetRefused) as refusal:
        raise QuotaRefused(getattr(refusal, "detail", None) or str(refusal)) from refusal
    _tell(tx, quota, QuotaStep.CHANGED, _said(said))
    return quota


def _cap(listed: Listed) -> int:
    """Raises Refusal: not every clause is a quota of an enterprise's own."""
    formula = listed.measure.formula
    if not isinstance(formula, QuotaFormula):
        raise Refusal("该条款不是逐家核定的额度；服务券由全市资金按先到先得使用，其他条款见政策目录")
    return formula.amount_fen


# ---- reading ---------------------------------------------------------------------------------------


async def get(tx: Tx, caller: Caller, quota_id: str) -> Quota:
    """Raises QuotaNotFound, also for another's, and for a budget, which is no quota."""
    row = await store.budgets.find(tx, quota_id)
    if row is not None and row.holder_id:
        quota = await _quota(tx, row)
        if await _may(tx, caller, "voucher.read", quota.holder):
            return quota
    raise QuotaNotFound(_WAY_OUT)


async def history(tx: Tx, caller: Caller, quota_id: str) -> Sequence[BudgetVersionRow]:
    """Newest first."""
    await get(tx, caller, quota_id)
    return await store.budgets.versions(tx, quota_id)


async def of_enterprise(tx: Tx, caller: Caller, uscc: str) -> list[Quota]:
    """The newest year first."""
    enterprise = await enterprises.for_action(tx, caller, uscc, "voucher.read")
    return [await _quota(tx, row) for row in await store.vouchers.quotas_of(tx, enterprise.enterprise_id)]


async def _quota(tx: Tx, row: BudgetRow) -> Quota:
    holder = await store.KNOWN.by_id(tx, row.holder_id)
    listed = await catalogue.measure(tx, row.benefit_code, measures.SEED, shanghai_day(row.opened_at))
    silence = procedures.quota_rules(tx.today).silence(row.benefit_code)
    return Quota(row, holder, listed, silence)


async def _may(tx: Tx, caller: Caller, action: Action, holder: Any) -> bool:
    usccs = await store.KNOWN.usccs(tx, holder.enterprise_id)
    return decide(caller, action, Matter(usccs=usccs, district=holder.district))


# ---- mergers ---------------------------------------------------------------------------------------


async def carry_over(tx: Tx, absorbed_id: str, survivor_id: str, why: str, cause: Origin | None = None) -> None:
    """What an absorbed firm has left of this year's quotas goes on to the survivor, as far as its own year has room.

    The rest lapses: one legal person has one year. Nothing left, nothing done; both are locked before.
    """
    for row in await store.vouchers.quotas_of(tx, absorbed_id):
        if row.year == tx.today.year:
            await _carry(tx, await budgets.locked(tx, row.budget_id), survivor_id, why, cause)


async def _carry(tx: Tx, of: BudgetRow, survivor_id: str, why: str, cause: Origin | None) -> None:
    used = of.reserved_fen + of.paid_fen
    left = of.limit_fen - used
    if not left:
        return
    await budgets.limited(tx, of, Stated(used, why, "被合并企业的剩余额度移交承继企业"))
    own = await store.budgets.of(tx, of.benefit_code, of.year, of.issuer, survivor_id)
    cap = _cap(await catalogue.measure(tx, of.benefit_code, measures.SEED))
    elsewhere = await store.vouchers.elsewhere(tx, survivor_id, of.benefit_code, of.year)
    moved = rules.carried(left, own.limit_fen if own else 0, cap, elsewhere)
    if not moved:
        return
    said = Stated(
        (own.limit_fen if own else 0) + moved, why, "承继被合并企业的剩余额度，同一法人当年合计不超过条款上限"
    )
    if own is None:
        row = await budgets.opened(tx, of.benefit_code, of.year, of.issuer, said, holder_id=survivor_id)
    else:
        row = await budgets.limited(tx, await budgets.locked(tx, own.budget_id), said)
    _tell(tx, await _quota(tx, row), QuotaStep.INHERITED, _said(said), cause)


async def on_enterprise_merged(tx: Tx, events: Sequence[Event]) -> None:
    """After the vouchers have gone over: what they hold counts in the survivor's year."""
    for event in events:
        merger: EnterpriseMerged = event.fact
        why = f"吸收合并（{merger.document}）"[:120]
        await carry_over(tx, merger.enterprise_id, merger.survivor_id, why, following(event))


# ---- what enterprises are told ---------------------------------------------------------------------


async def warn_due(db: Database) -> None:
    """The job: once a year, whoever has not used all of a quota is told before the year ends."""
    while await _any_unwarned(db):
        async with db.transaction() as tx:
            for row in await store.vouchers.unwarned(tx, tx.today.year, WARNED_AT_ONCE):
                await warn(tx, row)


async def warn(tx: Tx, row: BudgetRow) -> None:
    if await store.vouchers.warned(tx, row.budget_id):
        _tell(tx, await _quota(tx, row), QuotaStep.LAPSING, None)


async def _any_unwarned(db: Database) -> bool:
    async with db.reading() as tx:  # a quiet round takes no lock
        if not procedures.quota_rules(tx.today).warns_on(tx.today):
            return False
        return bool(await store.vouchers.unwarned(tx, tx.today.year, 1))


def _said(said: Stated) -> str:
    return f"{said.document}：{said.reason}"


def _tell(tx: Tx, quota: Quota, step: QuotaStep, reason: str | None, cause: Origin | None = None) -> None:
    row, holder = quota.row, quota.holder
    told: Mapping[str, Any] = {"granted_fen": row.limit_fen, "reserved_fen": row.reserved_fen, "used_fen": row.paid_fen}
    fact = QuotaAdvanced(
        enterprise_id=holder.enterprise_id,
        uscc=holder.uscc,
        enterprise_version=holder.version,
        quota_id=row.budget_id,
        quota_version=row.version,
        benefit_code=row.benefit_code,
        label=quota.listed.measure.label,
        year=row.year,
        step=step,
        remaining_fen=row.limit_fen - row.reserved_fen - row.paid_fen,
        usable_until=rules.last_day(row.year),
        basis=quota.listed.policy_set.basis(quota.listed.measure),
        reason=reason,
        **told,
    )
    tx.emit(fact, cause)
