"""Registrations: seated in order of arrival, attended, rated. Lock order: the activity, then its registrations."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any, Final
from uuid import uuid4

from services.notifications import store
from services.notifications.domain.helping import activities as activity_rules
from services.notifications.domain.helping import registrations as rules
from services.notifications.domain.helping.activities import State as ActivityState
from services.notifications.domain.helping.registrations import State
from services.notifications.domain.refusals import Refusal
from services.notifications.service.helping import activities, enterprises, telling
from services.notifications.service.helping.problems import (
    ActivityNotFound,
    ActivityRefused,
    RegistrationNotFound,
    RegistrationRefused,
)
from services.notifications.service.helping.seats import fill, taken
from services.notifications.store.tables import ActivityRow, ParticipantDisclosureRow, RegistrationRow
from shared.callers import Caller
from shared.days import DAY, SHANGHAI
from shared.db import Database, Tx
from shared.masks import masked_name, masked_phone
from shared.problems import Forbidden
from shared.spreadsheets import Rows, Table
from shared.values import DISTRICTS, Verdict

_WAY_OUT: Final = "请核对报名编号"
_AT_ONCE: Final = 50
_ROWS_AT_ONCE: Final = 500
_HEADERS: Final = ("序号", "企业名称", "统一社会信用代码", "所在区县", "参加人", "电话", "状态", "报名时间", "签到时间")


@dataclass(frozen=True, slots=True)
class Registration:
    row: RegistrationRow
    activity: ActivityRow


@dataclass(frozen=True, slots=True)
class Participant:
    row: RegistrationRow
    enterprise: Any
    """Its name, USCC and district"""


# ---- by the enterprise -----------------------------------------------------------------------------


async def register(tx: Tx, caller: Caller, uscc: str, activity_id: str, attendee: str, phone: str) -> Registration:
    """Seated while there are seats, then waiting in order of arrival. Raises RegistrationRefused."""
    enterprise = await enterprises.for_action(tx, caller, uscc, "registration.read", "registration.write")
    activity = await store.activities.lock(tx, activity_id)
    if activity is None or activity.state == ActivityState.DRAFT:
        raise ActivityNotFound("请核对活动编号")
    there = await store.registrations.of(tx, activity_id, enterprise.enterprise_id)
    await _check(tx, activity, enterprise, there)
    seated, waiting = await taken(tx, activity_id)
    row = RegistrationRow(
        registration_id=there.registration_id if there else str(uuid4()),
        activity_id=activity_id,
        enterprise_id=enterprise.enterprise_id,
        number=activity.arrivals + 1,
        state=rules.placed(activity.capacity, seated, waiting),
        attendee=attendee,
        phone=phone,
        registered_at=tx.now,
    )
    await store.registrations.save(tx, row)
    await store.activities.change(tx, activity_id, arrivals=row.number)
    return Registration(row, activity)


async def _check(tx: Tx, activity: ActivityRow, enterprise: Any, there: RegistrationRow | None) -> None:
    try:
        if enterprise.ended_on is not None:
            raise Refusal(f"该企业已于 {enterprise.ended_on} 注销或被合并，不能报名")
        if there is not None and there.state != State.CANCELLED:
            raise Refusal(f"贵企业已报名（{State(there.state).label}），每家企业报名一次")
        activity_rules.check_takes(ActivityState(activity.state), activity.starts_at, activity.closes_at, tx.now)
        fit = activities.fit(activity, await enterprises.subject(tx, enterprise, tx.today))
        if fit.verdict is Verdict.UNMET:
            raise Refusal(f"该活动面向：{activity.audience.rstrip('。')}。贵企业不符合：{fit.reason}")
    except Refusal as refusal:
        raise RegistrationRefused(str(refusal)) from refusal


async def cancel(tx: Tx, caller: Caller, uscc: str, registration_id: str) -> Registration:
    """The seat goes to who waits the longest, and that one is told."""
    one = await _own(tx, caller, uscc, registration_id)
    begun = one.activity.starts_at is not None and one.activity.starts_at <= tx.now
    try:
        rules.check_cancel(State(one.row.state), one.row.attended_at)
        if begun:
            raise Refusal("活动已开始，不能再取消")
    except Refusal as refusal:
        raise RegistrationRefused(str(refusal)) from refusal
    await store.registrations.change(tx, [registration_id], state=State.CANCELLED)
    await fill(tx, one.activity)
    return await _again(tx, one)


async def rate(tx: Tx, caller: Caller, uscc: str, registration_id: str, stars: int, words: str | None) -> Registration:
    """Once, by whoever was there."""
    one = await _own(tx, caller, uscc, registration_id)
    try:
        rules.check_feedback(one.row.attended_at, one.row.rated_at)
    except Refusal as refusal:
        raise RegistrationRefused(str(refusal)) from refusal
    await store.registrations.change(tx, [registration_id], rating=stars, words=words, rated_at=tx.now)
    return await _again(tx, one)


async def of_enterprise(
    tx: Tx, caller: Caller, uscc: str, before: tuple[datetime, str] | None, limit: int
) -> list[Registration]:
    """The newest first."""
    enterprise = await enterprises.for_action(tx, caller, uscc, "registration.read")
    found = await store.registrations.page_of_enterprise(tx, enterprise.enterprise_id, before, limit)
    return [Registration(row, activity) for row, activity in found]


async def _own(tx: Tx, caller: Caller, uscc: str, registration_id: str) -> Registration:
    """With its activity, which is held. Raises RegistrationNotFound, also for another's."""
    enterprise = await enterprises.for_action(tx, caller, uscc, "registration.read", "registration.write")
    seen = await store.registrations.find(tx, registration_id)
    if seen is None or seen.enterprise_id != enterprise.enterprise_id:
        raise RegistrationNotFound(_WAY_OUT)
    activity = await store.activities.lock(tx, seen.activity_id)
    row = await store.registrations.find(tx, registration_id)
    assert activity is not None, "a registration is of one"
    assert row is not None, "none is deleted"
    return Registration(row, activity)


async def _again(tx: Tx, one: Registration) -> Registration:
    row = await store.registrations.find(tx, one.row.registration_id)
    assert row is not None, "none is deleted"
    return Registration(row, one.activity)


# ---- by the office ---------------------------------------------------------------------------------


async def attend(tx: Tx, caller: Caller, activity_id: str, registration_ids: Sequence[str]) -> list[Participant]:
    """Who was there, of those who had a seat; recorded again it stays as it was."""
    activity = await activities.for_office(tx, caller, activity_id, "activity.write")
    found = await store.registrations.among(tx, activity_id, registration_ids)
    try:
        rules.check_attendance(ActivityState(activity.state), activity.starts_at, tx.now)
        if len(found) < len(set(registration_ids)):
            raise Refusal("有的报名不属于该活动；请按参加名单中的 registration_id 登记")
        if any(one.state != State.SEATED for one in found):
            raise Refusal("候补或已取消的报名不能签到；如有空位，请先提高名额")
    except Refusal as refusal:
        raise ActivityRefused(str(refusal)) from refusal
    new = [one.registration_id for one in found if one.attended_at is None]
    await store.registrations.change(tx, new, attended_at=tx.now)
    every = await _participants(tx, activity_id, 0, activity.arrivals)
    return [one for one in every if one.row.registration_id in set(registration_ids)]


async def participants(tx: Tx, caller: Caller, activity_id: str, after: int, limit: int) -> list[Participant]:
    """In order of arrival."""
    await _readable(tx, caller, activity_id)
    return await _participants(tx, activity_id, after, limit)


async def _participants(tx: Tx, activity_id: str, after: int, limit: int) -> list[Participant]:
    found = await store.registrations.page_of_activity(tx, activity_id, after, limit)
    return [Participant(row, known) for row, known in found]


async def _readable(tx: Tx, caller: Caller, activity_id: str) -> ActivityRow:
    """Raises ActivityNotFound, Forbidden for an activity of the city's asked for by a district."""
    shown = await activities.get(tx, caller, activity_id)
    if not activities.may(caller, "participant.read", shown.row):
        raise Forbidden("参加名单由主办单位查看")
    return shown.row


async def table(tx: Tx, caller: Caller, activity_id: str) -> Table:
    """Masked, as it is shown."""
    activity = await _readable(tx, caller, activity_id)
    return Table(f"参加名单-{activity.title[:40]}", _HEADERS, _batches(tx, activity_id))


async def _batches(tx: Tx, activity_id: str) -> AsyncIterator[Rows]:
    after = 0
    while part := await _participants(tx, activity_id, after, _ROWS_AT_ONCE):
        yield [_line(one) for one in part]
        after = part[-1].row.number


def _line(one: Participant) -> Sequence[str | int | None]:
    row, known = one.row, one.enterprise
    return (
        row.number, known.name, known.uscc, DISTRICTS[known.district], masked_name(row.attendee),
        masked_phone(row.phone), State(row.state).label, row.registered_at.isoformat(timespec="seconds"),
        row.attended_at.isoformat(timespec="seconds") if row.attended_at else None,
    )  # fmt: skip


async def disclose(tx: Tx, caller: Caller, activity_id: str, registration_id: str, reason: str) -> RegistrationRow:
    """Name and number in full, to the office that organises it, for a stated reason that is kept."""
    await activities.for_office(tx, caller, activity_id, "participant.disclose")
    row = await store.registrations.find(tx, registration_id)
    if row is None or row.activity_id != activity_id:
        raise RegistrationNotFound(_WAY_OUT)
    looked = ParticipantDisclosureRow(
        disclosure_id=str(uuid4()), registration_id=registration_id, actor=caller.actor, reason=reason, at=tx.now
    )
    await store.registrations.disclosed(tx, looked)
    return row


# ---- by the clock ----------------------------------------------------------------------------------


async def remind_due(db: Database) -> None:
    """On the day before, everybody seated is reminded, once for each beginning."""
    async with db.reading() as tx:  # a quiet round takes no lock
        if not await store.activities.any_due(tx, _tomorrow_ends(tx)):
            return
    async with db.transaction() as tx:
        due = await store.activities.due(tx, _tomorrow_ends(tx), _AT_ONCE)
        for activity in due:
            await telling.reminded(tx, activity, await store.activities.seated(tx, [activity.activity_id]))
            await store.activities.change(tx, activity.activity_id, reminded_at=tx.now)


def _tomorrow_ends(tx: Tx) -> datetime:
    return datetime.combine(tx.today + 2 * DAY, time(), SHANGHAI)
