"""Real-name reports of misconduct: filed by anybody, investigated by officers, followed with a receipt."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from services.registry import problems as p
from services.registry.router.addresses import Officer, Receipt, Reporter, ReportId
from services.registry.schemas.misconduct import (
    FindingIn,
    FollowedOut,
    MisconductIn,
    MisconductLine,
    MisconductOut,
    MisconductPage,
    MisconductQuery,
    ReceiptOut,
    ReporterOut,
)
from services.registry.schemas.people import DisclosureIn
from services.registry.service import misconduct
from shared.auth import WITHOUT_LOGIN
from shared.edge import ONCE_PROBLEMS, Reading, Unmasking, Writing, WritingOnce
from shared.idempotency import IdempotentRoute, withhold
from shared.pages import CursorOutdated, Cursors, InvalidCursor, place
from shared.problems import problems

router = APIRouter(route_class=IdempotentRoute, tags=["misconduct"])


@router.post(
    "/misconduct-reports", status_code=201, summary="实名举报", openapi_extra=WITHOUT_LOGIN,
    responses=problems(*ONCE_PROBLEMS),
)  # fmt: skip
async def file_misconduct_report(
    request: Request, tx: WritingOnce, reporter: Reporter, body: MisconductIn
) -> ReceiptOut:
    """The answer is the same whether or not that USCC is registered. The accused has no way to the report."""
    withhold(request, "receipt")
    return ReceiptOut(receipt=await misconduct.file(tx, body.to_accusation()))


@router.get(
    "/misconduct-receipts/{receipt}", summary="凭回执码查看举报的办理情况", openapi_extra=WITHOUT_LOGIN,
    responses=problems(p.ReportNotFound),
)  # fmt: skip
async def follow_misconduct_report(
    tx: Reading, reporter: Reporter, receipt: Receipt, response: Response
) -> FollowedOut:
    response.headers["Cache-Control"] = "no-store"
    return FollowedOut.of(await misconduct.follow(tx, receipt))


@router.get("/misconduct-reports", summary="待核查的举报", responses=problems(InvalidCursor, CursorOutdated))
async def list_misconduct_reports(
    request: Request, tx: Reading, officer: Officer, query: Annotated[MisconductQuery, Query()]
) -> MisconductPage:
    """The oldest first. An officer of a district sees those about that district's enterprises."""
    cursors: Cursors = request.app.state.cursors
    after = place(cursors.read(query.cursor, "misconduct", officer.actor, query.filters()), datetime.fromisoformat)
    found = await misconduct.list_page(tx, officer, query.state, after, query.limit)
    more = len(found) == query.limit
    last = f"{found[-1].report.filed_at.isoformat()} {found[-1].report.report_id}" if more else ""
    next_cursor = cursors.write("misconduct", officer.actor, query.filters(), last) if more else None
    return MisconductPage(items=[MisconductLine.of(one) for one in found], next_cursor=next_cursor)


@router.get("/misconduct-reports/{report_id}", summary="举报详情", responses=problems(p.ReportNotFound))
async def read_misconduct_report(tx: Reading, officer: Officer, report_id: ReportId) -> MisconductOut:
    """Who reported is masked."""
    return MisconductOut.of_case(await misconduct.get(tx, officer, report_id))


@router.post(
    "/misconduct-reports/{report_id}/findings", status_code=201, summary="核查举报并作出结论",
    responses=problems(p.ReportNotFound, p.ReportRefused, p.TitleRefused, *ONCE_PROBLEMS),
)  # fmt: skip
async def take_misconduct_step(
    tx: WritingOnce, officer: Officer, report_id: ReportId, body: FindingIn
) -> MisconductOut:
    """What is verified ends every valid title for the ground reported, in the same commit. A step is taken once."""
    return MisconductOut.of_case(await misconduct.take(tx, officer, report_id, body.to_finding()))


@router.post(
    "/misconduct-reports/{report_id}/disclosures", status_code=201, summary="查看举报人（留痕）",
    responses=problems(p.ReportNotFound, p.ReportRefused),
)  # fmt: skip
async def disclose_reporter(tx: Unmasking, officer: Officer, report_id: ReportId, body: DisclosureIn) -> ReporterOut:
    """For a stated reason; the record of the report keeps who looked, and why."""
    return ReporterOut.of(await misconduct.disclose(tx, officer, report_id, body.reason))


@router.delete(
    "/misconduct-reports/{report_id}/reporter", status_code=204, summary="删除举报人信息",
    responses=problems(p.ReportNotFound, p.ReportRefused),
)  # fmt: skip
async def forget_reporter(tx: Writing, officer: Officer, report_id: ReportId) -> None:
    """When its purpose has ended: the case is closed. The case itself stays."""
    await misconduct.forget_reporter(tx, officer, report_id)
