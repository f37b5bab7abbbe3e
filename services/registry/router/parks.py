"""Parks: recorded by districts, honoured by the city, filled with enterprises."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request, Response

from services.registry import problems as p
from services.registry.router.addresses import Officer, Overseer
from services.registry.schemas import city_examples as examples
from services.registry.schemas.parks import (
    DepartureIn,
    ParkDecisionIn,
    ParkDetail,
    ParkIn,
    ParkOut,
    ParkPage,
    ParkPatch,
    ParkQuery,
    TenancyIn,
    TenancyOut,
    TenantPage,
    TenantQuery,
)
from services.registry.service import parks
from shared.edge import ONCE_PROBLEMS, IfMatch, Reading, Writing, WritingOnce, tag
from shared.idempotency import IdempotentRoute
from shared.pages import CursorOutdated, Cursors, InvalidCursor
from shared.problems import PreconditionFailed, PreconditionRequired, problems

router = APIRouter(route_class=IdempotentRoute, tags=["parks"])
ParkId = Annotated[str, Path(max_length=36, description="园区编号 park_id", examples=[examples.PARK_ID])]
TenancyId = Annotated[str, Path(max_length=36, description="入园记录编号", examples=[examples.TENANCY_ID])]
EDITED = problems(p.ParkNotFound, p.ParkRefused, PreconditionFailed, PreconditionRequired)


@router.post("/parks", status_code=201, summary="登记园区", responses=problems(p.ParkRefused, *ONCE_PROBLEMS))
async def record_park(tx: WritingOnce, officer: Officer, body: ParkIn, response: Response) -> ParkOut:
    shown = await parks.record(tx, officer, body.name, body.district, body.kind, body.area_sqm)
    tag(response, shown.park.version)
    response.headers["Location"] = f"/registry/v1/parks/{shown.park.park_id}"
    return ParkOut.of(shown)


@router.get("/parks", summary="园区名册", responses=problems(InvalidCursor, CursorOutdated))
async def list_parks(request: Request, tx: Reading, caller: Overseer, query: Annotated[ParkQuery, Query()]) -> ParkPage:
    """Each with its title holders by tier. An officer of a district sees that district's parks and enterprises."""
    cursors: Cursors = request.app.state.cursors
    after = cursors.read(query.cursor, "parks", caller.actor, query.filters())
    found = await parks.page(tx, caller, query.district, after, query.limit)
    next_cursor = None
    if len(found) == query.limit:
        next_cursor = cursors.write("parks", caller.actor, query.filters(), found[-1].park.park_id)
    return ParkPage(items=[ParkOut.of(one) for one in found], next_cursor=next_cursor)


@router.get("/parks/{park_id}", summary="园区", responses=problems(p.ParkNotFound))
async def read_park(tx: Reading, caller: Overseer, park_id: ParkId, response: Response) -> ParkDetail:
    shown = await parks.get(tx, caller, park_id)
    tag(response, shown.park.version)
    return ParkDetail.of(shown)


@router.patch("/parks/{park_id}", summary="更正园区资料", responses=EDITED)
async def correct_park(
    tx: Writing, officer: Officer, park_id: ParkId, body: ParkPatch, response: Response, if_match: IfMatch = None
) -> ParkOut:
    shown = await parks.correct(tx, officer, park_id, if_match, body.values())
    tag(response, shown.park.version)
    return ParkOut.of(shown)


@router.post(
    "/parks/{park_id}/decisions", status_code=201, summary="授予或撤销园区称号",
    responses=EDITED | problems(p.ParkRefused, *ONCE_PROBLEMS),
)  # fmt: skip
async def decide_on_park(
    tx: WritingOnce, officer: Officer, park_id: ParkId, body: ParkDecisionIn,
    response: Response, if_match: IfMatch = None,
) -> ParkDetail:  # fmt: skip
    """The plan does not say how many title holders make a 专精特新园区: the city judges, park by park."""
    shown = await parks.decide_on(tx, officer, park_id, if_match, body.to_decision())
    tag(response, shown.park.version)
    return ParkDetail.of(shown)


@router.get(
    "/parks/{park_id}/tenancies", summary="入园企业", responses=problems(p.ParkNotFound, InvalidCursor, CursorOutdated)
)  # fmt: skip
async def list_tenants(
    request: Request, tx: Reading, caller: Overseer, park_id: ParkId, query: Annotated[TenantQuery, Query()]
) -> TenantPage:
    """Those in the park on a day, with the tier they had then."""
    cursors: Cursors = request.app.state.cursors
    filters = {"park": park_id, **query.filters()}
    after = cursors.read(query.cursor, "tenancies", caller.actor, filters)
    found = await parks.tenants(tx, caller, park_id, query.as_of, after, query.limit)
    next_cursor = None
    if len(found.tenants) == query.limit:
        next_cursor = cursors.write("tenancies", caller.actor, filters, found.tenants[-1].tenancy.tenancy_id)
    return TenantPage.of(found, next_cursor)


@router.post(
    "/parks/{park_id}/tenancies", status_code=201, summary="登记入园",
    responses=problems(p.ParkNotFound, p.ParkRefused, p.EnterpriseNotFound, *ONCE_PROBLEMS),
)  # fmt: skip
async def admit_tenant(tx: WritingOnce, officer: Officer, park_id: ParkId, body: TenancyIn) -> TenancyOut:
    return TenancyOut.of(await parks.admit(tx, officer, park_id, body.uscc, body.from_on, body.until_on))


@router.put(
    "/parks/{park_id}/tenancies/{tenancy_id}/departure", summary="登记迁出",
    responses=problems(p.ParkNotFound, p.TenancyNotFound, p.ParkRefused),
)  # fmt: skip
async def release_tenant(
    tx: Writing, officer: Officer, park_id: ParkId, tenancy_id: TenancyId, body: DepartureIn
) -> TenancyOut:
    """Doing it again corrects the day."""
    return TenancyOut.of(await parks.release(tx, officer, park_id, tenancy_id, body.until_on))
