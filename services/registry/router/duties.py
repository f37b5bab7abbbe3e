"""What title holders owe, and the major changes they report."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query, Request

from services.registry import problems as p
from services.registry.router.addresses import EnterpriseOrOfficer, MajorChangeId, Officer, Overseer, Reader, Uscc
from services.registry.schemas.duties import (
    DutyList,
    DutyOut,
    DutyPage,
    DutyQuery,
    ListedDuty,
    MajorChangeIn,
    MajorChangeOut,
    MajorChangePage,
    MajorReviewIn,
)
from services.registry.service import duties, major_changes
from shared.edge import ONCE_PROBLEMS, Reading, WritingOnce
from shared.idempotency import IdempotentRoute
from shared.pages import CursorOutdated, Cursors, InvalidCursor, PageQuery, place
from shared.problems import problems

router = APIRouter(route_class=IdempotentRoute, tags=["duties"])
PAGED = problems(p.EnterpriseNotFound, InvalidCursor, CursorOutdated)


@router.get("/enterprises/{uscc}/duties", summary="企业的待办义务", responses=PAGED)
async def list_enterprise_duties(
    request: Request, tx: Reading, caller: Reader, uscc: Uscc, query: Annotated[PageQuery, Query()]
) -> DutyPage:
    """Annual updates, major changes to report, titles to renew; the latest last day first."""
    cursors: Cursors = request.app.state.cursors
    before = place(cursors.read(query.cursor, "duties", caller.actor, {"uscc": uscc}), date.fromisoformat)
    rows = await duties.of_enterprise(tx, caller, uscc, before, query.limit)
    more = len(rows) == query.limit
    last = f"{rows[-1].due_on} {rows[-1].duty_id}" if more else ""
    next_cursor = cursors.write("duties", caller.actor, {"uscc": uscc}, last) if more else None
    return DutyPage(items=[DutyOut.of(row, tx.today) for row in rows], next_cursor=next_cursor)


@router.get("/duties", summary="各企业的待办义务", responses=problems(InvalidCursor, CursorOutdated))
async def list_duties(
    request: Request, tx: Reading, caller: Overseer, query: Annotated[DutyQuery, Query()]
) -> DutyList:
    """By last day. An officer of a district sees that district's enterprises, whatever the filter says."""
    cursors: Cursors = request.app.state.cursors
    after = place(cursors.read(query.cursor, "all-duties", caller.actor, query.filters()), date.fromisoformat)
    found = await duties.list_page(tx, caller, query.asked(), after, query.limit)
    more = len(found) == query.limit
    last = f"{found[-1].duty.due_on} {found[-1].duty.duty_id}" if more else ""
    next_cursor = cursors.write("all-duties", caller.actor, query.filters(), last) if more else None
    return DutyList(items=[ListedDuty.of_listed(one, tx.today) for one in found], next_cursor=next_cursor)


@router.post(
    "/enterprises/{uscc}/major-changes", status_code=201, summary="报告重大变化",
    responses=problems(p.EnterpriseNotFound, p.MajorChangeRefused, *ONCE_PROBLEMS),
)  # fmt: skip
async def report_major_change(
    tx: WritingOnce, reporter: EnterpriseOrOfficer, uscc: Uscc, body: MajorChangeIn
) -> MajorChangeOut:
    """Within three months of the change; a late report is taken, and costs the renewal."""
    row = await major_changes.report(tx, reporter, uscc, body.kind, body.occurred_on, body.statement)
    return MajorChangeOut.of(row)


@router.get("/enterprises/{uscc}/major-changes", summary="企业的重大变化", responses=PAGED)
async def list_major_changes(
    request: Request, tx: Reading, caller: Reader, uscc: Uscc, query: Annotated[PageQuery, Query()]
) -> MajorChangePage:
    """Newest first."""
    cursors: Cursors = request.app.state.cursors
    before = place(cursors.read(query.cursor, "major-changes", caller.actor, {"uscc": uscc}), date.fromisoformat)
    rows = await major_changes.of_enterprise(tx, caller, uscc, before, query.limit)
    more = len(rows) == query.limit
    last = f"{rows[-1].occurred_on} {rows[-1].major_change_id}" if more else ""
    next_cursor = cursors.write("major-changes", caller.actor, {"uscc": uscc}, last) if more else None
    return MajorChangePage(items=[MajorChangeOut.of(row) for row in rows], next_cursor=next_cursor)


@router.post(
    "/major-changes/{major_change_id}/reviews", status_code=201, summary="审核重大变化",
    responses=problems(p.MajorChangeNotFound, p.MajorChangeRefused, p.TitleRefused, *ONCE_PROBLEMS),
)  # fmt: skip
async def review_major_change(
    tx: WritingOnce, officer: Officer, major_change_id: MajorChangeId, body: MajorReviewIn
) -> MajorChangeOut:
    """Still qualifying: titles and terms unchanged. Otherwise they are revoked in the same commit."""
    return MajorChangeOut.of(await major_changes.review(tx, officer, major_change_id, body.to_review()))
