"""kill -9 between any two steps that become durable: exactly the documented state, and nobody has to repair it."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import httpx
import pytest
from sqlalchemy import text

from shared.testing import eventually
from tests.faults.evidence import nothing_lost_nothing_twice, rows
from tests.faults.processes import ServedZone
from tests.zone import key, recognition

RABBIT_ONLY = "before-confirm"


@dataclass(frozen=True)
class Crash:
    point: str
    service: str
    answered: bool
    """Whether the client got its 201."""
    committed: bool
    numbered: bool = False


CRASHES = [
    Crash("before-commit", "registry", answered=False, committed=False),
    Crash("after-commit", "registry", answered=False, committed=True),
    Crash("before-publish", "registry", answered=True, committed=True, numbered=True),
    Crash(RABBIT_ONLY, "registry", answered=True, committed=True, numbered=True),
    Crash("mid-handler", "benefits", answered=True, committed=True, numbered=True),
    Crash("before-ack", "finance", answered=True, committed=True, numbered=True),
]


@pytest.mark.parametrize("crash", [c for c in CRASHES if c.point != RABBIT_ONLY], ids=lambda crash: crash.point)
async def test_a_crash_leaves_the_documented_state_and_a_retry_finishes(zone: ServedZone, crash: Crash) -> None:
    await _crash_and_recover(zone, crash)


@pytest.mark.parametrize("crash", [c for c in CRASHES if c.point == RABBIT_ONLY], ids=lambda crash: crash.point)
async def test_a_publisher_that_dies_unconfirmed_is_heard_once(four_processes: ServedZone, crash: Crash) -> None:
    await _crash_and_recover(four_processes, crash)


async def _crash_and_recover(zone: ServedZone, crash: Crash) -> None:
    uscc = await zone.register()
    await nothing_lost_nothing_twice(zone)
    await zone.let_die(crash.service, crash.point)
    path, body, same = f"/v1/enterprises/{uscc}/titles", recognition("specialised", date.today()), key()
    answer = await _ask(zone, path, body, same)
    await zone.death_of(crash.service)

    assert (answer is not None) == crash.answered
    [enterprise] = [row for row in await rows(zone.db("registry"), "enterprise") if row["uscc"] == uscc]
    facts = [
        row
        for row in await rows(zone.db("registry"), "outbox")
        if row["enterprise_id"] == enterprise["enterprise_id"] and row["type"] == "tier.changed"
    ]
    keys = [row for row in await rows(zone.db("registry"), "idempotency") if row["key"] == same["Idempotency-Key"]]
    assert len(facts) == len(keys) == (1 if crash.committed else 0)
    assert enterprise["tier"] == ("specialised" if crash.committed else "none")
    if crash.committed:
        assert keys[0]["status"] == 201
        if crash.numbered:
            assert facts[0]["feed_seq"] is not None
    await _STATE_OF_THE_LISTENER.get(crash.point, _any_state)(zone, enterprise["enterprise_id"], facts)

    await zone.start(crash.service)
    again = await _ask(zone, path, body, same)
    assert again is not None
    assert again.status_code == 201
    assert ("Idempotent-Replayed" in again.headers) == crash.committed
    if answer is not None:
        assert again.json() == answer.json()
    if facts:
        assert again.json()["change_id"] == facts[0]["event_id"]
    await nothing_lost_nothing_twice(zone, [again.json()["change_id"]])


async def _ask(zone: ServedZone, path: str, body: Any, same: dict[str, str]) -> httpx.Response | None:
    try:
        return await zone.officer().post(path, json=body, headers=same)
    except httpx.TransportError:
        return None


async def _any_state(zone: ServedZone, enterprise_id: str, facts: list[dict[str, Any]]) -> None: ...


async def _nothing_applied(zone: ServedZone, enterprise_id: str, facts: list[dict[str, Any]]) -> None:
    """The transaction of the handler is gone, the cursor has not moved."""
    assert not [row for row in await rows(zone.db("benefits"), "entitlement") if row["enterprise_id"] == enterprise_id]
    cursor = await _cursor(zone, "benefits")
    assert cursor["number"] < facts[0]["feed_seq"]


async def _cursor(zone: ServedZone, service: str) -> dict[str, Any]:
    """Where it stands in the registry's feed."""
    [cursor] = [row for row in await rows(zone.db(service), "cursor") if row["source"] == "registry"]
    return cursor


async def _applied_not_acknowledged(zone: ServedZone, enterprise_id: str, facts: list[dict[str, Any]]) -> None:
    assert [row for row in await rows(zone.db("finance"), "list_entry") if row["enterprise_id"] == enterprise_id]
    cursor = await _cursor(zone, "finance")
    assert cursor["number"] >= facts[0]["feed_seq"]


_STATE_OF_THE_LISTENER = {"mid-handler": _nothing_applied, "before-ack": _applied_not_acknowledged}


# ---- inside COMMIT -------------------------------------------------------------------------------

SLOW_COMMIT = (
    """CREATE FUNCTION slow_commit() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(1.5);
       RETURN NULL; END $$""",
    """CREATE CONSTRAINT TRIGGER slow_commit AFTER INSERT ON outbox DEFERRABLE INITIALLY DEFERRED
       FOR EACH ROW EXECUTE FUNCTION slow_commit()""",
)
FAST_COMMIT = ("DROP TRIGGER slow_commit ON outbox", "DROP FUNCTION slow_commit")
COMMITTING = """FROM pg_stat_activity WHERE datname = 'registry' AND state = 'active' AND query LIKE 'COMMIT%'"""
CUT = f"SELECT pg_terminate_backend(pid) {COMMITTING}"


@pytest.mark.parametrize("all_of_it", [False, True], ids=["nothing", "all"])
async def test_a_connection_cut_inside_commit_did_all_or_nothing(four_processes: ServedZone, all_of_it: bool) -> None:
    """The server rolls back what it was cut from; it finishes what a dead client had already asked for."""
    zone = four_processes
    uscc = await zone.register()
    path, body, same = f"/v1/enterprises/{uscc}/titles", recognition("specialised", date.today()), key()
    await _execute(zone, SLOW_COMMIT)
    try:
        asked = asyncio.create_task(_ask(zone, path, body, same))
        await eventually(lambda: _committing(zone), every=0.05)
        if all_of_it:
            zone.kill("registry")
        else:
            await _execute(zone, [CUT])
        answer = await asked
    finally:
        await _execute(zone, FAST_COMMIT)  # waits until the server is done with the other one
    assert (answer is None) if all_of_it else (answer is not None and answer.status_code == 503)
    stored = [row for row in await rows(zone.db("registry"), "idempotency") if row["key"] == same["Idempotency-Key"]]
    assert bool(stored) == all_of_it

    await zone.start("registry")
    again = await _ask(zone, path, body, same)
    assert again is not None
    assert again.status_code == 201, again.text
    assert ("Idempotent-Replayed" in again.headers) == all_of_it
    await nothing_lost_nothing_twice(zone, [again.json()["change_id"]])


async def _execute(zone: ServedZone, statements: Sequence[str]) -> None:
    async with zone.db("registry").engine.begin() as connection:
        for statement in statements:
            await connection.exec_driver_sql(statement)


async def _committing(zone: ServedZone) -> bool:
    async with zone.db("registry").reading() as tx:
        return bool((await tx.execute(text(f"SELECT 1 {COMMITTING}"))).first())
