"""What officers do with applications: the worklist, the steps of their desks, batches, quotas."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Path, Query, Request, Response

from services.registry import problems as p
from services.registry.router.addresses import ApplicationId, Officer, Overseer, Year
from services.registry.router.applications import MOVED
from services.registry.schemas.applications import ApplicationOut, BatchReport, WorklistPage
from services.registry.schemas.steps import (
    BatchIn,
    GrantIn,
    LimitedTier,
    ObjectionIn,
    QuotaIn,
    QuotaList,
    QuotaOut,
    ReviewIn,
    SiteVisitIn,
    WorklistQuery,
)
from services.registry.service import applications, quotas, reviews
from services.registry.service.reviews import Asked
from shared.edge import ONCE_PROBLEMS, IfMatch, Reading, Writing, WritingOnce, tag
from shared.idempotency import IdempotentRoute
from shared.pages import CursorOutdated, Cursors, InvalidCursor, place
from shared.problems import PreconditionFailed, PreconditionRequired, problems

router = APIRouter(route_class=IdempotentRoute, tags=["reviews"])
QuotaTier = Annotated[LimitedTier, Path(description="设名额的称号", examples=["specialised"])]


@router.get("/worklist", summary="待办", responses=problems(InvalidCursor, CursorOutdated))
async def list_work(
    request: Request, tx: Reading, officer: Officer, query: Annotated[WorklistQuery, Query()]
) -> WorklistPage:
    """The overdue first, then by deadline. An officer of a district sees and counts that district's only."""
    cursors: Cursors = request.app.state.cursors
    after = place(cursors.read(query.cursor, "worklist", officer.actor, query.filters()), date.fromisoformat)
    desks = await applications.worklist(tx, officer, query.lies_with(), query.tier, after, query.limit)
    next_cursor = None
    if len(desks.applications) == query.limit:
        next_cursor = cursors.write("worklist", officer.actor, query.filters(), desks.last)
    return WorklistPage.of(desks, tx.today, next_cursor)


@router.post("/applications/{application_id}/reviews", status_code=201, summary="办理申请", responses=MOVED)
async def review_application(
    tx: WritingOnce, officer: Officer, application_id: ApplicationId, body: ReviewIn,
    response: Response, if_match: IfMatch = None,
) -> ApplicationOut:  # fmt: skip
    """Results of the province and of MIIT are recorded by the city with their document."""
    application = await reviews.take(tx, officer, Asked(application_id, body.to_taken(), if_match))
    tag(response, application.version)
    return ApplicationOut.of(application, tx.today)


@router.post("/applications/{application_id}/site-visits", status_code=201, summary="登记实地核查", responses=MOVED)
async def record_site_visit(
    tx: WritingOnce, officer: Officer, application_id: ApplicationId, body: SiteVisitIn,
    response: Response, if_match: IfMatch = None,
) -> ApplicationOut:  # fmt: skip
    application = await reviews.take(tx, officer, Asked(application_id, body.to_taken(), if_match))
    tag(response, application.version)
    return ApplicationOut.of(application, tx.today)


@router.post("/applications/{application_id}/objections", status_code=201, summary="登记公示异议", responses=MOVED)
async def record_objection(
    tx: WritingOnce, officer: Officer, application_id: ApplicationId, body: ObjectionIn,
    response: Response, if_match: IfMatch = None,
) -> ApplicationOut:  # fmt: skip
    """Upheld, the application is refused; dismissed, the notice goes on."""
    asked = Asked(application_id, body.to_taken(), if_match, body.objector())
    application = await reviews.take(tx, officer, asked)
    tag(response, application.version)
    return ApplicationOut.of(application, tx.today)


@router.post("/applications/{application_id}/recognitions", status_code=201, summary="公示期满认定", responses=MOVED)
async def recognise_application(
    tx: WritingOnce, officer: Officer, application_id: ApplicationId, body: GrantIn,
    response: Response, if_match: IfMatch = None,
) -> ApplicationOut:  # fmt: skip
    """Records the title; `change_id` leads to what it did everywhere."""
    application = await reviews.take(tx, officer, Asked(application_id, body.to_taken(), if_match))
    tag(response, application.version)
    return ApplicationOut.of(application, tx.today)


@router.post("/application-batches", summary="批量办理", responses=problems(*ONCE_PROBLEMS))
async def review_batch(tx: WritingOnce, officer: Officer, body: BatchIn) -> BatchReport:
    """All that can go, go; the rest are named with the reason."""
    return BatchReport.of(await reviews.take_all(tx, officer, body.to_asked()))


# ---- quotas ---------------------------------------------------------------------------------------


@router.get("/quotas/{year}", summary="某年度的推荐名额")
async def list_quotas(tx: Reading, caller: Overseer, year: Year) -> QuotaList:
    return QuotaList(items=[QuotaOut.of(one) for one in await quotas.of_year(tx, caller, year)])


@router.get("/quotas/{year}/{tier}", summary="推荐名额")
async def read_quota(tx: Reading, caller: Overseer, year: Year, tier: QuotaTier, response: Response) -> QuotaOut:
    """One that nobody entered yet has no places and version 0."""
    shown = await quotas.get(tx, caller, year, tier)
    tag(response, shown.quota.version)
    return QuotaOut.of(shown)


@router.put(
    "/quotas/{year}/{tier}", summary="录入省里下达的推荐名额",
    responses=problems(p.QuotaRefused, PreconditionFailed, PreconditionRequired),
)  # fmt: skip
async def enter_quota(
    tx: Writing, officer: Officer, year: Year, tier: QuotaTier, body: QuotaIn,
    response: Response, if_match: IfMatch = None,
) -> QuotaOut:  # fmt: skip
    """The city cannot recommend beyond it, nor set it below what it has recommended."""
    shown = await quotas.enter(tx, officer, year, tier, if_match, body.places, body.document)
    tag(response, shown.quota.version)
    return QuotaOut.of(shown)
