"""上市培育: the list of candidates, and the road of each."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from services.finance import problems as p
from services.finance.router.addresses import LoanReader, Officer, Overseer, Uscc
from services.finance.schemas import listing as s
from services.finance.service import listing
from shared.edge import ONCE_PROBLEMS, IfMatch, Reading, WritingOnce, tag
from shared.idempotency import IdempotentRoute
from shared.known import EnterpriseUnknown
from shared.pages import CursorOutdated, Cursors, InvalidCursor
from shared.problems import PreconditionFailed, PreconditionRequired, problems

router = APIRouter(tags=["listing"], route_class=IdempotentRoute)


@router.get(
    "/listing-candidates", summary="市级重点拟上市企业名单与上市进程",
    responses=problems(InvalidCursor, CursorOutdated),
)  # fmt: skip
async def list_listing_candidates(
    request: Request, tx: Reading, caller: Overseer, query: Annotated[s.CandidateQuery, Query()]
) -> s.CandidatePage:
    """Who holds a title from 省级 on is on the list by itself (10-3); with those on the road whose title has ended.

    In a stable order; an officer of a district sees that district's. For no institution: the plan does not publish it.
    """
    cursors: Cursors = request.app.state.cursors
    after = cursors.read(query.cursor, "listing-candidates", caller.actor, query.filters())
    found = await listing.candidates(tx, caller, query.stage, query.exchange, after, query.limit)
    last = found[-1].enterprise_id if len(found) == query.limit else None
    cursor = cursors.write("listing-candidates", caller.actor, query.filters(), last) if last else None
    return s.CandidatePage(items=[s.CandidateOut.of(one) for one in found], next_cursor=cursor)


@router.get("/enterprises/{uscc}/listing-road", summary="企业的上市进程", responses=problems(EnterpriseUnknown))
async def read_listing_road(tx: Reading, caller: LoanReader, uscc: Uscc, response: Response) -> s.ListingRoadOut:
    """With every step there ever was, those that were corrected too."""
    found = await listing.progress(tx, caller, uscc)
    tag(response, found.version)
    return s.ListingRoadOut.of_progress(found)


@router.post(
    "/enterprises/{uscc}/listing-steps", status_code=201, summary="登记上市进程",
    responses=problems(
        EnterpriseUnknown, p.ListingStepRefused, PreconditionFailed, PreconditionRequired, *ONCE_PROBLEMS
    ),
)  # fmt: skip
async def note_listing_step(
    tx: WritingOnce, officer: Officer, uscc: Uscc, body: s.ListingStepIn, response: Response, if_match: IfMatch = None
) -> s.ListingRoadOut:
    """By 市地方金融监管局. A listing counts in benefits at once as its announcement, verified: the award opens once."""
    found = await listing.note(tx, officer, uscc, if_match, body.to_step())
    tag(response, found.version)
    return s.ListingRoadOut.of_progress(found)
