"""Service officers over HTTP: whom an enterprise may call, and whom an officer serves."""

from tests.districts import OFFICER, assign, make_service_officer
from tests.zone import BINJIANG, YUHANG, RunningZone, key


async def test_an_enterprise_learns_whom_to_call_and_no_more(zone: RunningZone) -> None:
    uscc, officer = await zone.register(district=BINJIANG), zone.officer(BINJIANG)
    path = f"/v1/enterprises/{uscc}/service-officer"
    nobody = await zone.enterprise(uscc, "registry").get(path)
    assert (nobody.json(), nobody.headers["ETag"]) == ({"version": 0, "current": None, "history": []}, '"v0"')
    first, second = await make_service_officer(zone), await make_service_officer(zone)
    assert (await assign(officer, uscc, first, '"v0"')).headers["ETag"] == '"v1"'
    assert (await assign(officer, uscc, second, '"v0"')).status_code == 412
    again = await assign(officer, uscc, first, '"v1"')
    assert (again.status_code, again.headers["ETag"]) == (200, '"v1"')
    history = (await assign(officer, uscc, second, '"v1"')).json()["history"]
    assert [one["service_officer_id"] for one in history] == [second, first]
    seen = (await zone.enterprise(uscc, "registry").get(path)).json()
    assert [one["service_officer_id"] for one in seen["history"]] == [second]
    assert (seen["current"]["name"], seen["current"]["phone"]) == ("欧阳*", OFFICER["phone"])
    assert seen["current"]["since_on"] == zone.today.isoformat()


async def test_a_name_leaves_masked_and_a_private_telephone_is_not_taken(zone: RunningZone) -> None:
    body = OFFICER | {"district": BINJIANG, "phone": "13800001234"}
    refused = await zone.officer(BINJIANG).post("/v1/service-officers", json=body, headers=key())
    assert refused.status_code == 422
    await make_service_officer(zone)
    listed = (await zone.officer(BINJIANG).get("/v1/service-officers", params={"limit": 1000})).text
    assert "欧阳示例" not in listed
    assert "欧阳*" in listed


async def test_an_officer_is_listed_with_the_enterprises_that_are_served(zone: RunningZone) -> None:
    id_ = await make_service_officer(zone)
    usccs = {await zone.register(district=BINJIANG) for _ in range(3)}
    for uscc in usccs:
        assert (await assign(zone.officer(BINJIANG), uscc, id_)).status_code == 200
    path = f"/v1/service-officers/{id_}/enterprises"
    listed = (await zone.officer(BINJIANG).get("/v1/service-officers", params={"limit": 1000})).json()["items"]
    assert next(one for one in listed if one["service_officer_id"] == id_)["enterprises"] == 3
    first = (await zone.officer(BINJIANG).get(path, params={"limit": 2})).json()
    rest = (await zone.officer(BINJIANG).get(path, params={"limit": 2, "cursor": first["next_cursor"]})).json()
    assert {one["uscc"] for one in first["items"] + rest["items"]} == usccs
    moved = usccs.pop()
    answer = await zone.officer().patch(
        f"/v1/enterprises/{moved}", json={"district": YUHANG}, headers={"If-Match": "*"}
    )
    assert answer.status_code == 200
    left = (await zone.officer(BINJIANG).get(path)).json()["items"]
    assert {one["uscc"] for one in left} == usccs, "one that moved away is another district's to see"
    there = (await zone.officer(YUHANG).get(f"/v1/enterprises/{moved}/service-officer")).json()
    assert (there["current"], there["history"], there["version"]) == (None, [], 1)


async def test_an_officer_of_another_district_is_not_found(zone: RunningZone) -> None:
    theirs, uscc = await make_service_officer(zone, YUHANG), await zone.register(district=BINJIANG)
    answer = await assign(zone.officer(BINJIANG), uscc, theirs)
    assert (answer.status_code, answer.json()["code"]) == (404, "SERVICE_OFFICER_NOT_FOUND")
    by_city = await assign(zone.officer(), uscc, theirs)
    assert (by_city.status_code, by_city.json()["code"]) == (409, "SERVICE_OFFICER_REFUSED")
    path = f"/v1/service-officers/{theirs}/enterprises"
    assert (await zone.officer(BINJIANG).get(path)).status_code == 404
    abroad = await zone.officer(BINJIANG).post(
        "/v1/service-officers", json=OFFICER | {"district": YUHANG}, headers=key()
    )
    assert abroad.status_code == 403
