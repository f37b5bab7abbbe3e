"""The app's home: what is new, what waits for the enterprise, and which days come; what is done is there no more."""

import re
from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import uuid4

from services.notifications.domain.asking import About
from services.notifications.domain.kinds import KINDS, Kind, templates
from services.notifications.domain.messages import OUTSIDE_ONLY, Template, Words
from services.notifications.domain.targets import target
from services.notifications.service import entries, writing
from services.notifications.store.messages import move_on
from shared.db import Database
from shared.events import DutyDue, DutyKind, Event, Fact, Origin
from shared.subscription import Handler
from tests.architecture.routes import build, operations
from tests.services.notifications.test_financing_words import told
from tests.services.notifications.test_inbox import id_of
from tests.zone import RunningZone

HANDLERS: Mapping[str, Handler] = {
    "duty.due": entries.on_duty_due,
    "financing.advanced": entries.on_financing_advanced,
}


async def hear(db: Database, *facts: Fact) -> list[Event]:
    events = [Event(str(uuid4()), one.kind, db.clock.now(), one, Origin("test", "chain")) for one in facts]
    await hear_again(db, events)
    return events


async def hear_again(db: Database, events: list[Event]) -> None:
    for event in events:
        async with db.transaction() as tx:
            await HANDLERS[event.fact.kind](tx, [event])


async def test_what_is_asked_is_on_the_home_until_it_is_done(zone: RunningZone) -> None:
    uscc, db = await zone.register(), zone.db("notifications")
    await zone.settle()
    async with db.reading() as tx:
        owner = await id_of(tx, uscc)
    whose: dict[str, Any] = {"enterprise_id": owner, "uscc": uscc, "enterprise_version": 1}

    def duty(days: int) -> DutyDue:
        due = zone.today + timedelta(days=days)
        return DutyDue(
            **whose, duty_id=str(uuid4()), duty=DutyKind.ANNUAL_UPDATE, label=f"更新{days}", opened_on=zone.today,
            due_on=due, basis="示例依据", otherwise="示例后果",
        )  # fmt: skip

    application, part = str(uuid4()), {"part_id": str(uuid4())}

    def financing(step: str, version: int, **more: Any) -> Fact:
        return told(step, **whose, application_id=application, application_version=version, **part, **more)

    asked = await hear(db, duty(30), duty(0), duty(-1), financing("question", 3, state="questioned", waiting=1))
    person, path = zone.enterprise(uscc, "notifications"), f"/v1/enterprises/{uscc}/summary"

    async def home() -> dict[str, Any]:
        answer = await person.get(path)
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    first = await home()
    by_kind = {one["kind"]: one["unread"] for one in first["unread"]["by_kind"] if one["unread"]}
    assert by_kind == {"duty": 3, "financing": 1}
    assert [one["kind"] for one in first["newest"]] == ["duty", "financing"]
    ahead = [(one["kind"], one["days_left"]) for one in first["deadlines"] if one["kind"] == "duty"]
    assert ahead == [("duty", 0), ("duty", 30)], "the earliest first, and none that is over"
    (question,) = [one for one in first["waiting"] if one["kind"] == "financing"]
    assert question["target"]["href"] == f"/finance/v1/applications/{application}"
    tag = (await person.get(path)).headers["ETag"]
    assert (await person.get(path, headers={"If-None-Match": tag})).status_code == 304

    await hear(db, financing("supplement", 4, state="acknowledged", waiting=1))
    for again in (False, True):
        assert {one["kind"] for one in (await home())["waiting"]} == {"duty"}, f"answered; heard again: {again}"
        await hear_again(db, asked)
    for one in await zone.inbox(uscc):
        await person.put(f"/v1/enterprises/{uscc}/messages/{one['message_id']}/archived")
    emptied = await home()
    assert (emptied["waiting"], emptied["deadlines"], emptied["newest"], emptied["unread"]["unread"]) == ([], [], [], 0)
    other = await zone.register()
    await zone.settle()
    stranger = await zone.enterprise(other, "notifications").get(path)
    assert (stranger.status_code, stranger.json()["code"]) == (404, "ENTERPRISE_NOT_FOUND")


async def test_what_was_told_of_something_withdrawn_is_marked_once_and_asks_nothing(zone: RunningZone) -> None:
    uscc, db, cause = await zone.register(), zone.db("notifications"), str(uuid4())
    await zone.settle()
    person, path = zone.enterprise(uscc, "notifications"), f"/v1/enterprises/{uscc}/messages"
    async with db.transaction() as tx:
        owner = await id_of(tx, uscc)
        asks = About("code", "code", 0, zone.today, True)
        await writing.say(tx, [writing.Said(owner, cause, Template.MEASURE_MATCHED, Words("新政策", "一"), asks)])
    assert len((await person.get(f"/v1/enterprises/{uscc}/summary")).json()["deadlines"]) == 1
    marked = []
    for _ in range(2):
        async with db.transaction() as tx:
            await writing.withdraw(tx, cause, Template.MEASURE_MATCHED)
        (message,) = (await person.get(path)).json()["items"]
        marked.append(message)
    assert marked[0] == marked[1]
    assert marked[0]["withdrawn_at"] is not None
    assert (await person.get(f"/v1/enterprises/{uscc}/summary")).json()["deadlines"] == []


async def test_a_thread_never_goes_back(zone: RunningZone) -> None:
    async with zone.db("notifications").transaction() as tx:
        one, other = (str(uuid4()), "claim"), (str(uuid4()), "claim")
        await move_on(tx, {one: 5})
        await move_on(tx, {one: 3, other: 1})
    rows = await zone.rows("notifications", "thread")
    assert {(row["enterprise_id"], row["version"]) for row in rows if row["enterprise_id"] in (one[0], other[0])} == {
        (one[0], 5),
        (other[0], 1),
    }


INBOX = [template for template in Template if template not in OUTSIDE_ONLY]


def test_every_template_has_a_kind_and_leads_to_what_an_enterprise_may_read() -> None:
    apps, uscc = build(), "91330108MAXB0012XH"
    for template in INBOX:
        assert template in templates(KINDS[template])
        id_ = "duty/id" if template is Template.DEADLINE_NEAR else "id"
        _, service, path = target(template, uscc, id_).href.split("/", 2)
        [shown] = [
            one
            for one in operations(service, apps[service])
            if one.method == "GET" and re.fullmatch(re.sub(r"{\w+}", "[^/]+", str(one.route.path)), f"/{path}")
        ]
        assert shown.kinds & {"enterprise", "public"}, template
        assert target(template, uscc, None).href == f"/registry/v1/enterprises/{uscc}"


def test_every_kind_has_messages() -> None:
    assert {KINDS[template] for template in INBOX} == set(Kind)
