"""Whatever happens at once, in however many processes: what is promised and paid never passes the budget."""

import asyncio
import sys
from collections.abc import AsyncIterator
from uuid import uuid4

import pytest
from sqlalchemy import select
from sqlmodel import col

from services.benefits.store.tables import BudgetRow
from services.embedded import SERVICES
from shared.clock import Clock
from shared.db import Database
from tests.funds import MEASURE, assert_agrees, new_year, put_budget, within
from tests.rig import PostgresServer

CLAIMS, FEN, FUNDED = 100, 1_000, 60
EVERY = 0.1


@pytest.fixture
async def benefits(postgres_server: PostgresServer, postgres_templates: dict[str, str]) -> AsyncIterator[Database]:
    """A database of its own on PostgreSQL: SQLite has one process."""
    template = postgres_templates["benefits"]
    url = postgres_server.create_database(f"{template}_{uuid4().hex[:6]}", template)
    db = Database(url, "benefits", SERVICES["benefits"].floor, Clock())
    yield db
    await db.close()


async def test_two_processes_with_200_claims_never_pass_the_budget(benefits: Database) -> None:
    on, limit = new_year(), FUNDED * FEN
    budget_id = await within(benefits, lambda tx: put_budget(tx, limit, on))
    words = ["-m", "tests.services.benefits.claiming", benefits.url, MEASURE, str(on), str(CLAIMS), str(FEN)]
    claiming = [
        await asyncio.create_subprocess_exec(sys.executable, *words, stdout=asyncio.subprocess.PIPE) for _ in range(2)
    ]
    ended = asyncio.gather(*(one.communicate() for one in claiming))
    samples = []
    while not ended.done():
        async with benefits.reading() as tx:
            question = select(BudgetRow).where(col(BudgetRow.budget_id) == budget_id)
            samples.append((await tx.execute(question)).scalar_one())
        await asyncio.sleep(EVERY)
    paid = sum(int(out) for out, _ in await ended)
    assert [one.returncode for one in claiming] == [0, 0]
    assert all(one.reserved_fen >= 0 and one.reserved_fen + one.paid_fen <= limit for one in samples)
    assert any(one.reserved_fen for one in samples), "nothing was seen on its way"
    async with benefits.reading() as tx:
        last = (await tx.execute(select(BudgetRow).where(col(BudgetRow.budget_id) == budget_id))).scalar_one()
    assert (last.reserved_fen, last.paid_fen) == (0, paid)
    assert limit // 2 < paid <= limit
    await assert_agrees(benefits)
