"""The tasks of a service beside its requests. One that ends takes the process with it: half alive is worse."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import asynccontextmanager
from typing import Any

from shared.db import Database
from shared.problems import database_problem
from shared.service import Job

log = logging.getLogger(__name__)


@asynccontextmanager
async def running(tasks: dict[str, Coroutine[Any, Any, None]], on_death: Callable[[str], None]) -> AsyncIterator[None]:
    started = {name: asyncio.create_task(work, name=name) for name, work in tasks.items()}
    stopping = False

    def ended(task: asyncio.Task[None]) -> None:
        if not stopping and not task.cancelled():
            log.critical("background task %s ended", task.get_name(), exc_info=task.exception())
            on_death(task.get_name())

    for task in started.values():
        task.add_done_callback(ended)
    try:
        yield
    finally:
        stopping = True
        for task in started.values():
            task.cancel()
        await asyncio.gather(*started.values(), return_exceptions=True)


async def come_round(job: Job, db: Database) -> None:
    """Runs a job for ever; a database that is away is waited for."""
    while True:
        await patiently(job.name, lambda: job.run(db))
        await asyncio.sleep(job.every_seconds)


async def patiently(name: str, work: Callable[[], Awaitable[None]]) -> None:
    try:
        await work()
    except Exception as fault:
        if database_problem(fault) is None:
            raise
        log.warning("%s waits for the database: %s", name, type(fault).__name__)
        await asyncio.sleep(1)
