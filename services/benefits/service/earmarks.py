"""新增市县留成专项 (02-4): what a district has to spend on its firms, from the figures of finance, as a budget."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from services.benefits import measures, store
from services.benefits.domain import earmarks as rules
from services.benefits.domain.cases import Case, Read
from services.benefits.domain.facts import SubjectKind
from services.benefits.domain.formulas import Increase as IncreaseFormula
from services.benefits.domain.formulas import Step
from services.benefits.problems import BudgetRefused, EarmarkRefused
from services.benefits.service import budgets, catalogue
from services.benefits.service.budgets import Stated
from services.benefits.service.catalogue import Listed
from services.benefits.store.tables import BudgetRow
from shared.callers import Caller
from shared.db import Tx
from shared.events import Standing
from shared.permissions import Matter, decide
from shared.problems import Forbidden, NotFound
from shared.values import DISTRICTS, PROVINCIAL_AND_ABOVE

CODE: Final = "district-retained-revenue"
_ACCRUED: Final = "新增市县留成全额计提"


@dataclass(frozen=True, slots=True)
class Earmark:
    """Sums only: a district sees what its firms brought together, the figure of none."""

    district: str
    year: int
    listed: Listed
    found: rules.Increase
    fen: int | None
    """None: figures are missing, or no firm counts"""
    steps: tuple[Step, ...]
    budget: BudgetRow | None
    """None: nothing is set aside yet"""


async def of_district(tx: Tx, caller: Caller, district: str, year: int) -> Earmark:
    """Raises NotFound, also for another district's."""
    if not decide(caller, "earmark.read", Matter(district=district)):
        raise NotFound("请核对区、县（市）代码")
    return await _earmark(tx, district, year)


async def accrue(tx: Tx, caller: Caller, district: str, year: int, document: str) -> Earmark:
    """计提, whole: the budget of the district for the year has this limit. The same figures again change nothing."""
    seen = await of_district(tx, caller, district, year)
    if not decide(caller, "earmark.write", Matter(district=district)):
        raise Forbidden("专项由本地或市级审批人员计提")
    if seen.fen is None:
        raise EarmarkRefused(_why_unknown(seen.found))
    said = Stated(seen.fen, document, _ACCRUED)
    if seen.budget is None:
        await budgets.opened(tx, CODE, year, district, said)
    else:
        row = await budgets.locked(tx, seen.budget.budget_id)
        if row.limit_fen != seen.fen:
            try:
                await budgets.limited(tx, row, said)
            except BudgetRefused as refused:
                raise EarmarkRefused(f"按现有数据重新计提：{refused.detail}") from refused
    return await _earmark(tx, district, year)


def _why_unknown(found: rules.Increase) -> str:
    if not found.firms:
        return "本年度没有持有省级以上称号的企业，无可计提"
    return f"{found.firms}家企业中有{found.missing}家缺少本年度或上年度的留成数据；请由市财政局导入后再计提"


async def _earmark(tx: Tx, district: str, year: int) -> Earmark:
    listed = await catalogue.measure(tx, CODE, measures.SEED)
    formula = listed.measure.formula
    assert isinstance(formula, IncreaseFormula), "the clause speaks of an increase"
    found = rules.increase(await _firms(tx, district, year), PROVINCIAL_AND_ABOVE, year)
    sums = {formula.of: found.this_fen, formula.over: found.before_fen} if found.known else {}
    read = Read(Case(SubjectKind.DISTRICT, date(year, 12, 31), sums))
    scope = f"{year}年内任一日持有有效省级以上称号、当年位于{DISTRICTS[district]}的企业{found.firms}家"
    steps = (Step("计入企业", scope), *formula.steps(read))
    if not found.known:
        steps = (*steps, Step("尚不能计算", _why_unknown(found)))
    budget = await store.budgets.of(tx, CODE, year, district)
    return Earmark(district, year, listed, found, int(formula.fen(read)) if found.known else None, steps, budget)


async def _firms(tx: Tx, district: str, year: int) -> list[rules.Firm]:
    rows = await store.retained_revenue.firms(tx, district, year)
    before = await store.retained_revenue.stated(tx, [row.enterprise_id for row in rows])
    found = []
    for row in rows:
        was = before.get((row.enterprise_id, year - 1))
        titles = Standing.model_validate_json(row.standing).titles
        found.append(rules.Firm(titles, row.ended_on, row.amount_fen, None if was is None else was.amount_fen))
    return found
