"""预算 of measures, and the ledger behind them, for officers."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from services.benefits import problems as p
from services.benefits.router.addresses import BudgetId, Officer, Overseer, Verifier
from services.benefits.schemas import budgets as s
from services.benefits.schemas.statements import BudgetStatementOut
from services.benefits.service import budgets, ledger, statements
from shared.edge import ONCE_PROBLEMS, IfMatch, Reading, Writing, WritingOnce, tag
from shared.idempotency import IdempotentRoute
from shared.pages import CursorOutdated, Cursors, InvalidCursor, place
from shared.problems import PreconditionFailed, PreconditionRequired, problems

router = APIRouter(route_class=IdempotentRoute, tags=["budgets"])


@router.get("/budgets", summary="预算", responses=problems(InvalidCursor, CursorOutdated))
async def list_budgets(
    request: Request, tx: Reading, caller: Overseer, query: Annotated[s.BudgetQuery, Query()]
) -> s.BudgetPage:
    """The city's and the district's own, the newest year first."""
    cursors: Cursors = request.app.state.cursors
    after = place(cursors.read(query.cursor, "budgets", caller.actor, query.filters()), int)
    rows = await budgets.page(tx, caller, query.wanted(), after, query.limit)
    next_cursor = None
    if len(rows) == query.limit:
        last = f"{rows[-1].year} {rows[-1].budget_id}"
        next_cursor = cursors.write("budgets", caller.actor, query.filters(), last)
    return s.BudgetPage(items=[s.BudgetOut.of(row) for row in rows], next_cursor=next_cursor)


@router.post(
    "/budgets", status_code=201, summary="设立预算",
    responses=problems(p.MeasureNotFound, p.BudgetTaken, p.BudgetRefused, *ONCE_PROBLEMS),
)  # fmt: skip
async def open_budget(tx: WritingOnce, officer: Officer, body: s.BudgetIn, response: Response) -> s.BudgetOut:
    """What a measure may spend in a year, of the city's money or of a district's own."""
    row = await budgets.open_budget(tx, officer, body.to_opening())
    response.headers["Location"] = f"/benefits/v1/budgets/{row.budget_id}"
    tag(response, row.version)
    return s.BudgetOut.of(row)


@router.get("/budgets/{budget_id}", summary="一个预算", responses=problems(p.BudgetNotFound))
async def read_budget(tx: Reading, caller: Overseer, budget_id: BudgetId, response: Response) -> s.BudgetOut:
    row = await budgets.get(tx, caller, budget_id)
    tag(response, row.version)
    return s.BudgetOut.of(row)


@router.put(
    "/budgets/{budget_id}/limit", summary="调整预算额度",
    responses=problems(p.BudgetNotFound, p.BudgetRefused, PreconditionFailed, PreconditionRequired),
)  # fmt: skip
async def set_limit(
    tx: Writing, officer: Officer, budget_id: BudgetId, body: s.LimitIn, response: Response, if_match: IfMatch = None
) -> s.BudgetOut:
    """Raised or lowered, never below what is reserved and paid; every limit there was is kept."""
    row = await budgets.set_limit(tx, officer, budget_id, if_match, body.to_stated())
    tag(response, row.version)
    return s.BudgetOut.of(row)


@router.get("/budgets/{budget_id}/versions", summary="预算的历次额度", responses=problems(p.BudgetNotFound))
async def list_budget_versions(tx: Reading, caller: Overseer, budget_id: BudgetId) -> s.BudgetVersionList:
    rows = await budgets.history(tx, caller, budget_id)
    return s.BudgetVersionList(items=[s.BudgetVersionOut.of(row) for row in rows])


@router.get("/budgets/{budget_id}/statement", summary="预算年度报表", responses=problems(p.BudgetNotFound))
async def read_statement(tx: Reading, caller: Overseer, budget_id: BudgetId) -> BudgetStatementOut:
    """Month by month from the ledger: opening, reserved, paid, clawed back, released, remaining."""
    return BudgetStatementOut.of(await statements.of_budget(tx, caller, budget_id))


@router.get("/ledger/verification", summary="核对账目")
async def verify_ledger(tx: Reading, caller: Verifier) -> s.LedgerVerificationOut:
    """Now, over all budgets: columns, transfers and claims say the same, and nothing hangs between them."""
    return s.LedgerVerificationOut.of(await ledger.verify_for(tx, caller))
