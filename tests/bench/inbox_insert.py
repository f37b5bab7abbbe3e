"""inbox-insert: a measure told to 100,000 enterprises, as it is written in earnest, against adding SQLModel objects."""

import time
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Final
from uuid import uuid4

from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine
from sqlmodel import col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from services.embedded import SERVICES
from services.notifications.domain.asking import about
from services.notifications.domain.measures import matched_words
from services.notifications.domain.messages import Template
from services.notifications.service.writing import Said, keep_words, message_id, say, wording_id
from services.notifications.store.tables import MessageRow
from shared.clock import Clock
from shared.db import Database
from shared.events import MeasureMatched, MeasurePublished
from shared.values import Certainty
from tests.bench.measure import Measured, alternate, less_is_better
from tests.rig import PostgresServer, RabbitBroker
from tests.zone import migrate

CASE: Final = "inbox-insert"
MESSAGES: Final = 100_000
WANTED: Final = 8.0
PEER: Final = "SQLModel objects, add_all and commit"
TEMPLATE: Final = Template.MEASURE_MATCHED


async def measure(
    postgres: PostgresServer, rabbit: RabbitBroker, folder: Path, messages: int = MESSAGES
) -> list[Measured]:
    url = postgres.create_database("inbox")
    await migrate({"notifications": url})
    db = Database(url, "notifications", SERVICES["notifications"].floor, Clock())
    engine = create_async_engine(url)

    async def ours(_: int) -> float:
        told = city(messages)
        started = time.perf_counter()
        async with db.transaction() as tx:
            await say(tx, told)
        took = time.perf_counter() - started
        await emptied(db, messages)
        return took

    async def theirs(_: int) -> float:
        """The same rows; the few wordings are there before."""
        told = city(messages)
        async with db.transaction() as tx:
            await keep_words(tx, {one.words for one in told})
        at = db.clock.now()
        started = time.perf_counter()
        async with AsyncSession(engine) as session:
            session.add_all(
                MessageRow(
                    enterprise_id=one.enterprise_id,
                    message_id=message_id(one.enterprise_id, one.cause_id, one.template),
                    cause_id=one.cause_id,
                    template=one.template,
                    wording_id=wording_id(one.words),
                    target_id=one.about.target_id,
                    thread=one.about.thread,
                    act_by=one.about.act_by,
                    delivered_at=at,
                    completed_at=at,
                    said_in=1,
                )
                for one in told
            )
            await session.commit()
        took = time.perf_counter() - started
        await emptied(db, messages)
        return took

    runs = await alternate(ours, theirs, "s")
    await engine.dispose()
    await db.close()
    measured = less_is_better(CASE, "s", PEER, runs, [])
    verdict = "at least" if (measured.ratio or 0) >= WANTED else "NOT"
    note = f"{CASE}: {messages:,} messages, {verdict} {WANTED:.0f} times faster, as the issue asks"
    return [less_is_better(CASE, "s", PEER, runs, [note])]


def city(messages: int) -> Sequence[Said]:
    """A measure matched by so many, in the words they are told it: some titles, recognised in a dozen batches."""
    version = str(uuid4())
    published = MeasurePublished(
        version_id=version, benefit_code="example-award", number=1, label="首次认定一次性奖励", document="示例",
        issuer="示例市经济和信息化局", district=None, since=date(2026, 1, 1), plain="首次认定的一次性奖励。" * 6,
        formula="200,000.00 元", basis="示例条款", automatic=True, claim_window=None, contact="示例窗口",
    )  # fmt: skip
    told = []
    for at in range(messages):
        match = MeasureMatched(
            enterprise_id=str(uuid4()), uscc="91330108MAXB0012XH", enterprise_version=1, version_id=version,
            benefit_code="example-award", opened=at % 3 > 0, amount_fen=20_000_000, certainty=Certainty.NOMINAL,
            reason=f"贵企业为{('创新型中小企业', '省级专精特新中小企业')[at % 2]}",
            until_on=date(2027, 1, 1) + timedelta(days=90 * (at % 12)),
        )  # fmt: skip
        words = matched_words(published, match)
        told.append(Said(match.enterprise_id, version, TEMPLATE, words, about(TEMPLATE, match)))
    return told


async def emptied(db: Database, expected: int) -> None:
    async with db.transaction() as tx:
        written = (await tx.execute(select(func.count(col(MessageRow.message_id))))).scalar_one()
        assert written == expected
        await tx.execute(text("TRUNCATE message"))
