"""供需对接: demands and offers, posted, looked at and ended."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from services.notifications.router.addresses import Agent, Officer, Party, Poster, PostingId, Uscc
from services.notifications.schemas import postings as s
from services.notifications.service.postings import choosing, drafting, kinds, showing
from services.notifications.service.postings.drafting import PostingUnfit
from services.notifications.service.postings.files import PostingNotFound, PostingRefused
from services.notifications.service.postings.showing import Shown
from shared.callers import Caller
from shared.db import Tx
from shared.edge import ONCE_PROBLEMS, IfMatch, Reading, Writing, WritingOnce, tag
from shared.idempotency import IdempotentRoute
from shared.known import EnterpriseUnknown
from shared.pages import CursorOutdated, Cursors, InvalidCursor, PageQuery, place
from shared.problems import PreconditionFailed, PreconditionRequired, problems

router = APIRouter(tags=["postings"], route_class=IdempotentRoute)
PAGED = (InvalidCursor, CursorOutdated)
TAKEN = problems(PostingNotFound, PostingRefused, *ONCE_PROBLEMS)


@router.get("/posting-kinds", summary="对接种类")
async def list_posting_kinds(tx: Reading, _: Party) -> s.KindList:
    """With the clause of each, who posts, who looks first, and how many are chosen."""
    return s.KindList(items=[s.KindOut.of(one) for one in kinds.in_force(tx)])


@router.post(
    "/enterprises/{uscc}/postings", status_code=201, summary="起草供需信息",
    responses=problems(EnterpriseUnknown, PostingRefused, PostingUnfit, *ONCE_PROBLEMS),
)  # fmt: skip
async def draft_posting(
    tx: WritingOnce, agent: Agent, uscc: Uscc, body: s.TermsIn, response: Response
) -> s.PostingWhole:
    """A draft, seen by the enterprise only, until it is submitted."""
    made = await drafting.draft_own(tx, agent, uscc, body.terms())
    return await _whole(tx, agent, made.row.posting_id, response)


@router.post(
    "/postings", status_code=201, summary="起草主管部门的供需信息",
    responses=problems(PostingUnfit, *ONCE_PROBLEMS),
)  # fmt: skip
async def draft_programme(tx: WritingOnce, officer: Officer, body: s.ProgrammeIn, response: Response) -> s.PostingWhole:
    """For a programme of the officer's district, or of the city."""
    made = await drafting.draft_programme(tx, officer, body.issuer, body.terms())
    return await _whole(tx, officer, made.row.posting_id, response)


@router.put(
    "/postings/{posting_id}", summary="修改草稿",
    responses=problems(PostingNotFound, PostingRefused, PostingUnfit, PreconditionFailed, PreconditionRequired),
)  # fmt: skip
async def edit_posting(
    tx: Writing, caller: Poster, posting_id: PostingId, body: s.TermsIn, response: Response,
    if_match: IfMatch = None,
) -> s.PostingWhole:  # fmt: skip
    """The whole of it, while it is a draft or was returned."""
    await drafting.edit(tx, caller, posting_id, if_match, body.terms())
    return await _whole(tx, caller, posting_id, response)


@router.post("/postings/{posting_id}/submissions", status_code=201, summary="提交或发布", responses=TAKEN)
async def submit_posting(tx: WritingOnce, caller: Poster, posting_id: PostingId, response: Response) -> s.PostingWhole:
    """To an officer of its district where its kind asks for that; else it is open at once."""
    await drafting.submit(tx, caller, posting_id)
    return await _whole(tx, caller, posting_id, response)


@router.post("/postings/{posting_id}/reviews", status_code=201, summary="审核", responses=TAKEN)
async def review_posting(
    tx: WritingOnce, officer: Officer, posting_id: PostingId, body: s.ReviewIn, response: Response
) -> s.PostingWhole:
    await drafting.review(tx, officer, posting_id, body.taken, body.reason)
    return await _whole(tx, officer, posting_id, response)


@router.post("/postings/{posting_id}/endings", status_code=201, summary="撤回、完成或关闭", responses=TAKEN)
async def end_posting(
    tx: WritingOnce, caller: Poster, posting_id: PostingId, body: s.EndingIn, response: Response
) -> s.PostingWhole:
    """The poster withdraws it, or says what came of the match; an officer of its district closes it."""
    await choosing.end(tx, caller, posting_id, body.taken, body.reason)
    return await _whole(tx, caller, posting_id, response)


@router.get("/postings", summary="供需信息", responses=problems(*PAGED))
async def list_postings(
    request: Request, tx: Reading, caller: Party, query: Annotated[s.PostingQuery, Query()]
) -> s.PostingPage:
    """To an enterprise what others posted and is open to it; to officers what their district posted. Newest first."""
    cursors: Cursors = request.app.state.cursors
    filters = query.filters() | {"as": caller.uscc}
    before = place(cursors.read(query.cursor, "postings", caller.actor, filters), datetime.fromisoformat)
    found = await showing.page(tx, caller, query.wanted(), before, query.limit, suited=query.suited)
    last = _last(found, query.limit)
    cursor = cursors.write("postings", caller.actor, filters, last) if last else None
    return s.PostingPage(items=[s.PostingOut.of(one) for one in found], next_cursor=cursor)


@router.get("/enterprises/{uscc}/postings", summary="企业发布的供需信息", responses=problems(EnterpriseUnknown, *PAGED))
async def list_own_postings(
    request: Request, tx: Reading, caller: Party, uscc: Uscc, query: Annotated[PageQuery, Query()]
) -> s.PostingPage:
    """Newest first, in whatever state."""
    cursors: Cursors = request.app.state.cursors
    before = place(cursors.read(query.cursor, "own-postings", caller.actor, {"uscc": uscc}), datetime.fromisoformat)
    found = await showing.of_enterprise(tx, caller, uscc, before, query.limit)
    last = _last(found, query.limit)
    cursor = cursors.write("own-postings", caller.actor, {"uscc": uscc}, last) if last else None
    return s.PostingPage(items=[s.PostingOut.of(one) for one in found], next_cursor=cursor)


def _last(found: list[Shown], limit: int) -> str | None:
    row = found[-1].row if len(found) == limit else None
    return f"{row.created_at.isoformat()} {row.posting_id}" if row else None


@router.get("/postings/{posting_id}", summary="供需信息及对接记录", responses=problems(PostingNotFound))
async def read_posting(tx: Reading, caller: Party, posting_id: PostingId, response: Response) -> s.PostingWhole:
    """An answerer sees no other's steps; how to reach the other side only who is matched."""
    return await _whole(tx, caller, posting_id, response)


@router.get("/postings/{posting_id}/suggestions", summary="可能应答的企业", responses=problems(PostingNotFound))
async def suggest_answerers(tx: Reading, caller: Party, posting_id: PostingId) -> s.SuggestionList:
    """Title holders of its industry, tiers and district that have not answered, the highest tier first."""
    found = await showing.suggestions(tx, caller, posting_id)
    return s.SuggestionList(items=[s.SuggestedOut.of(one) for one in found])


async def _whole(tx: Tx, caller: Caller, posting_id: str, response: Response) -> s.PostingWhole:
    shown = await showing.get(tx, caller, posting_id)
    tag(response, shown.row.version)
    return s.PostingWhole.whole(shown, names_accounts=caller.kind == "auditor")
