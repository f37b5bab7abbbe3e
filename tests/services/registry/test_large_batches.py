"""A batch as large as an office has at the end of a round: decided in one call, with a report of each."""

import time
from collections import Counter
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest

from services.registry import store
from services.registry.domain.applications import Application
from services.registry.domain.desks import FIELDS, State
from services.registry.service.enterprises import NewEnterprise, register_all
from shared.values import Tier
from shared.working_days import Span
from tests.applications import officer, read
from tests.services.registry.test_identities import record, taken
from tests.zone import BINJIANG, RunningZone, key, new_uscc

SIZE = 300


async def noticed(zone: RunningZone, count: int) -> dict[str, str]:
    """Applications whose notice has ended, of as many new enterprises: their ids by USCC."""
    new = [NewEnterprise(new_uscc(), f"示例{n}有限公司", BINJIANG, "C39") for n in range(count)]
    ended = Span(zone.today - timedelta(days=20), zone.today - timedelta(days=10), False)
    ids: dict[str, str] = {}
    async with zone.db("registry").transaction() as tx:
        for uscc, enterprise_id in (await register_all(tx, new)).items():
            ids[uscc] = str(uuid4())
            application = Application(
                application_id=ids[uscc],
                enterprise_id=enterprise_id,
                uscc=uscc,
                usccs=(uscc,),
                name="",
                district=BINJIANG,
                tier=Tier.INNOVATIVE,
                state=State.NOTICE,
                version=5,
                drafted_at=tx.now,
                content=dict.fromkeys(FIELDS, "示例"),
                notice=ended,
            )
            await store.applications.add(tx, application)
    return ids


def grants(ids: dict[str, str], on: date) -> dict[str, Any]:
    numbered = [{"application_id": id_, "number": f"示例-{n}", "version": 5} for n, id_ in enumerate(ids.values())]
    said = {"authority": "示例机关", "document": "示例认定文号", "decided_on": on.isoformat()}
    return {"step": "recognise", "applications": numbered, **said}


async def test_of_three_hundred_every_one_is_decided_or_named_with_the_reason(
    empty_zone: RunningZone, capsys: pytest.CaptureFixture[str]
) -> None:
    zone = empty_zone
    ids = await noticed(zone, SIZE)
    held, gone, *_ = ids
    await zone.recognise(held, "innovative")
    taken(await record(zone, gone, "deregistrations"))
    body = grants(ids, zone.today)
    body["applications"][2]["version"] = 4
    started = time.perf_counter()
    answer = await officer(zone, "closing").post("/v1/application-batches", json=body, headers=key())
    seconds = time.perf_counter() - started
    assert answer.status_code == 200, answer.text
    report = answer.json()
    assert (report["asked"], report["advanced"]) == (SIZE, SIZE - 3)
    refused = report["items"][:3]
    assert [one["code"] for one in refused] == ["APPLICATION_REFUSED", "PRECONDITION_FAILED", "PRECONDITION_FAILED"]
    assert "已持有同级称号" in refused[0]["reason"]
    assert Counter(one["state"] for one in report["items"]) == {"recognised": SIZE - 3, None: 3}
    assert await zone.count("registry", "title") == SIZE - 3 + 1
    last = await read(officer(zone, "closing"), report["items"][-1]["application_id"])
    assert (last["state"], bool(last["change_id"])) == ("recognised", True)
    with capsys.disabled():
        print(f" a batch of {SIZE} recognised in {seconds:.2f} s ", end="")
