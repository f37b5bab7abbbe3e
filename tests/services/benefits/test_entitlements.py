"""Entitlements follow the titles; the outlook says what a tier would open."""

from typing import Any

import pytest

from tests.zone import BINJIANG, YUHANG, RunningZone, new_uscc

NATIONAL = {"little-giant-first-award", "ip-advantage-cultivation", "class-d-talent", "commendation"}
PROVINCIAL = {"innovation-voucher-quota", "listing-candidate"}


async def opens(zone: RunningZone, path: str) -> set[str]:
    answer = await zone.officer(service="benefits").get(path)
    assert answer.status_code == 200, answer.text
    return {item["benefit_code"] for item in answer.json()["opens"]}


async def test_entitlements_open_with_the_title_and_close_with_it(zone: RunningZone) -> None:
    uscc = await zone.register()
    change = await zone.recognise(uscc, "little_giant")
    await zone.complete(change["change_id"])
    opened = await zone.entitlements(uscc)
    assert set(opened) == NATIONAL | PROVINCIAL
    assert {one["status"] for one in opened.values()} == {"open"}
    assert {one["cause_id"] for one in opened.values()} == {change["change_id"]}
    revoked = await zone.revoke(change["titles"][0]["title_id"])
    await zone.complete(revoked["change_id"])
    closed = await zone.entitlements(uscc)
    assert {one["status"] for one in closed.values()} == {"closed"}
    assert {one["closed_on"] for one in closed.values()} == {zone.today.isoformat()}
    assert all("称号被撤销" in one["reason"] for one in closed.values())


async def test_the_page_can_be_turned_and_filtered(zone: RunningZone) -> None:
    uscc = await zone.register()
    await zone.complete((await zone.recognise(uscc, "little_giant"))["change_id"])
    person, path = zone.enterprise(uscc, "benefits"), f"/v1/enterprises/{uscc}/entitlements"
    seen: list[str] = []
    params: dict[str, Any] = {"limit": 4, "status": "open"}
    while True:
        page = (await person.get(path, params=params)).json()
        seen += [item["benefit_code"] for item in page["items"]]
        if page["next_cursor"] is None:
            break
        params["cursor"] = page["next_cursor"]
    assert seen == sorted(NATIONAL | PROVINCIAL)
    assert (await person.get(path, params={"status": "closed"})).json()["items"] == []
    assert (await person.get(path, params={**params, "status": "closed"})).status_code == 400


async def test_nobody_sees_the_entitlements_of_another_enterprise(zone: RunningZone) -> None:
    uscc = await zone.register(district=BINJIANG)
    await zone.settle()
    for client in (zone.enterprise(new_uscc(), "benefits"), zone.officer(YUHANG, "benefits")):
        for path in ("entitlements", "outlook/specialised"):
            answer = await client.get(f"/v1/enterprises/{uscc}/{path}")
            assert (answer.status_code, answer.json()["code"]) == (404, "ENTERPRISE_NOT_FOUND")


@pytest.mark.parametrize(
    ("tier", "opened"),
    [
        ("innovative", set()),
        ("specialised", {"specialised-first-award", *PROVINCIAL}),
        ("hidden_champion", PROVINCIAL),
        ("little_giant", NATIONAL | PROVINCIAL),
    ],
)
async def test_a_tier_says_what_it_opens(zone: RunningZone, tier: str, opened: set[str]) -> None:
    assert await opens(zone, f"/v1/tiers/{tier}/opens") == opened


async def test_the_outlook_counts_from_what_is_open_and_spent(zone: RunningZone) -> None:
    uscc = await zone.register()
    await zone.settle()
    outlook = f"/v1/enterprises/{uscc}/outlook/little_giant"
    assert await opens(zone, outlook) == NATIONAL | PROVINCIAL
    change = await zone.recognise(uscc, "specialised")
    await zone.complete(change["change_id"])
    assert await opens(zone, outlook) == NATIONAL
    await zone.complete((await zone.revoke(change["titles"][0]["title_id"]))["change_id"])
    assert await opens(zone, f"/v1/enterprises/{uscc}/outlook/specialised") == PROVINCIAL, "the award is spent"
