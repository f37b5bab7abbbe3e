"""Services and activities: each kind with its clause; enterprises see what is published, and whether it is for them."""

from typing import Any

import pytest

from tests.helping import HIGHER, desk, entered, entry, firms, opened, register, step
from tests.zone import BINJIANG, YUHANG, RunningZone, key


async def test_every_kind_of_the_plan_names_its_clause(zone: RunningZone) -> None:
    (uscc,) = await firms(zone, 1)
    said = (await zone.enterprise(uscc, "notifications").get("/v1/activity-kinds")).json()
    clauses = {one["clause"] for one in said["items"]}
    assert clauses == {
        "12-2", "18-1", "14-1", "14-3", "06-1", "15-1", "15-2", "08-1", "16-3", "07-1", "07-3", "07-5", "17-2", "10-5",
        "18-2",
    }  # fmt: skip
    seven = [one["label"] for one in said["items"] if one["point_to_point"]]
    assert seven == ["政策咨询", "管理提升", "检验检测", "技术转移", "人才培训", "市场开拓", "投资融资"]
    (training,) = [one for one in said["items"] if one["clause"] == "18-1"]
    assert set(training["groups"]) == {"managers", "technicians", "workers"}


async def test_an_entry_is_a_draft_until_it_is_opened_and_is_edited_with_its_version(zone: RunningZone) -> None:
    (uscc,) = await firms(zone, 1)
    app, office = zone.enterprise(uscc, "notifications"), desk(zone)
    draft = await entered(zone, capacity=3)
    path = f"/v1/activities/{draft['activity_id']}"
    assert (await app.get(path)).status_code == 404
    assert (await desk(zone, YUHANG).get(path)).status_code == 404
    assert (await register(zone, uscc, draft["activity_id"])).status_code == 404
    body = entry(zone, days=6, title="改名后的展会", kind="product-launch")
    assert (await office.put(path, json=body)).status_code == 428
    assert (await office.put(path, json=body, headers={"If-Match": '"v9"'})).status_code == 412
    changed = await office.put(path, json=body, headers={"If-Match": '"v1"'})
    assert (changed.headers["ETag"], changed.json()["title"], changed.json()["clause"]) == (
        '"v2"',
        "改名后的展会",
        "15-1",
    )
    assert (await step(zone, draft["activity_id"], "hold")).status_code == 409
    assert (await step(zone, draft["activity_id"], "open")).json()["state"] == "open"
    seen = (await app.get(path)).json()
    assert (seen["takes_registrations"], seen["for_me"]) == (True, {"verdict": "met", "reason": "面向所有企业"})
    assert (await desk(zone, YUHANG).get(path)).status_code == 404
    other_kind = await office.put(path, json=body | {"kind": "training"}, headers={"If-Match": "*"})
    assert other_kind.status_code == 422  # for whom, managers or workers?
    other_kind = await office.put(path, json=entry(zone), headers={"If-Match": "*"})
    assert (other_kind.status_code, other_kind.json()["code"]) == (409, "ACTIVITY_REFUSED")
    assert (await step(zone, draft["activity_id"], "close")).json()["state"] == "closed"
    assert "报名截止" in (await register(zone, uscc, draft["activity_id"])).json()["detail"]


@pytest.mark.parametrize(
    ("terms", "code"),
    [
        ({"kind": "dancing"}, "ACTIVITY_UNFIT"),
        ({"kind": "training"}, "ACTIVITY_UNFIT"),
        ({"audience_group": "managers"}, "ACTIVITY_UNFIT"),
        ({"ends_at": "2026-01-01T00:00:00Z"}, "ACTIVITY_UNFIT"),
        ({"starts_at": None}, "ACTIVITY_UNFIT"),
        ({"closes_at": "2099-01-01T00:00:00Z"}, "ACTIVITY_UNFIT"),
        ({"condition": {"fact": "colour", "is": True}}, "VALIDATION_FAILED"),
        ({"capacity": 0}, "VALIDATION_FAILED"),
    ],
)
async def test_what_cannot_be_meant_is_refused(zone: RunningZone, terms: dict[str, Any], code: str) -> None:
    answer = await desk(zone).post("/v1/activities", json=entry(zone) | terms, headers=key())
    assert (answer.status_code, answer.json()["code"]) == (422, code), answer.text


async def test_an_enterprise_is_shown_what_is_for_it_and_why_and_registers_for_nothing_else(zone: RunningZone) -> None:
    holder, plain = await firms(zone, 2)
    changed = await zone.recognise(holder, "specialised")
    await zone.complete(changed["change_id"])
    terms = {"kind": "training", "audience_group": "workers"}
    higher = await opened(zone, condition=HIGHER, audience="省级以上专精特新中小企业", **terms)
    staff = {"fact": "staff", "at_least": 20}
    unsaid = await opened(zone, condition=staff, **terms)
    elsewhere = await opened(zone, condition={"fact": "district", "any_of": [YUHANG]}, **terms)
    asked = {"kind": "training", "audience_group": "workers", "district": BINJIANG, "limit": 2}

    async def found(uscc: str, **more: Any) -> dict[str, str]:
        app, verdicts, cursor = zone.enterprise(uscc, "notifications"), {}, None
        while True:
            params = asked | more | ({"cursor": cursor} if cursor else {})
            page = (await app.get("/v1/activities", params=params)).json()
            verdicts |= {one["activity_id"]: one["for_me"]["verdict"] for one in page["items"]}
            cursor = page["next_cursor"]
            if cursor is None:
                return verdicts

    assert await found(holder) == {higher: "met", unsaid: "unknown", elsewhere: "unmet"}
    assert await found(holder, for_me=True) == {higher: "met", unsaid: "unknown"}
    assert await found(plain, for_me=True) == {unsaid: "unknown"}
    refused = await register(zone, plain, higher)
    assert refused.status_code == 409
    assert "省级以上专精特新中小企业" in refused.json()["detail"]
    assert (await register(zone, holder, higher)).json()["state"] == "seated"
    assert (await register(zone, plain, unsaid)).status_code == 201  # a missing figure is not a no


async def test_lists_are_by_day_district_and_kind_and_services_without_a_time_stay(zone: RunningZone) -> None:
    (uscc,) = await firms(zone, 1)
    kind = {"kind": "energy-diagnosis"}
    soon, later = await opened(zone, days=3, **kind), await opened(zone, days=9, **kind)
    always = await opened(zone, days=None, **kind)
    of_city = await opened(zone, "330100", days=4, **kind)
    there = await opened(zone, YUHANG, days=5, **kind)
    app = zone.enterprise(uscc, "notifications")

    async def listed(client: Any, **params: Any) -> list[str]:
        items = (await client.get("/v1/activities", params=kind | params)).json()["items"]
        return [one["activity_id"] for one in items]

    assert await listed(app) == [soon, of_city, there, later, always]
    assert await listed(app, district=BINJIANG) == [soon, later, always]
    assert await listed(app, until_on=str(zone.today.replace(day=28))) == [soon, of_city, always]
    assert await listed(app, from_on="2027-06-01") == [always]
    assert await listed(desk(zone)) == [soon, of_city, later, always]
    assert await listed(desk(zone, "330100")) == [soon, of_city, there, later, always]
    assert (await step(zone, of_city, "cancel", reason="示例")).status_code == 403
    assert (await step(zone, there, "close")).status_code == 404
    city_sees = await desk(zone, "330100").get(f"/v1/activities/{there}/registrations")
    assert city_sees.json() == {"items": [], "next_cursor": None}
    assert (await desk(zone).get(f"/v1/activities/{of_city}/registrations")).status_code == 403
