"""An inbox as it changes: server-sent events."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from services.notifications.router.addresses import Uscc
from services.notifications.schemas import events as s
from services.notifications.service.following import Following, MissedTooMuch
from shared.auth import caller_of
from shared.callers import Caller
from shared.known import EnterpriseUnknown
from shared.pages import CursorOutdated, InvalidCursor
from shared.problems import problems
from shared.streams import EventStream, TooManyStreams

router = APIRouter(prefix="/enterprises/{uscc}/message-events", tags=["inbox"])


@router.get(
    "",
    status_code=200,
    summary="消息的实时推送（SSE）",
    response_class=EventStream,
    responses=s.STREAM | problems(EnterpriseUnknown, InvalidCursor, CursorOutdated, MissedTooMuch, TooManyStreams),
)
async def follow_messages(
    request: Request,
    caller: Annotated[Caller, caller_of("enterprise", "auditor")],
    uscc: Uscc,
    query: Annotated[s.EventsQuery, Query()],
) -> Response:
    """Begins with what was missed since the last event, if one is named, and with how many are unread."""
    state = request.app.state
    following: Following = state.following
    last_seen = request.headers.get("Last-Event-ID") or query.last_event_id
    watch, first = await following.begin(state.db, caller, uscc, last_seen, state.cursors)
    return EventStream(following.streams, watch, first, follow=query.follow)
