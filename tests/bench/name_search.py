"""name-search: enterprises by two characters of their name among 50,000, on both databases, against LIKE."""

import time
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from datetime import date
from pathlib import Path
from statistics import median
from typing import Final

import numpy as np
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from services.demo.credit_codes import credit_code
from services.demo.model import name_model
from services.demo.names import invent
from services.embedded import SERVICES
from services.registry import store
from services.registry.domain.names import folded
from services.registry.service.enterprises import NewEnterprise, register_all
from services.registry.store.enterprises import Wanted
from services.registry.store.tables import EnterpriseRow
from shared.clock import Clock
from shared.db import Database
from shared.values import DISTRICTS
from tests.bench.measure import Measured, alternate, less_is_better, say
from tests.rig import PostgresServer, RabbitBroker
from tests.zone import migrate

CASE: Final = "name-search"
NAMES: Final = 50_000
PAGE: Final = 20
ASKED: Final = 20
"""Different questions of a round, each asked once"""
LIMIT_MS: Final = 5.0
PEER: Final = "LIKE '%…%' through SQLModel"
Search = Callable[[str], Awaitable[list[str]]]


async def measure(postgres: PostgresServer, rabbit: RabbitBroker, folder: Path) -> list[Measured]:
    names = city_of_names()
    kinds = questions(names)
    urls = {"postgresql": postgres.create_database("names"), "sqlite": f"sqlite+aiosqlite:///{folder}/names.db"}
    results: list[Measured] = []
    for database, url in urls.items():
        await migrate({"registry": url})
        db = Database(url, "registry", SERVICES["registry"].floor, Clock())
        say(f"{database}: {NAMES:,} enterprises registered in {await fill(db, names):.1f} s")
        engine = create_async_engine(url)
        for kind, asked in kinds.items():
            results.append(await compare(f"{CASE}/{database}/{kind}", ours(db), peer(engine), asked))
        await engine.dispose()
        await db.close()
    return results


async def compare(case: str, mine: Search, theirs: Search, asked: Sequence[str]) -> Measured:
    """The median of many different questions; both give the same answers, or the figures would compare nothing."""
    for question in asked[:10]:
        assert await mine(question) == await theirs(question), question

    async def milliseconds(search: Search) -> float:
        took = []
        for question in asked:
            started = time.perf_counter()
            await search(question)
            took.append(time.perf_counter() - started)
        return median(took) * 1_000

    runs = await alternate(lambda _: milliseconds(mine), lambda _: milliseconds(theirs), "ms")
    verdict = "within" if median(run.ours for run in runs) < LIMIT_MS else "OVER"
    note = f"{case}: the median of {len(asked)} questions is {verdict} the {LIMIT_MS:.0f} ms of the issue"
    return less_is_better(case, "ms", PEER, runs, [note])


def city_of_names() -> list[str]:
    """The demonstration's own: 有限公司 in each, 杭州 in every third, most pairs in a few dozen."""
    model = name_model()
    industries = [list(model.words)[at % len(model.words)] for at in range(NAMES)]
    return invent(np.random.default_rng(1), model, industries)


def questions(names: Sequence[str]) -> dict[str, list[str]]:
    """Two characters that many names have, that some have, that few have; three and one."""
    times = Counter(pair for name in map(folded, names) for pair in {name[at : at + 2] for at in range(len(name) - 1)})
    ranked = [pair for pair, _ in times.most_common()]
    rare = [pair for pair in ranked if times[pair] <= PAGE][-ASKED:]
    middle = ranked[len(ranked) // 3 :][:ASKED]
    return {
        "rare": rare or ranked[-ASKED:],
        "some": middle,
        "common": (ranked[:6] * ASKED)[:ASKED],
        "three": [name[4:7] for name in names[:ASKED]],
        "one": [name[5] for name in names[:ASKED]],
    }


async def fill(db: Database, names: Sequence[str]) -> float:
    """Through the registry's own function; returns how long it took."""
    districts = list(DISTRICTS)
    started = time.perf_counter()
    for start in range(0, len(names), 2_000):
        async with db.transaction() as tx:
            await register_all(
                tx,
                [
                    NewEnterprise(credit_code(district, at), names[at], district, "C39")
                    for at in range(start, min(start + 2_000, len(names)))
                    for district in [districts[at % len(districts)]]
                ],
            )
    return time.perf_counter() - started


def ours(db: Database) -> Search:
    async def search(name: str) -> list[str]:
        async with db.reading() as tx:
            page = await store.enterprises.page(tx, Wanted(date.today(), name=name), None, PAGE)
        return sorted(row.enterprise_id for row in page.rows) if len(page.rows) < PAGE else [str(len(page.rows))]

    return search


def peer(engine: AsyncEngine) -> Search:
    async def search(name: str) -> list[str]:
        async with AsyncSession(engine) as session:
            question = select(EnterpriseRow).where(col(EnterpriseRow.name).like(f"%{name}%"))
            rows = (await session.exec(question.order_by(col(EnterpriseRow.enterprise_id)).limit(PAGE))).all()
        return sorted(row.enterprise_id for row in rows) if len(rows) < PAGE else [str(len(rows))]

    return search
