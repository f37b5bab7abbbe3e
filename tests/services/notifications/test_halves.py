"""A message has two halves, from two sources, in either order; with one of them it waits five seconds and goes out."""

from collections import Counter
from collections.abc import AsyncIterator
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlmodel import col, select

from services.embedded import SERVICES
from services.notifications import store
from services.notifications.domain.changes import ChangeKind
from services.notifications.domain.titles import PATIENCE
from services.notifications.service import titles
from services.notifications.service.writing import message_id
from services.notifications.store.tables import MessageRow, WordingRow
from shared.clock import Clock
from shared.db import Database
from shared.events import ConsequenceRecorded, Event, Item, Origin
from shared.values import Certainty, Tier
from tests.conftest import NewDatabases
from tests.titles import ENTERPRISE, make_change, make_title, standing, told

CAUSE = str(uuid4())
TODAY = date(2026, 11, 23)
CHANGE = told(make_change(standing(TODAY), standing(TODAY, make_title(Tier.SPECIALISED, TODAY))), CAUSE)
RECORD = Event(
    event_id=str(uuid4()),
    type="cn.hangzhou.zjtx.benefits.consequence.recorded.v1",
    time=CHANGE.time,
    fact=ConsequenceRecorded(
        enterprise_id=ENTERPRISE.enterprise_id,
        uscc=ENTERPRISE.uscc,
        enterprise_version=2,
        cause_id=CAUSE,
        gained=(Item(code="a", label="一次性奖励", amount_fen=20_000_000, certainty=Certainty.NOMINAL),),
    ),
    origin=Origin("officer:test", "chain", CAUSE),
)


@pytest.fixture
async def db(databases: NewDatabases) -> AsyncIterator[Database]:
    """Notifications' database without the service: the handlers are called by hand."""
    clock = Clock()
    db = Database(databases()["notifications"], "notifications", SERVICES["notifications"].floor, clock, pool_size=2)
    yield db
    await db.close()


async def hear(db: Database, *events: Event) -> None:
    for event in events:
        handler = titles.on_consequence_recorded if event is RECORD else titles.on_titles_changed
        async with db.transaction() as tx:
            await handler(tx, [event])


async def messages(db: Database) -> list[dict[str, Any]]:
    async with db.reading() as tx:
        words = col(WordingRow.wording_id) == col(MessageRow.wording_id)
        question = select(MessageRow.__table__, WordingRow.heading, WordingRow.text)  # type: ignore[attr-defined]
        rows = (await tx.execute(question.outerjoin(WordingRow, words))).mappings()
        return [dict(row) for row in rows]


async def reports(db: Database) -> int:
    """Of the change, one for each message; and as often it is told which measures the message names."""
    async with db.reading() as tx:
        kinds = Counter(row.type for row in await tx.execute(db.floor.outbox.select()))
    reported = kinds.pop("consequence.recorded")
    assert kinds["message.delivered"] == reported
    return reported


WHEN = ("delivered_at", "completed_at", "due_at")


@pytest.mark.parametrize("order", [[CHANGE, RECORD], [RECORD, CHANGE]], ids=["change first", "record first"])
async def test_whichever_half_comes_first_the_message_is_the_same(db: Database, order: list[Event]) -> None:
    await hear(db, order[0])
    assert [message["delivered_at"] for message in await messages(db)] == [None], "it waits for the other half"
    await hear(db, order[1])
    (message,) = await messages(db)
    assert message["delivered_at"] == message["completed_at"] is not None
    steady = {name: value for name, value in message.items() if name not in WHEN}
    expected_id = message_id(ENTERPRISE.enterprise_id, CAUSE)
    assert (steady["message_id"], steady["heading"]) == (expected_id, "贵企业现为省级专精特新中小企业")
    assert steady["text"].splitlines()[2:] == ["新开启：", "·一次性奖励，200,000.00 元（名义金额）"]
    assert (steady["change"], steady["consequence"]) == (
        CHANGE.fact.model_dump_json(),
        RECORD.fact.model_dump_json(),
    )
    assert await reports(db) == 1


@pytest.mark.parametrize("again", [[CHANGE], [RECORD], [RECORD, CHANGE], [CHANGE, RECORD, CHANGE]])
async def test_hearing_it_again_tells_nobody_twice(db: Database, again: list[Event]) -> None:
    await hear(db, CHANGE, RECORD)
    before = await messages(db)
    await hear(db, *again)
    after = await messages(db)
    assert [{**row, "due_at": None} for row in after] == [{**row, "due_at": None} for row in before]
    assert await reports(db) == 1


async def test_without_benefits_it_goes_out_after_five_seconds_and_is_completed_as_the_same_message(
    db: Database,
) -> None:
    await hear(db, CHANGE)
    await titles.deliver_due(db)
    assert [message["delivered_at"] for message in await messages(db)] == [None], "not before its time"
    db.clock.shift = PATIENCE + timedelta(seconds=1)
    await titles.deliver_due(db)
    (early,) = await messages(db)
    assert early["delivered_at"] is not None
    assert early["completed_at"] is None
    assert "稍后在本消息中补充" in early["text"]
    async with db.transaction() as tx:
        change = await store.changes.begin(tx, ChangeKind.READ)
        await store.inbox.mark_read(tx, early["enterprise_id"], [early["message_id"]], change)
    (read,) = await messages(db)

    db.clock.shift += timedelta(minutes=1)
    await hear(db, RECORD)
    (late,) = await messages(db)
    assert "200,000.00 元" in late["text"]
    assert late["completed_at"] > late["delivered_at"]
    kept = ("message_id", "delivered_at", "read_at")
    assert {name: late[name] for name in kept} == {name: read[name] for name in kept}
    assert read["read_at"] is not None
    await titles.deliver_due(db)
    assert await messages(db) == [late]
    assert await reports(db) == 1, "completion pushes nothing again"


async def test_both_halves_of_many_in_one_run_are_many_messages(db: Database) -> None:
    changes = [told(CHANGE.fact, str(uuid4())) for _ in range(50)]
    records = [
        Event(str(uuid4()), RECORD.type, RECORD.time, RECORD.fact.model_copy(update={"cause_id": c.event_id}), c.origin)
        for c in changes
    ]
    async with db.transaction() as tx:
        await titles.on_titles_changed(tx, changes[:30])
    async with db.transaction() as tx:
        await titles.on_consequence_recorded(tx, records)
    async with db.transaction() as tx:
        await titles.on_titles_changed(tx, changes[30:])
    found = await messages(db)
    assert len(found) == 50
    assert all(message["completed_at"] for message in found)
    assert await reports(db) == 50
