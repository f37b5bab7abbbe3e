"""Titles over HTTP: who may decide, what is told, what a day gives."""

from calendar import isleap
from datetime import date, timedelta

from services.registry.service import titles
from tests.zone import BINJIANG, YUHANG, RunningZone, key, recognition

DAY = timedelta(days=1)


async def test_recognition_renewal_and_revocation_each_tell_one_change(zone: RunningZone) -> None:
    uscc = await zone.register()
    begin = zone.today - timedelta(days=3 * 365)
    first = await zone.recognise(uscc, "specialised", begin)
    title_id = first["titles"][0]["title_id"]
    renewed = await zone.renew(title_id)
    revoked = await zone.revoke(title_id, ground="fraud")
    await zone.complete(revoked["change_id"])
    changes = (await zone.officer().get(f"/v1/enterprises/{uscc}/title-changes")).json()["items"]
    assert [(one["change_id"], one["kind"], one["reason"]) for one in changes] == [
        (revoked["change_id"], "tier.changed", "revoked"),
        (renewed["change_id"], "title.changed", "renewed"),
        (first["change_id"], "tier.changed", "recognised"),
    ]
    assert [(one["previous_tier"], one["current_tier"]) for one in changes] == [
        ("specialised", "none"),
        ("specialised", "specialised"),
        ("none", "specialised"),
    ]
    assert "数据造假" in changes[0]["reason_text"]
    assert [title["first"] for title in renewed["titles"]] == [True, False]
    assert {title["status"] for title in revoked["titles"]} == {"revoked"}


async def test_a_district_decides_innovative_titles_of_its_own_only(zone: RunningZone) -> None:
    uscc = await zone.register(district=BINJIANG)
    own, foreign = zone.officer(BINJIANG), zone.officer(YUHANG)
    path = f"/v1/enterprises/{uscc}/titles"
    higher = await own.post(path, json=recognition("specialised", zone.today), headers=key())
    assert (higher.status_code, higher.json()["code"]) == (403, "FORBIDDEN")
    elsewhere = await foreign.post(path, json=recognition("innovative", zone.today), headers=key())
    assert (elsewhere.status_code, elsewhere.json()["code"]) == (404, "ENTERPRISE_NOT_FOUND")
    made = await own.post(path, json=recognition("innovative", zone.today), headers=key())
    assert made.status_code == 201
    title_id = made.json()["titles"][0]["title_id"]
    ground = {"ground": "unqualified", "document": "示例", "decided_on": zone.today.isoformat()}
    hidden = await foreign.post(f"/v1/titles/{title_id}/revocations", json=ground, headers=key())
    assert (hidden.status_code, hidden.json()["code"]) == (404, "TITLE_NOT_FOUND")
    assert (await own.post(f"/v1/titles/{title_id}/revocations", json=ground, headers=key())).status_code == 201


async def test_a_district_does_not_touch_a_title_of_the_city(zone: RunningZone) -> None:
    uscc = await zone.register(district=BINJIANG)
    title_id = (await zone.recognise(uscc, "little_giant"))["titles"][0]["title_id"]
    ground = {"ground": "unqualified", "document": "示例", "decided_on": zone.today.isoformat()}
    answer = await zone.officer(BINJIANG).post(f"/v1/titles/{title_id}/revocations", json=ground, headers=key())
    assert answer.status_code == 403
    assert (await zone.profile(uscc))["standing"]["tier"] == "little_giant"


async def test_what_the_rules_refuse_changes_nothing(zone: RunningZone) -> None:
    uscc = await zone.register()
    await zone.recognise(uscc, "innovative")
    path = f"/v1/enterprises/{uscc}/titles"
    for refused in (recognition("innovative", zone.today), recognition("specialised", zone.today + DAY)):
        answer = await zone.officer().post(path, json=refused, headers=key())
        assert (answer.status_code, answer.json()["code"]) == (409, "TITLE_REFUSED")
    profile = await zone.profile(uscc)
    assert (len(profile["titles"]), profile["version"]) == (1, 2)


async def test_a_sole_trader_registers_and_is_refused_a_title(zone: RunningZone) -> None:
    await zone.register("92330106MAY2KX9P1H")
    path = "/v1/enterprises/92330106MAY2KX9P1H/titles"
    answer = await zone.officer().post(path, json=recognition("innovative", zone.today), headers=key())
    assert (answer.status_code, answer.json()["code"]) == (409, "TITLE_REFUSED")
    assert "个体工商户" in answer.json()["detail"]


async def test_the_tier_is_answered_for_any_day(zone: RunningZone) -> None:
    uscc = await zone.register()
    begin = date(zone.today.year - 2, 3, 1)
    last = date(zone.today.year + 1, 2, 28 + isleap(zone.today.year + 1))
    await zone.recognise(uscc, "innovative", begin)
    change = await zone.recognise(uscc, "little_giant", zone.today - timedelta(days=100))
    await zone.revoke(change["titles"][1]["title_id"], zone.today - timedelta(days=50))
    days = {
        begin - DAY: "none",
        begin: "innovative",
        zone.today - timedelta(days=100): "little_giant",
        zone.today - timedelta(days=51): "little_giant",
        zone.today - timedelta(days=50): "innovative",
        last: "innovative",
        last + DAY: "none",
    }
    for day, tier in days.items():
        standing = (await zone.profile(uscc, as_of=day.isoformat()))["standing"]
        assert (standing["tier"], standing["as_of"]) == (tier, day.isoformat())


async def test_a_change_has_a_consequence_of_each_listener_and_only_its_readers_see_it(zone: RunningZone) -> None:
    uscc = await zone.register(district=BINJIANG)
    change = await zone.recognise(uscc, "little_giant")
    record = await zone.complete(change["change_id"])
    by_service = {one["service"]: one for one in record["consequences"]}
    assert set(by_service) == {"benefits", "finance", "notifications"}
    assert record["missing"] == []
    award = next(item for item in by_service["benefits"]["gained"] if item["code"] == "little-giant-first-award")
    assert (award["amount"], award["certainty"]) == ("1000000.00", "nominal")
    path = f"/v1/title-changes/{change['change_id']}"
    assert (await zone.enterprise(uscc, "registry").get(path)).status_code == 200
    assert (await zone.officer(BINJIANG).get(path)).status_code == 200
    assert (await zone.officer(YUHANG).get(path)).json()["code"] == "CHANGE_NOT_FOUND"


# ---- time --------------------------------------------------------------------------------------------


async def test_a_title_that_ends_closes_leaves_the_list_and_tells(empty_zone: RunningZone) -> None:
    zone = empty_zone
    uscc = await zone.register()
    await zone.recognise(uscc, "specialised")
    await zone.settle()
    assert await zone.on_list(uscc) is not None
    await zone.move_clock(timedelta(days=3 * 366))
    await titles.expire(zone.db("registry"))
    change = (await zone.officer().get(f"/v1/enterprises/{uscc}/title-changes")).json()["items"][0]
    assert (change["kind"], change["reason"], change["current_tier"]) == ("tier.changed", "expired", "none")
    await zone.complete(change["change_id"])
    assert {one["status"] for one in (await zone.entitlements(uscc)).values()} == {"closed"}
    assert await zone.on_list(uscc) is None
    assert any(one["heading"] == "称号有效期届满：贵企业现为无称号" for one in await zone.inbox(uscc))


async def test_expiring_twice_tells_once(empty_zone: RunningZone) -> None:
    zone = empty_zone
    uscc = await zone.register()
    await zone.recognise(uscc, "innovative")
    await zone.move_clock(timedelta(days=3 * 366))
    for _ in range(3):
        await titles.expire(zone.db("registry"))
    assert await zone.count("registry", "title_change") == 2


async def test_a_title_that_ends_under_a_higher_one_leaves_the_line_and_closes_what_was_its_own(
    empty_zone: RunningZone,
) -> None:
    zone = empty_zone
    uscc = await zone.register()
    await zone.recognise(uscc, "specialised", zone.today - timedelta(days=1000))
    await zone.recognise(uscc, "little_giant", zone.today - timedelta(days=100))
    await zone.move_clock(timedelta(days=100))
    await titles.expire(zone.db("registry"))
    change = (await zone.officer().get(f"/v1/enterprises/{uscc}/title-changes")).json()["items"][0]
    assert (change["kind"], change["reason"]) == ("title.changed", "expired")
    assert change["reason_text"] == "省级专精特新中小企业称号有效期届满"
    await zone.complete(change["change_id"])
    entry = await zone.on_list(uscc)
    assert entry is not None
    assert [title["tier"] for title in entry["titles"]] == ["little_giant"]
    award = (await zone.entitlements(uscc))["specialised-first-award"]
    assert (award["status"], award["cause_id"]) == ("closed", change["change_id"])
    (message,) = [one for one in await zone.inbox(uscc) if one["cause_id"] == change["change_id"]]
    assert message["heading"] == "称号有效期届满：省级专精特新中小企业"


async def test_a_renewal_that_takes_over_shows_on_the_list_and_is_not_told_as_an_end(empty_zone: RunningZone) -> None:
    zone = empty_zone
    uscc = await zone.register()
    first = await zone.recognise(uscc, "innovative", zone.today - timedelta(days=3 * 365))
    second = (await zone.renew(first["titles"][0]["title_id"]))["titles"][1]
    await zone.move_clock(timedelta(days=30))
    await titles.expire(zone.db("registry"))
    assert (await zone.profile(uscc))["standing"]["tier"] == "innovative"
    change = (await zone.officer().get(f"/v1/enterprises/{uscc}/title-changes")).json()["items"][0]
    assert (change["kind"], change["reason"]) == ("title.changed", "continued")
    await zone.complete(change["change_id"])
    entry = await zone.on_list(uscc)
    assert entry is not None
    assert [title["valid_until"] for title in entry["titles"]] == [second["valid_until"]]
    assert "称号复核后续期生效：创新型中小企业" in {one["heading"] for one in await zone.inbox(uscc)}


async def test_a_title_without_a_renewal_leaves_a_gap(empty_zone: RunningZone) -> None:
    zone = empty_zone
    uscc = await zone.register()
    await zone.recognise(uscc, "innovative", zone.today - timedelta(days=3 * 365))
    await zone.move_clock(timedelta(days=30))
    await titles.expire(zone.db("registry"))
    assert (await zone.profile(uscc))["standing"]["tier"] == "none"
    assert await zone.count("registry", "title_change") == 2, "the recognition, the end"


async def test_a_title_revoked_on_its_first_day_is_not_recorded_again_as_if_it_were_another(zone: RunningZone) -> None:
    uscc = await zone.register()
    body = recognition("specialised", zone.today)
    path = f"/v1/enterprises/{uscc}/titles"
    first = await zone.officer().post(path, json=body, headers=key())
    await zone.revoke(first.json()["titles"][0]["title_id"])
    again = await zone.officer().post(path, json=body, headers=key())
    assert (again.status_code, again.json()["code"]) == (409, "TITLE_REFUSED")
    assert body["number"] in again.json()["detail"]
    other = await zone.officer().post(path, json=body | {"number": "示例-another"}, headers=key())
    assert other.status_code == 201, other.text
