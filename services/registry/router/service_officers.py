"""Service officers and whom they serve."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request, Response

from services.registry import problems as p
from services.registry.router.addresses import Officer, Overseer, Reader, Uscc
from services.registry.schemas import city_examples as examples
from services.registry.schemas.enterprises import EnterpriseOut, EnterprisePage, ListedEnterprise
from services.registry.schemas.service_officers import (
    AssignmentIn,
    ServiceOfficerIn,
    ServiceOfficerOut,
    ServiceOfficerPage,
    ServiceOfficerQuery,
    ServiceOut,
)
from services.registry.service import service_officers
from shared.edge import ONCE_PROBLEMS, IfMatch, Reading, Writing, WritingOnce, tag
from shared.idempotency import IdempotentRoute
from shared.pages import CursorOutdated, Cursors, InvalidCursor, PageQuery
from shared.problems import PreconditionFailed, PreconditionRequired, problems

router = APIRouter(route_class=IdempotentRoute, tags=["service officers"])
ASSIGNED = problems(
    p.EnterpriseNotFound,
    p.ServiceOfficerNotFound,
    p.ServiceOfficerRefused,
    PreconditionFailed,
    PreconditionRequired,
)
OfficerId = Annotated[str, Path(max_length=36, description="服务专员编号", examples=[examples.SERVICE_OFFICER_ID])]


@router.post("/service-officers", status_code=201, summary="登记服务专员", responses=problems(*ONCE_PROBLEMS))
async def name_service_officer(tx: WritingOnce, officer: Officer, body: ServiceOfficerIn) -> ServiceOfficerOut:
    one = await service_officers.name(tx, officer, body.district, body.name, body.department, body.phone)
    return ServiceOfficerOut.of(one)


@router.get("/service-officers", summary="服务专员名册", responses=problems(InvalidCursor, CursorOutdated))
async def list_service_officers(
    request: Request, tx: Reading, caller: Overseer, query: Annotated[ServiceOfficerQuery, Query()]
) -> ServiceOfficerPage:
    """Each with how many enterprises are served; a district's officer sees that district's."""
    cursors: Cursors = request.app.state.cursors
    after = cursors.read(query.cursor, "service-officers", caller.actor, query.filters())
    found = await service_officers.page(tx, caller, query.district, after, query.limit)
    next_cursor = None
    if len(found) == query.limit:
        last = found[-1][0].service_officer_id
        next_cursor = cursors.write("service-officers", caller.actor, query.filters(), last)
    return ServiceOfficerPage.of(found, next_cursor)


@router.get(
    "/service-officers/{service_officer_id}/enterprises", summary="服务专员联系的企业",
    responses=problems(p.ServiceOfficerNotFound, InvalidCursor, CursorOutdated),
)  # fmt: skip
async def list_served_enterprises(
    request: Request, tx: Reading, caller: Overseer, service_officer_id: OfficerId,
    query: Annotated[PageQuery, Query()],
) -> EnterprisePage:  # fmt: skip
    cursors: Cursors = request.app.state.cursors
    filters = {"officer": service_officer_id}
    after = cursors.read(query.cursor, "served", caller.actor, filters)
    rows = await service_officers.enterprises_of(tx, caller, service_officer_id, after, query.limit)
    items = [ListedEnterprise(**EnterpriseOut.of(row).model_dump(), tier=row.tier) for row in rows]
    more = len(rows) == query.limit
    last = cursors.write("served", caller.actor, filters, rows[-1].enterprise_id) if more else None
    return EnterprisePage(items=items, next_cursor=last)


@router.get("/enterprises/{uscc}/service-officer", summary="企业的服务专员", responses=problems(p.EnterpriseNotFound))
async def read_service_officer(tx: Reading, caller: Reader, uscc: Uscc, response: Response) -> ServiceOut:
    """Whom to call: the name masked, the telephone of the department."""
    service = await service_officers.of_enterprise(tx, caller, uscc)
    tag(response, service.version)
    return ServiceOut.of(service)


@router.put(
    "/enterprises/{uscc}/service-officer", summary="指派服务专员",
    responses=ASSIGNED,
)  # fmt: skip
async def assign_service_officer(
    tx: Writing, officer: Officer, uscc: Uscc, body: AssignmentIn, response: Response, if_match: IfMatch = None
) -> ServiceOut:
    """Who served before stays in the history."""
    service = await service_officers.assign(tx, officer, uscc, if_match, body.service_officer_id)
    tag(response, service.version)
    return ServiceOut.of(service)
