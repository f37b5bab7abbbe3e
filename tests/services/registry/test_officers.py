"""Officers, by the API: appointed, changed, dismissed; by whom, and by whom not."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import httpx
import pytest

from tests.zone import BINJIANG, RunningZone, key

GROUND = {"document": "示例任职文件", "reason": "示例"}


def code(answer: httpx.Response) -> tuple[int, str]:
    assert answer.json()["detail"], "a problem names the way out"
    return answer.status_code, answer.json()["code"]


def office(**more: Any) -> dict[str, Any]:
    return {
        "subject": f"officer-{uuid4().hex[:12]}",
        "name": "欧阳示例",
        "district": BINJIANG,
        "department": "JX",
        "roles": ["reviewer"],
        "active_from": "2026-01-01",
        **GROUND,
        **more,
    }


async def appoint(zone: RunningZone, **more: Any) -> httpx.Response:
    return await zone.officer().post("/v1/officers", json=office(**more), headers=key())


async def test_an_administrator_appoints_an_officer_on_a_document(zone: RunningZone) -> None:
    made = await appoint(zone, roles=["approver", "reviewer"])
    assert (made.status_code, made.headers["ETag"]) == (201, '"v1"')
    officer = made.json()
    assert (officer["name"], officer["department_label"], officer["in_office"]) == ("欧阳*", "滨江区经信局", True)
    assert officer["roles"] == ["reviewer", "approver"]
    read = await zone.client("registry", "auditor").get(made.headers["Location"].removeprefix("/registry"))
    assert read.json() == officer
    (step,) = officer["changes"]
    assert {name: step[name] for name in GROUND} == GROUND


async def test_the_operator_appoints_the_first_administrator(zone: RunningZone) -> None:
    body = office(district="330100", roles=["admin"])
    made = await zone.client("registry", "service", "cli").post("/v1/officers", json=body, headers=key())
    assert made.status_code == 201
    one = zone.client("registry", "officer", body["subject"], district="330100")
    assert (await one.get("/v1/me")).json()["roles"] == ["admin"]
    assert (await one.post("/v1/officers", json=office(), headers=key())).status_code == 201


@pytest.mark.parametrize(
    ("roles", "refused"),
    [
        (["auditor"], False),
        (["auditor", "reviewer"], True),
        (["auditor", "approver"], True),
        (["auditor", "admin"], True),
        (["reviewer", "approver", "admin"], False),
    ],
)
async def test_whoever_watches_does_not_decide(zone: RunningZone, roles: list[str], refused: bool) -> None:
    answer = await appoint(zone, roles=roles, district="330100")
    assert answer.status_code == (409 if refused else 201)


async def test_a_district_has_no_administrator_and_a_term_no_negative_length(zone: RunningZone) -> None:
    assert code(await appoint(zone, roles=["admin"])) == (409, "OFFICER_REFUSED")
    assert code(await appoint(zone, active_until="2025-12-31")) == (409, "OFFICER_REFUSED")


async def test_nobody_appoints_changes_or_dismisses_oneself(zone: RunningZone) -> None:
    body = office(district="330100", roles=["admin"])
    made = (await zone.officer().post("/v1/officers", json=body, headers=key())).json()
    one, path = (
        zone.client("registry", "officer", body["subject"], district="330100"),
        f"/v1/officers/{made['officer_id']}",
    )
    more = await one.patch(path, json={"roles": ["admin", "approver"], **GROUND}, headers={"If-Match": "*"})
    assert code(more) == (409, "OFFICER_REFUSED")
    assert code(await one.post(f"{path}/dismissals", json=GROUND, headers=key())) == (409, "OFFICER_REFUSED")
    newcomer = office(roles=["approver"])
    himself = zone.client("registry", "officer", newcomer["subject"], district="330100")
    assert code(await himself.post("/v1/officers", json=newcomer, headers=key())) == (409, "OFFICER_REFUSED")


async def test_only_administrators_of_the_city_see_and_appoint_officers(zone: RunningZone) -> None:
    reviewer = zone.client("registry", "officer", "r", district="330100", roles="reviewer approver")
    for officer in (zone.officer(BINJIANG), reviewer):
        assert code(await officer.get("/v1/officers")) == (403, "FORBIDDEN")
        assert code(await officer.post("/v1/officers", json=office(), headers=key())) == (403, "FORBIDDEN")


async def test_an_edit_needs_the_version_it_was_read_in(zone: RunningZone) -> None:
    path = f"/v1/officers/{(await appoint(zone)).json()['officer_id']}"
    body = {"roles": ["approver"], "active_until": "2027-12-31", **GROUND}
    city = zone.officer()
    assert code(await city.patch(path, json=body)) == (428, "PRECONDITION_REQUIRED")
    assert code(await city.patch(path, json=body, headers={"If-Match": '"v9"'})) == (412, "PRECONDITION_FAILED")
    changed = await city.patch(path, json=body, headers={"If-Match": '"v1"'})
    assert (changed.headers["ETag"], changed.json()["roles"]) == ('"v2"', ["approver"])
    assert changed.json()["active_until"] == "2027-12-31"
    assert (await city.patch(path, json=GROUND, headers={"If-Match": "*"})).status_code == 422


async def test_the_dismissed_may_be_appointed_again_and_keep_their_history(zone: RunningZone) -> None:
    body = office()
    city = zone.officer()
    made = (await city.post("/v1/officers", json=body, headers=key())).json()
    assert code(await city.post("/v1/officers", json=body, headers=key())) == (409, "OFFICER_REFUSED")
    path = f"/v1/officers/{made['officer_id']}"
    gone = await city.post(f"{path}/dismissals", json=GROUND, headers=key())
    assert (gone.json()["roles"], gone.json()["in_office"]) == ([], False)
    assert code(await city.post(f"{path}/dismissals", json=GROUND, headers=key())) == (409, "OFFICER_REFUSED")
    late = await city.patch(path, json={"roles": ["approver"], **GROUND}, headers={"If-Match": "*"})
    assert code(late) == (409, "OFFICER_REFUSED")
    again = (await city.post("/v1/officers", json=body, headers=key())).json()
    assert (again["officer_id"], again["version"]) == (made["officer_id"], 3)
    assert [step["step"] for step in again["changes"]] == ["appoint", "dismiss", "appoint"]


async def test_a_watching_officer_reads_and_writes_nothing(zone: RunningZone) -> None:
    uscc = await zone.register()
    watcher = zone.client("registry", "officer", "w", district="330100", roles="auditor")
    assert (await watcher.get(f"/v1/enterprises/{uscc}")).status_code == 200
    answer = await watcher.patch(f"/v1/enterprises/{uscc}", json={"staff": 7}, headers={"If-Match": "*"})
    assert code(answer) == (403, "FORBIDDEN")


async def test_an_office_begins_and_ends_with_its_days(zone: RunningZone) -> None:
    tomorrow, yesterday = [(zone.today + timedelta(days=days)).isoformat() for days in (1, -1)]
    for term in ({"active_from": tomorrow}, {"active_until": yesterday}):
        body = office(**term)
        made = await zone.officer().post("/v1/officers", json=body, headers=key())
        assert (made.status_code, made.json()["in_office"]) == (201, False)
        one = zone.client("registry", "officer", body["subject"], district=BINJIANG)
        assert code(await one.get("/v1/worklist")) == (403, "NOT_APPOINTED")
    body = office(active_until=zone.today.isoformat(), active_from=zone.today.isoformat())
    await zone.officer().post("/v1/officers", json=body, headers=key())
    one = zone.client("registry", "officer", body["subject"], district=BINJIANG)
    assert (await one.get("/v1/worklist")).status_code == 200


async def test_the_roll_has_pages_and_a_filter(zone: RunningZone) -> None:
    made = {(await appoint(zone, district="330127")).json()["officer_id"] for _ in range(3)}
    found: list[str] = []
    cursor = None
    while True:
        params = {"limit": 2, "district": "330127"} | ({"cursor": cursor} if cursor else {})
        page = (await zone.officer().get("/v1/officers", params=params)).json()
        found += [one["officer_id"] for one in page["items"]]
        if (cursor := page["next_cursor"]) is None:
            break
    assert set(found) == made
    assert found == sorted(found)


async def test_an_officer_reads_the_own_office(zone: RunningZone) -> None:
    body = office(roles=["approver"])
    await zone.officer().post("/v1/officers", json=body, headers=key())
    me = (await zone.client("registry", "officer", body["subject"], district=BINJIANG).get("/v1/me")).json()
    assert (me["office"]["department"], me["roles"], me["enterprises"]) == ("JX", ["approver"], [])
    assert "title.decide" in me["may"]
    assert "quota.write" not in me["may"], "the city's"
