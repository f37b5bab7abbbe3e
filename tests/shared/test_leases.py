"""Errands that are due are taken together, and what goes wrong with one is not another's."""

from datetime import datetime
from pathlib import Path

import pytest

from services.embedded import SERVICES
from shared.clock import Clock
from shared.db import Database, Tx
from shared.leases import run_due
from tests.zone import sqlite_copies


@pytest.fixture
def db(sqlite_templates: dict[str, Path], tmp_path: Path) -> Database:
    urls = sqlite_copies(sqlite_templates, tmp_path)
    return Database(urls["benefits"], "benefits", SERVICES["benefits"].floor, Clock())


async def test_a_fault_of_one_errand_stops_no_other_and_is_raised_at_the_end(db: Database) -> None:
    done = []

    async def due(tx: Tx, at: datetime) -> bool:
        return True

    async def lease(tx: Tx, at: datetime) -> list[int]:
        return [0, 1, 2]

    async def work(number: int) -> None:
        if number == 0:
            raise LookupError("the first")
        done.append(number)

    with pytest.raises(LookupError, match="the first"):
        await run_due(db, due, lease, work)
    assert done == [1, 2]
    await db.close()


async def test_in_a_quiet_round_nothing_is_taken(db: Database) -> None:
    async def due(tx: Tx, at: datetime) -> bool:
        return False

    async def never(*_: object) -> list[int]:
        raise AssertionError("nothing was due")

    await run_due(db, due, never, never)  # type: ignore[arg-type]  # it is not called
    await db.close()
