"""应答: given once, revised until somebody is chosen, chosen at once."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from services.notifications.router.addresses import Agent, AnswerId, Party, Poster, PostingId, Uscc
from services.notifications.schemas import posting_answers as s
from services.notifications.schemas.contact_persons import ReasonIn
from services.notifications.schemas.postings import PostingWhole
from services.notifications.service.postings import answering, choosing, showing
from services.notifications.service.postings.answering import AnswerNotFound
from services.notifications.service.postings.files import PostingNotFound, PostingRefused
from shared.edge import ONCE_PROBLEMS, IfMatch, Reading, Unmasking, Writing, WritingOnce, tag
from shared.idempotency import IdempotentRoute
from shared.known import EnterpriseUnknown
from shared.pages import CursorOutdated, Cursors, InvalidCursor, PageQuery, place
from shared.problems import PreconditionFailed, PreconditionRequired, problems

router = APIRouter(tags=["postings"], route_class=IdempotentRoute)
TAKEN = problems(PostingNotFound, PostingRefused, *ONCE_PROBLEMS)


@router.post("/postings/{posting_id}/answers", status_code=201, summary="应答", responses=TAKEN)
async def answer_posting(
    tx: WritingOnce, agent: Agent, posting_id: PostingId, body: s.ReplyIn, response: Response
) -> s.AnswerOut:
    """Once for each enterprise; no other answerer sees it."""
    given = await answering.answer(tx, agent, posting_id, body.reply())
    tag(response, given.answer.version)
    return s.AnswerOut.own(given)


@router.get("/postings/{posting_id}/answers", summary="收到的应答", responses=problems(PostingNotFound))
async def list_answers(tx: Reading, caller: Party, posting_id: PostingId) -> s.AnswerList:
    """To the poster and to officers all, to an answerer its own; those withdrawn, too."""
    found = await showing.answers(tx, caller, posting_id)
    return s.AnswerList(items=[s.AnswerOut.of(one) for one in found])


@router.post("/postings/{posting_id}/choices", status_code=201, summary="选定应答", responses=TAKEN)
async def choose_answers(
    tx: WritingOnce, caller: Poster, posting_id: PostingId, body: s.ChoiceIn, response: Response
) -> PostingWhole:
    """One or several as its kind says, all at once and once; all others are passed over."""
    await choosing.choose(tx, caller, posting_id, body.answer_ids)
    shown = await showing.get(tx, caller, posting_id)
    tag(response, shown.row.version)
    return PostingWhole.whole(shown)


@router.post(
    "/postings/{posting_id}/disclosures", status_code=201, summary="查看对接对方的联系方式",
    responses=problems(PostingNotFound),
)  # fmt: skip
async def disclose_contacts(
    tx: Unmasking, caller: Poster, posting_id: PostingId, body: ReasonIn
) -> s.DisclosedContacts:
    """By a matched party only; who looked and why stays in the audit trail."""
    tx.edited("posting contacts", {}, {"looked": body.reason})
    return s.DisclosedContacts.of(await showing.contacts(tx, caller, posting_id))


@router.get("/enterprises/{uscc}/posting-answers", summary="企业的应答",
    responses=problems(EnterpriseUnknown, InvalidCursor, CursorOutdated),
)  # fmt: skip
async def list_own_answers(
    request: Request, tx: Reading, caller: Party, uscc: Uscc, query: Annotated[PageQuery, Query()]
) -> s.AnswerPage:
    """Newest first."""
    cursors: Cursors = request.app.state.cursors
    before = place(cursors.read(query.cursor, "own-answers", caller.actor, {"uscc": uscc}), datetime.fromisoformat)
    found = await showing.answers_of(tx, caller, uscc, before, query.limit)
    last = found[-1].row if len(found) == query.limit else None
    key = f"{last.given_at.isoformat()} {last.answer_id}" if last else None
    cursor = cursors.write("own-answers", caller.actor, {"uscc": uscc}, key) if key else None
    return s.AnswerPage(items=[s.AnswerOut.of(one) for one in found], next_cursor=cursor)


@router.put(
    "/posting-answers/{answer_id}", summary="修改应答",
    responses=problems(AnswerNotFound, PostingRefused, PreconditionFailed, PreconditionRequired),
)  # fmt: skip
async def revise_answer(
    tx: Writing, agent: Agent, answer_id: AnswerId, body: s.ReplyIn, response: Response, if_match: IfMatch = None
) -> s.AnswerOut:
    revised = await answering.revise(tx, agent, answer_id, if_match, body.reply())
    tag(response, revised.answer.version)
    return s.AnswerOut.own(revised)


@router.post(
    "/posting-answers/{answer_id}/withdrawals", status_code=201, summary="撤回应答",
    responses=problems(AnswerNotFound, PostingRefused, *ONCE_PROBLEMS),
)  # fmt: skip
async def withdraw_answer(tx: WritingOnce, agent: Agent, answer_id: AnswerId) -> s.AnswerOut:
    """Until somebody is chosen; afterwards it may be given anew."""
    return s.AnswerOut.own(await answering.withdraw(tx, agent, answer_id))
