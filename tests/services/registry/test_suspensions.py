"""A suspension reaches everybody, and so does its end."""

from datetime import timedelta
from typing import Any

import httpx

from tests.zone import BINJIANG, YUHANG, RunningZone, key, recognition

DAY = timedelta(days=1)


async def suspend(zone: RunningZone, title_id: str, on: Any = None, officer: Any = None) -> httpx.Response:
    body = {"ground": "fraud", "document": "示例暂停文号", "decided_on": (on or zone.today).isoformat()}
    return await (officer or zone.officer()).post(f"/v1/titles/{title_id}/suspensions", json=body, headers=key())


async def resume(zone: RunningZone, title_id: str, on: Any = None) -> httpx.Response:
    body = {"document": "示例恢复文号", "decided_on": (on or zone.today).isoformat()}
    return await zone.officer().post(f"/v1/titles/{title_id}/resumptions", json=body, headers=key())


async def test_a_suspension_closes_and_removes_and_its_end_opens_and_lists_again(zone: RunningZone) -> None:
    uscc = await zone.register()
    first = await zone.recognise(uscc, "specialised", zone.today - 100 * DAY)
    title_id = first["titles"][0]["title_id"]
    suspended = await suspend(zone, title_id, zone.today - 10 * DAY)
    assert suspended.status_code == 201, suspended.text
    assert suspended.json()["standing"]["tier"] == "none"
    record = await zone.complete(suspended.json()["change_id"])
    assert (record["kind"], record["reason"]) == ("tier.changed", "suspended")
    lost = {one["service"]: one["lost"] for one in record["consequences"]}
    assert "称号被暂停" in lost["benefits"][0]["reason"]
    assert await zone.on_list(uscc) is None
    entitlements = await zone.entitlements(uscc)
    assert {one["status"] for one in entitlements.values()} == {"closed"}
    assert {one["closed_on"] for one in entitlements.values()} == {(zone.today - 10 * DAY).isoformat()}
    assert any(one["heading"] == "称号暂停：贵企业现为无称号" for one in await zone.inbox(uscc))

    resumed = (await resume(zone, title_id)).json()
    record = await zone.complete(resumed["change_id"])
    assert (record["reason"], record["current_tier"]) == ("resumed", "specialised")
    assert await zone.on_list(uscc) is not None
    entitlements = await zone.entitlements(uscc)
    assert {one["status"] for one in entitlements.values()} == {"open"}
    assert len(entitlements) == 3, "what was open before, and no second award"


async def test_the_list_of_a_day_knows_who_was_suspended_on_it(zone: RunningZone) -> None:
    uscc = await zone.register(district="330127", industry="C41")
    change = await zone.recognise(uscc, "specialised", zone.today - 100 * DAY)
    title_id = change["titles"][0]["title_id"]
    await suspend(zone, title_id, zone.today - 10 * DAY)
    await zone.complete((await resume(zone, title_id)).json()["change_id"])
    found = {}
    for ago in (0, 1, 10, 11):
        day = (zone.today - ago * DAY).isoformat()
        for asked in ({}, {"holds": "specialised"}, {"tier": "specialised"}):
            params = {"district": "330127", "industry": "C41", "as_of": day, "limit": "1000", **asked}
            items = (await zone.bank().get("/v1/list", params=params)).json()["items"]
            found.setdefault(ago, set()).add(uscc in {item["uscc"] for item in items})
        standing = (await zone.profile(uscc, as_of=day))["standing"]["tier"]
        assert found[ago] == {standing == "specialised"}
    assert found == {0: {True}, 1: {False}, 10: {False}, 11: {True}}


async def test_a_district_suspends_what_it_decides(zone: RunningZone) -> None:
    uscc = await zone.register(district=BINJIANG)
    low = (await zone.recognise(uscc, "innovative", zone.today - DAY))["titles"][0]["title_id"]
    high = (await zone.recognise(uscc, "specialised"))["titles"][1]["title_id"]
    own, foreign = zone.officer(BINJIANG), zone.officer(YUHANG)
    assert (await suspend(zone, high, officer=own)).status_code == 403
    assert (await suspend(zone, low, officer=foreign)).json()["code"] == "TITLE_NOT_FOUND"
    assert (await suspend(zone, low, officer=own)).status_code == 201
    again = await suspend(zone, low, officer=own)
    assert (again.status_code, again.json()["code"]) == (409, "TITLE_REFUSED")


async def test_fraud_cancels_every_tier_in_one_change_and_bans_for_three_years(zone: RunningZone) -> None:
    uscc = await zone.register(district=BINJIANG)
    low = (await zone.recognise(uscc, "innovative"))["titles"][0]["title_id"]
    await zone.recognise(uscc, "little_giant")
    ground = {"ground": "fraud", "document": "示例", "decided_on": zone.today.isoformat()}
    path = f"/v1/titles/{low}/revocations"
    refused = await zone.officer(BINJIANG).post(path, json=ground, headers=key())
    assert refused.status_code == 403, "a district does not end what it could not have decided"
    revoked = await zone.revoke(low, ground="fraud")
    assert {title["status"] for title in revoked["titles"]} == {"revoked"}
    record = await zone.complete(revoked["change_id"])
    assert record["reason_text"].startswith("全部称号被撤销：数据造假")
    assert await zone.on_list(uscc) is None
    applied = await zone.enterprise(uscc, "registry").post(
        f"/v1/enterprises/{uscc}/applications", json={"tier": "innovative"}, headers=key()
    )
    assert (applied.status_code, applied.json()["code"]) == (409, "APPLICATION_REFUSED")
    assert "数据造假" in applied.json()["detail"]


async def test_a_title_that_no_longer_qualifies_takes_no_other_with_it(zone: RunningZone) -> None:
    uscc = await zone.register()
    await zone.recognise(uscc, "innovative", zone.today - DAY)
    high = (await zone.recognise(uscc, "little_giant"))["titles"][1]["title_id"]
    assert (await zone.revoke(high))["standing"]["tier"] == "innovative"


# ---- what is known later ---------------------------------------------------------------------------


async def test_what_was_known_at_an_instant_is_not_what_is_known_now(zone: RunningZone) -> None:
    uscc = await zone.register()
    since = zone.today - 300 * DAY
    change = await zone.recognise(uscc, "specialised", since)
    known = (await zone.officer().get(f"/v1/title-changes/{change['change_id']}")).json()["recorded_at"]
    revoked = await zone.revoke(change["titles"][0]["title_id"], zone.today - 200 * DAY, ground="tax_evasion")
    record = await zone.complete(revoked["change_id"])
    day = (zone.today - 100 * DAY).isoformat()
    assert (await zone.profile(uscc, as_of=day))["standing"]["tier"] == "none"
    then = await zone.profile(uscc, as_of=day, known_at=known)
    assert (then["standing"]["tier"], then["titles"][0]["status"]) == ("specialised", "valid")
    assert (await zone.profile(uscc, as_of=day, known_at=record["recorded_at"]))["standing"]["tier"] == "none"
    before = await zone.profile(uscc, as_of=day, known_at="2020-01-01T00:00:00Z")
    assert (before["standing"]["tier"], before["titles"]) == ("none", [])
    closed = {one["closed_on"] for one in (await zone.entitlements(uscc)).values()}
    assert closed == {(zone.today - 200 * DAY).isoformat()}, "closed when it ended, not when it was found out"
    params = {"as_of": day, "limit": "1000", "district": BINJIANG}
    listed = (await zone.bank().get("/v1/list", params=params)).json()["items"]
    assert uscc not in {item["uscc"] for item in listed}


async def test_an_instant_is_written_with_its_zone_and_as_no_number(zone: RunningZone) -> None:
    uscc = await zone.register()
    for written in ("2026-01-01T00:00:00", "2026-01-01", "0.5", "1767225600", "0001-01-01T00:00:00+08:00"):
        answer = await zone.officer().get(f"/v1/enterprises/{uscc}", params={"known_at": written})
        assert (answer.status_code, answer.json()["code"]) == (422, "VALIDATION_FAILED"), written
    good = await zone.officer().get(f"/v1/enterprises/{uscc}", params={"known_at": "2026-01-01T08:00:00+08:00"})
    assert good.status_code == 200


async def test_an_older_title_recorded_later_is_the_first_everywhere(zone: RunningZone) -> None:
    uscc = await zone.register()
    newer = await zone.recognise(uscc, "specialised", zone.today - 10 * DAY)
    known = (await zone.officer().get(f"/v1/title-changes/{newer['change_id']}")).json()["recorded_at"]
    older = await zone.officer().post(
        f"/v1/enterprises/{uscc}/titles",
        json=recognition("specialised", zone.today - 2_000 * DAY, valid_until=(zone.today - 1_500 * DAY).isoformat()),
        headers=key(),
    )
    assert [title["first"] for title in older.json()["titles"]] == [True, False]
    await zone.complete(older.json()["change_id"])
    assert (await zone.entitlements(uscc))["specialised-first-award"]["status"] == "closed"
    assert [title["first"] for title in (await zone.profile(uscc, known_at=known))["titles"]] == [True]
