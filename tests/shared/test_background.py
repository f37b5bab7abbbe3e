"""A background task that ends takes the process with it, however it ended."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest
from sqlalchemy import text

from shared.background import QUIET_ROUNDS, Job, come_round, resting, running
from shared.db import Database
from shared.problems import Busy
from shared.testing import eventually
from tests.conftest import NewDatabases
from tests.shared.source import database
from tests.zone import RunningZone


async def _returns() -> None: ...


async def _fails() -> None:
    raise ValueError("a bug")


async def _is_cancelled_by_nobody() -> None:
    raise asyncio.CancelledError


@pytest.mark.parametrize("end", [_returns, _fails, _is_cancelled_by_nobody])
async def test_a_task_that_ends_is_a_death(end: Callable[[], Awaitable[None]]) -> None:
    deaths: list[str] = []

    async def work() -> None:
        await end()

    async def died() -> bool:
        return deaths == ["the relay"]

    async with running({"the relay": work()}, deaths.append):
        await eventually(died)


async def test_a_task_that_is_stopped_is_none() -> None:
    deaths: list[str] = []

    async def work() -> None:
        with resting():
            await asyncio.Event().wait()

    async with running({"the relay": work()}, deaths.append):
        await asyncio.sleep(0.01)
    assert deaths == []


@pytest.mark.parametrize("fault", [Busy("请重试"), ConnectionRefusedError("the database is away")])
async def test_a_job_that_somebody_was_quicker_than_or_whose_database_is_away_comes_round_again(
    fault: Exception, embedded: RunningZone
) -> None:
    deaths: list[str] = []
    rounds = 0

    async def work(_db: Database) -> None:
        nonlocal rounds
        rounds += 1
        if rounds == 1:
            raise fault

    async def came_round() -> bool:
        return rounds >= 2

    job = Job("expiry", 0.01, work)
    async with running({"expiry": come_round(job, embedded.db("registry"))}, deaths.append):
        await eventually(came_round)
    assert deaths == []


async def test_while_nothing_is_committed_here_what_is_not_due_by_time_comes_round_a_quarter_as_often(
    sqlite_databases: NewDatabases,
) -> None:
    db = database(sqlite_databases(), "finance")
    rounds = {"on time": 0, "other": 0}

    async def on_time(_: Database) -> None:
        rounds["on time"] += 1

    async def other(_: Database) -> None:
        rounds["other"] += 1

    async def passed(number: int) -> bool:
        return rounds["on time"] >= number

    jobs = {
        "on time": come_round(Job("on time", 0.02, on_time, on_time=True), db),
        "other": come_round(Job("other", 0.02, other), db),
    }
    deaths: list[str] = []
    async with running(jobs, deaths.append):
        await eventually(lambda: passed(40))
        assert rounds["other"] <= 40 // QUIET_ROUNDS + 3
        before = rounds["other"]
        for number in range(41, 61):
            async with db.transaction() as tx:
                await tx.execute(text("SELECT 1"))
            await eventually(lambda number=number: passed(number), every=0.005)
        assert rounds["other"] - before >= 10
    await db.close()
