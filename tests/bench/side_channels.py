"""side-channels: does the time of a 404 tell what is another's from what is not there? 200 of each, in turns."""

import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import Final

import httpx

from tests.bench.measure import Measured, Run, say
from tests.bench.processes import make_databases
from tests.consents import another_bank, grant, known
from tests.products import enter
from tests.rig import PostgresServer, RabbitBroker
from tests.zone import RunningZone, new_uscc, running_zone

CASE: Final = "side-channels"
REQUESTS: Final = 200
MOST_PERCENT: Final = 10.0
NOTHING: Final = "00000000-0000-4000-8000-000000000000"
Question = tuple[str, httpx.AsyncClient, str, str, str]
"""What it is about, who asks, the address, another's name, nobody's name"""


async def measure(postgres: PostgresServer, rabbit: RabbitBroker, folder: Path) -> list[Measured]:
    """In one process and without a network: whatever both sides have in common makes differences look smaller."""
    urls = await make_databases(postgres, "side")
    async with running_zone(folder, urls, "memory://") as zone:
        say("two banks, two enterprises …")
        return [await measured(*question) for question in await questions(zone)]


async def questions(zone: RunningZone) -> Sequence[Question]:
    uscc, nobody = await known(zone), new_uscc()
    consent_id = (await grant(zone, uscc))["consent_id"]
    product_id = (await enter(zone))["product_id"]
    bank, neighbour = await another_bank(zone), zone.enterprise(await known(zone), "finance")
    return [
        ("consent", bank, "/v1/consents/{}", consent_id, NOTHING),
        ("consent-of-neighbour", neighbour, "/v1/consents/{}", consent_id, NOTHING),
        ("consented-data", bank, "/v1/consented-data/{}?purpose=loan", consent_id, NOTHING),
        ("consents-of-enterprise", neighbour, "/v1/enterprises/{}/consents", uscc, nobody),
        ("product", bank, "/v1/products/{}", product_id, NOTHING),
        ("product-versions", bank, "/v1/products/{}/versions", product_id, NOTHING),
        ("line-of-list", bank, "/v1/list/enterprises/{}", uscc, nobody),
    ]


async def measured(name: str, client: httpx.AsyncClient, path: str, another_s: str, none: str) -> Measured:
    took: dict[str, list[float]] = {another_s: [], none: []}
    for at in range(2 * REQUESTS + 20):
        asked = (another_s, none, none, another_s)[at % 4]
        started = time.perf_counter()
        answer = await client.get(path.format(asked))
        if at >= 20:  # the first ones only warm up
            took[asked].append((time.perf_counter() - started) * 1_000)
        assert answer.status_code == 404, answer.text
    theirs, nothing = median(took[another_s]), median(took[none])
    percent = abs(theirs / nothing - 1) * 100
    verdict = "within" if percent < MOST_PERCENT else "OVER"
    runs = [Run(*pair) for pair in zip(took[another_s], took[none], strict=True)]
    note = f"{CASE}/{name}: the medians of {REQUESTS} differ by {percent:.1f} %, {verdict} the {MOST_PERCENT:.0f}"
    return Measured(
        f"{CASE}/{name}", "ms", theirs, nothing, round(nothing / theirs, 2), "what is not there", runs, [note]
    )
