"""Deadlines read again from the first fact: each counts from its own time, so that an old one ends nothing newer."""

import json
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta
from uuid import uuid4

from sqlalchemy import select
from sqlmodel import col

from services.notifications import store
from services.notifications.domain.messages import Template
from services.notifications.service import deadlines
from services.notifications.store.tables import DeadlineRow
from shared.db import Tx
from shared.events import DutyDone, DutyDue, Event, MeasureMatched, MeasureWithdrawn
from shared.events.envelope import Origin
from tests.architecture.test_facts import GOLDEN
from tests.services.notifications.sending import PostRoom
from tests.services.notifications.test_deadline_rules import step

Handler = Callable[[Tx, Sequence[Event]], Awaitable[None]]
State = dict[str, tuple[bool, bool]]


def data(name: str) -> dict[str, object]:
    return dict(json.loads((GOLDEN / f"{name}.v1.json").read_text())["data"])


async def apply(room: PostRoom, handle: Handler, fact: object, at: datetime) -> State:
    """By occasion: whether it stands, and whether it will be recalled."""
    async with room.db.transaction() as tx:
        await handle(tx, [Event(str(uuid4()), "test", at, fact, Origin("test", "chain"))])
        rows = (await tx.execute(select(DeadlineRow).order_by(col(DeadlineRow.occasion)))).scalars().all()
        return {row.occasion: (row.closed_at is None, row.recall_on is not None) for row in rows}


async def test_read_again_from_the_first_fact_every_deadline_stands_as_it_stood(room: PostRoom) -> None:
    begun, due_on = room.db.clock.now(), room.db.clock.now().date() + timedelta(days=60)
    due = DutyDue.model_validate({**data("duty.due"), "due_on": due_on})
    done = DutyDone.model_validate({**data("duty.done"), "duty_id": due.duty_id, "enterprise_id": due.enterprise_id})
    matches = [
        MeasureMatched.model_validate(
            {**data("measure.matched"), "opened": False, "until_on": due_on, "version_id": version}
        )
        for version in ("version-1", "version-2")
    ]
    withdrawn = MeasureWithdrawn.model_validate({**data("measure.withdrawn"), "benefit_code": matches[0].benefit_code})
    offer = step("offer").offer
    assert offer is not None
    offers = [
        step("offer").model_copy(update={"offer": offer.model_copy(update={"number": number, "valid_until": due_on})})
        for number in (1, 2)
    ]
    async with room.db.transaction() as tx:
        for match in matches:
            words = json.dumps({**data("measure.published"), "version_id": match.version_id})
            await store.published.save(tx, Template.MEASURE_MATCHED, {match.version_id: words})
    told: list[tuple[Handler, object]] = [
        (deadlines.on_duty_due, due),
        (deadlines.on_duty_done, done),
        (deadlines.on_duty_due, due),
        (deadlines.on_measure_matched, matches[0]),
        (deadlines.on_measure_withdrawn, withdrawn),
        (deadlines.on_measure_matched, matches[0]),
        (deadlines.on_measure_matched, matches[1]),
        (deadlines.on_financing_advanced, offers[0]),
        (deadlines.on_financing_advanced, step("accept")),
        (deadlines.on_financing_advanced, offers[1]),
    ]
    at = [begun + timedelta(minutes=minute) for minute in range(len(told))]
    for (handle, fact), when in zip(told, at, strict=True):
        stands = await apply(room, handle, fact, when)
    assert stands == {
        due.duty_id: (True, True), "version-1": (False, False), "version-2": (True, True), "p/1": (False, False),
        "p/2": (True, True),
    }  # fmt: skip
    room.forward(minutes=30)
    for (handle, fact), when in zip(told, at, strict=True):
        assert await apply(room, handle, fact, when) == stands, "at no moment is one ended that stands"
