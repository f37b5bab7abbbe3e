"""What anybody may read without login: public facts of titles and notices, and nothing of anybody else."""

import json
from datetime import date, timedelta
from typing import Any

import httpx

from tests.applications import at_notice, officer, pass_notice, read, set_quota, taken
from tests.services.registry.test_identities import record
from tests.services.registry.test_identities import taken as recorded
from tests.services.registry.test_search import mark
from tests.zone import BINJIANG, YUHANG, RunningZone, new_uscc, own_business

DAY = timedelta(days=1)
CARD = {"name", "uscc", "district", "district_name", "standing", "titles"}


def anybody(zone: RunningZone) -> httpx.AsyncClient:
    client = zone.client("registry", "auditor")
    del client.headers["Authorization"]
    return client


async def holders(zone: RunningZone, **params: Any) -> list[dict[str, Any]]:
    answer = await anybody(zone).get("/v1/public/titles", params=params)
    assert answer.status_code == 200, answer.text
    items: list[dict[str, Any]] = answer.json()["items"]
    return items


# ---- titles ---------------------------------------------------------------------------------------


async def test_holders_are_found_by_name_and_by_number_with_public_facts_only(zone: RunningZone) -> None:
    own = mark()
    holder = await zone.register(name=f"{own}传感有限公司", staff=86, revenue="36000000")
    await zone.register(name=f"{own}无称号公司")
    number = f"示例〔2026〕/{holder}"
    await zone.recognise(holder, "specialised", number=number)
    (found,) = await holders(zone, name=own)
    assert set(found) == CARD
    assert (found["uscc"], found["standing"]["tier"]) == (holder, "specialised")
    assert set(found["titles"][0]) == {"tier", "label", "number", "recognised_on", "valid_until"}
    assert await holders(zone, number=number) == [found]
    assert await holders(zone, number=number[:-1]) == []
    assert await holders(zone, name=own, holds="innovative") == []


async def test_who_is_no_more_holds_nothing_and_its_name_leads_to_whoever_goes_on(zone: RunningZone) -> None:
    own, gone, former = mark(), mark(), mark()
    absorbed, deregistered = await zone.register(name=f"{own}公司"), await zone.register(name=f"{gone}公司")
    survivor = await zone.register(name=f"{former}公司")
    number = f"示例〔2026〕/{absorbed}"
    await zone.recognise(absorbed, "specialised", zone.today - 9 * DAY, number=number)
    await zone.recognise(deregistered, "specialised", zone.today - 9 * DAY)
    await zone.recognise(survivor, "innovative", zone.today - 9 * DAY)
    recorded(await record(zone, survivor, "mergers", absorbed_uscc=absorbed))
    recorded(await record(zone, deregistered, "deregistrations"))
    recorded(await record(zone, survivor, "renames", name=f"{mark()}公司"))
    for name in (own, former):
        assert [one["uscc"] for one in await holders(zone, name=name)] == [survivor]
    assert await holders(zone, name=gone) == []
    assert await holders(zone, number=number) == []


async def test_a_business_that_is_its_owner_is_nowhere_in_public(zone: RunningZone) -> None:
    own, uscc = mark(), own_business()
    await zone.register(uscc, name=f"{own}小吃店")
    assert await holders(zone, name=own) == []
    answer = await anybody(zone).get(f"/v1/public/enterprises/{uscc}/titles")
    assert (answer.status_code, answer.json()["code"]) == (404, "TITLE_HOLDER_NOT_FOUND")


async def test_who_holds_nothing_looks_like_who_is_not_there(zone: RunningZone) -> None:
    answers = []
    for uscc in (await zone.register(), new_uscc()):
        answer = (await anybody(zone).get(f"/v1/public/enterprises/{uscc}/titles")).json()
        answers.append({name: answer[name] for name in ("code", "title", "detail", "status")})
    assert answers[0] == answers[1]


async def test_titles_of_an_enterprise_are_those_of_the_day_asked_for(zone: RunningZone) -> None:
    uscc, begun = await zone.register(), zone.today - timedelta(days=400)
    changed = await zone.recognise(uscc, "innovative", on=begun)
    path = f"/v1/public/enterprises/{uscc}/titles"

    async def tiers(**params: Any) -> list[str]:
        return [title["tier"] for title in (await anybody(zone).get(path, params=params)).json()["titles"]]

    assert await tiers() == ["innovative"]
    assert await tiers(as_of=(begun - DAY).isoformat()) == []
    assert await tiers(as_of=begun.isoformat()) == ["innovative"]
    await zone.revoke(changed["titles"][0]["title_id"])
    assert await tiers() == []
    assert await tiers(as_of=(zone.today - DAY).isoformat()) == ["innovative"]


async def test_pages_of_holders_show_everyone_once(zone: RunningZone) -> None:
    own = mark()
    usccs = {await zone.register(name=f"{own}{n}号") for n in range(5)}
    for uscc in usccs:
        await zone.recognise(uscc, "innovative")
    client, seen, cursor = anybody(zone), list[str](), None
    while True:
        asked = {"name": own, "limit": 2} | ({"cursor": cursor} if cursor else {})
        page = (await client.get("/v1/public/titles", params=asked)).json()
        seen += [item["uscc"] for item in page["items"]]
        cursor = page["next_cursor"]
        if cursor is None:
            break
    assert (len(seen), set(seen)) == (5, usccs)


async def test_what_has_not_changed_is_not_sent_again(zone: RunningZone) -> None:
    uscc = await zone.register()
    await zone.recognise(uscc, "innovative")
    for path in (f"/v1/public/enterprises/{uscc}/titles", "/v1/public/code-tables", "/v1/public/code-tables/tiers"):
        first = await anybody(zone).get(path)
        assert "public" in first.headers["Cache-Control"]
        for kept in (first.headers["ETag"], f'W/{first.headers["ETag"]}, "other"', "*"):
            again = await anybody(zone).get(path, headers={"If-None-Match": kept})
            assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", first.headers["ETag"])
        assert (await anybody(zone).get(path, headers={"If-None-Match": '"other"'})).status_code == 200


async def test_code_tables_are_read_and_an_unknown_one_is_not_found(zone: RunningZone) -> None:
    names = [item["table"] for item in (await anybody(zone).get("/v1/public/code-tables")).json()["items"]]
    assert {"tiers", "districts", "industries", "departments", "application-states"} <= set(names)
    for name in names:
        assert (await anybody(zone).get(f"/v1/public/code-tables/{name}")).json()["items"]
    districts = (await anybody(zone).get("/v1/public/code-tables/districts")).json()["items"]
    assert {
        "code": "330103",
        "label": "下城区",
        "parent": None,
        "retired": 2021,
        "merged_into": ["330105"],
    } in districts
    answer = await anybody(zone).get("/v1/public/code-tables/nothing")
    assert (answer.status_code, answer.json()["code"]) == (404, "CODE_TABLE_NOT_FOUND")


# ---- notices --------------------------------------------------------------------------------------


async def notices(zone: RunningZone, **params: Any) -> dict[str, dict[str, Any]]:
    answer = await anybody(zone).get("/v1/public/notices", params={"limit": 1000, **params})
    assert answer.status_code == 200, answer.text
    return {item["uscc"]: item for item in answer.json()["items"]}


async def test_a_notice_runs_with_its_last_day_to_object_and_is_past_afterwards(empty_zone: RunningZone) -> None:
    zone = empty_zone
    await zone.move_clock(timedelta(days=4))  # to a Saturday: the first working day is still to come
    await set_quota(zone, 5)
    uscc, application_id = await at_notice(zone)
    other, other_id = await at_notice(zone)
    begun = date.fromisoformat((await read(officer(zone, "city-9"), application_id))["notice"]["first_day"])
    assert await notices(zone) == {}, "its first day is not here yet"
    await zone.move_clock(begun - zone.today)
    found = await notices(zone)
    assert set(found) == {uscc, other}
    assert found[uscc]["objections_until"] == found[uscc]["last_day"] >= zone.today.isoformat()
    for private in ("示例", "13800001234", "欧阳", application_id):
        assert private not in json.dumps({**found[uscc], "name": ""}, ensure_ascii=False)
    assert await notices(zone, status="ended") == {}
    assert set(await notices(zone, district=BINJIANG, tier="specialised")) == {uscc, other}
    assert await notices(zone, district=YUHANG) == {}
    objection = {
        "raised_by": "欧阳示例",
        "contact": "13800001234",
        "words": "示例异议",
        "raised_on": zone.today.isoformat(),
    }
    await taken(officer(zone, "city-9"), application_id, "objections", objection)
    assert set(await notices(zone)) == {uscc, other}, "an objection is looked into while the notice runs"
    await taken(zone.enterprise(other, "registry"), other_id, "withdrawals", {"words": "示例撤回"})
    assert set(await notices(zone)) == {uscc}
    await pass_notice(zone)
    assert await notices(zone) == {}
    ended = await notices(zone, status="ended")
    assert set(ended) == {uscc, other}
    assert (ended[uscc]["objections_until"], ended[uscc]["status_label"]) == (None, "公示期满")
