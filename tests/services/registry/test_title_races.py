"""Several decisions on one enterprise at the same moment: one after the other, each knowing the one before."""

import asyncio
from collections.abc import Awaitable
from typing import Any

import httpx
import pytest
from sqlalchemy import text

from services.registry import store
from services.registry.domain.titles import Ground, Revocation
from services.registry.service import titles
from shared.db import Tx
from shared.testing import eventually
from shared.values import EnterpriseId
from tests.zone import RunningZone, key, recognition

TIERS = ("little_giant", "innovative", "specialised", "hidden_champion")


async def decided(zone: RunningZone, uscc: str, tier: str) -> dict[str, Any]:
    """As a client does it: told that the enterprise is busy, it asks again."""
    officer, body = zone.officer(), recognition(tier, zone.today)
    while (answer := await officer.post(f"/v1/enterprises/{uscc}/titles", json=body, headers=key())).is_error:
        assert answer.json()["code"] == "BUSY", answer.text
    return dict(answer.json())


async def newest_change(zone: RunningZone, uscc: str) -> dict[str, Any]:
    answer = await zone.officer().get(f"/v1/enterprises/{uscc}/title-changes", params={"limit": 1})
    return dict(answer.json()["items"][0])


async def test_decisions_at_the_same_moment_are_all_in_the_record(zone: RunningZone) -> None:
    for _ in range(3):
        uscc = await zone.register()
        answers = await asyncio.gather(*(decided(zone, uscc, tier) for tier in TIERS))
        for answer in answers:
            await zone.complete(answer["change_id"])
        profile = await zone.profile(uscc)
        assert {title["tier"] for title in profile["titles"]} == set(TIERS)
        assert profile["standing"]["tier"] == "little_giant"
        assert (await newest_change(zone, uscc))["current_tier"] == "little_giant", "the last fact carries every title"
        entry = await zone.on_list(uscc)
        assert entry is not None
        assert {title["tier"] for title in entry["titles"]} == set(TIERS)


# ---- one waits for the other: what it judges by is what the other left ------------------------------


async def waiting(zone: RunningZone, tx: Tx, asked: Awaitable[httpx.Response]) -> asyncio.Task[httpx.Response]:
    """A request that has read what it could and waits for what `tx` holds; on SQLite it waits before it reads."""
    task = asyncio.ensure_future(asked)
    if tx.get_bind().dialect.name == "postgresql":
        blocked = text("SELECT count(*) FROM pg_locks WHERE NOT granted")

        async def stuck() -> bool:
            async with zone.db("registry").reading() as reading:
                return bool((await reading.execute(blocked)).scalar_one())

        await eventually(stuck, seconds=2)
    return task


async def id_of(zone: RunningZone, uscc: str) -> EnterpriseId:
    async with zone.db("registry").reading() as tx:
        return (await store.enterprises.ids_of(tx, [uscc]))[uscc]


async def test_a_title_keeps_the_ground_it_ended_for_whoever_decides_at_the_same_moment(zone: RunningZone) -> None:
    uscc = await zone.register()
    for tier in ("innovative", "specialised"):
        held = (await zone.recognise(uscc, tier))["titles"]
    one, other = sorted(title["title_id"] for title in held)
    enterprise_id, today = await id_of(zone, uscc), zone.today
    body = {"ground": "fraud", "document": "示例", "decided_on": today.isoformat()}
    async with zone.db("registry").transaction() as tx:
        await titles.hold(tx, [enterprise_id])
        path = f"/v1/titles/{other}/revocations"
        second = await waiting(zone, tx, zone.officer().post(path, json=body, headers=key()))
        first = Revocation(one, Ground.ACCIDENT, "示例", today, every_tier=False)
        await titles.revoke_decided(tx, enterprise_id, [first])
    assert (await second).status_code == 201
    grounds = {row["title_id"]: row["ground"] for row in await zone.rows("registry", "title")}
    assert (grounds[one], grounds[other]) == ("accident", "fraud")


async def test_a_title_decided_while_its_holder_is_merged_away_is_asked_for_again(zone: RunningZone) -> None:
    survivor, absorbed = await zone.register(), await zone.register()
    ids = [await id_of(zone, one) for one in (survivor, absorbed)]
    on_postgresql = "postgresql" in zone.db("registry").url
    async with zone.db("registry").transaction() as tx:
        await titles.hold(tx, ids)
        path = f"/v1/enterprises/{absorbed}/titles"
        body = recognition("innovative", zone.today)
        second = await waiting(zone, tx, zone.officer().post(path, json=body, headers=key()))
        merger = {"absorbed_id": ids[1], "survivor_id": ids[0], "merged_on": zone.today, "document": "示例"}
        await store.identities.add_merger(tx, {**merger, "recorded_at": tx.now})
    answer = await second
    assert answer.json().get("code") == ("BUSY" if on_postgresql else None), answer.text
    assert (answer.status_code, bool(answer.headers.get("Retry-After"))) == (
        (409, True) if on_postgresql else (201, False)
    )


@pytest.mark.parametrize("zone_databases", ["postgresql"], indirect=True)  # on SQLite there is one writer at a time
async def test_who_only_names_an_enterprise_does_not_wait_for_who_decides_about_it(zone: RunningZone) -> None:
    uscc = await zone.register()
    body = {"uscc": uscc, "ground": "fraud", "statement": "示例情况", "name": "示例", "contact": "13912345678"}
    async with zone.db("registry").transaction() as tx:
        await titles.hold(tx, [await id_of(zone, uscc)])
        filed = await zone.enterprise(uscc, "registry").post("/v1/misconduct-reports", json=body, headers=key())
        assert filed.status_code == 201, filed.text
