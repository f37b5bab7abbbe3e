"""市县留成: figures of firms for the city's finance officers, and what a district sets aside of their increase."""

from typing import Annotated

from fastapi import APIRouter, File, Query, Request, UploadFile

from services.benefits import problems as p
from services.benefits.router.addresses import DistrictCode, FundYear, Officer, Overseer
from services.benefits.schemas import earmarks as s
from services.benefits.service import earmarks, retained_revenue
from shared.edge import ONCE_PROBLEMS, Exporting, Reading, WritingOnce
from shared.idempotency import IdempotentRoute
from shared.pages import CursorOutdated, Cursors, InvalidCursor
from shared.problems import problems

router = APIRouter(route_class=IdempotentRoute, tags=["earmarks"])
DryRun = Annotated[bool, Query(description="只检查，不改动")]


@router.post(
    "/retained-revenue-imports", status_code=201, summary="导入企业市县留成（CSV）",
    responses=problems(p.FiguresUnreadable, p.FiguresHaveErrors, *ONCE_PROBLEMS),
)  # fmt: skip
async def import_retained_revenue(
    tx: WritingOnce,
    officer: Officer,
    file: Annotated[UploadFile, File(description="留成数据")],
    dry_run: DryRun = False,
) -> s.FiguresReport:
    """All of the file or none of it; importing the same file again changes nothing.

    Columns: 统一社会信用代码、所在区县、年度、市县留成（元）; for the reader also 企业名称.
    """
    report = await retained_revenue.import_file(tx, officer, await file.read(), dry_run=dry_run)
    return s.FiguresReport.model_validate(report)


@router.post(
    "/retained-revenue-statements", status_code=201, summary="填报企业市县留成",
    responses=problems(p.FiguresHaveErrors, *ONCE_PROBLEMS),
)  # fmt: skip
async def state_retained_revenue(
    tx: WritingOnce, officer: Officer, body: s.FiguresIn, dry_run: DryRun = False
) -> s.FiguresReport:
    """The same as an import, as JSON."""
    report = await retained_revenue.import_lines(tx, officer, body.to_lines(), dry_run=dry_run)
    return s.FiguresReport.model_validate(report)


@router.get("/retained-revenue/{year}", summary="企业市县留成", responses=problems(InvalidCursor, CursorOutdated))
async def list_retained_revenue(
    request: Request, out: Exporting, officer: Officer, year: FundYear,
    query: Annotated[s.RetainedRevenueQuery, Query()],
) -> s.RetainedRevenuePage:  # fmt: skip
    """Of each firm, for the city's finance officers; who looked stands in the audit trail."""
    cursors: Cursors = request.app.state.cursors
    filters = {**query.filters(), "year": year}
    after = cursors.read(query.cursor, "retained-revenue", officer.actor, filters) or ""
    rows = await retained_revenue.page(out.tx, officer, year, query.district, after, query.limit)
    await out.account(rows=len(rows))
    more = len(rows) == query.limit
    last = rows[-1].enterprise_id if more else ""
    next_cursor = cursors.write("retained-revenue", officer.actor, filters, last) if more else None
    return s.RetainedRevenuePage(items=[s.RetainedRevenueOut.of(row) for row in rows], next_cursor=next_cursor)


@router.get("/districts/{district}/earmarks/{year}", summary="区、县（市）新增留成专项")
async def read_earmark(tx: Reading, caller: Overseer, district: DistrictCode, year: FundYear) -> s.EarmarkOut:
    """What the firms with a title brought more than the year before, and how that comes about: sums alone."""
    return s.EarmarkOut.of(await earmarks.of_district(tx, caller, district, year))


@router.post(
    "/districts/{district}/earmarks", status_code=201, summary="计提新增留成专项",
    responses=problems(p.EarmarkRefused, p.BudgetTaken, *ONCE_PROBLEMS),
)  # fmt: skip
async def accrue_earmark(tx: WritingOnce, officer: Officer, district: DistrictCode, body: s.EarmarkIn) -> s.EarmarkOut:
    """The whole increase becomes the district's budget of the year; after figures were corrected, its new limit."""
    return s.EarmarkOut.of(await earmarks.accrue(tx, officer, district, body.year, body.document))
