"""服务与活动: published by officers, browsed by enterprises."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from services.notifications.router.addresses import ActivityId, Browser, Officer
from services.notifications.schemas import activities as s
from services.notifications.service.helping import activities
from services.notifications.service.helping import problems as p
from shared.edge import ONCE_PROBLEMS, IfMatch, Reading, Writing, WritingOnce, tag
from shared.idempotency import IdempotentRoute
from shared.pages import CursorOutdated, Cursors, InvalidCursor, place
from shared.problems import PreconditionFailed, PreconditionRequired, problems

router = APIRouter(route_class=IdempotentRoute, tags=["activities"])
EDITED = (p.ActivityNotFound, p.ActivityRefused, PreconditionFailed, PreconditionRequired)


@router.get("/activity-kinds", summary="服务与活动的种类")
async def list_activity_kinds(tx: Reading, caller: Browser) -> s.KindList:
    """Of the plan, each with the clause that names it."""
    return s.KindList.of(activities.kinds(tx))


@router.get("/activities", summary="服务与活动", responses=problems(InvalidCursor, CursorOutdated))
async def list_activities(
    request: Request, tx: Reading, caller: Browser, query: Annotated[s.ActivityQuery, Query()]
) -> s.ActivityPage:
    """In the order in which they begin, services without a time of their own last. Each tells an enterprise whether it
    is for it; an officer of a district sees its own, drafts included, and what the city published."""
    cursors: Cursors = request.app.state.cursors
    party, filters = f"{caller.actor} {caller.uscc or ''}", query.filters()
    after = place(cursors.read(query.cursor, "activities", party, filters), datetime.fromisoformat)
    found = await activities.page(tx, caller, query.asked(tx.today), after, query.limit, for_me=query.for_me)
    next_cursor = None
    if len(found) == query.limit:
        last = found[-1].row
        place_of_last = f"{last.listed_at.isoformat()} {last.activity_id}"
        next_cursor = cursors.write("activities", party, filters, place_of_last)
    return s.ActivityPage(items=[s.ActivityOut.of(one, tx.now) for one in found], next_cursor=next_cursor)


@router.post(
    "/activities",
    status_code=201,
    summary="发布服务或活动（草稿）",
    responses=problems(p.ActivityUnfit, *ONCE_PROBLEMS),
)
async def enter_activity(tx: WritingOnce, officer: Officer, body: s.ActivityIn, response: Response) -> s.ActivityOut:
    """A draft of the officer's own district, or of the city; enterprises see it once it is open."""
    made = await activities.enter(tx, officer, body.terms())
    response.headers["Location"] = f"/notifications/v1/activities/{made.row.activity_id}"
    tag(response, made.row.version)
    return s.ActivityOut.of(made, tx.now)


@router.get("/activities/{activity_id}", summary="一项服务或活动", responses=problems(p.ActivityNotFound))
async def read_activity(tx: Reading, caller: Browser, activity_id: ActivityId, response: Response) -> s.ActivityOut:
    found = await activities.get(tx, caller, activity_id)
    tag(response, found.row.version)
    return s.ActivityOut.of(found, tx.now)


@router.put("/activities/{activity_id}", summary="更改服务或活动", responses=problems(*EDITED, p.ActivityUnfit))
async def revise_activity(
    tx: Writing, officer: Officer, activity_id: ActivityId, body: s.ActivityIn, response: Response,
    if_match: IfMatch = None,
) -> s.ActivityOut:  # fmt: skip
    """Whoever registered is told of another time or place; more seats go to the waiting list; fewer take none away."""
    made = await activities.revise(tx, officer, activity_id, if_match, body.terms())
    tag(response, made.row.version)
    return s.ActivityOut.of(made, tx.now)


@router.post(
    "/activities/{activity_id}/steps", status_code=201, summary="开放、截止、举办、取消",
    responses=problems(*EDITED, p.ActivityUnfit, *ONCE_PROBLEMS),
)  # fmt: skip
async def step_activity(
    tx: WritingOnce, officer: Officer, activity_id: ActivityId, body: s.ActivityStepIn, response: Response,
    if_match: IfMatch = None,
) -> s.ActivityOut:  # fmt: skip
    """Of a cancellation everybody who registered is told."""
    made = await activities.take(tx, officer, activity_id, if_match, body.step, body.reason)
    tag(response, made.row.version)
    return s.ActivityOut.of(made, tx.now)
