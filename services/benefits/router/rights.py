"""People's rights: applied for by the enterprise's owner, decided by the departments the clause names."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from services.benefits import problems as p
from services.benefits.router.addresses import Agent, Observer, Officer, Overseer, RightId, Uscc
from services.benefits.schemas import rights as s
from services.benefits.service.rights import applying, deciding, reading
from shared.edge import ONCE_PROBLEMS, IfMatch, Reading, Writing, WritingOnce, tag
from shared.idempotency import IdempotentRoute
from shared.known import EnterpriseUnknown
from shared.pages import CursorOutdated, Cursors, InvalidCursor, PageQuery, place
from shared.problems import PreconditionFailed, PreconditionRequired, problems

router = APIRouter(route_class=IdempotentRoute, tags=["people's rights"])
MADE = (EnterpriseUnknown, p.PolicySetNotFound, p.MeasureNotFound, p.TalentNotFound, p.EvidenceNotFound,
        p.RightUnqualified, p.RightRefused)  # fmt: skip
EDITED = (p.RightNotFound, p.RightRefused, PreconditionFailed, PreconditionRequired)


@router.post(
    "/enterprises/{uscc}/rights", status_code=201, summary="申请人才权利", responses=problems(*MADE, *ONCE_PROBLEMS)
)  # fmt: skip
async def apply_for_right(
    tx: WritingOnce, owner: Agent, uscc: Uscc, body: s.RightIn, response: Response
) -> s.RightDossierOut:
    """Class D (12-6), housing (12-4), green channel (12-3): while a title counts and an office is held, both without a
    break. What the clause does not say, a quota or a term, is not made up: see `unstated`."""
    dossier = await applying.make(tx, owner, uscc, body.to_right())
    tag(response, dossier.shown.right.version)
    response.headers["Location"] = f"/benefits/v1/rights/{dossier.shown.right.right_id}"
    return s.RightDossierOut.of_dossier(dossier, tx.today)


@router.get(
    "/enterprises/{uscc}/rights", summary="企业的人才权利",
    responses=problems(EnterpriseUnknown, InvalidCursor, CursorOutdated),
)  # fmt: skip
async def list_rights(
    request: Request, tx: Reading, caller: Observer, uscc: Uscc, query: Annotated[PageQuery, Query()]
) -> s.RightPage:
    """Newest first, those that ended too."""
    cursors: Cursors = request.app.state.cursors
    before = place(cursors.read(query.cursor, "rights", caller.actor, {"uscc": uscc}), datetime.fromisoformat)
    found = await reading.of_enterprise(tx, caller, uscc, before, query.limit)
    next_cursor = None
    if len(found) == query.limit:
        last = f"{found[-1].right.applied_at.isoformat()} {found[-1].right.right_id}"
        next_cursor = cursors.write("rights", caller.actor, {"uscc": uscc}, last)
    return s.RightPage(items=[s.RightOut.of(one, tx.today) for one in found], next_cursor=next_cursor)


@router.get("/rights/{right_id}", summary="人才权利与办理记录", responses=problems(p.RightNotFound))
async def read_right(tx: Reading, caller: Observer, right_id: RightId, response: Response) -> s.RightDossierOut:
    """The enterprise does not see who reviews."""
    dossier = await reading.get(tx, caller, right_id)
    tag(response, dossier.shown.right.version)
    return s.RightDossierOut.of_dossier(dossier, tx.today)


@router.patch(
    "/rights/{right_id}", summary="更正退回的权利申请",
    responses=problems(*EDITED, p.RightUnqualified, p.EvidenceNotFound),
)  # fmt: skip
async def correct_right(
    tx: Writing, owner: Agent, right_id: RightId, body: s.RightCorrectionIn, response: Response,
    if_match: IfMatch = None,
) -> s.RightDossierOut:  # fmt: skip
    """In what it was returned for and in nothing else; it is judged anew."""
    dossier = await applying.correct(tx, owner, right_id, if_match, body.to_correction())
    tag(response, dossier.shown.right.version)
    return s.RightDossierOut.of_dossier(dossier, tx.today)


@router.post(
    "/rights/{right_id}/withdrawals", status_code=201, summary="撤回或放弃人才权利",
    responses=problems(*EDITED, *ONCE_PROBLEMS),
)  # fmt: skip
async def withdraw_right(
    tx: WritingOnce, owner: Agent, right_id: RightId, body: s.RightWithdrawalIn, response: Response,
    if_match: IfMatch = None,
) -> s.RightDossierOut:  # fmt: skip
    """While it is decided on, and given up once it was granted."""
    dossier = await deciding.withdraw(tx, owner, right_id, if_match, body.words)
    tag(response, dossier.shown.right.version)
    return s.RightDossierOut.of_dossier(dossier, tx.today)


# ---- officers --------------------------------------------------------------------------------------


@router.get("/right-worklist", summary="待办的人才权利", responses=problems(InvalidCursor, CursorOutdated))
async def list_right_work(
    request: Request, tx: Reading, officer: Overseer, query: Annotated[s.RightWorklistQuery, Query()]
) -> s.RightWorklist:
    """Oldest first. An officer of a district sees and counts that district's only."""
    cursors: Cursors = request.app.state.cursors
    after = place(cursors.read(query.cursor, "right-work", officer.actor, query.filters()), datetime.fromisoformat)
    found = await reading.worklist(tx, officer, query.benefit_code, after, query.limit)
    next_cursor = None
    if len(found.items) == query.limit:
        last = f"{found.items[-1].right.applied_at.isoformat()} {found.items[-1].right.right_id}"
        next_cursor = cursors.write("right-work", officer.actor, query.filters(), last)
    return s.RightWorklist.of(found, tx.today, next_cursor)


@router.post(
    "/rights/{right_id}/reviews", status_code=201, summary="办理人才权利",
    responses=problems(*EDITED, *ONCE_PROBLEMS),
)  # fmt: skip
async def review_right(
    tx: WritingOnce, officer: Officer, right_id: RightId, body: s.RightReviewIn, response: Response,
    if_match: IfMatch = None,
) -> s.RightDossierOut:  # fmt: skip
    """Granted from today while title and office hold, refused with a reason, or returned for what is to be mended."""
    dossier = await deciding.review(tx, officer, right_id, if_match, body.to_taken())
    tag(response, dossier.shown.right.version)
    return s.RightDossierOut.of_dossier(dossier, tx.today)
