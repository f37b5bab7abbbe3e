"""报名: made by enterprises; the office that organises sees who comes, and records who was there."""

from datetime import datetime
from typing import Annotated, Final

from fastapi import APIRouter, Query, Request
from fastapi.responses import StreamingResponse

from services.notifications.router.addresses import (
    ActivityId,
    Agent,
    Officer,
    Overseer,
    Reader,
    RegistrationId,
    Uscc,
)
from services.notifications.schemas import registrations as s
from services.notifications.service.helping import problems as p
from services.notifications.service.helping import registrations
from shared.edge import ONCE_PROBLEMS, Exporting, Reading, Unmasking, WritingOnce
from shared.exports import Form, leave, table_file
from shared.idempotency import IdempotentRoute
from shared.known import EnterpriseUnknown
from shared.pages import CursorOutdated, Cursors, InvalidCursor, PageQuery, place
from shared.problems import problems

router = APIRouter(route_class=IdempotentRoute, tags=["registrations"])
PAGED = (InvalidCursor, CursorOutdated)
ITS = (EnterpriseUnknown, p.RegistrationNotFound, p.RegistrationRefused, *ONCE_PROBLEMS)
FILE: Final = table_file('"序号","企业名称"')


# ---- of an enterprise ------------------------------------------------------------------------------


@router.get("/enterprises/{uscc}/registrations", summary="企业的报名", responses=problems(EnterpriseUnknown, *PAGED))
async def list_registrations(
    request: Request, tx: Reading, caller: Reader, uscc: Uscc, query: Annotated[PageQuery, Query()]
) -> s.RegistrationPage:
    """The newest first."""
    cursors: Cursors = request.app.state.cursors
    before = place(cursors.read(query.cursor, "registrations", caller.actor, {"uscc": uscc}), datetime.fromisoformat)
    found = await registrations.of_enterprise(tx, caller, uscc, before, query.limit)
    next_cursor = None
    if len(found) == query.limit:
        last = f"{found[-1].row.registered_at.isoformat()} {found[-1].row.registration_id}"
        next_cursor = cursors.write("registrations", caller.actor, {"uscc": uscc}, last)
    return s.RegistrationPage(items=[s.RegistrationOut.of(one) for one in found], next_cursor=next_cursor)


@router.post(
    "/enterprises/{uscc}/registrations", status_code=201, summary="报名",
    responses=problems(EnterpriseUnknown, p.ActivityNotFound, p.RegistrationRefused, *ONCE_PROBLEMS),
)  # fmt: skip
async def register(tx: WritingOnce, caller: Agent, uscc: Uscc, body: s.RegistrationIn) -> s.RegistrationOut:
    """Once for each activity. Where no seat is left it waits in order of arrival, and moves up by itself."""
    made = await registrations.register(tx, caller, uscc, body.activity_id, body.attendee, body.phone)
    return s.RegistrationOut.of(made)


@router.post(
    "/enterprises/{uscc}/registrations/{registration_id}/cancellations", status_code=201, summary="取消报名",
    responses=problems(*ITS),
)  # fmt: skip
async def cancel_registration(
    tx: WritingOnce, caller: Agent, uscc: Uscc, registration_id: RegistrationId
) -> s.RegistrationOut:
    """Before it begins; the seat goes to who waits the longest."""
    return s.RegistrationOut.of(await registrations.cancel(tx, caller, uscc, registration_id))


@router.post(
    "/enterprises/{uscc}/registrations/{registration_id}/feedback", status_code=201, summary="评价参加过的活动",
    responses=problems(*ITS),
)  # fmt: skip
async def rate_activity(
    tx: WritingOnce, caller: Agent, uscc: Uscc, registration_id: RegistrationId, body: s.FeedbackIn
) -> s.RegistrationOut:
    """Once, by whoever was there."""
    rated = await registrations.rate(tx, caller, uscc, registration_id, body.rating, body.words)
    return s.RegistrationOut.of(rated)


# ---- of an activity --------------------------------------------------------------------------------


@router.get(
    "/activities/{activity_id}/registrations", summary="参加名单", responses=problems(p.ActivityNotFound, *PAGED)
)
async def list_participants(
    request: Request, tx: Reading, caller: Overseer, activity_id: ActivityId, query: Annotated[PageQuery, Query()]
) -> s.ParticipantPage:
    """In order of arrival, cancelled ones included; people are masked."""
    cursors: Cursors = request.app.state.cursors
    asked = {"activity_id": activity_id}
    after = int(cursors.read(query.cursor, "participants", caller.actor, asked) or 0)
    found = await registrations.participants(tx, caller, activity_id, after, query.limit)
    more = len(found) == query.limit
    next_cursor = cursors.write("participants", caller.actor, asked, str(found[-1].row.number)) if more else None
    return s.ParticipantPage(items=[s.ParticipantOut.of(one) for one in found], next_cursor=next_cursor)


@router.get(
    "/exports/activities/{activity_id}.{form}", summary="导出参加名单",
    responses={**FILE, **problems(p.ActivityNotFound)}, response_class=StreamingResponse,
)  # fmt: skip
async def export_participants(
    out: Exporting, officer: Officer, activity_id: ActivityId, form: Form
) -> StreamingResponse:
    """People are masked."""
    return await leave(out, form, await registrations.table(out.tx, officer, activity_id))


@router.post(
    "/activities/{activity_id}/attendances", status_code=201, summary="登记签到",
    responses=problems(p.ActivityNotFound, p.ActivityRefused, *ONCE_PROBLEMS),
)  # fmt: skip
async def record_attendance(
    tx: WritingOnce, officer: Officer, activity_id: ActivityId, body: s.AttendanceIn
) -> s.AttendanceOut:
    """Of those who had a seat, once it has begun; recorded again it stays as it was."""
    there = await registrations.attend(tx, officer, activity_id, body.registration_ids)
    return s.AttendanceOut(items=[s.ParticipantOut.of(one) for one in there])


@router.post(
    "/activities/{activity_id}/registrations/{registration_id}/disclosures", status_code=201,
    summary="查看参加人明文", responses=problems(p.ActivityNotFound, p.RegistrationNotFound),
)  # fmt: skip
async def disclose_participant(
    tx: Unmasking, officer: Officer, activity_id: ActivityId, registration_id: RegistrationId, body: s.DisclosureIn
) -> s.ContactOut:
    """To the office that organises it, for a stated reason that is kept."""
    return s.ContactOut.of(await registrations.disclose(tx, officer, activity_id, registration_id, body.reason))
