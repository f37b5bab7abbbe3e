"""Officers: appointed, changed and dismissed by an administrator of the city."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from services.registry import problems as p
from services.registry.router.addresses import Officer, OfficerId
from services.registry.schemas.officers import (
    DismissalIn,
    OfficerFileOut,
    OfficerIn,
    OfficerOut,
    OfficerPage,
    OfficerPatch,
    OfficerQuery,
)
from services.registry.service import officers
from shared.auth import caller_of
from shared.callers import Caller
from shared.edge import ONCE_PROBLEMS, IfMatch, Reading, Writing, WritingOnce, tag
from shared.idempotency import IdempotentRoute
from shared.pages import CursorOutdated, Cursors, InvalidCursor
from shared.problems import PreconditionFailed, PreconditionRequired, problems

router = APIRouter(prefix="/officers", route_class=IdempotentRoute, tags=["officers"])
Looker = Annotated[Caller, caller_of("officer", "auditor", "service")]
Appointer = Annotated[Caller, caller_of("officer", "service")]


@router.get("", summary="经办人员名册", responses=problems(InvalidCursor, CursorOutdated))
async def list_officers(
    request: Request, tx: Reading, caller: Looker, query: Annotated[OfficerQuery, Query()]
) -> OfficerPage:
    """For administrators of the city and auditors; those who were dismissed have no roles."""
    cursors: Cursors = request.app.state.cursors
    after = cursors.read(query.cursor, "officers", caller.actor, query.filters())
    found = await officers.list_page(tx, caller, query.district, after, query.limit)
    more = len(found) == query.limit
    last = cursors.write("officers", caller.actor, query.filters(), found[-1].officer_id) if more else None
    return OfficerPage(items=[OfficerOut.of(one, tx.today) for one in found], next_cursor=last)


@router.post("", status_code=201, summary="任命经办人员", responses=problems(p.OfficerRefused, *ONCE_PROBLEMS))
async def appoint_officer(tx: WritingOnce, caller: Appointer, body: OfficerIn, response: Response) -> OfficerFileOut:
    """Nobody appoints oneself. The first administrator is appointed by the operator: `zjtx officer appoint`."""
    file = await officers.appoint(tx, caller, body.subject, body.name, body.to_office(tx.today), body.to_ground())
    tag(response, file.officer.version)
    response.headers["Location"] = f"/registry/v1/officers/{file.officer.officer_id}"
    return OfficerFileOut.of_file(file, tx.today)


@router.get("/{officer_id}", summary="经办人员与任免记录", responses=problems(p.OfficerNotFound))
async def read_officer(tx: Reading, caller: Looker, officer_id: OfficerId, response: Response) -> OfficerFileOut:
    file = await officers.get(tx, caller, officer_id)
    tag(response, file.officer.version)
    return OfficerFileOut.of_file(file, tx.today)


@router.patch(
    "/{officer_id}", summary="调整经办人员任职",
    responses=problems(p.OfficerNotFound, p.OfficerRefused, PreconditionFailed, PreconditionRequired),
)  # fmt: skip
async def change_officer(
    tx: Writing, officer: Officer, officer_id: OfficerId, body: OfficerPatch,
    response: Response, if_match: IfMatch = None,
) -> OfficerFileOut:  # fmt: skip
    file = await officers.change(tx, officer, officer_id, if_match, body.values(), body.to_ground())
    tag(response, file.officer.version)
    return OfficerFileOut.of_file(file, tx.today)


@router.post(
    "/{officer_id}/dismissals", status_code=201, summary="免职",
    responses=problems(p.OfficerNotFound, p.OfficerRefused, *ONCE_PROBLEMS),
)  # fmt: skip
async def dismiss_officer(
    tx: WritingOnce, officer: Officer, officer_id: OfficerId, body: DismissalIn
) -> OfficerFileOut:
    """The tokens the officer still has open nothing more; what was decided stands."""
    return OfficerFileOut.of_file(await officers.dismiss(tx, officer, officer_id, body.to_ground()), tx.today)
