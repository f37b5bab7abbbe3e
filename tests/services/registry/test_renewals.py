"""Renewal by application, over HTTP: drafted in the title's last months, judged as one, ending in the next period."""

from datetime import timedelta
from typing import Any

import httpx

from tests.applications import CONTENT, RESULT, begin, grant, officer, pass_notice, read, set_quota, take, taken
from tests.qualified import qualified
from tests.zone import BINJIANG, RunningZone, key

TWO_YEARS_AND_TEN_MONTHS = timedelta(days=1035)


async def holder(zone: RunningZone, tier: str = "specialised", **changed: Any) -> tuple[str, str]:
    """USCC and title of one that meets the standard and whose title has two months left."""
    uscc = await qualified(zone, tier, **changed)
    held = await zone.recognise(uscc, tier, zone.today - TWO_YEARS_AND_TEN_MONTHS)
    return uscc, next(one["title_id"] for one in held["titles"] if one["tier"] == tier)


def anybody(zone: RunningZone) -> httpx.AsyncClient:
    client = zone.client("registry", "auditor")
    del client.headers["Authorization"]
    return client


async def at_notice(zone: RunningZone, uscc: str, application_id: str) -> None:
    await taken(zone.enterprise(uscc, "registry"), application_id, "submissions")
    district = officer(zone, "district-reviewer", BINJIANG)
    for step in ("accept", "approve"):
        await taken(district, application_id, "reviews", {"step": step})
    await taken(officer(zone, "city-0"), application_id, "reviews", {"step": "approve"})
    result = RESULT | {"decided_on": zone.today.isoformat()}
    await taken(officer(zone, "city-1"), application_id, "reviews", {"step": "approve", **result})


async def test_an_application_for_renewal_passes_the_desks_and_ends_in_the_next_period(
    empty_zone: RunningZone,
) -> None:
    zone = empty_zone
    await set_quota(zone, 5)
    uscc, title_id = await holder(zone)
    application_id = await begin(zone, uscc)
    drafted = await read(zone.enterprise(uscc, "registry"), application_id)
    assert (drafted["occasion"], drafted["occasion_label"], drafted["renews"]) == ("renewal", "复核", title_id)
    await at_notice(zone, uscc, application_id)
    assert (await read(zone.officer(), application_id))["assessment"]["occasion"] == "renewal"
    await zone.move_clock(timedelta(days=3))  # a notice begins on a working day
    (notice,) = (await anybody(zone).get("/v1/public/notices")).json()["items"]
    assert (notice["uscc"], notice["occasion_label"]) == (uscc, "复核")

    await pass_notice(zone)
    given = await taken(officer(zone, "city-2"), application_id, "recognitions", grant(zone))
    old, new = [one for one in (await zone.profile(uscc))["titles"] if one["tier"] == "specialised"]
    assert given["title_id"] == new["title_id"]
    assert (new["renews"], old["first"], new["first"], new["status"]) == (title_id, True, False, "valid")
    assert new["recognised_on"] > old["valid_until"]
    change = await zone.complete(given["change_id"])
    assert (change["reason"], change["reason_text"]) == ("renewed", "省级专精特新中小企业复核通过（示例认定文号）")
    again = await zone.enterprise(uscc, "registry").post(
        f"/v1/enterprises/{uscc}/applications", json={"tier": "specialised"} | CONTENT, headers=key()
    )
    assert (again.status_code, "已有续期" in again.json()["detail"]) == (409, True)


async def test_before_its_last_months_a_holder_is_told_from_when(zone: RunningZone) -> None:
    uscc = await qualified(zone, "specialised")
    await zone.recognise(uscc, "specialised", zone.today - timedelta(days=300))
    refused = await zone.enterprise(uscc, "registry").post(
        f"/v1/enterprises/{uscc}/applications", json={"tier": "specialised"} | CONTENT, headers=key()
    )
    assert (refused.status_code, refused.json()["code"]) == (409, "APPLICATION_REFUSED")
    assert "起可申请复核" in refused.json()["detail"]


async def test_a_batch_recognises_and_renews_and_tells_each_as_what_it_is(empty_zone: RunningZone) -> None:
    zone = empty_zone
    await set_quota(zone, 5)
    renewing, _ = await holder(zone)
    anew = await qualified(zone, "specialised")
    ids = {}
    for uscc in (renewing, anew):
        ids[uscc] = await begin(zone, uscc)
        await at_notice(zone, uscc, ids[uscc])
    await pass_notice(zone)
    body = {
        "step": "recognise",
        "authority": "示例机关",
        "document": "示例认定文号",
        "decided_on": zone.today.isoformat(),
        "applications": [{"application_id": id_, "number": f"示例-{uscc[-6:]}"} for uscc, id_ in ids.items()],
    }
    report = (await officer(zone, "city-2").post("/v1/application-batches", json=body, headers=key())).json()
    assert report["advanced"] == 2, report
    reasons = {}
    for uscc, id_ in ids.items():
        change_id = (await read(zone.officer(), id_))["change_id"]
        reasons[uscc] = (await zone.officer().get(f"/v1/title-changes/{change_id}")).json()["reason"]
    assert reasons == {renewing: "renewed", anew: "recognised"}


async def test_a_change_not_reported_in_time_forbids_it_at_the_draft_and_at_the_end(zone: RunningZone) -> None:
    late, _ = await holder(zone)
    await report_late(zone, late)
    refused = await zone.enterprise(late, "registry").post(
        f"/v1/enterprises/{late}/applications", json={"tier": "specialised"} | CONTENT, headers=key()
    )
    assert (refused.status_code, refused.json()["code"]) == (409, "APPLICATION_REFUSED")
    assert "复核资格已取消；称号到期后可重新申请认定" in refused.json()["detail"]

    meanwhile, _ = await holder(zone)
    application_id = await begin(zone, meanwhile)
    await report_late(zone, meanwhile)
    stopped = await take(zone.enterprise(meanwhile, "registry"), application_id, "submissions")
    assert (stopped.status_code, "复核资格已取消" in stopped.json()["detail"]) == (409, True)


async def report_late(zone: RunningZone, uscc: str) -> None:
    body = {
        "kind": "restructuring",
        "occurred_on": (zone.today - timedelta(days=200)).isoformat(),
        "statement": "示例情况说明",
    }
    path = f"/v1/enterprises/{uscc}/major-changes"
    answer = await zone.enterprise(uscc, "registry").post(path, json=body, headers=key())
    assert answer.status_code == 201, answer.text
