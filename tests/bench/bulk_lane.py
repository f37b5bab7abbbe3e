"""bulk-lane: how long a change of titles takes to reach the inbox while 100,000 messages of a measure are on their way.

Four processes on PostgreSQL and RabbitMQ. Benefits tells the matches and what titles open in one sequence; a title is
recognised by HTTP and its message waited for, amounts included, again and again until everybody has been told.
"""

import asyncio
import time
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from statistics import median, quantiles
from typing import Any, Final

import httpx
from sqlalchemy import func, select
from sqlmodel import col

from services.benefits import store
from services.benefits.store.tables import PublicationRow
from services.embedded import SERVICES
from services.notifications.store.tables import MessageRow
from shared.clock import Clock
from shared.db import Database
from shared.testing import eventually
from shared.values import CITY, DISTRICTS
from tests.bench.measure import Measured, Run, say
from tests.bench.processes import FourProcesses, four_processes, make_databases
from tests.rig import PostgresServer, RabbitBroker
from tests.services.benefits.publishing import award, body, code_of
from tests.zone import key, new_uscc, recognition

CASE: Final = "bulk-lane"
MESSAGES: Final = 100_000
LIMIT_MS: Final = 1_000
PAUSE: Final = 0.25
QUIET: Final = 20
"""Changes before the publication, to compare with"""
UNIT: Final = "ms"


async def measure(postgres: PostgresServer, rabbit: RabbitBroker, folder: Path) -> list[Measured]:
    urls = await make_databases(postgres, "bulklane")
    say(f"a city of {MESSAGES:,} …")
    await fill(urls["benefits"])
    async with four_processes(folder, urls, rabbit.url) as zone:
        quiet = [await change(zone) for _ in range(QUIET)]
        version_id = await approved(zone)
        started, busy = time.monotonic(), []
        while not await finished(zone, version_id):
            busy.append(await change(zone))
            await asyncio.sleep(PAUSE)
        seconds = time.monotonic() - started
        await zone.settle()
        written = await told(zone, version_id)
    assert written == MESSAGES, f"{written:,} of {MESSAGES:,} were told"
    middle, high = median(busy), quantiles(busy, n=100)[98] if len(busy) > 1 else busy[0]
    verdict = "within" if high < LIMIT_MS else "OVER"
    note = (
        f"{CASE}: {len(busy)} changes of titles while {MESSAGES:,} messages went out in {seconds:.0f} s"
        f" ({MESSAGES / seconds:,.0f}/s): p50 {middle:.0f} ms, p99 {high:.0f} ms, the longest {max(busy):.0f} ms,"
        f" {verdict} the second of the issue; quiet p50 {median(quiet):.0f} ms"
    )
    return [
        Measured(
            f"{CASE}/p50", UNIT, middle, median(quiet), None, "the same with nothing on its way", _runs(busy), [note]
        ),
        Measured(f"{CASE}/p99", UNIT, high),
    ]


def _runs(took: Sequence[float]) -> list[Run]:
    return [Run(one) for one in took]


async def change(zone: FourProcesses) -> float:
    """From asking the registry to the message with its amounts, in milliseconds."""
    uscc = new_uscc()
    async with zone.client("registry", "officer", district=CITY) as officer:
        new = {"uscc": uscc, "name": "示例有限公司", "district": "330108", "industry": "I65"}
        answer = await officer.post("/v1/enterprises", json=new, headers=key())
        assert answer.status_code == httpx.codes.CREATED, answer.text
        given = recognition("specialised", Clock().today() - timedelta(days=1))
        started = time.perf_counter()
        answer = await officer.post(f"/v1/enterprises/{uscc}/titles", json=given, headers=key())
        assert answer.status_code == httpx.codes.CREATED, answer.text
        change_id = answer.json()["change_id"]
    complete = select(col(MessageRow.message_id)).where(
        col(MessageRow.cause_id) == change_id, col(MessageRow.completed_at).is_not(None)
    )

    async def arrived() -> bool:
        async with zone.databases["notifications"].reading() as tx:
            return (await tx.execute(complete)).first() is not None

    await eventually(arrived, seconds=120, every=0.01)
    return (time.perf_counter() - started) * 1_000


async def approved(zone: FourProcesses) -> str:
    """Rehearsed, and approved by another: from here on it goes out."""
    measure = award(code_of(CITY), automatic=False, audience={"fact": "industry", "any_of": ["C"]})
    async with zone.client("benefits", "officer", district=CITY) as author:
        path = "/v1/measure-versions"
        answer = await author.post(path, json={"district": CITY, **body(measure)}, headers=key())
        assert answer.status_code == httpx.codes.CREATED, answer.text
        one = f"{path}/{answer.json()['version_id']}"
        asked = await author.post(f"{one}/rehearsals", json={}, headers=key())
        where = asked.headers["Location"].removeprefix("/benefits")

        async def rehearsed() -> bool:
            return bool((await author.get(where)).json()["status"] == "done")

        await eventually(rehearsed, seconds=120, every=0.5)
    token = zone.issuer.token("officer", "second", seconds=3600, district=CITY)
    headers: dict[str, Any] = {"Authorization": f"Bearer {token}"}
    async with httpx.AsyncClient(base_url=zone.urls["benefits"], headers=headers, trust_env=False) as second:
        tag = (await second.get(one)).headers["ETag"]
        day = {"in_force_from": Clock().today().isoformat()}
        decided = await second.post(f"{one}/approvals", json=day, headers=key() | {"If-Match": tag})
        assert decided.status_code == httpx.codes.CREATED, decided.text
    return str(answer.json()["version_id"])


async def finished(zone: FourProcesses, version_id: str) -> bool:
    question = select(col(PublicationRow.finished_at)).where(col(PublicationRow.version_id) == version_id)
    async with zone.databases["benefits"].reading() as tx:
        return (await tx.execute(question)).scalar_one_or_none() is not None


async def told(zone: FourProcesses, version_id: str) -> int:
    question = select(func.count()).where(col(MessageRow.cause_id) == version_id)
    async with zone.databases["notifications"].reading() as tx:
        return int((await tx.execute(question)).scalar_one())


async def fill(url: str) -> None:
    """What the registry's facts would have put there."""
    db = Database(url, "benefits", SERVICES["benefits"].floor, Clock())
    districts = list(DISTRICTS)
    for start in range(0, MESSAGES, 2_000):
        rows = [
            {
                "enterprise_id": f"{at:036d}",
                "uscc": f"{at:018d}",
                "name": "示例有限公司",
                "district": districts[at % len(districts)],
                "industry": "C39",
                "version": 1,
            }
            for at in range(start, min(start + 2_000, MESSAGES))
        ]
        async with db.transaction() as tx:
            await tx.insert(store.KNOWN.enterprise, rows)
    await db.close()
