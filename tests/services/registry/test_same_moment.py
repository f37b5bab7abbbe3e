"""Two of them at the same moment: officers with one renewal or one report, replicas with one round, codes, imports."""

import asyncio
from collections import Counter
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import delete

from services.registry import store
from services.registry.service import imports
from services.registry.service.duties import come_due
from services.registry.store.tables import DutyRoundRow
from tests.input.lists import csv_of
from tests.services.registry.test_identities import record, taken
from tests.services.registry.test_misconduct import about, anonymous, file, find
from tests.services.registry.test_title_races import id_of, waiting
from tests.zone import RunningZone, key, new_uscc

EXPIRING = timedelta(days=3 * 365 - 20)
"""Since a title was recognised that runs out in three weeks"""


async def at_once(*asked: Any) -> Counter[int]:
    return Counter(answer.status_code for answer in await asyncio.gather(*asked))


async def test_a_title_is_renewed_once_by_officers_who_renew_it_at_once(zone: RunningZone) -> None:
    uscc = await zone.register()
    (title,) = (await zone.recognise(uscc, "specialised", zone.today - EXPIRING))["titles"]
    path, body = f"/v1/titles/{title['title_id']}/renewals", {"authority": "示例机关", "document": "示例复核文号"}
    body["decided_on"] = zone.today.isoformat()
    officers = [zone.officer() for _ in range(6)]
    assert await at_once(*(one.post(path, json=body, headers=key()) for one in officers)) == {201: 1, 409: 5}
    assert len((await zone.profile(uscc))["titles"]) == 2


async def test_a_report_is_decided_once_by_officers_who_decide_it_at_once(zone: RunningZone) -> None:
    uscc = await zone.register()
    await zone.recognise(uscc, "innovative")
    await file(anonymous(zone), uscc)
    (line,) = await about(zone, uscc)
    await find(zone, line["report_id"], "investigating")
    verified = {"words": "经核查属实", "document": "示例", "decided_on": zone.today.isoformat()}
    decisions = [("verified", verified), ("dismissed", {"words": "查无实据"})] * 3
    assert await at_once(*(find(zone, line["report_id"], to, **more) for to, more in decisions)) == {201: 1, 409: 5}
    (line,) = await about(zone, uscc)
    (title,) = (await zone.profile(uscc))["titles"]
    assert (title["status"] == "revoked") is (line["state"] == "verified")


async def test_a_duty_is_opened_and_told_once_by_replicas_that_go_round_at_once(zone: RunningZone) -> None:
    uscc = await zone.register()
    await zone.recognise(uscc, "specialised", zone.today - EXPIRING)
    id_, db = await id_of(zone, uscc), zone.db("registry")
    async with db.transaction() as tx:
        await tx.execute(delete(DutyRoundRow))  # as if nobody had gone round today
    await asyncio.gather(*(come_due(db) for _ in range(4)))
    opened = [row["kind"] for row in await zone.rows("registry", "duty") if row["enterprise_id"] == id_]
    told = [row["type"] for row in await zone.rows("registry", "outbox") if row["enterprise_id"] == id_]
    assert (opened, told.count("duty.due")) == (["renewal"], 1), told


# ---- one waits for the other ---------------------------------------------------------------------------


async def test_a_code_that_another_takes_at_this_moment_is_not_given(zone: RunningZone) -> None:
    """The other has gone on to yet another code since: what it ever had stays its own."""
    one, other, code = await zone.register(), await zone.register(), new_uscc()
    other_id = await id_of(zone, other)
    async with zone.db("registry").transaction() as tx:
        await store.identities.add_uscc(tx, other_id, code)
        second = await waiting(zone, tx, record(zone, one, "credit-codes", uscc=code))
    refused = await second
    assert (refused.status_code, refused.json()["code"] in ("BUSY", "USCC_TAKEN")) == (409, True), refused.text
    assert (await record(zone, one, "credit-codes", uscc=code)).json()["code"] == "USCC_TAKEN"
    assert (await zone.profile(code))["uscc"] == other


async def test_of_a_registration_and_a_new_code_at_once_one_has_the_code(zone: RunningZone) -> None:
    one, code = await zone.register(), new_uscc()
    body = {"uscc": code, "name": "示例有限公司", "district": "330108", "industry": "C39"}
    registering = zone.officer().post("/v1/enterprises", json=body, headers=key())
    assert await at_once(record(zone, one, "credit-codes", uscc=code), registering) == {201: 1, 409: 1}
    assert (await zone.profile(code))["uscc"] == code


async def test_an_import_locks_who_goes_on_as_somebody_on_the_list_in_the_order_of_all(
    zone: RunningZone, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Out of order it would hold the heir while it waits for another, who is held by whoever waits for the heir."""
    monkeypatch.setattr(imports, "ENTERPRISES_AT_ONCE", 1)
    ids = {await id_of(zone, uscc): uscc for uscc in [await zone.register() for _ in range(3)]}
    absorbed, between, heir = (ids[id_] for id_ in sorted(ids))
    taken(await record(zone, heir, "mergers", absorbed_uscc=absorbed))
    rows = [_row(uscc, zone.today - timedelta(days=200)) for uscc in (absorbed, between)]
    upload = {"file": ("名单.csv", csv_of(*rows))}
    async with zone.db("registry").transaction() as tx:
        await store.enterprises.lock(tx, [await id_of(zone, between)])
        importing = await waiting(zone, tx, zone.officer().post("/v1/title-imports", files=upload, headers=key()))
        await store.enterprises.lock(tx, [await id_of(zone, heir)])
    answer = await importing
    assert (answer.status_code, answer.json()["recorded"]) == (200, 2), answer.text


def _row(uscc: str, on: date) -> tuple[str, ...]:
    return "示例有限公司", uscc, "滨江区", "C39", "省级专精特新", uscc, "示例机关", "示例文号", str(on)
