"""The audit trail over HTTP: read and checked by auditors, the same in every service."""

import json
from datetime import timedelta
from typing import Any

import httpx
import pytest

from services.embedded import SERVICES
from shared.testing import eventually
from tests.zone import BINJIANG, RunningZone, key, new_uscc, own_business

every_service = pytest.mark.parametrize("service", SERVICES)


def auditor(zone: RunningZone, service: str = "registry", name: str = "auditor") -> httpx.AsyncClient:
    return zone.client(service, "auditor", name)


async def entries(zone: RunningZone, count: int, service: str = "registry", **params: Any) -> list[dict[str, Any]]:
    """The newest rows, once there are that many."""

    async def read() -> list[dict[str, Any]]:
        answer = await auditor(zone, service).get("/v1/audit", params=params)
        assert answer.status_code == 200, answer.text
        items: list[dict[str, Any]] = answer.json()["items"]
        return items if len(items) >= count else []

    return await eventually(read)


async def retried(zone: RunningZone, service: str, subject: str) -> None:
    source = "benefits" if service == "registry" else "registry"
    client = zone.client(service, "service", subject)
    answer = await client.post("/v1/parked-facts/retry", json={"source": source})
    assert answer.status_code == 200, answer.text


@every_service
async def test_what_was_done_is_read_sealed_and_found_intact(zone: RunningZone, service: str) -> None:
    subject = new_uscc()
    await retried(zone, service, subject)
    (found,) = await entries(zone, 1, service, actor=f"service:{subject}")
    assert found["operation"] == "retry_parked_facts"
    client, after, last = auditor(zone, service), 0, 0
    while True:
        checked = (await client.get("/v1/audit/check", params={"after": after, "limit": 20})).json()
        assert checked["intact"], checked
        assert checked["first"] == after + 1
        last = checked["last"]
        if checked["next_after"] is None:
            break
        after = checked["next_after"]
    assert last >= found["number"]


@every_service
async def test_a_checkpoint_is_signed_and_checked_against_later(zone: RunningZone, service: str) -> None:
    client = auditor(zone, service)
    kept = (await client.get("/v1/audit/checkpoint")).json()
    assert (kept["service"], len(kept["hash"])) == (service, 64)
    subject = new_uscc()
    await retried(zone, service, subject)
    (found,) = await entries(zone, 1, service, actor=f"service:{subject}")
    checked = (await client.get("/v1/audit/check", params={"checkpoint": kept["token"]})).json()
    assert checked["intact"]
    assert checked["first"] == kept["number"] + 1
    assert checked["last"] >= found["number"]


async def test_a_checkpoint_of_nobody_or_of_another_service_is_refused(zone: RunningZone) -> None:
    client = auditor(zone)
    foreign = (await auditor(zone, "finance").get("/v1/audit/checkpoint")).json()["token"]
    own = (await client.get("/v1/audit/checkpoint")).json()["token"]
    token = zone.issuer.token("auditor", "auditor", seconds=60)
    for bad in (foreign, own[:-4] + "AAAA", token, "nothing"):
        answer = await client.get("/v1/audit/check", params={"checkpoint": bad})
        assert (answer.status_code, answer.json()["code"]) == (422, "CHECKPOINT_FOREIGN")


async def test_a_checkpoint_is_no_token(zone: RunningZone) -> None:
    """It is signed with a key that tokens are checked with."""
    kept = (await auditor(zone).get("/v1/audit/checkpoint")).json()["token"]
    asked = auditor(zone)
    asked.headers["Authorization"] = f"Bearer {kept}"
    assert (await asked.get("/v1/audit")).status_code == 401


async def test_an_edit_says_what_it_changed_before_and_after(zone: RunningZone) -> None:
    uscc = await zone.register(staff=86)
    officer, path = zone.officer(), f"/v1/enterprises/{uscc}"
    await officer.patch(path, json={"staff": 88, "industry": "C39"}, headers={"If-Match": "*"})
    year = zone.today.year - 1
    for revenue in ("36000000.00", "37000000.00"):
        figures = {"staff": 80, "revenue": revenue}
        await officer.put(f"{path}/annual-figures/{year}", json=figures, headers={"If-Match": "*"})
    reported, first, corrected, registered = await entries(zone, 4, object=uscc)
    assert registered["object"]["facts"]
    assert registered["changes"] == [{"what": "enterprise", "before": {"uscc": None}, "after": {"uscc": uscc}}]
    assert corrected["changes"] == [{"what": "enterprise", "before": {"staff": 86}, "after": {"staff": 88}}]
    assert first["changes"][0]["after"]["revenue_fen"] == 3_600_000_000
    assert reported["changes"] == [
        {
            "what": f"annual figures {year}",
            "before": {"revenue_fen": 3_600_000_000},
            "after": {"revenue_fen": 3_700_000_000},
        }
    ]


async def test_the_name_of_a_business_that_is_its_owner_s_is_not_written_down(zone: RunningZone) -> None:
    uscc = own_business()
    await zone.register(uscc, name="欧阳示例小吃店")
    await zone.officer().patch(f"/v1/enterprises/{uscc}", json={"name": "诸葛示例面馆"}, headers={"If-Match": "*"})
    corrected, *_ = await entries(zone, 1, object=uscc, operation="correct_enterprise")
    assert corrected["changes"] == [{"what": "enterprise", "before": {"name": "***"}, "after": {"name": "***"}}]
    assert "示例" not in json.dumps(corrected, ensure_ascii=False)


async def test_filters_and_pages_show_every_row_once_newest_first(zone: RunningZone) -> None:
    uscc = await zone.register()
    for staff in range(1, 6):
        await zone.officer().patch(f"/v1/enterprises/{uscc}", json={"staff": staff}, headers={"If-Match": "*"})
    everything = [one["number"] for one in await entries(zone, 5, object=uscc, operation="correct_enterprise")]
    client, seen, cursor = auditor(zone), list[int](), None
    while True:
        asked = {"object": uscc, "operation": "correct_enterprise", "limit": 2} | ({"cursor": cursor} if cursor else {})
        page = (await client.get("/v1/audit", params=asked)).json()
        seen += [one["number"] for one in page["items"]]
        cursor = page["next_cursor"]
        if cursor is None:
            break
    assert seen == everything == sorted(everything, reverse=True)
    today, tomorrow = zone.today.isoformat(), (zone.today + timedelta(days=1)).isoformat()
    for params, found in (({"from_on": today, "until_on": today}, True), ({"from_on": tomorrow}, False)):
        items = (await client.get("/v1/audit", params={"object": uscc, **params})).json()["items"]
        assert bool(items) is found


async def test_the_characters_of_a_pattern_are_characters(zone: RunningZone) -> None:
    for wildcard in ("%", "_" * 18, '"'):
        assert (await auditor(zone).get("/v1/audit", params={"object": wildcard})).json()["items"] == []


async def test_who_registers_twice_with_one_key_is_written_once(zone: RunningZone) -> None:
    uscc, headers = new_uscc(), key()
    body = {"uscc": uscc, "name": "示例公司", "district": BINJIANG, "industry": "C39"}
    officer = zone.client("registry", "officer", f"officer-{uscc}", district="330100")
    for _ in range(2):
        await officer.post("/v1/enterprises", json=body, headers=headers)
    assert len(await entries(zone, 1, actor=f"officer:officer-{uscc}")) == 1
