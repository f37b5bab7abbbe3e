"""The shared list as institutions read it."""

from datetime import timedelta
from typing import Any

import pytest

from shared.events import EnterpriseUpdated
from tests.zone import RunningZone, new_uscc

TONGLU = "330122"
"""Only this file registers here: the zone is shared."""


async def listed(zone: RunningZone, limit: int = 100, **params: Any) -> list[dict[str, Any]]:
    asked: dict[str, Any] = {"limit": limit, "district": TONGLU, **params}
    seen: list[dict[str, Any]] = []
    while True:
        answer = await zone.bank().get("/v1/list", params=asked)
        assert answer.status_code == 200, answer.text
        seen += answer.json()["items"]
        if answer.json()["next_cursor"] is None:
            return seen
        asked["cursor"] = answer.json()["next_cursor"]


async def usccs(zone: RunningZone, **params: Any) -> set[str]:
    return {item["uscc"] for item in await listed(zone, **params)}


async def test_filters_say_which_they_mean(zone: RunningZone) -> None:
    low, both, top = [await zone.register(district=TONGLU, industry=code) for code in ("C39", "C39", "C40")]
    await zone.recognise(low, "specialised", zone.today - timedelta(days=10))
    await zone.recognise(both, "specialised", zone.today - timedelta(days=30))
    await zone.recognise(both, "little_giant", zone.today - timedelta(days=10))
    await zone.recognise(top, "little_giant", zone.today - timedelta(days=10))
    await zone.settle()
    mine = {low, both, top}
    assert await usccs(zone, tier="specialised") & mine == {low}
    assert await usccs(zone, holds="specialised") & mine == {low, both}
    assert await usccs(zone, holds="little_giant") & mine == {both, top}
    assert await usccs(zone, industry="C40") & mine == {top}
    assert await usccs(zone, industry="C39", tier="little_giant") & mine == {both}
    assert await usccs(zone, district="330102") & mine == set()
    day = (zone.today - timedelta(days=20)).isoformat()
    assert await usccs(zone, as_of=day) & mine == {both}
    assert await usccs(zone, as_of=day, tier="specialised") & mine == {both}
    assert await usccs(zone, as_of=day, holds="little_giant") & mine == set()
    (then,) = [item for item in await listed(zone, as_of=day) if item["uscc"] == both]
    assert (then["tier"], len(then["titles"])) == ("specialised", 1)


async def test_pages_show_everyone_once_in_any_size(zone: RunningZone) -> None:
    mine = {await zone.register(district=TONGLU, industry="A01") for _ in range(7)}
    for uscc in mine:
        await zone.recognise(uscc, "innovative")
    await zone.settle()
    for limit in (1, 3, 7, 100):
        for params in ({}, {"as_of": zone.today.isoformat()}):
            seen = [item["uscc"] for item in await listed(zone, limit, industry="A01", **params)]
            assert len(seen) == 7
            assert set(seen) == mine


async def test_a_cursor_serves_its_owner_and_its_question_only(zone: RunningZone) -> None:
    for _ in range(2):
        await zone.recognise(await zone.register(district=TONGLU), "innovative")
    await zone.settle()
    params = {"limit": 1, "district": TONGLU}
    cursor = (await zone.bank().get("/v1/list", params=params)).json()["next_cursor"]
    assert (await zone.bank().get("/v1/list", params={**params, "cursor": cursor + "x"})).status_code == 400
    assert (await zone.bank().get("/v1/list", params={"limit": 1, "cursor": cursor})).status_code == 400
    other = zone.client("finance", "auditor", "somebody")
    assert (await other.get("/v1/list", params={**params, "cursor": cursor})).status_code == 404


async def test_one_firm_is_found_until_it_holds_nothing(zone: RunningZone) -> None:
    uscc = await zone.register()
    await zone.settle()
    assert await zone.on_list(uscc) is None
    change = await zone.recognise(uscc, "innovative")
    await zone.settle()
    entry = await zone.on_list(uscc.lower())
    assert entry is not None
    assert entry["titles"][0]["number"] == change["titles"][0]["number"]
    await zone.revoke(change["titles"][0]["title_id"])
    await zone.settle()
    answer = await zone.bank().get(f"/v1/list/enterprises/{uscc}")
    assert (answer.status_code, answer.json()["code"]) == (404, "NOT_LISTED")


async def test_a_firm_is_found_by_any_uscc_it_ever_had(zone: RunningZone) -> None:
    """A change of USCC is a fact of the registry; the listeners keep every code."""
    uscc, later = await zone.register(), new_uscc()
    await zone.recognise(uscc, "innovative")
    await zone.settle()
    known = await zone.on_list(uscc)
    assert known is not None
    async with zone.db("registry").transaction() as tx:
        tx.emit(
            EnterpriseUpdated(
                enterprise_id=known["enterprise_id"],
                uscc=later,
                enterprise_version=9,
                name="示例新名有限公司",
                district=known["district"],
                industry=known["industry"],
                usccs=(uscc, later),
            )
        )
    await zone.settle()
    for code in (uscc, later):
        entry = await zone.on_list(code)
        assert entry is not None
        assert (entry["uscc"], entry["former_usccs"], entry["name"]) == (later, [uscc], "示例新名有限公司")


@pytest.mark.parametrize("path", ["", "/changes", "/enterprises/91330108MAXB0012XH", "?as_of=2026-01-01"])
async def test_an_institution_that_is_not_admitted_sees_nothing(zone: RunningZone, path: str) -> None:
    stranger = zone.client("finance", "institution", "clerk", institution="nobody-bank")
    answer = await stranger.get(f"/v1/list{path}")
    assert (answer.status_code, answer.json()["code"]) == (403, "FORBIDDEN")
    district = zone.officer("330108", "finance")
    assert (await district.get(f"/v1/list{path}")).status_code == 403


async def test_nothing_but_public_title_facts_is_shown(zone: RunningZone) -> None:
    uscc = await zone.register(staff=86, revenue="36000000.00")
    await zone.recognise(uscc, "innovative")
    await zone.settle()
    entry = await zone.on_list(uscc)
    assert entry is not None
    assert not {"staff", "revenue", "figures"} & set(entry)
    assert "36000000" not in str(entry)


async def test_the_straight_way_and_the_usual_one_answer_alike(zone: RunningZone) -> None:
    """A query that names something twice is left to the framework: the same question by the other way."""
    await zone.recognise(await zone.register(district=TONGLU), "innovative")
    await zone.settle()
    nobody = zone.client("finance", "auditor")
    nobody.headers["Authorization"] = "Bearer made.up.token"
    outsider = zone.client("finance", "institution", "clerk", institution="nobody-bank")
    narrow = zone.client("finance", "institution", "clerk", institution="demo-bank", scope="product:write")
    district, service = zone.officer("330108", "finance"), zone.client("finance", "service")
    ids, met = {"x-request-id", "x-correlation-id", "ratelimit", "date"}, set()
    for caller in (zone.bank(), zone.client("finance", "auditor"), nobody, outsider, narrow, district, service):
        for more in ({}, {"X-Purpose": "marketing"}, {"X-Purpose": "no purpose"}, {"If-None-Match": "*"}):
            straight, usual = [
                await caller.get(f"/v1/list?district={TONGLU}&limit=5{twice}", headers=more)
                for twice in ("", "&limit=5")
            ]
            assert straight.status_code == usual.status_code, (caller.headers, more)
            headers = [{k: v for k, v in one.headers.items() if k not in ids} for one in (straight, usual)]
            assert headers[0] == headers[1]
            bodies = [one.content.replace(one.headers["x-request-id"].encode(), b"") for one in (straight, usual)]
            assert bodies[0] == bodies[1]
            met.add(straight.status_code)
    assert met == {200, 304, 400, 401, 403}
