"""The inbox of an enterprise."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Query, Request

from services.notifications.router.addresses import MessageId, Uscc
from services.notifications.schemas import inbox as s
from services.notifications.service import inbox
from shared.auth import caller_of
from shared.callers import Caller
from shared.edge import Reading, Writing
from shared.idempotency import IdempotentRoute
from shared.known import EnterpriseUnknown
from shared.pages import CursorOutdated, Cursors, InvalidCursor, place
from shared.problems import problems

router = APIRouter(prefix="/enterprises/{uscc}/messages", route_class=IdempotentRoute, tags=["inbox"])


@router.get("", summary="企业的消息", responses=problems(EnterpriseUnknown, InvalidCursor, CursorOutdated))
async def list_messages(
    request: Request,
    tx: Reading,
    caller: Annotated[Caller, caller_of("enterprise", "auditor")],
    uscc: Uscc,
    query: Annotated[s.InboxQuery, Query()],
) -> s.Inbox:
    """Newest first."""
    cursors: Cursors = request.app.state.cursors
    filters = {**query.filters(), "uscc": uscc}
    before = place(cursors.read(query.cursor, "inbox", caller.actor, filters), datetime.fromisoformat)
    rows, unread = await inbox.list_inbox(tx, caller, uscc, before, query.limit, unread=query.unread)
    items = [s.MessageOut.of(row) for row in rows]
    more = len(items) == query.limit
    last = f"{items[-1].delivered_at.isoformat()} {items[-1].message_id}" if more else ""
    next_cursor = cursors.write("inbox", caller.actor, filters, last) if more else None
    return s.Inbox(items=items, unread=unread, next_cursor=next_cursor)


@router.put(
    "/{message_id}/read",
    summary="标为已读",
    responses=problems(EnterpriseUnknown, inbox.MessageNotFound),
)
async def read_message(
    tx: Writing,
    caller: Annotated[Caller, caller_of("enterprise")],
    uscc: Uscc,
    message_id: MessageId,
) -> s.MessageOut:
    """Once read it stays read; completion later does not make it new."""
    return s.MessageOut.of(await inbox.read(tx, caller, uscc, message_id))
