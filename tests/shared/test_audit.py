"""The audit trail: sealed once and densely, guarded, and whoever gets past the guard is found."""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from services.embedded import SERVICES
from shared.audit import trail
from shared.audit.chain import GENESIS, Break, Entry, Fault, Link, following
from shared.audit.sealing import entry, seal, unsealed
from shared.clock import Clock
from shared.db import Database
from tests.conftest import NewDatabases

LIFT = {
    "postgresql": ("ALTER TABLE audit DISABLE TRIGGER USER",),
    "sqlite": tuple(
        f"DROP TRIGGER {name}" for name in ("audit_only_sealed", "audit_never_born_sealed", "audit_never_deleted")
    ),
}
"""What somebody with the owner's rights would do first."""
ROWS = 12


@pytest.fixture(params=SERVICES)
async def db(request: pytest.FixtureRequest, databases: NewDatabases) -> AsyncIterator[Database]:
    """Every service has it the same way."""
    name = request.param
    db = Database(databases()[name], name, SERVICES[name].floor, Clock(), pool_size=10)
    yield db
    await db.close()


@pytest.fixture
async def registry(databases: NewDatabases) -> AsyncIterator[Database]:
    db = Database(databases()["registry"], "registry", SERVICES["registry"].floor, Clock(), pool_size=10)
    yield db
    await db.close()


def row(n: int) -> dict[str, Any]:
    return {
        "actor": "officer:示例",
        "operation": "correct_enterprise",
        "object": json.dumps({"uscc": f"U{n}", "facts": []}),
        "changes": None,
        "correlation_id": f"chain-{n}",
    }


async def write(db: Database, *numbers: int) -> None:
    async with db.transaction() as tx:
        await tx.insert(db.floor.audit, [{"at": tx.now, **row(n)} for n in numbers])


async def written(db: Database, rows: int = ROWS) -> None:
    for n in range(rows):
        await write(db, n)
    await seal(db)


async def tamper(db: Database, *statements: str) -> None:
    """Behind the guard's back."""
    async with db.engine.begin() as connection:
        for statement in (*LIFT[connection.dialect.name], *statements):
            await connection.execute(text(statement))


async def check(db: Database, after: int = 0, limit: int = 1_000) -> trail.Checked:
    async with db.reading() as tx:
        return await trail.check(tx, db.floor, after, limit)


async def head(db: Database) -> Link:
    async with db.reading() as tx:
        return await trail.head(tx, db.floor)


async def test_a_sealed_trail_is_dense_and_intact(db: Database) -> None:
    await written(db)
    checked = await check(db)
    assert (checked.first, checked.last, checked.broken, checked.next_after) == (1, ROWS, None, None)
    assert not await unsealed(db)


@pytest.mark.parametrize(
    ("statement", "broken"),
    [
        ("UPDATE audit SET actor = 'officer:other' WHERE number = 5", Break(5, Fault.ALTERED)),
        ("UPDATE audit SET object = '{}' WHERE number = 1", Break(1, Fault.ALTERED)),
        ("UPDATE audit SET changes = '[]' WHERE number = 12", Break(12, Fault.ALTERED)),
        ("DELETE FROM audit WHERE number = 5", Break(5, Fault.MISSING)),
        ("DELETE FROM audit WHERE number > 10", Break(11, Fault.MISSING)),
        ("DELETE FROM audit", Break(1, Fault.MISSING)),
        (
            "INSERT INTO audit (at, actor, operation, object, correlation_id, number, hash)"
            " SELECT at, actor, operation, object, correlation_id, 13, hash FROM audit WHERE number = 12",
            Break(13, Fault.ADDED),
        ),
        ("UPDATE audit_head SET hash = 'forged'", Break(12, Fault.ALTERED)),
    ],
)
async def test_what_was_changed_deleted_or_added_is_found(registry: Database, statement: str, broken: Break) -> None:
    await written(registry)
    await tamper(registry, statement)
    assert (await check(registry)).broken == broken
    pages = [await check(registry, after, 3) for after in range(0, ROWS + 1, 3)]
    assert broken in [page.broken for page in pages], "a check in parts finds it too"


async def test_a_row_pushed_in_between_breaks_the_chain_behind_it(registry: Database) -> None:
    await written(registry)
    await tamper(
        registry,
        *(f"UPDATE audit SET number = {n + 1} WHERE number = {n}" for n in range(ROWS, 4, -1)),
        "INSERT INTO audit (at, actor, operation, object, correlation_id, number, hash)"
        " SELECT at, actor, operation, object, correlation_id, 5, hash FROM audit WHERE number = 4",
    )
    assert (await check(registry)).broken == Break(5, Fault.ALTERED)


async def test_only_a_checkpoint_kept_elsewhere_tells_a_trail_written_anew(registry: Database) -> None:
    await written(registry)
    signed = await head(registry)
    forged, last = [], GENESIS
    async with registry.reading() as tx:
        rows = (await tx.execute(select(registry.floor.audit).order_by(registry.floor.audit.c.number))).all()
    for found in rows:
        changed = replace(entry(found), actor="officer:other" if found.number == 5 else found.actor)
        last = following("registry", last, changed)
        forged.append(f"UPDATE audit SET actor = '{changed.actor}', hash = '{last.hash}' WHERE number = {last.number}")
    await tamper(registry, *forged, f"UPDATE audit_head SET hash = '{last.hash}'")
    assert (await check(registry)).broken is None, "it agrees with itself"
    async with registry.reading() as tx:
        checked = await trail.check_from(tx, registry.floor, signed, 1_000)
    assert checked.broken == Break(ROWS, Fault.NOT_AS_SIGNED)


async def test_a_checkpoint_holds_while_the_trail_goes_on(registry: Database) -> None:
    await written(registry)
    signed = await head(registry)
    await written(registry)
    async with registry.reading() as tx:
        checked = await trail.check_from(tx, registry.floor, signed, 1_000)
    assert (checked.first, checked.last, checked.broken) == (ROWS + 1, 2 * ROWS, None)
    await tamper(registry, f"DELETE FROM audit WHERE number >= {ROWS}")
    async with registry.reading() as tx:
        checked = await trail.check_from(tx, registry.floor, signed, 1_000)
    assert checked.broken == Break(ROWS, Fault.MISSING)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit SET actor = 'officer:other' WHERE number = 1",
        "UPDATE audit SET number = 99 WHERE number = 1",
        "UPDATE audit SET number = NULL, hash = NULL WHERE number = 1",
        "UPDATE audit SET number = 3, hash = 'x', actor = 'officer:other' WHERE number IS NULL",
        "UPDATE audit SET number = 3 WHERE number IS NULL",
        "DELETE FROM audit WHERE number = 1",
        "DELETE FROM audit WHERE number IS NULL",
        "INSERT INTO audit (at, actor, operation, object, correlation_id, number, hash)"
        " SELECT at, actor, operation, object, correlation_id, 3, hash FROM audit WHERE number = 2",
    ],
)
async def test_the_guard_lets_nobody_change_or_delete_a_row(registry: Database, statement: str) -> None:
    await written(registry, 2)
    await write(registry, 3)
    with pytest.raises(DBAPIError, match="sealed once"):
        async with registry.engine.begin() as connection:
            await connection.execute(text(statement))


async def test_many_writers_and_two_sealers_give_one_dense_chain(registry: Database) -> None:
    """A row of a transaction that commits late is sealed late: no number is left for it and none is given twice."""
    done = asyncio.Event()

    async def writer(first: int) -> None:
        for n in range(15):
            await write(registry, first + n)

    async def sealer() -> None:
        while not done.is_set():
            await seal(registry)
            await asyncio.sleep(0)

    sealers = [asyncio.create_task(sealer()) for _ in range(2)]
    await asyncio.gather(*(writer(100 * at) for at in range(8)))
    done.set()
    await asyncio.gather(*sealers)
    await seal(registry)
    checked = await check(registry)
    assert (checked.last, checked.broken) == (120, None)


async def test_rows_without_a_seal_wait_for_one_and_keep_their_order(registry: Database) -> None:
    """As those of before this build do."""
    await write(registry, *range(2_500))
    await seal(registry)
    checked = await check(registry, 0, 10_000)
    assert (checked.last, checked.broken) == (2_500, None)
    async with registry.reading() as tx:
        newest = await trail.page(tx, registry.floor, trail.Wanted(), None, 2)
    assert [json.loads(one.entry.object)["uscc"] for one in newest] == ["U2499", "U2498"]


def test_the_hash_is_what_the_document_says() -> None:
    """Worked out by hand, so that whoever recomputes it elsewhere has an example."""
    at = datetime(2026, 11, 23, 1, 30, 18, 999922, UTC)
    link = following("registry", GENESIS, Entry(at, 'officer:"甲"', "x", "{}", None, "c"))
    canonical = '["registry",1,"2026-11-23T01:30:18.999922Z","officer:\\"甲\\"","x","{}",null,"c"]'
    assert link == Link(1, sha256(("0" * 64 + "\n" + canonical).encode()).hexdigest())
