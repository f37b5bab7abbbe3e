"""rehearsal: a version asked of 30,000 enterprises, from the database to the report; beside a loop of single ones."""

import asyncio
import json
import multiprocessing
import resource
import time
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from statistics import median
from typing import Any, Final

from services.benefits import store
from services.benefits.domain.calculation import calculate
from services.benefits.domain.firms import Firm
from services.benefits.domain.measures import RuleBook
from services.benefits.service import enterprises, rehearsals, rulebook
from services.benefits.service.rehearsals import Made
from services.benefits.store.tables import MeasureVersionRow
from services.demo.city import draw
from services.demo.firm import Firm as Drawn
from services.embedded import SERVICES
from shared.clock import Clock
from shared.db import Database
from shared.events import Standing, Title
from shared.values import CITY, Tier
from tests.bench.measure import ROUNDS, Measured, Run, less_is_better, say
from tests.bench.processes import make_databases
from tests.rig import PostgresServer, RabbitBroker

CASE: Final = "rehearsal"
FIRMS: Final = 30_000
ON: Final = date(2026, 11, 23)
UNIT: Final = "ms"
CODE: Final = "specialised-first-award"
BODY: Final[dict[str, Any]] = {
    "document": "《示例奖励办法》（示例文号）",
    "article": "三",
    "departments": ["市经信局"],
    "measure": {
        "id": "02-3",
        "benefit_code": CODE,
        "label": "首次认定省级“专精特新”中小企业一次性奖励",
        "citation": "对首次获得认定的省级“专精特新”中小企业，按照其贡献给予30万元一次性奖励。",
        "category": "monetary_fixed",
        "subject": "enterprise",
        "audience": {
            "all": [
                {"fact": "first_title", "any_of": ["specialised"]},
                {"fact": "rd_expense", "at_least": "200万元"},
                {"not": {"fact": "revenue", "below": "1000万元"}},
            ]
        },
        "formula": {"fixed": {"amount": "300000.00", "by_contribution": True}},
        "frequency": "once",
        "certainty": "nominal",
        "plain": "第一次被认定为省级“专精特新”的企业，一次性奖励30万元。",
    },
}


async def measure(postgres: PostgresServer, rabbit: RabbitBroker, folder: Path) -> list[Measured]:
    urls = await make_databases(postgres, CASE)
    say(f"drawing a city of {FIRMS:,} …")
    await fill(urls["benefits"], draw(FIRMS, seed=1, today=ON).firms[:FIRMS])
    runs, peaks = [], []
    for at in range(ROUNDS):
        ours, peak, fen, firms = await alone(_whole, urls["benefits"])
        peer, _, summed, _ = await alone(_loop, urls["benefits"])
        assert fen == summed, "both say the same to the fen, or the figures would compare nothing"
        assert firms == FIRMS
        say(f"round {at + 1} of {ROUNDS}: ours {ours:,.0f} {UNIT}, the peer {peer:,.0f} {UNIT}")
        runs.append(Run(ours, peer))
        peaks.append(peak)
    middle = median(run.ours for run in runs)
    verdict = "within" if middle < 2_000 else "OVER"
    note = (
        f"{CASE}: {FIRMS:,} enterprises from the database to the report, median {middle:,.0f} ms, {verdict} the 2 s of"
        f" the issue; peak memory {max(peaks):.0f} MiB (a process of its own)"
    )
    return [less_is_better(CASE, UNIT, "a loop of single evaluations", runs, [note])]


async def alone(work: Any, url: str) -> tuple[float, float, int, int]:
    """In a new process, so that its peak is its own: milliseconds, MiB, fen and enterprises."""
    context = multiprocessing.get_context("spawn")
    with context.Pool(1) as pool:
        found: tuple[float, float, int, int] = await asyncio.to_thread(pool.apply, _run, (work, url))
    return found


def _run(work: Any, url: str) -> tuple[float, float, int, int]:
    return asyncio.run(_timed(work, url))


async def _timed(work: Any, url: str) -> tuple[float, float, int, int]:
    db = Database(url, "benefits", SERVICES["benefits"].floor, Clock())
    async with db.reading() as tx:  # the law is loaded when a service starts
        await rulebook.current(tx, ON)
    started = time.perf_counter()
    fen, firms = await work(db)
    elapsed = (time.perf_counter() - started) * 1_000
    await db.close()
    return elapsed, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_024, fen, firms


async def _whole(db: Database) -> tuple[int, int]:
    made: Made = await rehearsals.make(db, version(), ON)
    return made.report.after.fen, made.report.population


async def _loop(db: Database) -> tuple[int, int]:
    """The same reading, then one enterprise after another."""
    async with db.reading() as tx:
        there = await rulebook.of_day(tx, ON)
        rows = await store.population.everybody(tx, ON)
    firms = [enterprises.firm_of(row) for row in rows]
    _summed(there.book, firms)  # what is in force is the other half of a rehearsal
    return _summed(rulebook.with_version(there, version(), ON), firms), len(firms)


def _summed(book: RuleBook, firms: Sequence[Firm]) -> int:
    return sum(calculate(book, one.case(ON), (CODE,)).results[0].amount_fen or 0 for one in firms)


def version() -> MeasureVersionRow:
    return MeasureVersionRow(
        version_id="version",
        benefit_code=CODE,
        number=1,
        district=CITY,
        state="draft",
        label="",
        document="",
        body=json.dumps(BODY),
        digest="",
        drafted_by="",
        drafted_at=datetime(2026, 11, 23, tzinfo=UTC),
    )


async def fill(url: str, firms: Sequence[Drawn]) -> None:
    """What the registry's facts would have put there."""
    db = Database(url, "benefits", SERVICES["benefits"].floor, Clock())
    for start in range(0, len(firms), 2_000):
        part = [(f"{at:036d}", one) for at, one in enumerate(firms[start : start + 2_000], start)]
        async with db.transaction() as tx:
            await tx.insert(
                store.KNOWN.enterprise,
                [
                    {
                        "enterprise_id": id_,
                        "uscc": one.uscc,
                        "name": one.name,
                        "district": one.district,
                        "industry": one.industry,
                        "version": 1,
                    }
                    for id_, one in part
                ],
            )
            await store.population.save_figures(tx, [_figures(id_, one) for id_, one in part])
            held = [{"enterprise_id": id_, "standing": _standing(one)} for id_, one in part if one.titles]
            await store.entitlements.save_standings(tx, held)
    await db.close()


def _figures(enterprise_id: str, one: Drawn) -> dict[str, Any]:
    newest = max(one.annual, key=lambda figures: figures.year)
    names = ("year", "staff", "revenue_fen", "main_revenue_fen", "rd_expense_fen")
    return {"enterprise_id": enterprise_id, **{name: getattr(newest, name) for name in names}}


def _standing(one: Drawn) -> str:
    titles = tuple(
        Title(
            title_id=f"{title.number}-{title.recognised_on}",
            tier=title.tier,
            number=title.number,
            authority=title.authority,
            document=title.document,
            recognised_on=title.recognised_on,
            valid_until=title.valid_until,
            first=title.first,
        )
        for title in sorted(one.titles, key=lambda title: title.recognised_on)
    )
    tier = Tier.highest(title.tier for title in titles if title.counts_on(ON))
    return Standing(tier=tier, on=ON, titles=titles).model_dump_json()
