"""The tasks of a service beside its requests. One that ends takes the process with it: half alive is worse."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from typing import Any, Final
from weakref import WeakSet

from shared.db import Database
from shared.problems import Busy, database_problem

log = logging.getLogger(__name__)
FINISH_SECONDS: Final = 10.0
"""How long a task may finish what it has in hand when the process stops."""
QUIET_ROUNDS: Final = 4
_RESTING: Final[WeakSet[asyncio.Task[Any]]] = WeakSet()


@contextmanager
def resting() -> Iterator[None]:
    """Marks a wait in which a task has nothing in hand: here, and not inside a transaction, it is stopped."""
    task = asyncio.current_task()
    assert task is not None, "only a task can rest"
    _RESTING.add(task)
    try:
        yield
    finally:
        _RESTING.discard(task)


@dataclass(frozen=True)
class Job:
    """Work that comes round: a due message, a title that expired. Must be safe to run twice and in two replicas."""

    name: str
    every_seconds: float
    run: Callable[[Database], Awaitable[None]]
    on_time: bool = False
    """Due by the clock or by what others commit: it comes round at its pace also while this process commits nothing"""
    also_last: bool = False
    """Once more when the process stops: what it has in memory must not be lost"""


@asynccontextmanager
async def running(tasks: dict[str, Coroutine[Any, Any, None]], on_death: Callable[[str], None]) -> AsyncIterator[None]:
    started = {name: asyncio.create_task(work, name=name) for name, work in tasks.items()}
    stopping = False

    def ended(task: asyncio.Task[None]) -> None:
        if not stopping:  # a stray cancellation is a death, too
            fault = None if task.cancelled() else task.exception()
            log.critical("background task %s ended", task.get_name(), exc_info=fault)
            on_death(task.get_name())

    for task in started.values():
        task.add_done_callback(ended)
    try:
        yield
    finally:
        stopping = True
        await asyncio.gather(*(stop(task) for task in started.values()))


async def stop(task: asyncio.Task[None]) -> None:
    """Cancels it where it rests, and lets it finish what it has in hand before that."""
    try:
        async with asyncio.timeout(FINISH_SECONDS):
            while not task.done() and task not in _RESTING:  # noqa: ASYNC110  # a rest is no event: it ends any time
                await asyncio.sleep(0.005)
    except TimeoutError:
        log.warning("background task %s is stopped in the middle of its work", task.get_name())
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def come_round(job: Job, db: Database) -> None:
    """Runs a job for ever; a database that is away is waited for, and so is somebody who was quicker."""
    while True:
        seen = db.commits
        await patiently(job.name, lambda: job.run(db))
        await pause(db, seen, job.every_seconds, rounds=1 if job.on_time else QUIET_ROUNDS)


async def pause(db: Database, seen: int, seconds: float, rounds: int = QUIET_ROUNDS) -> None:
    """Until the next round; while nothing is committed here since `seen`, as long as so many rounds.

    Most of what a job looks for was committed by its own process a moment ago. Looked for all the time, nothing costs
    a tenth of a core.
    """
    for _ in range(rounds):
        with resting():
            await asyncio.sleep(seconds)
        if db.commits != seen:
            return


async def patiently(name: str, work: Callable[[], Awaitable[None]]) -> None:
    try:
        await work()
    except Exception as fault:
        if not isinstance(fault, Busy) and database_problem(fault) is None:
            raise
        log.warning("%s comes again in a second: %s", name, type(fault).__name__)
        with resting():
            await asyncio.sleep(1)
