"""接收设置: what an enterprise hears outside its inbox."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from services.notifications.router.addresses import Uscc
from services.notifications.schemas import preferences as s
from services.notifications.service import preferences
from shared.auth import caller_of
from shared.callers import Caller
from shared.edge import IfMatch, Reading, Writing, require_version, tag
from shared.known import EnterpriseUnknown
from shared.pages import CursorOutdated, Cursors, InvalidCursor, PageQuery
from shared.problems import PreconditionFailed, PreconditionRequired, problems

router = APIRouter(prefix="/enterprises/{uscc}", tags=["preferences"])
Reader = Annotated[Caller, caller_of("enterprise", "auditor")]


@router.get("/notification-preferences", summary="接收设置", responses=problems(EnterpriseUnknown))
async def read_preferences(tx: Reading, caller: Reader, uscc: Uscc, response: Response) -> s.PreferencesOut:
    """What was not chosen is shown as it is by default."""
    chosen = await preferences.of_enterprise(tx, caller, uscc)
    tag(response, chosen.version)
    return s.PreferencesOut.of(chosen)


@router.put(
    "/notification-preferences", summary="更改接收设置",
    responses=problems(
        EnterpriseUnknown, preferences.MandatoryUnreached, PreconditionFailed, PreconditionRequired
    ),
)  # fmt: skip
async def choose_preferences(
    tx: Writing, caller: Annotated[Caller, caller_of("enterprise")], uscc: Uscc, body: s.PreferencesIn,
    response: Response, if_match: IfMatch = None,
) -> s.PreferencesOut:  # fmt: skip
    """Holds at once, also for what waits to be sent. Of what is mandatory a way to a person stays."""
    before = await preferences.own_locked(tx, caller, uscc)
    require_version(if_match, before.version)
    after = await preferences.choose(tx, before, body.to_preferences())
    tag(response, after.version)
    return s.PreferencesOut.of(after)


@router.get(
    "/notification-preference-changes", summary="接收设置的变更记录",
    responses=problems(EnterpriseUnknown, InvalidCursor, CursorOutdated),
)  # fmt: skip
async def list_preference_changes(
    request: Request, tx: Reading, caller: Reader, uscc: Uscc, query: Annotated[PageQuery, Query()]
) -> s.PreferenceChanges:
    """Newest first."""
    cursors: Cursors = request.app.state.cursors
    read = cursors.read(query.cursor, "preference-changes", caller.actor, {"uscc": uscc})
    rows = await preferences.changes(tx, caller, uscc, None if read is None else int(read), query.limit)
    next_cursor = None
    if len(rows) == query.limit:
        next_cursor = cursors.write("preference-changes", caller.actor, {"uscc": uscc}, str(rows[-1].version))
    return s.PreferenceChanges(items=[s.PreferenceChangeOut.of(row) for row in rows], next_cursor=next_cursor)
