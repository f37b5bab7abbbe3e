"""典型案例: written by officers, agreed to by the enterprise, read by everybody who is logged in."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from services.notifications.router.addresses import Agent, CaseId, Everybody, Officer, Overseer, Reader, Uscc
from services.notifications.schemas import cases as s
from services.notifications.service.helping import cases
from services.notifications.service.helping import problems as p
from shared.edge import ONCE_PROBLEMS, IfMatch, Reading, Writing, WritingOnce, tag
from shared.idempotency import IdempotentRoute
from shared.known import EnterpriseUnknown
from shared.pages import CursorOutdated, Cursors, InvalidCursor, PageQuery, place
from shared.problems import PreconditionFailed, PreconditionRequired, problems

router = APIRouter(route_class=IdempotentRoute, tags=["cases"])
PAGED = (InvalidCursor, CursorOutdated)
EDITED = (p.CaseNotFound, PreconditionFailed, PreconditionRequired)


@router.get("/cases", summary="典型案例", responses=problems(*PAGED))
async def list_cases(
    request: Request, tx: Reading, caller: Everybody, query: Annotated[PageQuery, Query()]
) -> s.CasePage:
    """What was published with the consent of its enterprise, the newest first."""
    cursors: Cursors = request.app.state.cursors
    before = place(cursors.read(query.cursor, "cases", caller.actor, {}), datetime.fromisoformat)
    items = [s.CaseOut.of(one) for one in await cases.published(tx, before, query.limit)]
    at = items[-1].published_at if len(items) == query.limit else None
    next_cursor = cursors.write("cases", caller.actor, {}, f"{at.isoformat()} {items[-1].case_id}") if at else None
    return s.CasePage(items=items, next_cursor=next_cursor)


@router.get("/case-worklist", summary="案例办理", responses=problems(*PAGED))
async def list_cases_at_desk(
    request: Request, tx: Reading, caller: Overseer, query: Annotated[s.DeskQuery, Query()]
) -> s.CasePage:
    """In whatever state; of an officer's own district."""
    cursors: Cursors = request.app.state.cursors
    after = cursors.read(query.cursor, "case-worklist", caller.actor, query.filters())
    found = await cases.at_desk(tx, caller, query.district, query.state, after, query.limit)
    last = found[-1].row.case_id if len(found) == query.limit else None
    next_cursor = cursors.write("case-worklist", caller.actor, query.filters(), last) if last else None
    return s.CasePage(items=[s.CaseOut.of(one) for one in found], next_cursor=next_cursor)


@router.get("/cases/{case_id}", summary="一个典型案例", responses=problems(p.CaseNotFound))
async def read_case(tx: Reading, caller: Everybody, case_id: CaseId, response: Response) -> s.CaseOut:
    """Before it is published, its office and its enterprise read it."""
    found = await cases.get(tx, caller, case_id)
    tag(response, found.row.version)
    return s.CaseOut.of(found)


@router.post(
    "/enterprises/{uscc}/cases", status_code=201, summary="撰写案例并征求企业同意",
    responses=problems(EnterpriseUnknown, *ONCE_PROBLEMS),
)  # fmt: skip
async def write_case(tx: WritingOnce, officer: Officer, uscc: Uscc, body: s.CaseIn, response: Response) -> s.CaseOut:
    """The enterprise is told in its inbox, and nothing is published before it agrees."""
    made = await cases.write(tx, officer, uscc, body.terms())
    response.headers["Location"] = f"/notifications/v1/cases/{made.row.case_id}"
    tag(response, made.row.version)
    return s.CaseOut.of(made)


@router.put("/cases/{case_id}", summary="改写案例", responses=problems(*EDITED))
async def revise_case(
    tx: Writing, officer: Officer, case_id: CaseId, body: s.CaseIn, response: Response, if_match: IfMatch = None
) -> s.CaseOut:
    """Other words ask for another consent, and are not seen until they have it."""
    made = await cases.revise(tx, officer, case_id, if_match, body.terms())
    tag(response, made.row.version)
    return s.CaseOut.of(made)


@router.post(
    "/cases/{case_id}/steps", status_code=201, summary="发布、撤下案例",
    responses=problems(*EDITED, p.CaseUnfit, p.CaseRefused, *ONCE_PROBLEMS),
)  # fmt: skip
async def step_case(
    tx: WritingOnce, officer: Officer, case_id: CaseId, body: s.CaseStepIn, response: Response,
    if_match: IfMatch = None,
) -> s.CaseOut:  # fmt: skip
    """Published with the enterprise's consent to the words as they stand."""
    made = await cases.take(tx, officer, case_id, if_match, body.step, body.reason)
    tag(response, made.row.version)
    return s.CaseOut.of(made)


@router.get("/enterprises/{uscc}/cases", summary="关于企业的案例", responses=problems(EnterpriseUnknown))
async def list_own_cases(tx: Reading, caller: Reader, uscc: Uscc) -> s.CaseList:
    """To agree to or not."""
    return s.CaseList(items=[s.CaseOut.of(one) for one in await cases.of_enterprise(tx, caller, uscc)])


@router.put(
    "/enterprises/{uscc}/cases/{case_id}/consent", summary="同意或不同意宣传",
    responses=problems(EnterpriseUnknown, p.CaseNotFound, p.CaseRefused),
)  # fmt: skip
async def answer_case(tx: Writing, caller: Agent, uscc: Uscc, case_id: CaseId, body: s.ConsentIn) -> s.CaseOut:
    """By the owner; taken back it is out of sight at once."""
    return s.CaseOut.of(await cases.answer(tx, caller, uscc, case_id, body.edition, body.agrees))
