"""预算年度报表 for whoever may see the budget."""

from collections.abc import Sequence
from dataclasses import dataclass

from services.benefits import store
from services.benefits.domain.statements import Month, months
from services.benefits.service import budgets
from services.benefits.store.tables import BudgetRow
from shared.callers import Caller
from shared.db import Tx


@dataclass(frozen=True, slots=True)
class Stated:
    budget: BudgetRow
    months: Sequence[Month]


async def of_budget(tx: Tx, caller: Caller, budget_id: str) -> Stated:
    """Raises BudgetNotFound."""
    budget = await budgets.get(tx, caller, budget_id)
    return Stated(budget, months(budget.year, await store.statements.moved(tx, budget_id), tx.today))
