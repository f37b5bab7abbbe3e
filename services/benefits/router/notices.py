"""通知公告: drafted, looked at, published to whom they are for, withdrawn."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from services.benefits import problems as p
from services.benefits.router.addresses import NoticeId, Officer, Overseer
from services.benefits.schemas.audiences import AudienceOut
from services.benefits.schemas.notices import NoticeIn, NoticeOut, NoticePage, NoticeQuery, NoticeWithdrawalIn
from services.benefits.service import notices
from shared.edge import ONCE_PROBLEMS, IfMatch, Reading, WritingOnce, tag
from shared.idempotency import IdempotentRoute
from shared.pages import CursorOutdated, Cursors, InvalidCursor
from shared.problems import PreconditionFailed, PreconditionRequired, problems

router = APIRouter(route_class=IdempotentRoute, tags=["notices"])
MOVED = problems(p.NoticeNotFound, p.NoticeRefused, PreconditionFailed, PreconditionRequired, *ONCE_PROBLEMS)


@router.post("/notices", status_code=201, summary="起草通知", responses=problems(p.MeasureRefused, *ONCE_PROBLEMS))
async def draft_notice(tx: WritingOnce, caller: Officer, body: NoticeIn, response: Response) -> NoticeOut:
    """For whom it is is said as the audience of a measure is; a district's is for its own enterprises alone."""
    made = await notices.draft(tx, caller, body.district, body.audience, body.title, body.text, body.deadline_on)
    row = await notices.get(tx, caller, made)
    tag(response, row.edit)
    response.headers["Location"] = f"/benefits/v1/notices/{made}"
    return NoticeOut.of(row)


@router.get("/notices", summary="通知公告", responses=problems(InvalidCursor, CursorOutdated))
async def list_notices(
    request: Request, tx: Reading, caller: Overseer, query: Annotated[NoticeQuery, Query()]
) -> NoticePage:
    """An officer of a district sees that district's."""
    cursors: Cursors = request.app.state.cursors
    after = cursors.read(query.cursor, "notices", caller.actor, query.filters())
    rows = await notices.page(tx, caller, query.district, query.state, after, query.limit)
    next_cursor = None
    if len(rows) == query.limit:
        next_cursor = cursors.write("notices", caller.actor, query.filters(), rows[-1].notice_id)
    return NoticePage(items=[NoticeOut.of(row) for row in rows], next_cursor=next_cursor)


@router.get("/notices/{notice_id}", summary="一则通知", responses=problems(p.NoticeNotFound))
async def read_notice(tx: Reading, caller: Overseer, notice_id: NoticeId, response: Response) -> NoticeOut:
    """With its audience as it was written."""
    row = await notices.get(tx, caller, notice_id)
    tag(response, row.edit)
    return NoticeOut.of(row)


@router.get("/notices/{notice_id}/audience", summary="通知的受众", responses=problems(p.NoticeNotFound))
async def read_notice_audience(tx: Reading, caller: Overseer, notice_id: NoticeId) -> AudienceOut:
    """Before it is published: exactly those it would be told to today."""
    return AudienceOut.of(await notices.audience(tx, caller, notice_id))


@router.post("/notices/{notice_id}/publications", status_code=201, summary="发布通知", responses=MOVED)
async def publish_notice(
    tx: WritingOnce, caller: Officer, notice_id: NoticeId, response: Response, if_match: IfMatch = None
) -> NoticeOut:
    """To everybody it is for: one entry in each inbox, for ever."""
    row = await notices.publish(tx, caller, notice_id, if_match)
    tag(response, row.edit)
    return NoticeOut.of(row)


@router.post("/notices/{notice_id}/withdrawals", status_code=201, summary="撤回通知", responses=MOVED)
async def withdraw_notice(
    tx: WritingOnce, caller: Officer, notice_id: NoticeId, body: NoticeWithdrawalIn, response: Response,
    if_match: IfMatch = None,
) -> NoticeOut:  # fmt: skip
    """Who was not told yet never is; who was keeps the entry, marked."""
    row = await notices.withdraw(tx, caller, notice_id, if_match, body.reason)
    tag(response, row.edit)
    return NoticeOut.of(row)
