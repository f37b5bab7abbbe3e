"""One enterprise on the whole ladder, by the API alone: what it lacks, what it brings, what follows in every service.

The day it begins on is fixed, so that laws, holidays and the windows of titles are the same whenever it is run.
"""

from datetime import date, timedelta
from typing import Any, Final

import httpx

from services.registry.service import duties, titles
from shared.testing import eventually
from tests.applications import CONTENT, begin, grant, officer, read, set_quota, take, taken
from tests.zone import BINJIANG, RunningZone, key, new_uscc

FIRST_DAY: Final = date(2026, 12, 1)
"""A Tuesday. The standard in force is MIIT-2026-02, the holidays of the year are published."""
SAID_BY_ITSELF: Final = {"restricted_products": "no", "ip_applied": "yes", "niche_since": "2018-03-01"}
SAID_BY_OFFICERS: Final = {
    **dict.fromkeys(("abnormal_operation", "serious_dishonesty", "accident", "violation", "fraud"), "no"),
    "market_position": "yes",
    "development_score": "62",
}
"""What departments find and decide: an enterprise may not say it of itself."""
TIER: Final = "specialised"
WHO: Final = {"name": "欧阳示例", "phone": "13800001234"}
TIER_LABEL: Final = "省级专精特新中小企业"
STEPS: Final = ["已提交", "已受理", "审核通过，进入市级审核", "审核通过，进入省级审核", "进入公示"]
"""What the inbox says of an application that nobody sends back; then comes the message about the title."""
AWARD: Final = "specialised-first-award"
ANY: Final = {"If-Match": "*"}
ALL: Final = ["benefits", "finance", "notifications"]


# ---- what everybody does ------------------------------------------------------------------------


async def put(client: httpx.AsyncClient, uscc: str, path: str, body: Any = None) -> None:
    answer = await client.put(f"/v1/enterprises/{uscc}/{path}", json=body, headers=ANY)
    assert answer.status_code == 200, answer.text


async def bring(client: httpx.AsyncClient, uscc: str, section: str, body: Any) -> None:
    answer = await client.post(f"/v1/enterprises/{uscc}/{section}", json=body, headers=key())
    assert answer.status_code == 201, answer.text


async def report(client: httpx.AsyncClient, uscc: str, year: int) -> None:
    """The figures of a year."""
    body = {
        "staff": 86,
        "revenue": "42000000.00",
        "main_revenue": "38000000.00",
        "rd_expense": "2600000.00",
        "total_assets": "60000000.00",
        "total_debt": "24000000.00",
    }
    await put(client, uscc, f"annual-figures/{year}", body)


async def next_step(client: httpx.AsyncClient, uscc: str, occasion: str = "new") -> dict[str, Any]:
    params = {"tier": TIER, "occasion": occasion}
    answer = await client.get(f"/v1/enterprises/{uscc}/next-step", params=params)
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


async def go_to(zone: RunningZone, day: date) -> None:
    """The clock on that day, and at once what the zone else does of itself within seconds."""
    await zone.move_clock(day - zone.today)

    async def there() -> bool:
        await titles.expire(zone.db("registry"))
        await duties.come_due(zone.db("registry"))
        return zone.today == day  # whoever follows the clock may be a second behind

    assert await eventually(there)


async def pass_the_desks(zone: RunningZone, uscc: str, application_id: str) -> dict[str, Any]:
    """From submission to notice: district, city, province, three different officers."""
    await taken(zone.enterprise(uscc, "registry"), application_id, "submissions")
    district = officer(zone, "district-officer", BINJIANG)
    for step in ("accept", "approve"):
        await taken(district, application_id, "reviews", {"step": step})
    await taken(officer(zone, "city-officer"), application_id, "reviews", {"step": "approve"})
    result = {"step": "approve", "document": "示例省级文号", "decided_on": zone.today.isoformat()}
    at_notice = await taken(officer(zone, "officer-for-the-province"), application_id, "reviews", result)
    assert at_notice["state"] == "notice"
    return at_notice


async def pass_the_notice(zone: RunningZone, application_id: str, at_notice: dict[str, Any]) -> dict[str, Any]:
    """Nobody is recognised before the last day is over; then the title is given. Returns its consequence record."""
    recogniser, last_day = officer(zone, "recogniser"), date.fromisoformat(at_notice["notice"]["last_day"])
    early = await take(recogniser, application_id, "recognitions", grant(zone))
    assert early.status_code == 409, early.text
    await go_to(zone, last_day + timedelta(days=1))
    given = await taken(recogniser, application_id, "recognitions", grant(zone))
    return await zone.complete(given["change_id"])


async def told_of(zone: RunningZone, uscc: str, change_id: str) -> dict[str, Any]:
    """The message about a change, once it is whole."""

    async def message() -> dict[str, Any] | None:
        found = [one for one in await zone.inbox(uscc) if one["cause_id"] == change_id]
        return found[0] if found and found[0]["completed_at"] else None

    found = await eventually(message)
    assert found
    return found


async def told_of_steps(zone: RunningZone, uscc: str, asked: str) -> list[str]:
    """What the inbox says of an application that asks for that, oldest first."""
    begins = f"{TIER_LABEL}{asked}"
    headings = [one["heading"] for one in reversed(await zone.inbox(uscc))]
    return [one.removeprefix(begins) for one in headings if one.startswith(begins)]


async def duty_of(zone: RunningZone, uscc: str, kind: str) -> dict[str, Any]:
    """The latest of this kind."""
    answer = await zone.enterprise(uscc, "registry").get(f"/v1/enterprises/{uscc}/duties")
    return dict(next(one for one in answer.json()["items"] if one["kind"] == kind))


def reported_by(record: dict[str, Any]) -> list[str]:
    return [one["service"] for one in record["consequences"]]


# ---- the journey ----------------------------------------------------------------------------------


async def test_an_enterprise_climbs_renews_falls_and_may_begin_anew_after_three_years(zone: RunningZone) -> None:
    await go_to(zone, FIRST_DAY)
    uscc, idle = await registered(zone), await zone.register()
    await zone.recognise(idle, TIER)
    await is_told_what_it_lacks_and_brings_it(zone, uscc)
    title = await is_recognised(zone, uscc)
    await updates_its_figures_every_year(zone, uscc)
    await loses_its_renewal_by_sending_nothing(zone, idle)
    renewed = await is_renewed(zone, uscc, title)
    await is_revoked(zone, uscc, renewed)
    await waits_three_years(zone, uscc)


async def registered(zone: RunningZone) -> str:
    """By itself; its owner fills in the profile, departments add what is theirs to say."""
    uscc = new_uscc()
    owner, city = zone.enterprise(uscc, "registry"), zone.officer()
    body = {"uscc": uscc, "name": f"示例攀登{uscc[-6:]}有限公司", "district": BINJIANG, "industry": "C39", "owner": WHO}
    itself = await owner.post("/v1/me/enterprises", json=body, headers=key())
    assert (itself.status_code, itself.json()["checked"], itself.json()["owner"]["role"]) == (201, True, "owner")
    seen = await zone.officer(BINJIANG).get("/v1/enterprises", params={"name": body["name"]})
    assert [one["uscc"] for one in seen.json()["items"]] == [uscc]
    for year in (FIRST_DAY.year - 2, FIRST_DAY.year - 1):
        await report(owner, uscc, year)
    for question, value in SAID_BY_ITSELF.items():
        await put(owner, uscc, f"answers/{question}", {"value": value})
    await put(owner, uscc, "intellectual-property", {"i_high_value": 0, "i_own": 0, "i": 0, "ii": 6})
    for section in ("credentials", "institutions", "equity-rounds"):
        await put(owner, uscc, f"complete-sections/{section}")
    for question, value in SAID_BY_OFFICERS.items():
        await put(city, uscc, f"answers/{question}", {"value": value})
    return uscc


async def is_told_what_it_lacks_and_brings_it(zone: RunningZone, uscc: str) -> None:
    owner = zone.enterprise(uscc, "registry")
    await zone.settle()
    step = await next_step(owner, uscc)
    fewest = {one["code"]: one for one in step["plan"]["fewest"]}
    assert {code: one["verdict"] for code, one in fewest.items()} == {"title": "unmet", "ip": "unmet"}
    assert step["words"] == "距省级专精特新中小企业还差2项"
    assert all(one["evidence"] and one["clause"] for one in fewest.values())
    assert (step["worth"]["status"], step["worth"]["nominal"]) == ("available", "200000.00")
    application_id = await begin(zone, uscc)  # a draft nobody else hears of
    refused = await take(owner, application_id, "submissions")
    assert (refused.status_code, refused.json()["code"]) == (409, "APPLICATION_UNQUALIFIED")
    assert (await owner.post(f"/v1/applications/{application_id}/withdrawals", json={}, headers=key() | ANY)).is_success

    certificate = {"kind": "tech_sme", "awarded_on": (zone.today - timedelta(days=30)).isoformat()}
    await bring(owner, uscc, "credentials", certificate)
    await put(owner, uscc, "intellectual-property", {"i_high_value": 0, "i_own": 1, "i": 1, "ii": 6})
    step = await next_step(owner, uscc)
    assert step["plan"]["fewest"] == []
    assert step["words"] == "已符合省级专精特新中小企业的认定标准，可以申报"


async def is_recognised(zone: RunningZone, uscc: str) -> str:
    """The title_id."""
    assert (await set_quota(zone, 1)).status_code == 200
    application_id = await begin(zone, uscc)
    at_notice = await pass_the_desks(zone, uscc, application_id)
    assert at_notice["notice"] == {"first_day": "2026-12-01", "last_day": "2026-12-07", "provisional": False}
    record = await pass_the_notice(zone, application_id, at_notice)
    assert (record["previous_tier"], record["current_tier"], reported_by(record)) == ("none", TIER, ALL)
    assert await told_of_steps(zone, uscc, "申报") == STEPS
    assert any("公示期为 2026-12-01 至 2026-12-07" in one["text"] for one in await zone.inbox(uscc))

    award = (await zone.entitlements(uscc))[AWARD]
    assert (award["status"], award["amount"], award["certainty"]) == ("open", "200000.00", "nominal")
    entry = await zone.on_list(uscc)
    assert entry
    assert entry["tier"] == TIER
    message = await told_of(zone, uscc, record["change_id"])
    assert message["heading"] == "贵企业现为省级专精特新中小企业"
    assert "200,000.00 元（名义金额）" in message["text"]
    return str((await read(zone.officer(), application_id))["title_id"])


async def updates_its_figures_every_year(zone: RunningZone, uscc: str) -> None:
    """It is told in time, and does it; all the while it is too early to renew."""
    owner = zone.enterprise(uscc, "registry")
    for year in (2027, 2028, 2029):
        await go_to(zone, date(year, 2, 1))
        due = await duty_of(zone, uscc, "annual_update")
        assert (due["due_on"], due["state"]) == (f"{year}-05-31", "open")
        assert await eventually(lambda due=due: was_told(zone, uscc, due))
        await report(owner, uscc, year - 1)
        assert (await duty_of(zone, uscc, "annual_update"))["state"] == "fulfilled"
    early = await owner.post(f"/v1/enterprises/{uscc}/applications", json={"tier": TIER} | CONTENT, headers=key())
    assert (early.status_code, "2029-06-07 起可申请复核" in early.json()["detail"]) == (409, True)


async def loses_its_renewal_by_sending_nothing(zone: RunningZone, idle: str) -> None:
    await go_to(zone, date(2029, 10, 15))
    path, body = f"/v1/enterprises/{idle}/applications", {"tier": TIER} | CONTENT
    refused = await zone.enterprise(idle, "registry").post(path, json=body, headers=key())
    assert (refused.status_code, refused.json()["code"]) == (409, "APPLICATION_REFUSED")
    for words in ("“更新 2026 年度企业信息”应在 2027-05-31 前完成", "复核资格已取消；称号到期后可重新申请认定"):
        assert words in refused.json()["detail"]


async def was_told(zone: RunningZone, uscc: str, due: dict[str, Any]) -> bool:
    return any(due["label"] in one["text"] and due["due_on"] in one["text"] for one in await zone.inbox(uscc))


async def is_renewed(zone: RunningZone, uscc: str, title_id: str) -> str:
    """A few weeks before three years are over; the new period begins the day after. The new title_id."""
    owner = zone.enterprise(uscc, "registry")
    assert (await duty_of(zone, uscc, "renewal"))["state"] == "open"
    lacks = {one["code"] for one in (await next_step(owner, uscc, "renewal"))["plan"]["fewest"]}
    assert lacks == {"development_score"}, "a score holds for its year"
    await put(zone.officer(), uscc, "answers/development_score", {"value": "66"})
    assert (await set_quota(zone, 1)).status_code == 200
    application_id = await begin(zone, uscc)
    at_notice = await pass_the_desks(zone, uscc, application_id)
    assert (at_notice["occasion"], at_notice["renews"]) == ("renewal", title_id)
    record = await pass_the_notice(zone, application_id, at_notice)
    assert (record["reason"], record["current_tier"], reported_by(record)) == ("renewed", TIER, ALL)
    assert await told_of_steps(zone, uscc, "复核申请") == STEPS
    assert (await duty_of(zone, uscc, "renewal"))["state"] == "fulfilled"
    assert "复核通过" in (await told_of(zone, uscc, record["change_id"]))["text"]

    old, new = (await zone.profile(uscc))["titles"]
    assert (old["valid_until"], new["recognised_on"], new["valid_until"]) == ("2029-12-07", "2029-12-08", "2032-12-07")
    assert (old["first"], new["first"]) == (True, False)
    await go_to(zone, date(2029, 12, 8))
    changes = (await owner.get(f"/v1/enterprises/{uscc}/title-changes")).json()["items"]
    going_on = await zone.complete(next(one["change_id"] for one in changes if one["reason"] == "continued"))
    assert (going_on["current_tier"], reported_by(going_on)) == (TIER, ALL)
    entry = await zone.on_list(uscc)
    assert entry
    assert [one["valid_until"] for one in entry["titles"]] == ["2032-12-07"]
    award = (await zone.entitlements(uscc))[AWARD]
    assert (award["status"], award["amount"]) == ("open", "200000.00"), "the first award, once"
    return str(new["title_id"])


async def is_revoked(zone: RunningZone, uscc: str, title_id: str) -> None:
    change = await zone.revoke(title_id, ground="tax_evasion")
    record = await zone.complete(change["change_id"])
    assert (record["previous_tier"], record["current_tier"], reported_by(record)) == (TIER, "none", ALL)
    assert {one["status"] for one in (await zone.entitlements(uscc)).values()} == {"closed"}
    assert await zone.on_list(uscc) is None
    message = await told_of(zone, uscc, change["change_id"])
    assert message["heading"] == "称号被撤销：贵企业现为无称号"


async def waits_three_years(zone: RunningZone, uscc: str) -> None:
    owner, path = zone.enterprise(uscc, "registry"), f"/v1/enterprises/{uscc}/applications"
    for day in (zone.today, date(2032, 12, 7)):
        await go_to(zone, day)
        refused = await owner.post(path, json={"tier": TIER} | CONTENT, headers=key())
        assert (refused.status_code, refused.json()["code"]) == (409, "APPLICATION_REFUSED")
        assert (
            "称号曾因存在偷漏税行为被撤销，至 2032-12-07（含当日）不得申报；自 2032-12-08 起可以再申报"
            in refused.json()["detail"]
        )
    await go_to(zone, date(2032, 12, 8))
    draft = await read(owner, await begin(zone, uscc))
    assert (draft["state"], draft["occasion"], draft["renews"]) == ("draft", "new", None)
