"""What leaves of an enterprise's messages, what waits, and why."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Query, Request

from services.notifications.router.addresses import Uscc
from services.notifications.schemas import outbound as s
from services.notifications.service import outbound
from shared.auth import caller_of
from shared.callers import Caller
from shared.edge import Reading
from shared.known import EnterpriseUnknown
from shared.pages import CursorOutdated, Cursors, InvalidCursor, place
from shared.problems import problems

router = APIRouter(prefix="/enterprises/{uscc}/outbound-messages", tags=["preferences"])


@router.get("", summary="对外发送的情况", responses=problems(EnterpriseUnknown, InvalidCursor, CursorOutdated))
async def list_outbound(
    request: Request,
    tx: Reading,
    caller: Annotated[Caller, caller_of("enterprise", "officer", "auditor")],
    uscc: Uscc,
    query: Annotated[s.OutboundQuery, Query()],
) -> s.OutboundPage:
    """Newest first: each message by each channel, whether it left, waits (why, until when), or does not leave."""
    cursors: Cursors = request.app.state.cursors
    filters = {**query.filters(), "uscc": uscc}
    before = place(cursors.read(query.cursor, "outbound", caller.actor, filters), datetime.fromisoformat)
    found = await outbound.of_enterprise(tx, caller, uscc, before, query.limit, query.state)
    next_cursor = None
    if len(found) == query.limit:
        last = found[-1].piece
        key = f"{last.planned_at.isoformat()} {last.message_id}.{last.channel}"
        next_cursor = cursors.write("outbound", caller.actor, filters, key)
    return s.OutboundPage(items=[s.OutboundOut.of(one) for one in found], next_cursor=next_cursor)
