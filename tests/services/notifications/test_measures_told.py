"""What is told of a measure holds until another version takes over or it is withdrawn; an end is told each time."""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlmodel import col, select

from services.embedded import SERVICES
from services.notifications.domain.messages import Template, Words
from services.notifications.listeners import LISTENS
from services.notifications.service import withdrawing, writing
from services.notifications.store.tables import DeadlineRow, InboxChangeRow, MessageRow, PublishedMeasureRow
from shared.clock import Clock
from shared.db import Database, Tx
from shared.events import AnyFact, EntitlementClosed, Event, MeasureMatched, MeasurePublished, Origin
from shared.values import Certainty
from tests.conftest import NewDatabases

CODE, STAYS, LEAVES, LATE = "example", "a", "b", "c"


@pytest.fixture
async def notifications(databases: NewDatabases) -> AsyncIterator[Database]:
    """With nobody told anything but by the test."""
    db = Database(databases()["notifications"], "notifications", SERVICES["notifications"].floor, Clock())
    yield db
    await db.close()


async def hear(db: Database, *facts: AnyFact) -> list[Event]:
    """One after the other, each an event of its own."""
    events = []
    async with db.transaction() as tx:
        for fact in facts:
            events.append(Event(str(uuid4()), fact.kind, tx.now, fact, Origin("test", "test")))
            await again(tx, events[-1])
    return events


async def again(tx: Tx, event: Event) -> None:
    await LISTENS["benefits"][type(event.fact)](tx, [event])


def published(version_id: str, number: int, db: Database, *over: str) -> MeasurePublished:
    return MeasurePublished(
        version_id=version_id, benefit_code=CODE, number=number, label="示例扶持", document="示例文号", issuer="杭州市",
        district=None, since=db.clock.today(), plain="示例。", formula="", basis="示例", automatic=False,
        claim_window=None, contact="示例", supersedes=over,
    )  # fmt: skip


def matched(owner: str, version_id: str, db: Database) -> MeasureMatched:
    return MeasureMatched(
        enterprise_id=owner, uscc="", enterprise_version=1, version_id=version_id, benefit_code=CODE, opened=False,
        amount_fen=None, certainty=Certainty.NOMINAL, reason="示例", until_on=db.clock.today() + timedelta(days=90),
    )  # fmt: skip


def closed(owner: str, version_id: str, db: Database) -> EntitlementClosed:
    return EntitlementClosed(
        enterprise_id=owner, uscc="", enterprise_version=1, version_id=version_id, benefit_code=CODE, occasion="",
        label="示例扶持", reason="示例", closed_on=db.clock.today(),
    )  # fmt: skip


async def told(db: Database, template: Template) -> list[Any]:
    async with db.reading() as tx:
        question = select(MessageRow).where(col(MessageRow.template) == template)
        ordered = question.order_by(col(MessageRow.enterprise_id), col(MessageRow.cause_id))
        return list((await tx.execute(ordered)).scalars())


async def test_a_version_taken_over_leaves_no_entry_standing_and_nothing_due(
    notifications: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    db = notifications
    monkeypatch.setattr(writing, "MARKED_AT_ONCE", 1)
    await hear(db, published("v1", 1, db), matched(STAYS, "v1", db), matched(LEAVES, "v1", db))
    await hear(db, published("v2", 2, db, "v1"), matched(STAYS, "v2", db), matched(LATE, "v1", db))
    assert [one.withdrawn_at for one in await told(db, Template.MEASURE_MATCHED)] == [None] * 3, "nobody waits for it"
    async with db.transaction() as tx:
        assert await withdrawing.mark_next(tx)
    marked = [one.withdrawn_at is not None for one in await told(db, Template.MEASURE_MATCHED)]
    assert marked == [True, False, False], "some at a time"
    await withdrawing.mark_due(db)
    found = await told(db, Template.MEASURE_MATCHED)
    assert [(one.enterprise_id, one.cause_id, one.withdrawn_at is not None) for one in found] == [
        (STAYS, "v1", True), (STAYS, "v2", False), (LEAVES, "v1", True),
    ]  # fmt: skip
    async with db.reading() as tx:
        due = select(col(DeadlineRow.enterprise_id), col(DeadlineRow.occasion)).where(
            col(DeadlineRow.closed_at).is_(None)
        )
        assert list((await tx.execute(due)).all()) == [(STAYS, "v2")]
        kinds = (await tx.execute(select(InboxChangeRow.kind).where(col(InboxChangeRow.kind) == "withdrawn"))).all()
        assert len(kinds) == 2, "each is heard by whoever watches"
        rows = (await tx.execute(select(PublishedMeasureRow))).scalars().all()
        assert {one.version_id: one.marked_at is not None for one in rows} == {"v1": True, "v2": False}


async def test_what_ends_is_told_each_time_and_a_replay_is_silent(notifications: Database) -> None:
    db = notifications
    events = await hear(db, closed(STAYS, "v1", db), closed(STAYS, "v1", db))
    async with db.transaction() as tx:
        for one in events:
            await again(tx, one)
    assert len(await told(db, Template.MEASURE_ENDED)) == 2
    async with db.transaction() as tx:
        await writing.say(tx, [(LEAVES, "v1", Template.MEASURE_ENDED, Words("政策资格关闭", ""))])
    await hear(db, closed(LEAVES, "v1", db))
    assert len(await told(db, Template.MEASURE_ENDED)) == 3, "it was told when its version was the key"
