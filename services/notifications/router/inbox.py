"""The inbox of an enterprise."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from services.notifications.problems import MessageNotFound
from services.notifications.router.addresses import MessageId, Uscc
from services.notifications.schemas import inbox as s
from services.notifications.service import inbox
from shared.auth import caller_of
from shared.callers import Caller
from shared.edge import Reading, Writing
from shared.freshness import NOT_MODIFIED, answer
from shared.idempotency import IdempotentRoute
from shared.known import EnterpriseUnknown
from shared.pages import CursorOutdated, Cursors, InvalidCursor, place
from shared.problems import problems

router = APIRouter(prefix="/enterprises/{uscc}/messages", route_class=IdempotentRoute, tags=["inbox"])
Reader = Annotated[Caller, caller_of("enterprise", "auditor")]
Person = Annotated[Caller, caller_of("enterprise")]
ONE = problems(EnterpriseUnknown, MessageNotFound)


@router.get("", summary="企业的消息", responses=problems(EnterpriseUnknown, InvalidCursor, CursorOutdated))
async def list_messages(
    request: Request, tx: Reading, caller: Reader, uscc: Uscc, query: Annotated[s.InboxQuery, Query()]
) -> s.Inbox:
    """Newest first. The conditions compose: unread ones of a kind that contain some words."""
    cursors: Cursors = request.app.state.cursors
    filters = {**query.filters(), "uscc": uscc}
    before = place(cursors.read(query.cursor, "inbox", caller.actor, filters), datetime.fromisoformat)
    rows, unread = await inbox.list_inbox(tx, caller, uscc, query.wanted(), before, query.limit)
    more = len(rows) == query.limit
    last = f"{rows[-1].delivered_at.isoformat()} {rows[-1].message_id}" if more else ""
    next_cursor = cursors.write("inbox", caller.actor, filters, last) if more else None
    return s.Inbox.of(rows, uscc, unread, next_cursor)


@router.get("/unread", summary="未读数", response_model=s.Unread, responses=NOT_MODIFIED | problems(EnterpriseUnknown))
async def count_unread(request: Request, tx: Reading, caller: Reader, uscc: Uscc) -> Response:
    """In all and by kind; what is archived does not count."""
    return answer(request, s.Unread.of(await inbox.unread(tx, caller, uscc)), "private, no-cache")


@router.get("/{message_id}", summary="一条消息", responses=ONE)
async def get_message(tx: Reading, caller: Reader, uscc: Uscc, message_id: MessageId) -> s.MessageOut:
    """Looking at it does not mark it as read."""
    return s.MessageOut.of(await inbox.get(tx, caller, uscc, message_id), uscc)


@router.put("/{message_id}/read", summary="标为已读", responses=ONE)
async def read_message(tx: Writing, caller: Person, uscc: Uscc, message_id: MessageId) -> s.MessageOut:
    """Once read it stays read; completion later does not make it new."""
    return s.MessageOut.of(await inbox.read(tx, caller, uscc, message_id), uscc)


@router.put("/{message_id}/read-up-to", summary="此条及更早的全部标为已读", responses=ONE)
async def read_messages_up_to(tx: Writing, caller: Person, uscc: Uscc, message_id: MessageId) -> s.MarkedRead:
    """What arrived after the one that was on the screen stays new."""
    marked, now = await inbox.read_up_to(tx, caller, uscc, message_id)
    return s.MarkedRead(marked=marked, now=s.Unread.of(now))


@router.put("/{message_id}/archived", summary="归档", responses=ONE)
async def archive_message(tx: Writing, caller: Person, uscc: Uscc, message_id: MessageId) -> s.MessageOut:
    """Out of the way and out of the count; it is found with archived=true."""
    return s.MessageOut.of(await inbox.archive(tx, caller, uscc, message_id, archived=True), uscc)


@router.delete("/{message_id}/archived", summary="取消归档", responses=ONE)
async def restore_message(tx: Writing, caller: Person, uscc: Uscc, message_id: MessageId) -> s.MessageOut:
    """Back in its place; read or unread as it was."""
    return s.MessageOut.of(await inbox.archive(tx, caller, uscc, message_id, archived=False), uscc)
