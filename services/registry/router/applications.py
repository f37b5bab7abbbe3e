"""Applications: begun, filled in, submitted and withdrawn by the enterprise; read by those whom they concern."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from services.registry import problems as p
from services.registry.router.addresses import Agent, ApplicationId, Reader, Uscc
from services.registry.schemas.applications import ApplicationOut, ApplicationPage, DossierOut
from services.registry.schemas.steps import ApplicationIn, ApplicationPatch, WithdrawalIn
from services.registry.service import applications, reviews
from services.registry.service.reviews import Asked
from shared.edge import ONCE_PROBLEMS, IfMatch, Reading, Writing, WritingOnce, tag
from shared.idempotency import IdempotentRoute
from shared.pages import CursorOutdated, Cursors, InvalidCursor, PageQuery, place
from shared.problems import PreconditionFailed, PreconditionRequired, problems

router = APIRouter(route_class=IdempotentRoute, tags=["applications"])
EDITED = problems(p.ApplicationNotFound, p.ApplicationRefused, PreconditionFailed, PreconditionRequired)
MOVED = problems(p.ApplicationNotFound, p.ApplicationRefused, PreconditionFailed, PreconditionRequired, *ONCE_PROBLEMS)

SUBMITTED = problems(
    p.ApplicationNotFound, p.ApplicationRefused, p.ApplicationUnqualified, PreconditionFailed, PreconditionRequired,
    *ONCE_PROBLEMS,
)  # fmt: skip


@router.post(
    "/enterprises/{uscc}/applications", status_code=201, summary="起草申报",
    responses=problems(p.EnterpriseNotFound, p.ApplicationRefused, *ONCE_PROBLEMS),
)  # fmt: skip
async def draft_application(
    tx: WritingOnce, applicant: Agent, uscc: Uscc, body: ApplicationIn, response: Response
) -> ApplicationOut:
    """For the title, or for the renewal (复核) of one held whose last months have begun. One application of a tier is
    under way at a time; a revocation may forbid to apply for years, a missed duty forbids to renew."""
    application = await applications.draft(tx, applicant, uscc, body.tier, body.content())
    tag(response, application.version)
    response.headers["Location"] = f"/registry/v1/applications/{application.application_id}"
    return ApplicationOut.of(application, tx.today)


@router.get(
    "/enterprises/{uscc}/applications", summary="企业的申报",
    responses=problems(p.EnterpriseNotFound, InvalidCursor, CursorOutdated),
)  # fmt: skip
async def list_applications(
    request: Request, tx: Reading, caller: Reader, uscc: Uscc, query: Annotated[PageQuery, Query()]
) -> ApplicationPage:
    """Newest first."""
    cursors: Cursors = request.app.state.cursors
    before = place(cursors.read(query.cursor, "applications", caller.actor, {"uscc": uscc}), datetime.fromisoformat)
    found = await applications.of_enterprise(tx, caller, uscc, before, query.limit)
    next_cursor = None
    if len(found) == query.limit:
        last = f"{found[-1].drafted_at.isoformat()} {found[-1].application_id}"
        next_cursor = cursors.write("applications", caller.actor, {"uscc": uscc}, last)
    return ApplicationPage(items=[ApplicationOut.of(one, tx.today) for one in found], next_cursor=next_cursor)


@router.get(
    "/applications/{application_id}", summary="申请与办理记录", responses=problems(p.ApplicationNotFound)
)  # fmt: skip
async def read_application(
    tx: Reading, caller: Reader, application_id: ApplicationId, response: Response
) -> DossierOut:
    """Names and telephone numbers leave masked; the enterprise does not see who reviews or objects."""
    dossier = await applications.get(tx, caller, application_id)
    tag(response, dossier.application.version)
    return DossierOut.of_dossier(dossier, tx.today)


@router.patch("/applications/{application_id}", summary="填写或更正申请", responses=EDITED)
async def mend_application(
    tx: Writing, applicant: Agent, application_id: ApplicationId, body: ApplicationPatch,
    response: Response, if_match: IfMatch = None,
) -> ApplicationOut:  # fmt: skip
    """What was returned is mended in the members it was returned for, and in no others."""
    application = await applications.mend(tx, applicant, application_id, if_match, body.content())
    tag(response, application.version)
    return ApplicationOut.of(application, tx.today)


@router.post("/applications/{application_id}/submissions", status_code=201, summary="提交申请", responses=SUBMITTED)
async def submit_application(
    tx: WritingOnce,
    applicant: Agent,
    application_id: ApplicationId,
    response: Response,
    if_match: IfMatch = None,
) -> ApplicationOut:
    """Judged by the ruleset in force: a no is refused with its reasons; what is unknown is left to the desks. What was
    returned goes back to the desk that returned it."""
    application = await reviews.take(tx, applicant, Asked(application_id, reviews.SUBMISSION, if_match))
    tag(response, application.version)
    return ApplicationOut.of(application, tx.today)


@router.post("/applications/{application_id}/withdrawals", status_code=201, summary="撤回申请", responses=MOVED)
async def withdraw_application(
    tx: WritingOnce, applicant: Agent, application_id: ApplicationId, body: WithdrawalIn,
    response: Response, if_match: IfMatch = None,
) -> ApplicationOut:  # fmt: skip
    application = await reviews.take(tx, applicant, Asked(application_id, body.to_taken(), if_match))
    tag(response, application.version)
    return ApplicationOut.of(application, tx.today)
