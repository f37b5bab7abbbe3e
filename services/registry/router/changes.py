"""Changes of titles and what they did in every service."""

from typing import Annotated

from fastapi import APIRouter, Query, Request

from services.registry import problems as p
from services.registry.router.addresses import ChangeId, Reader, Uscc
from services.registry.schemas.changes import ChangeOut, ChangePage
from services.registry.service import changes
from shared.edge import Reading
from shared.idempotency import IdempotentRoute
from shared.pages import CursorOutdated, Cursors, InvalidCursor, PageQuery
from shared.problems import problems

router = APIRouter(route_class=IdempotentRoute)


@router.get(
    "/enterprises/{uscc}/title-changes", tags=["changes"], summary="企业的称号变更与后果",
    responses=problems(p.EnterpriseNotFound, InvalidCursor, CursorOutdated),
)  # fmt: skip
async def list_changes(
    request: Request, tx: Reading, caller: Reader, uscc: Uscc, query: Annotated[PageQuery, Query()]
) -> ChangePage:
    """Newest first, each with what it did in every service."""
    cursors: Cursors = request.app.state.cursors
    before = cursors.read(query.cursor, "changes", caller.actor, {"uscc": uscc})
    found = await changes.of_enterprise(tx, caller, uscc, int(before) if before else None, query.limit)
    more = len(found) == query.limit
    last = str(found[-1].change.enterprise_version) if more else ""
    next_cursor = cursors.write("changes", caller.actor, {"uscc": uscc}, last) if more else None
    return ChangePage(items=[ChangeOut.of(one) for one in found], next_cursor=next_cursor)


@router.get(
    "/title-changes/{change_id}", tags=["changes"], summary="一次称号变更的后果记录",
    responses=problems(p.ChangeNotFound),
)  # fmt: skip
async def read_change(tx: Reading, caller: Reader, change_id: ChangeId) -> ChangeOut:
    """Complete when benefits, finance and notifications have all reported."""
    return ChangeOut.of(await changes.get(tx, caller, change_id))
