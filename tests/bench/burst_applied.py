"""burst-applied: 30,000 tier changes of one official list, until every listener has applied and reported them."""

import csv
import io
import time
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

import httpx
from sqlalchemy import text

from services.demo.credit_codes import credit_code
from services.embedded import SERVICES
from services.registry.service.changes import REPORTERS
from services.registry.service.enterprises import NewEnterprise, register_all
from services.registry.service.official_lists import HEADERS
from shared.clock import Clock
from shared.db import Database
from shared.testing import eventually
from shared.values import CITY, DISTRICTS, TIER_LABELS, Tier
from tests.bench.measure import Measured, alternate, more_is_better, say
from tests.bench.peers import pipeline
from tests.bench.processes import FourProcesses, four_processes, make_databases
from tests.rig import PostgresServer, RabbitBroker

CASE: Final = "burst-applied"
BURST: Final = 30_000
PEER_BURST: Final = BURST // 30
"""A round; a tenth of the burst in all three, so that the case ends within six minutes."""
TIERS: Final = (Tier.INNOVATIVE, Tier.SPECIALISED, Tier.LITTLE_GIANT)
"""A rung a round, so that every row of every round is a change of tier."""
MEMORY_LIMIT_MIB: Final = 400


async def measure(postgres: PostgresServer, rabbit: RabbitBroker, folder: Path) -> list[Measured]:
    firms = invent(BURST)
    urls = await make_databases(postgres, "burst")
    say(f"registering {BURST:,} enterprises …")
    await register(urls["registry"], firms)
    async with four_processes(folder, urls, rabbit.url) as zone:
        await zone.settle()
        async with pipeline.running(postgres, rabbit, folder, firms[:PEER_BURST]) as peer:
            runs = await alternate(
                lambda at: burst(zone, firms, TIERS[at]), lambda at: peer.burst(TIERS[at]), "changes/s"
            )
        memory = zone.peak_memory()
    peaks = ", ".join(f"{name} {size:.0f}" for name, size in memory.items())
    verdict = "within" if max(memory.values()) < MEMORY_LIMIT_MIB else "OVER"
    note = f"{CASE}: peak memory in MiB (VmHWM): {peaks}; {verdict} the {MEMORY_LIMIT_MIB} of the issue"
    return [more_is_better(CASE, "changes/s", pipeline.NAME, runs, [note])]


async def burst(zone: FourProcesses, firms: Sequence[NewEnterprise], tier: Tier) -> float:
    """Changes per second from the upload of the list to the last consequence record."""
    content = official_list(firms, tier)
    before = await stand(zone, tier)
    started = time.perf_counter()
    async with zone.client("registry", "officer", district=CITY) as officer:
        report = await upload(officer, content)
    assert report["recorded"] == len(firms), report
    recorded = time.perf_counter() - started

    await completed(zone, tier, before, len(firms))
    seconds = time.perf_counter() - started
    await check(zone, tier, len(firms))
    say(f"recorded in {recorded:.1f} s, complete after {seconds:.1f} s")
    return len(firms) / seconds


async def upload(officer: httpx.AsyncClient, content: bytes) -> dict[str, Any]:
    answer = await officer.post(
        "/v1/title-imports", files={"file": ("list.csv", content)}, headers={"Idempotency-Key": str(uuid.uuid4())}
    )
    assert answer.status_code == httpx.codes.OK, answer.text
    return dict(answer.json())


@dataclass(frozen=True)
class Stand:
    told: int
    """Facts the registry has heard"""
    reported: int
    """Consequence records of changes to the tier"""


async def stand(zone: FourProcesses, tier: Tier) -> Stand:
    return Stand(await heard(zone), await reported(zone, tier))


async def completed(zone: FourProcesses, tier: Tier, before: Stand, changes: int) -> None:
    """Until every change has its reports. They are most of what the registry hears, and counted once it may be all."""
    awaited = len(REPORTERS) * changes

    async def complete() -> bool:
        may_be_all = await heard(zone) - before.told >= awaited
        return may_be_all and await reported(zone, tier) - before.reported >= awaited

    await eventually(complete, seconds=300, every=0.05)


async def heard(zone: FourProcesses) -> int:
    return sum((await zone.cursors("registry")).values())


async def reported(zone: FourProcesses, tier: Tier) -> int:
    """Consequence records of changes to a tier."""
    question = text("SELECT count(*) FROM consequence JOIN title_change USING (change_id) WHERE current_tier = :tier")
    async with zone.databases["registry"].reading() as tx:
        return int((await tx.execute(question, {"tier": tier})).scalar_one())


async def check(zone: FourProcesses, tier: Tier, count: int) -> None:
    """Every change of the burst has its three reports."""
    records = await reported(zone, tier)
    assert records == len(REPORTERS) * count, f"{records} consequence records for {count} changes"


def invent(count: int) -> list[NewEnterprise]:
    districts = list(DISTRICTS)
    return [
        NewEnterprise(
            uscc=credit_code(district, serial),
            name=f"示例第{serial}科技有限公司",
            district=district,
            industry="C39",
            staff=20 + serial % 300,
            revenue_fen=1_000_000_000,
        )
        for serial in range(count)
        for district in [districts[serial % len(districts)]]
    ]


async def register(url: str, firms: Sequence[NewEnterprise]) -> None:
    """Through the registry's own function; its relay finds the facts when the process starts."""
    db = Database(url, "registry", SERVICES["registry"].floor, Clock())
    for start in range(0, len(firms), 2_000):
        async with db.transaction() as tx:
            await register_all(tx, firms[start : start + 2_000])
    await db.close()


def official_list(firms: Sequence[NewEnterprise], tier: Tier) -> bytes:
    """The list as the authority publishes it."""
    day = (date.today() - timedelta(days=30)).isoformat()
    sheet = io.StringIO()
    writer = csv.DictWriter(sheet, [name for name in HEADERS if name != "有效期至"])
    writer.writeheader()
    for at, firm in enumerate(firms):
        writer.writerow(
            {
                "企业名称": firm.name,
                "统一社会信用代码": firm.uscc,
                "所在区县": DISTRICTS[firm.district],
                "行业代码": firm.industry,
                "称号": TIER_LABELS[tier],
                "证书编号": f"示例-{tier}-{at}",
                "认定机关": "示例机关",
                "认定文件": "示例文号",
                "认定日期": day,
            }
        )
    return sheet.getvalue().encode()
