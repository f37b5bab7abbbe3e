"""The feed: dense numbers after the commit, nothing lost, nothing moved, refused to a cursor of another history."""

import asyncio
import json
import random
from collections.abc import AsyncIterator
from typing import Any

import pytest
from sqlalchemy import event, text
from sqlalchemy.exc import DBAPIError

from shared.db import Database
from shared.feed.numbering import CHUNK, Feed, Lost
from tests.conftest import NewDatabases
from tests.shared.source import Source, database, updated
from tests.zone import RunningZone, running_zone

WRITERS, CHANGES = 8, 150


# ---- the outbox ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE outbox SET feed_seq = feed_seq + 100",
        "UPDATE outbox SET feed_seq = NULL",
        "UPDATE outbox SET body = '{}' WHERE feed_seq = 1",
        "UPDATE outbox SET event_id = 'x' WHERE feed_seq = 1",
        "DELETE FROM outbox",
        "DELETE FROM outbox WHERE feed_seq = 1",
    ],
)
async def test_what_was_told_is_neither_changed_nor_deleted(source: Source, statement: str) -> None:
    await source.tell(updated("e", 1), updated("e", 2))
    with pytest.raises(DBAPIError, match="only ever receives its number"):
        async with source.db.transaction() as tx:
            await tx.execute(text(statement))
    assert (await source.feed.position()).head == 2


async def test_a_fact_without_a_number_is_not_changed_either(source: Source) -> None:
    async with source.db.transaction() as tx:
        tx.emit(updated("e", 1))
    for statement in ("UPDATE outbox SET body = '{}'", "UPDATE outbox SET body = '{}', feed_seq = 1"):
        with pytest.raises(DBAPIError, match="only ever receives its number"):
            async with source.db.transaction() as tx:
                await tx.execute(text(statement))


async def test_a_transaction_that_fails_tells_nothing(source: Source) -> None:
    async def fail() -> None:
        async with source.db.transaction() as tx:
            tx.emit(updated("e", 1))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        await fail()
    assert await source.feed.number() is None


# ---- numbers ---------------------------------------------------------------------------------------


async def test_eight_writers_a_reader_and_two_relays_lose_nothing(source: Source) -> None:
    db, feed = source.db, source.feed
    committed: list[str] = []
    writing = numbering = True

    async def write(writer: int) -> None:
        for number in range(CHANGES):
            async with db.transaction() as tx:
                told = tx.emit(updated(f"e{writer}", number))
                await tx.execute(text("SELECT 1"))
                await asyncio.sleep(random.random() / 200)
            committed.append(told)

    async def relay() -> None:
        while writing or await feed.waiting() is not None:
            await feed.number()
            await asyncio.sleep(0.001)  # without a pause the questions keep the writers from writing

    async def read() -> list[dict[str, Any]]:
        seen: list[dict[str, Any]] = []
        while numbering or len(seen) < (await feed.position()).head:
            position = await feed.position()
            last = seen[-1]["id"] if seen else ""
            _, bodies = await feed.after(len(seen), position.epoch, last, 100)
            seen += [json.loads(body) for body in bodies]
            await asyncio.sleep(0.005)
        return seen

    async def write_all() -> None:
        nonlocal writing
        await asyncio.gather(*(write(writer) for writer in range(WRITERS)))
        writing = False

    relays = [asyncio.create_task(relay()) for _ in range(2)]
    reader = asyncio.create_task(read())
    await write_all()
    await asyncio.gather(*relays)
    numbering = False
    seen = await reader
    async with db.reading() as tx:
        numbers = list((await tx.execute(text("SELECT feed_seq FROM outbox ORDER BY feed_seq"))).scalars())
    assert numbers == list(range(1, WRITERS * CHANGES + 1))
    assert sorted(one["id"] for one in seen) == sorted(committed)
    for writer in range(WRITERS):
        versions = [one["data"]["enterprise_version"] for one in seen if one["partitionkey"] == f"e{writer}"]
        assert versions == list(range(CHANGES))


async def test_a_transaction_that_stays_open_stalls_nobody(postgres_databases: NewDatabases) -> None:
    db = database(postgres_databases(), "registry")
    feed = Feed(db)
    async with db.transaction() as slow:
        slow.emit(updated("slow", 1))
        await slow.insert(db.floor.outbox, slow.outgoing)
        slow.outgoing = []
        async with db.transaction() as quick:
            quick.emit(updated("quick", 1))
        numbered = await feed.number()
        assert numbered is not None
        assert (numbered.first, len(numbered.bodies)) == (1, 1)
    late = await feed.number()
    assert late is not None
    assert late.first == 2, "the older id, committed last, has the next number"
    await db.close()


async def test_numbering_reads_a_chunk_and_not_the_table(postgres_databases: NewDatabases) -> None:
    """100,000 numbered rows of usual size, statistics that say all rows are numbered, 30,000 new ones: still linear."""
    db = database(postgres_databases(), "registry")
    insertion = (
        "INSERT INTO outbox (feed_seq, event_id, type, enterprise_id, recorded_at, body)"
        " SELECT {number}, 'event-' || n, 't', 'e', now(), repeat('x', 1000) FROM generate_series({first}, {last}) n"
    )
    async with db.transaction() as tx:
        await tx.execute(text(insertion.format(number="n", first=1, last=100_000)))
        await tx.execute(text("UPDATE feed_head SET head = 100000"))
    async with db.reading() as tx:
        await tx.execute(text("ANALYZE outbox"))
    async with db.transaction() as tx:
        await tx.execute(text(insertion.format(number="NULL", first=100_001, last=130_000)))
    plans = _explained_updates(db)
    feed, numbered = Feed(db), 0
    while chunk := await feed.number():
        assert chunk.first == 100_001 + numbered
        numbered += len(chunk.bodies)
    assert numbered == 30_000
    assert len(plans) == 30
    assert max(_rows_read(plan) for plan in plans) <= 4 * CHUNK
    await db.close()


def _explained_updates(db: Database) -> list[dict[str, Any]]:
    """From now on every UPDATE of the outbox also leaves the plan it ran with."""
    plans: list[dict[str, Any]] = []

    def explain(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> tuple[str, Any]:
        prefix = "EXPLAIN (ANALYZE, FORMAT JSON) " if statement.startswith("UPDATE outbox") else ""
        return prefix + statement, parameters

    def keep(_connection: Any, cursor: Any, statement: str, *_: Any) -> None:
        if statement.startswith("EXPLAIN"):
            (plan,) = cursor.fetchone()
            plans.append((json.loads(plan) if isinstance(plan, str) else plan)[0]["Plan"])

    event.listen(db.engine.sync_engine, "before_cursor_execute", explain, retval=True)
    event.listen(db.engine.sync_engine, "after_cursor_execute", keep)
    return plans


def _rows_read(plan: dict[str, Any]) -> float:
    children = plan.get("Plans", [])
    own = 0 if children else (plan["Actual Rows"] + plan.get("Rows Removed by Filter", 0)) * plan["Actual Loops"]
    return float(own + sum(_rows_read(child) for child in children))


# ---- cursors ---------------------------------------------------------------------------------------


async def test_a_cursor_of_another_history_is_lost(source: Source) -> None:
    await source.tell(updated("e", 1), updated("e", 2))
    epoch = (await source.feed.position()).epoch
    _, bodies = await source.feed.after(0, "", "", 10)
    ids = [json.loads(body)["id"] for body in bodies]
    assert (await source.feed.after(1, epoch, ids[0], 10))[1] == bodies[1:]
    assert (await source.feed.after(2, epoch, ids[1], 10))[1] == []
    for number, other, event_id in ((1, "another", ids[0]), (3, epoch, ""), (1, epoch, ids[1]), (2, "", ids[1])):
        with pytest.raises(Lost):
            await source.feed.after(number, other, event_id, 10)
    await source.feed.new_epoch()
    with pytest.raises(Lost):
        await source.feed.after(2, epoch, ids[1], 10)
    assert len((await source.feed.after(0, "", "", 10))[1]) == 2, "from the beginning it is always readable"


@pytest.fixture
async def zone(databases: NewDatabases, tmp_path: Any) -> AsyncIterator[RunningZone]:
    async with running_zone(tmp_path, databases(), "memory://") as zone:
        yield zone


async def test_the_endpoint_serves_services_only_and_never_an_empty_success(zone: RunningZone) -> None:
    for _ in range(3):
        await zone.register()
    await zone.settle()
    for client in (zone.officer(), zone.client("registry", "auditor"), zone.enterprise("9" * 18, "registry")):
        assert (await client.get("/internal/feed")).status_code == 403
    service = zone.client("registry", "service")
    answer = await service.get("/internal/feed", params={"limit": 2})
    assert answer.headers["Content-Type"] == "application/cloudevents-batch+json"
    assert (len(answer.json()), answer.headers["X-Feed-Head"]) == (2, "3")
    epoch, first = answer.headers["X-Feed-Epoch"], answer.json()[0]["id"]
    following = await service.get("/internal/feed", params={"after": 1, "epoch": epoch, "event_id": first})
    assert following.json()[0]["id"] == answer.json()[1]["id"]
    for foreign in (
        {"after": 1, "epoch": "another"},
        {"after": 4, "epoch": epoch},
        {"after": 1, "epoch": epoch, "event_id": answer.json()[1]["id"]},
        {"after": 1},
    ):
        refused = await service.get("/internal/feed", params=foreign)
        assert (refused.status_code, refused.json()["code"]) == (410, "FEED_CURSOR_LOST")
