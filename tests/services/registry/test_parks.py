"""Parks over HTTP: recorded by their district, filled with its enterprises, honoured by the city."""

from datetime import timedelta
from typing import Any

import httpx

from tests.districts import DECISION, created, make_park, move_in
from tests.zone import BINJIANG, YUHANG, RunningZone, key


async def decide(client: httpx.AsyncClient, park_id: str, if_match: str = "*", **more: Any) -> httpx.Response:
    headers = key() | {"If-Match": if_match}
    return await client.post(f"/v1/parks/{park_id}/decisions", json=DECISION | more, headers=headers)


async def test_a_park_counts_who_is_in_it_by_highest_title(zone: RunningZone) -> None:
    park_id = await make_park(zone)
    for tiers in ((), ("innovative",), ("innovative", "specialised"), ("specialised", "little_giant")):
        uscc = await zone.register(district=BINJIANG)
        for tier in tiers:
            await zone.recognise(uscc, tier, zone.today - timedelta(days=100))
        await move_in(zone, park_id, uscc)
    shown = (await zone.officer(BINJIANG).get(f"/v1/parks/{park_id}")).json()
    assert shown["by_tier"] == {
        "none": 1, "innovative": 1, "specialised": 1, "hidden_champion": 0, "little_giant": 1,
    }  # fmt: skip
    assert (shown["enterprises"], shown["title_holders"]) == (4, 2)
    assert (shown["needed"], shown["enough"]) == (None, "unknown"), "the plan does not say how many"
    listed = (await zone.officer(BINJIANG).get("/v1/parks", params={"limit": 1000})).json()["items"]
    assert next(one for one in listed if one["park_id"] == park_id)["title_holders"] == 2
    tenants = (await zone.officer(BINJIANG).get(f"/v1/parks/{park_id}/tenancies")).json()["items"]
    assert sorted(one["tier"] for one in tenants) == ["innovative", "little_giant", "none", "specialised"]
    before = {"as_of": (zone.today - timedelta(days=31)).isoformat()}
    assert (await zone.officer(BINJIANG).get(f"/v1/parks/{park_id}/tenancies", params=before)).json()["items"] == []


async def test_the_pages_of_a_park_go_through_all_who_are_in_it(zone: RunningZone) -> None:
    park_id, officer = await make_park(zone), zone.officer(BINJIANG)
    moved_in = {await move_in(zone, park_id, await zone.register(district=BINJIANG)) for _ in range(5)}
    found: list[str] = []
    params: dict[str, Any] = {"limit": 2}
    while True:
        page = (await officer.get(f"/v1/parks/{park_id}/tenancies", params=params)).json()
        found += [one["tenancy_id"] for one in page["items"]]
        if page["next_cursor"] is None:
            break
        params = {"limit": 2, "cursor": page["next_cursor"]}
    assert (len(found), set(found)) == (5, moved_in)
    other = await make_park(zone)
    elsewhere = await officer.get(f"/v1/parks/{other}/tenancies", params=params | {"limit": 2})
    assert elsewhere.json()["code"] == "INVALID_CURSOR"


async def test_the_city_decides_with_a_document_and_how_many_there_were_is_kept(zone: RunningZone) -> None:
    park_id, city, today = await make_park(zone), zone.officer(), zone.today.isoformat()
    uscc = await zone.register(district=BINJIANG)
    await zone.recognise(uscc, "specialised")
    await move_in(zone, park_id, uscc)
    assert (await decide(zone.officer(BINJIANG), park_id, decided_on=today)).status_code == 403
    assert (await decide(city, park_id, '"v9"', decided_on=today)).status_code == 412
    early = await decide(city, park_id, '"v1"', decided_on=today, honour="demonstration")
    assert (early.status_code, early.json()["code"]) == (409, "PARK_REFUSED")
    granted = await decide(city, park_id, '"v1"', decided_on=today)
    assert (granted.status_code, granted.headers["ETag"]) == (201, '"v2"')
    assert granted.json()["honours"] == ["specialised"]
    [kept] = granted.json()["decisions"]
    assert (kept["title_holders"], kept["granted"], kept["document"]) == (1, True, DECISION["document"])
    taken_back = await decide(city, park_id, '"v2"', decided_on=today, granted=False, words="示例理由")
    assert taken_back.json()["honours"] == []
    assert [one["granted"] for one in taken_back.json()["decisions"]] == [False, True]


async def test_an_enterprise_comes_once_and_leaves(zone: RunningZone) -> None:
    park_id, officer = await make_park(zone), zone.officer(BINJIANG)
    uscc = await zone.register(district=BINJIANG)
    tenancy_id = await move_in(zone, park_id, uscc)
    body = {"uscc": uscc, "from_on": zone.today.isoformat()}
    twice = await officer.post(f"/v1/parks/{park_id}/tenancies", json=body, headers=key())
    assert (twice.status_code, twice.json()["code"]) == (409, "PARK_REFUSED")
    departure = f"/v1/parks/{park_id}/tenancies/{tenancy_id}/departure"
    early = await officer.put(departure, json={"until_on": (zone.today - timedelta(days=31)).isoformat()})
    assert early.status_code == 409
    yesterday = (zone.today - timedelta(days=1)).isoformat()
    left = await officer.put(departure, json={"until_on": yesterday})
    assert (left.status_code, left.json()["until_on"]) == (200, yesterday)
    assert (await officer.get(f"/v1/parks/{park_id}")).json()["enterprises"] == 0
    await created(officer, f"/v1/parks/{park_id}/tenancies", body)
    again = await officer.put(departure, json={"until_on": zone.today.isoformat()})
    assert again.status_code == 409, "the correction would overlap the new stay"


async def test_a_park_and_its_enterprises_are_of_their_districts(zone: RunningZone) -> None:
    park_id, stranger = await make_park(zone), zone.officer(YUHANG)
    answers = [
        await stranger.get(f"/v1/parks/{park_id}"),
        await stranger.get(f"/v1/parks/{park_id}/tenancies"),
        await stranger.patch(f"/v1/parks/{park_id}", json={"area_sqm": 1}, headers={"If-Match": "*"}),
        await decide(stranger, park_id, decided_on=zone.today.isoformat()),
    ]
    assert [(one.status_code, one.json()["code"]) for one in answers] == [(404, "PARK_NOT_FOUND")] * 4
    theirs = await zone.register(district=YUHANG)
    body = {"uscc": theirs, "from_on": zone.today.isoformat()}
    path = f"/v1/parks/{park_id}/tenancies"
    foreign = await zone.officer(BINJIANG).post(path, json=body, headers=key())
    assert (foreign.status_code, foreign.json()["code"]) == (404, "ENTERPRISE_NOT_FOUND")
    await created(zone.officer(), path, body)
    assert (await zone.officer(BINJIANG).get(path)).json()["items"] == [], (
        "the city's entry is not the district's to see"
    )
    assert (await zone.officer().get(f"/v1/parks/{park_id}")).json()["enterprises"] == 1


async def test_two_districts_may_name_a_park_alike_and_learn_nothing_of_each_other(zone: RunningZone) -> None:
    name = "示例同名园"
    await make_park(zone, BINJIANG, name=name)
    await make_park(zone, YUHANG, name=name)
    body = {"name": name, "district": BINJIANG, "kind": "incubator", "area_sqm": 1}
    again = await zone.officer(BINJIANG).post("/v1/parks", json=body, headers=key())
    assert again.json()["code"] == "PARK_REFUSED"
    abroad = await zone.officer(YUHANG).post("/v1/parks", json=body, headers=key())
    assert abroad.status_code == 403


async def test_a_correction_needs_the_version_that_was_read(zone: RunningZone) -> None:
    park_id, officer = await make_park(zone), zone.officer(BINJIANG)
    path = f"/v1/parks/{park_id}"
    assert (await officer.patch(path, json={"area_sqm": 5})).status_code == 428
    assert (await officer.patch(path, json={}, headers={"If-Match": '"v1"'})).status_code == 422
    corrected = await officer.patch(path, json={"area_sqm": 5, "kind": "incubator"}, headers={"If-Match": '"v1"'})
    assert (corrected.status_code, corrected.json()["kind_label"]) == (200, "孵化器、众创空间")
    assert (await officer.patch(path, json={"area_sqm": 6}, headers={"If-Match": '"v1"'})).status_code == 412
