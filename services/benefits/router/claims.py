"""Claims: made, corrected, withdrawn, appealed and rated by the enterprise; moved by officers; read by both."""

from datetime import date, datetime
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from services.benefits import problems as p
from services.benefits.router.addresses import Agent, ClaimId, Officer, Overseer, Reader, Uscc
from services.benefits.schemas.claim_steps import (
    AppealIn,
    ClaimIn,
    ClaimReviewIn,
    ClaimWorklistQuery,
    CorrectionIn,
    RatingIn,
    ReasonIn,
)
from services.benefits.schemas.claims import ClaimDossierOut, ClaimOut, ClaimPage, ClaimWorklist
from services.benefits.service.claims import making, reading, stepping
from shared.edge import ONCE_PROBLEMS, IfMatch, Reading, Writing, WritingOnce, tag
from shared.idempotency import IdempotentRoute
from shared.known import EnterpriseUnknown
from shared.pages import CursorOutdated, Cursors, InvalidCursor, PageQuery, place
from shared.problems import PreconditionFailed, PreconditionRequired, problems

router = APIRouter(route_class=IdempotentRoute, tags=["claims"])
MADE = (EnterpriseUnknown, p.PolicySetNotFound, p.MeasureNotFound, p.EvidenceNotFound, p.ClaimUnqualified,
        p.ClaimExists, p.ClaimRefused)  # fmt: skip
EDITED = (p.ClaimNotFound, p.ClaimRefused, PreconditionFailed, PreconditionRequired)
MOVED = problems(*EDITED, p.FundingRefused, *ONCE_PROBLEMS)


@router.post(
    "/enterprises/{uscc}/claims", status_code=201, summary="提出兑付", responses=problems(*MADE, *ONCE_PROBLEMS)
)
async def make_claim(tx: WritingOnce, agent: Agent, uscc: Uscc, body: ClaimIn, response: Response) -> ClaimOut:
    """免申即享 where an entitlement is open: name the account. Else an application: the case and its evidence. An
    occasion is claimed once for a legal person, whatever set, code or device it comes by."""
    claim = await making.make(tx, agent, uscc, body.to_claim())
    tag(response, claim.version)
    response.headers["Location"] = f"/benefits/v1/claims/{claim.claim_id}"
    return ClaimOut.of(claim, tx.today)


@router.get(
    "/enterprises/{uscc}/claims", summary="企业的兑付申请",
    responses=problems(EnterpriseUnknown, InvalidCursor, CursorOutdated),
)  # fmt: skip
async def list_claims(
    request: Request, tx: Reading, caller: Reader, uscc: Uscc, query: Annotated[PageQuery, Query()]
) -> ClaimPage:
    """Newest first, those taken over in a merger included."""
    cursors: Cursors = request.app.state.cursors
    before = place(cursors.read(query.cursor, "claims", caller.actor, {"uscc": uscc}), datetime.fromisoformat)
    found = await reading.of_enterprise(tx, caller, uscc, before, query.limit)
    next_cursor = None
    if len(found) == query.limit:
        last = f"{found[-1].claimed_at.isoformat()} {found[-1].claim_id}"
        next_cursor = cursors.write("claims", caller.actor, {"uscc": uscc}, last)
    return ClaimPage(items=[ClaimOut.of(one, tx.today) for one in found], next_cursor=next_cursor)


@router.get("/claims/{claim_id}", summary="兑付申请与办理记录", responses=problems(p.ClaimNotFound))
async def read_claim(tx: Reading, caller: Reader, claim_id: ClaimId, response: Response) -> ClaimDossierOut:
    """The enterprise does not see who reviews, approves or pays."""
    dossier = await reading.get(tx, caller, claim_id)
    tag(response, dossier.claim.version)
    return ClaimDossierOut.of_dossier(dossier, tx.today)


@router.patch(
    "/claims/{claim_id}", summary="更正退回的申请",
    responses=problems(*EDITED, p.ClaimUnqualified, p.EvidenceNotFound),
)  # fmt: skip
async def correct_claim(
    tx: Writing, agent: Agent, claim_id: ClaimId, body: CorrectionIn, response: Response, if_match: IfMatch = None
) -> ClaimOut:
    """In what it was returned for and in nothing else; it is calculated anew and begins anew."""
    claim = await making.correct(tx, agent, claim_id, if_match, body.to_correction())
    tag(response, claim.version)
    return ClaimOut.of(claim, tx.today)


@router.post(
    "/claims/{claim_id}/withdrawals",
    status_code=201,
    summary="撤回",
    responses=MOVED,
)
async def withdraw_claim(
    tx: WritingOnce, agent: Agent, claim_id: ClaimId, body: ReasonIn, response: Response, if_match: IfMatch = None
) -> ClaimOut:
    """As long as no order to pay is out."""
    claim = await stepping.take(tx, agent, claim_id, body.to_taken(), if_match)
    tag(response, claim.version)
    return ClaimOut.of(claim, tx.today)


@router.post(
    "/claims/{claim_id}/appeals", status_code=201, summary="申诉",
    responses=problems(*EDITED, p.ClaimExists, *ONCE_PROBLEMS),
)  # fmt: skip
async def appeal_claim(
    tx: WritingOnce, agent: Agent, claim_id: ClaimId, body: AppealIn, response: Response, if_match: IfMatch = None
) -> ClaimOut:
    """Once, within the term; decided by somebody who did not decide before."""
    claim = await stepping.take(tx, agent, claim_id, body.to_taken(), if_match)
    tag(response, claim.version)
    return ClaimOut.of(claim, tx.today)


@router.post("/claims/{claim_id}/ratings", status_code=201, summary="评价", responses=MOVED)
async def rate_claim(
    tx: WritingOnce, agent: Agent, claim_id: ClaimId, body: RatingIn, response: Response, if_match: IfMatch = None
) -> ClaimOut:
    """Once, after it was paid or refused."""
    claim = await stepping.take(tx, agent, claim_id, body.to_taken(), if_match)
    tag(response, claim.version)
    return ClaimOut.of(claim, tx.today)


# ---- officers -------------------------------------------------------------------------------------


@router.get("/claim-worklist", summary="待办的兑付申请", responses=problems(InvalidCursor, CursorOutdated))
async def list_claim_work(
    request: Request, tx: Reading, officer: Overseer, query: Annotated[ClaimWorklistQuery, Query()]
) -> ClaimWorklist:
    """The overdue first, then by deadline. An officer of a district sees and counts that district's only."""
    cursors: Cursors = request.app.state.cursors
    after = place(cursors.read(query.cursor, "claim-work", officer.actor, query.filters()), date.fromisoformat)
    desks = await reading.worklist(tx, officer, query.states(), after, query.limit)
    next_cursor = None
    if len(desks.claims) == query.limit:
        next_cursor = cursors.write("claim-work", officer.actor, query.filters(), desks.last)
    return ClaimWorklist.of(desks, tx.today, next_cursor)


@router.post("/claims/{claim_id}/reviews", status_code=201, summary="办理兑付申请", responses=MOVED)
async def review_claim(
    tx: WritingOnce, officer: Officer, claim_id: ClaimId, body: ClaimReviewIn,
    response: Response, if_match: IfMatch = None,
) -> ClaimOut:  # fmt: skip
    """Each desk wants another person, and each approval another one, too."""
    claim = await stepping.take(tx, officer, claim_id, body.to_taken(), if_match)
    tag(response, claim.version)
    return ClaimOut.of(claim, tx.today)


@router.post(
    "/claims/{claim_id}/payments",
    status_code=201,
    summary="发起拨付",
    responses=MOVED,
)
async def pay_claim(
    tx: WritingOnce, officer: Officer, claim_id: ClaimId, response: Response, if_match: IfMatch = None
) -> ClaimOut:
    """By somebody who neither reviewed nor approved it, when all approvals are there."""
    claim = await stepping.take(tx, officer, claim_id, stepping.PAYMENT, if_match)
    tag(response, claim.version)
    return ClaimOut.of(claim, tx.today)
