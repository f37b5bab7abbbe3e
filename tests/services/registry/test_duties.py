"""The daily round opens duties and tells them once; the other services and the renewal know of them."""

from datetime import date, timedelta
from typing import Any

import pytest

from services.registry.domain.duties import months_after
from services.registry.service.duties import come_due
from shared.testing import eventually
from tests.zone import BINJIANG, YUHANG, RunningZone, key

DAY = timedelta(days=1)


async def to_the_day(zone: RunningZone, day: date) -> None:
    """Until the round of that day is done: a process that just looked at its clock may set it back for a second."""
    await zone.move_clock(day - zone.today)

    async def gone_round() -> bool:
        await come_due(zone.db("registry"))
        return [row["day"] for row in await zone.rows("registry", "duty_round")] == [day]

    await eventually(gone_round, seconds=20)


async def duties(zone: RunningZone, uscc: str, kind: str | None = None) -> list[dict[str, Any]]:
    items = (await zone.enterprise(uscc, "registry").get(f"/v1/enterprises/{uscc}/duties")).json()["items"]
    return [item for item in items if kind in (None, item["kind"])]


async def report_figures(zone: RunningZone, uscc: str, year: int) -> None:
    path = f"/v1/enterprises/{uscc}/annual-figures/{year}"
    figures = {"staff": 7, "revenue": "1.00"}
    assert (await zone.officer().put(path, json=figures, headers={"If-Match": "*"})).status_code == 200


async def test_a_missed_annual_update_costs_the_renewal_and_one_done_in_time_does_not(empty_zone: RunningZone) -> None:
    """One journey: two holders, two years; the round runs as often as it likes."""
    zone = empty_zone
    good, bad = await zone.register(district=BINJIANG), await zone.register(district=YUHANG)
    since = zone.today - 30 * DAY
    titles = {one: (await zone.recognise(one, "specialised", since))["titles"][0]["title_id"] for one in (good, bad)}
    year = zone.today.year + 1
    await to_the_day(zone, date(year, 1, 1))
    await come_due(zone.db("registry"))
    await zone.settle()
    (duty,) = await duties(zone, good)
    assert (duty["kind"], duty["due_on"], duty["state"]) == ("annual_update", f"{year}-05-31", "open")
    (message,) = [one for one in await zone.inbox(good) if one["cause_id"] == duty["duty_id"]]
    assert f"{year}-05-31" in message["heading"]
    assert "取消复核资格" in message["text"]

    await report_figures(zone, good, year - 1)
    await to_the_day(zone, date(year, 6, 1))
    await report_figures(zone, bad, year - 1)
    assert [one["state"] for one in await duties(zone, good)] == ["fulfilled"]
    assert [one["state"] for one in await duties(zone, bad)] == ["late"]
    late = (await zone.officer().get("/v1/duties", params={"state": "late"})).json()["items"]
    assert [(one["uscc"], one["district"]) for one in late] == [(bad, YUHANG)]
    own = (await zone.officer(BINJIANG).get("/v1/duties")).json()["items"]
    assert [one["uscc"] for one in own] == [good], "a district sees its own"
    assert (await zone.officer(BINJIANG).get("/v1/duties", params={"district": YUHANG})).json()["items"] == []

    await to_the_day(zone, since + timedelta(days=3 * 365 - 30))
    await zone.settle()
    assert [one["occasion"] for one in await _rows(zone, good, "renewal")] == [titles[good]]
    renewed = await zone.renew(titles[good])
    assert len(renewed["titles"]) == 2
    assert [one["state"] for one in await duties(zone, good, "renewal")] == ["fulfilled"]
    body = {"authority": "示例机关", "document": "示例复核", "decided_on": zone.today.isoformat()}
    refused = await zone.officer().post(f"/v1/titles/{titles[bad]}/renewals", json=body, headers=key())
    assert (refused.status_code, refused.json()["code"]) == (409, "TITLE_REFUSED")
    assert "复核资格已取消" in refused.json()["detail"]


async def _rows(zone: RunningZone, uscc: str, kind: str) -> list[dict[str, Any]]:
    id_ = (await zone.profile(uscc))["enterprise_id"]
    return [row for row in await zone.rows("registry", "duty") if (row["enterprise_id"], row["kind"]) == (id_, kind)]


# ---- major changes -----------------------------------------------------------------------------------


async def report(zone: RunningZone, uscc: str, kind: str, on: date) -> dict[str, Any]:
    body = {"kind": kind, "occurred_on": on.isoformat(), "statement": "示例说明"}
    path = f"/v1/enterprises/{uscc}/major-changes"
    answer = await zone.enterprise(uscc, "registry").post(path, json=body, headers=key())
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


async def review(zone: RunningZone, major_change_id: str, outcome: str, **more: Any) -> Any:
    body = {"outcome": outcome, "document": "示例审核文号", "decided_on": zone.today.isoformat(), **more}
    return await zone.officer().post(f"/v1/major-changes/{major_change_id}/reviews", json=body, headers=key())


async def test_a_change_reported_in_time_and_still_qualifying_changes_no_title(zone: RunningZone) -> None:
    uscc = await zone.register()
    held = (await zone.recognise(uscc, "specialised", zone.today - 200 * DAY))["titles"]
    made = await report(zone, uscc, "relocation", zone.today - 20 * DAY)
    assert (made["late"], made["outcome"]) == (False, None)
    assert await duties(zone, uscc) == [], "nothing is owed any more"
    kept = await review(zone, made["major_change_id"], "kept")
    assert (kept.status_code, kept.json()["change_id"]) == (201, None)
    assert (await zone.profile(uscc))["titles"] == held
    again = await review(zone, made["major_change_id"], "revoked")
    assert (again.status_code, again.json()["code"]) == (409, "MAJOR_CHANGE_REFUSED")
    path = f"/v1/enterprises/{uscc}/major-changes"
    body = {"kind": "relocation", "occurred_on": made["occurred_on"], "statement": "示例"}
    twice = await zone.enterprise(uscc, "registry").post(path, json=body, headers=key())
    assert twice.json()["code"] == "MAJOR_CHANGE_REFUSED"
    assert [one["outcome"] for one in (await zone.officer().get(path)).json()["items"]] == ["kept"]


async def test_a_change_after_which_it_no_longer_qualifies_ends_every_title_without_a_ban(zone: RunningZone) -> None:
    uscc = await zone.register()
    await zone.recognise(uscc, "innovative", zone.today - 300 * DAY)
    await zone.recognise(uscc, "specialised", zone.today - 200 * DAY)
    made = await report(zone, uscc, "restructuring", zone.today - DAY)
    answer = (await review(zone, made["major_change_id"], "revoked")).json()
    record = await zone.complete(answer["change_id"])
    assert (record["reason"], record["current_tier"]) == ("revoked", "none")
    applied = await zone.enterprise(uscc, "registry").post(
        f"/v1/enterprises/{uscc}/applications", json={"tier": "innovative"}, headers=key()
    )
    assert applied.status_code == 201


async def test_a_late_report_is_taken_and_costs_the_renewal_or_the_title(zone: RunningZone) -> None:
    uscc = await zone.register()
    title = (await zone.recognise(uscc, "specialised", zone.today - 400 * DAY))["titles"][0]
    on = months_after(zone.today, -3) - DAY
    made = await report(zone, uscc, "foreign_branch", on)
    assert made["late"] is True
    (duty,) = await duties(zone, uscc, "major_change")
    assert duty["state"] == "late"
    body = {"authority": "示例机关", "document": "示例复核", "decided_on": zone.today.isoformat()}
    refused = await zone.officer().post(f"/v1/titles/{title['title_id']}/renewals", json=body, headers=key())
    assert "复核资格已取消" in refused.json()["detail"]
    cancelled = (await review(zone, made["major_change_id"], "cancelled")).json()
    record = await zone.complete(cancelled["change_id"])
    assert "重大变化未按期报告" in record["reason_text"]


async def test_who_holds_no_title_has_no_major_change_to_report(zone: RunningZone) -> None:
    uscc = await zone.register()
    body = {"kind": "other", "occurred_on": zone.today.isoformat(), "statement": "示例"}
    path = f"/v1/enterprises/{uscc}/major-changes"
    answer = await zone.enterprise(uscc, "registry").post(path, json=body, headers=key())
    assert (answer.status_code, answer.json()["code"]) == (409, "MAJOR_CHANGE_REFUSED")


@pytest.mark.parametrize("outcome", ["kept", "revoked", "cancelled"])
async def test_a_district_reviews_what_touches_titles_it_decides(zone: RunningZone, outcome: str) -> None:
    uscc = await zone.register(district=BINJIANG)
    await zone.recognise(uscc, "little_giant")
    made = await report(zone, uscc, "other", zone.today)
    body = {"outcome": outcome, "document": "示例", "decided_on": zone.today.isoformat()}
    path = f"/v1/major-changes/{made['major_change_id']}/reviews"
    assert (await zone.officer(BINJIANG).post(path, json=body, headers=key())).status_code == 403
    assert (await zone.officer(YUHANG).post(path, json=body, headers=key())).json()["code"] == "MAJOR_CHANGE_NOT_FOUND"
