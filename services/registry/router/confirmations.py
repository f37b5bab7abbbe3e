"""Registrations that the register of businesses has not confirmed, for officers."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Query, Request

from services.registry.router.addresses import Overseer
from services.registry.schemas.confirmations import ConfirmationOut, ConfirmationPage, ConfirmationQuery
from services.registry.service import confirmations
from shared.edge import Reading
from shared.idempotency import IdempotentRoute
from shared.pages import CursorOutdated, Cursors, InvalidCursor, place
from shared.problems import problems

router = APIRouter(route_class=IdempotentRoute, tags=["enterprises"])


@router.get(
    "/registration-confirmations", summary="自行登记待核对的企业", responses=problems(InvalidCursor, CursorOutdated)
)
async def list_confirmations(
    request: Request, tx: Reading, caller: Overseer, query: Annotated[ConfirmationQuery, Query()]
) -> ConfirmationPage:
    """Enterprises that registered themselves while the market regulator did not answer, the longest waiting first. It
    is asked again every day. An officer of a district sees that district's enterprises, whatever the filter says."""
    cursors: Cursors = request.app.state.cursors
    key = cursors.read(query.cursor, "confirmations", caller.actor, query.filters())
    after = place(key, datetime.fromisoformat)
    found = await confirmations.list_page(tx, caller, query.standing, query.district, after, query.limit)
    more = len(found) == query.limit
    last = f"{found[-1].row.registered_at.isoformat()} {found[-1].row.enterprise_id}" if more else ""
    next_cursor = cursors.write("confirmations", caller.actor, query.filters(), last) if more else None
    return ConfirmationPage(items=[ConfirmationOut.of(one) for one in found], next_cursor=next_cursor)
