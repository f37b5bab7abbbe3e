"""Monitoring, for officers: titles that present figures no longer carry, and who is one step away."""

from typing import Annotated

from fastapi import APIRouter, Query, Request

from services.registry.router.addresses import Overseer
from services.registry.schemas.monitoring import MonitoringPage, MonitoringQuery
from services.registry.service import monitoring
from shared.edge import Reading
from shared.idempotency import IdempotentRoute
from shared.pages import CursorOutdated, Cursors, InvalidCursor
from shared.problems import problems

router = APIRouter(route_class=IdempotentRoute, tags=["monitoring"])


@router.get("/monitoring", summary="动态监测", responses=problems(InvalidCursor, CursorOutdated))
async def list_findings(
    request: Request, tx: Reading, caller: Overseer, query: Annotated[MonitoringQuery, Query()]
) -> MonitoringPage:
    """Looked at again minutes after figures change, and every day; `freshness` says how far it has come. An officer
    of a district sees and counts that district's only."""
    cursors: Cursors = request.app.state.cursors
    after = cursors.read(query.cursor, "monitoring", caller.actor, query.filters())
    report = await monitoring.report(tx, caller, query.district, query.kind, query.tier, after, query.limit)
    next_cursor = None
    if len(report.rows) == query.limit:
        next_cursor = cursors.write("monitoring", caller.actor, query.filters(), report.last)
    return MonitoringPage.of(report, next_cursor)
