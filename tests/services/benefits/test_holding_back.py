"""A bulk publication goes no faster than it is heard, so that what else benefits tells is never far behind it."""

import asyncio
import json
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from services.benefits import store
from services.benefits.domain.versions import Step
from services.benefits.service import growing, publishing
from services.benefits.service.version_steps import step
from services.benefits.store.tables import EntitlementRow
from services.embedded import SERVICES
from shared.clock import Clock
from shared.db import Database
from shared.rebuilding import rebuild
from shared.testing import eventually
from shared.values import CITY
from tests.conftest import NewDatabases
from tests.services.benefits.publishing import DOCUMENT, award, body
from tests.zone import BINJIANG

FIRMS, STEP, VERSION = 600, 50, "version"


@pytest.fixture
async def benefits(databases: NewDatabases) -> AsyncIterator[Database]:
    """With nobody listening but the test."""
    db = Database(databases()["benefits"], "benefits", SERVICES["benefits"].floor, Clock())
    yield db
    await db.close()


async def _approved(db: Database) -> None:
    """A version for everybody in a city of hundreds, whose day is today."""
    await _everybody(db)
    await _its_day_comes(db)


async def _everybody(db: Database) -> None:
    async with db.transaction() as tx:
        known = [
            {
                "enterprise_id": f"{at:036d}",
                "uscc": "",
                "name": "",
                "district": BINJIANG,
                "industry": "C39",
                "version": 1,
            }
            for at in range(FIRMS)
        ]
        await tx.insert(store.KNOWN.enterprise, known)


async def _its_day_comes(db: Database, version_id: str = VERSION, number: int = 1) -> None:
    measure = award("example-000000001", automatic=False, audience="anyone")
    async with db.transaction() as tx:
        row: dict[str, Any] = {
            "version_id": version_id, "benefit_code": measure["benefit_code"], "number": number, "district": CITY,
            "state": "approved", "edit": 1, "label": measure["label"], "document": DOCUMENT,
            "body": json.dumps(body(measure)), "digest": "", "drafted_by": "author", "drafted_at": tx.now,
            "approved_by": "approver", "approved_at": tx.now, "in_force_from": tx.today,
        }  # fmt: skip
        await store.versions.add(tx, row)
        await store.versions.change_rules(tx, f"revision {number}")


async def _withdrawn(db: Database) -> None:
    async with db.transaction() as tx:
        row = await store.versions.find(tx, VERSION, locked=True)
        assert row is not None
        ended = {"withdrawal": "示例到期", "withdrawn_on": tx.today}
        await step(tx, row, Step.WITHDRAW, "approver", values=ended)
        await store.versions.change_rules(tx, "another revision")
        await publishing.tell_withdrawn(tx, row, "示例到期")


async def _stir_everybody(db: Database) -> None:
    async with db.transaction() as tx:
        await store.portraits.stir(tx, [(f"{at:036d}", tx.today, "changed") for at in range(FIRMS)])
    db.clock.shift += timedelta(seconds=2)  # it is no burst any more


async def _whole(db: Database, whole: bool) -> None:
    cursor = SERVICES["benefits"].floor.cursor
    async with db.transaction() as tx:
        await tx.upsert(cursor, [{"source": "registry", "whole": whole}])


async def _told(db: Database) -> int:
    outbox = SERVICES["benefits"].floor.outbox.c
    async with db.reading() as tx:
        question = select(func.count()).where(outbox.type == "measure.matched")
        return int((await tx.execute(question)).scalar_one())


async def _emitted(db: Database, kind: str) -> list[dict[str, Any]]:
    outbox = SERVICES["benefits"].floor.outbox.c
    async with db.reading() as tx:
        found = await tx.execute(select(outbox.body).where(outbox.type == kind).order_by(outbox.id))
        return [dict(json.loads(body)["data"]) for body in found.scalars()]


async def _stands_at(db: Database, number: int) -> None:
    await eventually(lambda: _is(db, number), seconds=20)
    await asyncio.sleep(5 * publishing.LOOK_SECONDS)
    assert await _told(db) == number, "it went on without being heard"


async def _is(db: Database, number: int) -> bool:
    return await _told(db) >= number


@pytest.fixture(autouse=True)
def in_steps_of_fifty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publishing, "CHUNK", STEP)
    monkeypatch.setattr(publishing, "SECONDS", 60)


@given(st.integers(25, 500), st.floats(0, 100))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_next_step_is_between_the_fewest_and_the_most_and_smaller_after_a_slow_one(chunk: int, took: float) -> None:
    following = publishing.next_chunk(chunk, took)
    assert min(publishing.CHUNK, publishing.FEWEST) <= following <= publishing.CHUNK
    assert following <= 2 * chunk


async def test_a_publication_waits_for_whoever_listens_and_not_for_whoever_is_away(benefits: Database) -> None:
    await _approved(benefits)
    going = asyncio.create_task(publishing.publish_due(benefits))
    await _stands_at(benefits, STEP)
    async with benefits.transaction() as tx:
        await store.versions.hear(tx, {VERSION: STEP // 2})
    await _stands_at(benefits, 2 * STEP)
    assert not going.done()
    benefits.clock.shift += store.versions.HEARD_WITHIN + timedelta(seconds=1)
    await asyncio.wait_for(going, 30)
    assert await _told(benefits) == FIRMS


async def test_a_withdrawal_takes_back_whatever_was_not_told_yet(benefits: Database) -> None:
    await _approved(benefits)
    going = asyncio.create_task(publishing.publish_due(benefits))
    await _stands_at(benefits, STEP)
    await _withdrawn(benefits)
    benefits.clock.shift += store.versions.HEARD_WITHIN + timedelta(seconds=1)
    await asyncio.wait_for(going, 30)
    assert await _told(benefits) == STEP, "the rest of the city never hears of it"
    async with benefits.transaction() as tx:
        await store.portraits.stir(tx, [(f"{FIRMS - 1:036d}", tx.today, "changed")])
    await growing.follow(benefits)
    assert await _told(benefits) == STEP, "nor does who grows into it"


async def test_while_enterprises_are_read_anew_nobody_is_passed_over(benefits: Database) -> None:
    await _whole(benefits, True)
    await _approved(benefits)
    going = asyncio.create_task(publishing.publish_due(benefits))
    await _stands_at(benefits, STEP)
    await rebuild(benefits, SERVICES["benefits"])
    await _stir_everybody(benefits)
    async with benefits.transaction() as tx:
        assert await publishing.go_on(tx, STEP) is None
        assert await growing.follow_on(tx, STEP) is None
    benefits.clock.shift += store.versions.HEARD_WITHIN + timedelta(seconds=1)
    await asyncio.wait_for(going, 30)
    for job in (publishing.publish_due, growing.follow):
        await asyncio.wait_for(job(benefits), 30)
    assert await _told(benefits) == STEP
    await _everybody(benefits)
    await _whole(benefits, True)
    for job in (publishing.publish_due, growing.follow):
        await asyncio.wait_for(job(benefits), 30)
    assert await _told(benefits) == FIRMS


async def test_a_version_whose_day_has_come_is_told_of_once_it_is_published(benefits: Database) -> None:
    await _approved(benefits)
    await _stir_everybody(benefits)
    await growing.follow(benefits)
    assert await _told(benefits) == 0, "its publication will pass everybody"
    async with benefits.transaction() as tx:
        await publishing.come_into_force(tx)
        assert await publishing.go_on(tx, STEP) == publishing.Gone(STEP, 0)


async def test_many_who_grow_at_once_are_told_no_faster_than_it_is_heard(benefits: Database) -> None:
    await _its_day_comes(benefits)
    await publishing.publish_due(benefits)
    await _everybody(benefits)
    await _stir_everybody(benefits)
    benefits.clock.shift += store.versions.HEARD_WITHIN
    going = asyncio.create_task(growing.follow(benefits))
    await _stands_at(benefits, publishing.FEWEST)
    async with benefits.transaction() as tx:
        await store.versions.hear(tx, {VERSION: publishing.FEWEST})
    await _stands_at(benefits, publishing.FEWEST + STEP)
    assert not going.done()
    benefits.clock.shift += store.versions.HEARD_WITHIN + timedelta(seconds=1)
    await asyncio.wait_for(going, 30)
    assert await _told(benefits) == FIRMS


async def test_what_a_version_takes_over_from_it_names_and_whom_it_is_still_for_loses_nothing(
    benefits: Database,
) -> None:
    await _approved(benefits)
    async with benefits.transaction() as tx:
        await publishing.come_into_force(tx)
    for number, version_id in ((2, "second"), (3, "third")):
        await _its_day_comes(benefits, version_id, number)
    async with benefits.transaction() as tx:
        row: dict[str, Any] = {
            "enterprise_id": f"{0:036d}", "benefit_code": "example-000000001", "occasion": "", "policy_set": "",
            "status": "open", "label": "示例扶持", "certainty": "nominal", "reason": "", "opened_on": tx.today,
            "cause_id": VERSION, "version_id": VERSION,
        }  # fmt: skip
        await tx.insert(EntitlementRow, [row])
        await publishing.come_into_force(tx)
        while gone := await publishing.go_on(tx, FIRMS):
            assert gone.closed <= 1
        kept = (await tx.execute(select(EntitlementRow))).scalars().one()
        assert (kept.status, kept.reason) == ("closed", "由第3版替代")
    published = await _emitted(benefits, "measure.published")
    assert [(one["number"], one["supersedes"]) for one in published] == [(1, []), (3, [VERSION, "second"])]
    assert await _told(benefits) == FIRMS
    assert await _emitted(benefits, "entitlement.closed") == [], "it may be applied for"


async def test_of_one_enterprise_one_replica_has_everything_in_hand(postgres_databases: NewDatabases) -> None:
    db = Database(postgres_databases()["benefits"], "benefits", SERVICES["benefits"].floor, Clock())

    async def stir(*changed: tuple[str, str]) -> None:
        async with db.transaction() as tx:
            await store.portraits.stir(tx, [(id_, tx.today, why) for id_, why in changed])

    await stir(("a", "one"), ("a", "two"))
    async with db.transaction() as ours:
        held = await store.portraits.lease_stirred(ours, 1)
        assert [(one.enterprise_id, one.cause_id) for one in held] == [("a", "one"), ("a", "two")]
        await stir(("a", "three"), ("b", "one"))
        async with db.transaction() as theirs:
            rest = await store.portraits.lease_stirred(theirs, 10)
            assert [one.enterprise_id for one in rest] == ["b"], "what changed meanwhile waits for whoever has it"
        await store.portraits.settle(ours, held)
    async with db.transaction() as tx:
        later = await store.portraits.lease_stirred(tx, 10)
        assert [(one.enterprise_id, one.cause_id) for one in later] == [("a", "three"), ("b", "one")]
    await db.close()
