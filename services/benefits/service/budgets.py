"""预算: opened, raised and lowered by whose money it is, each time with a document."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from uuid import uuid4

from services.benefits import measures, store
from services.benefits.domain.formulas import Increase, Quota
from services.benefits.problems import BudgetNotFound, BudgetRefused, BudgetTaken, MeasureNotFound
from services.benefits.service import ledger
from services.benefits.store.budgets import BudgetFilter
from services.benefits.store.tables import BudgetRow, BudgetVersionRow
from shared.callers import Caller
from shared.db import Tx
from shared.edge import require_version
from shared.permissions import Matter, decide, visible_district
from shared.problems import Forbidden
from shared.values import CITY, yuan

_WAY_OUT: Final = "请核对预算编号；全部预算见 /benefits/v1/budgets"
_NOT_YOURS: Final = "市级预算由市级审批人员设立和调整，区、县（市）预算由本地审批人员设立和调整"


@dataclass(frozen=True)
class Stated:
    """What an officer states of a limit."""

    limit_fen: int
    document: str
    reason: str


@dataclass(frozen=True)
class Opening:
    benefit_code: str
    year: int
    issuer: str
    stated: Stated


async def open_budget(tx: Tx, caller: Caller, opening: Opening) -> BudgetRow:
    """Raises BudgetTaken when this issuer has one for the measure and year already."""
    _check_may_write(caller, opening.issuer)
    if not any(one.find(opening.benefit_code) for one in measures.policy_sets()):
        raise MeasureNotFound("请核对 benefit_code；全部条款见 /benefits/v1/measures")
    _check_by_hand(opening.benefit_code)
    return await opened(tx, opening.benefit_code, opening.year, opening.issuer, opening.stated)


async def opened(tx: Tx, benefit_code: str, year: int, issuer: str, said: Stated, holder_id: str = "") -> BudgetRow:
    """By whoever may. Raises BudgetTaken."""
    row = BudgetRow(
        budget_id=str(uuid4()),
        benefit_code=benefit_code,
        year=year,
        issuer=issuer,
        holder_id=holder_id,
        limit_fen=said.limit_fen,
        opened_at=tx.now,
    )
    if not await store.budgets.add(tx, row.model_dump()):
        raise BudgetTaken("同一条款、年度和出资方只设一个预算；请在原预算上调整额度")
    await _write_down(tx, row, said, change_fen=row.limit_fen)
    return row


async def set_limit(tx: Tx, caller: Caller, budget_id: str, if_match: str | None, said: Stated) -> BudgetRow:
    """Raised or lowered, never below what is promised and paid."""
    seen = await get(tx, caller, budget_id)
    _check_may_write(caller, seen.issuer)
    _check_by_hand(seen.benefit_code)
    budget = await locked(tx, budget_id)
    require_version(if_match, budget.version)
    return await limited(tx, budget, said)


async def locked(tx: Tx, budget_id: str) -> BudgetRow:
    budget = await store.budgets.lock(tx, budget_id)
    assert budget is not None, "a budget is never deleted"
    return budget


async def limited(tx: Tx, budget: BudgetRow, said: Stated) -> BudgetRow:
    """Locked before; by whoever may. Raises BudgetRefused."""
    needed = budget.reserved_fen + budget.paid_fen
    if said.limit_fen < needed:
        raise BudgetRefused(
            f"已预留{yuan(budget.reserved_fen)}元、已支付{yuan(budget.paid_fen)}元，额度不能低于两者之和{yuan(needed)}元；"
            "请先释放预留，或改为不低于此数的额度"
        )
    change_fen, before = said.limit_fen - budget.limit_fen, budget.limit_fen
    budget.limit_fen, budget.version = said.limit_fen, budget.version + 1
    await store.budgets.set_limit(tx, budget.budget_id, budget.limit_fen, budget.version)
    await _write_down(tx, budget, said, change_fen)
    tx.edited("budget", {"limit_fen": before}, {"limit_fen": said.limit_fen})
    return budget


def _check_by_hand(benefit_code: str) -> None:
    """Raises BudgetRefused where what there is to spend is not what somebody states."""
    found = next((one for sets in measures.policy_sets() if (one := sets.find(benefit_code))), None)
    if found is not None and (why_not := _NOT_BY_HAND.get(type(found.formula))):
        raise BudgetRefused(why_not)


_NOT_BY_HAND: Final = {
    Quota: "该条款按企业核定额度，不设预算；请在企业的额度中核定",
    Increase: "该条款的预算由留成数据计提，不能直接填写；请导入留成数据后计提",
}
"""By the formula of the measure"""


def _check_may_write(caller: Caller, issuer: str) -> None:
    if not decide(caller, "budget.write", Matter(district=issuer)):
        raise Forbidden(_NOT_YOURS)


async def _write_down(tx: Tx, budget: BudgetRow, said: Stated, change_fen: int) -> None:
    version = BudgetVersionRow(
        budget_id=budget.budget_id,
        version=budget.version,
        limit_fen=said.limit_fen,
        document=said.document,
        reason=said.reason,
        actor=tx.origin.actor,
        decided_at=tx.now,
    )
    await store.budgets.add_version(tx, version.model_dump())
    await ledger.grant(tx, budget.issuer, budget.budget_id, change_fen, f"{said.document}：{said.reason}")


async def get(tx: Tx, caller: Caller, budget_id: str) -> BudgetRow:
    """Raises BudgetNotFound, also for another district's, and for a quota, which is no budget."""
    budget = await store.budgets.find(tx, budget_id)
    if budget is None or budget.holder_id or not _may_read(caller, budget.issuer):
        raise BudgetNotFound(_WAY_OUT)
    return budget


def _may_read(caller: Caller, issuer: str) -> bool:
    """The city's are everybody's in office to see: districts claim of them, too."""
    district = caller.district if issuer == CITY else issuer
    return decide(caller, "budget.read", Matter(district=district))


async def page(
    tx: Tx, caller: Caller, wanted: BudgetFilter, after: tuple[int, str] | None, limit: int
) -> Sequence[BudgetRow]:
    """The city's, and those of the districts the caller sees."""
    _check_office(caller)
    return await store.budgets.page(tx, wanted, _issuers(caller), after, limit)


def _issuers(caller: Caller) -> tuple[str, ...] | None:
    """None: of everybody."""
    own = visible_district(caller)
    return None if own is None else (CITY, own)


def _check_office(caller: Caller) -> None:
    if not decide(caller, "budget.read", Matter(district=caller.district)):
        raise Forbidden("预算由在任的经办人员查看")


async def history(tx: Tx, caller: Caller, budget_id: str) -> Sequence[BudgetVersionRow]:
    await get(tx, caller, budget_id)
    return await store.budgets.versions(tx, budget_id)
