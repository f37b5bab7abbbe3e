"""What officers do with applications: one desk each, one decision of many at once, objections, batches."""

import asyncio
from collections import Counter
from datetime import timedelta
from typing import Any

import httpx

from tests.applications import (
    RESULT,
    at_city,
    at_notice,
    grant,
    officer,
    pass_notice,
    read,
    set_quota,
    submit,
    take,
    taken,
)
from tests.zone import BINJIANG, YUHANG, RunningZone, key, recognition

APPROVE = {"step": "approve"}


def code(answer: httpx.Response) -> tuple[int, str | None]:
    return answer.status_code, answer.json().get("code")


async def batch(client: httpx.AsyncClient, step: str, items: list[dict[str, Any]], **more: Any) -> dict[str, Any]:
    body = {"step": step, "applications": items, **more}
    answer = await client.post("/v1/application-batches", json=body, headers=key())
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


# ---- who may take which step ----------------------------------------------------------------------


async def test_of_twenty_officers_who_decide_one_application_at_once_one_decides(zone: RunningZone) -> None:
    _, application_id = await submit(zone)
    officers = [officer(zone, f"reviewer-{n}", BINJIANG) for n in range(20)]
    await taken(officers[0], application_id, "reviews", {"step": "accept"})
    tag = (await officers[0].get(f"/v1/applications/{application_id}")).headers["ETag"]
    answers = await asyncio.gather(*(take(one, application_id, "reviews", APPROVE, tag) for one in officers))
    assert Counter(one.status_code for one in answers) == {201: 1, 412: 19}
    seen = await read(officers[0], application_id)
    assert (seen["state"], [one["step"] for one in seen["history"]].count("approve")) == ("city", 1)


async def test_a_step_needs_the_version_that_was_read(zone: RunningZone) -> None:
    _, application_id = await submit(zone)
    reviewer = officer(zone, "reviewer", BINJIANG)
    stale = await take(reviewer, application_id, "reviews", {"step": "accept"}, '"v1"')
    assert code(stale) == (412, "PRECONDITION_FAILED")
    path = f"/v1/applications/{application_id}/reviews"
    assert code(await reviewer.post(path, json={"step": "accept"}, headers=key())) == (428, "PRECONDITION_REQUIRED")
    assert (await read(reviewer, application_id))["state"] == "submitted"


async def test_nobody_decides_one_application_at_two_desks(zone: RunningZone) -> None:
    await set_quota(zone, 1_000)
    _, application_id = await at_city(zone)
    first, second = officer(zone, "city-first"), officer(zone, "city-second")
    await taken(first, application_id, "reviews", APPROVE)
    result = {**APPROVE, **RESULT, "decided_on": zone.today.isoformat()}
    again = await take(first, application_id, "reviews", result)
    assert code(again) == (409, "APPLICATION_REFUSED")
    assert "另一名经办人员" in again.json()["detail"]
    assert (await taken(second, application_id, "reviews", result))["state"] == "notice"


async def test_no_desk_goes_on_with_an_application_once_its_enterprise_has_ended(zone: RunningZone) -> None:
    uscc, application_id = await submit(zone)
    reviewer = officer(zone, "reviewer", BINJIANG)
    await taken(reviewer, application_id, "reviews", {"step": "accept"})
    ended = {"document": "示例注销文号", "changed_on": zone.today.isoformat()}
    gone = await zone.officer().post(f"/v1/enterprises/{uscc}/deregistrations", json=ended, headers=key())
    assert gone.status_code == 201, gone.text
    refused = await take(reviewer, application_id, "reviews", APPROVE)
    assert code(refused) == (409, "APPLICATION_REFUSED")
    assert (await read(reviewer, application_id))["state"] == "withdrawn"


async def test_a_desk_is_of_its_own_people(zone: RunningZone) -> None:
    _, application_id = await submit(zone)
    city, district = officer(zone, "city"), officer(zone, "district", BINJIANG)
    assert code(await take(city, application_id, "reviews", {"step": "accept"})) == (403, "FORBIDDEN")
    for step in ("accept", "approve"):
        await taken(district, application_id, "reviews", {"step": step})
    refused = await take(district, application_id, "reviews", APPROVE)
    assert code(refused) == (403, "FORBIDDEN")
    assert "市级经办人员" in refused.json()["detail"]


async def test_a_site_visit_is_kept_and_moves_nothing(zone: RunningZone) -> None:
    _, application_id = await at_city(zone)
    visitor = officer(zone, "city-visitor")
    body = {"visited_on": zone.today.isoformat(), "words": "现场与申报相符"}
    assert (await taken(visitor, application_id, "site-visits", body))["state"] == "city"
    visit = (await read(visitor, application_id))["history"][-1]
    assert (visit["step"], visit["desk"], visit["done_on"]) == ("visit", "city", zone.today.isoformat())
    tomorrow = body | {"visited_on": (zone.today + timedelta(days=1)).isoformat()}
    assert code(await take(visitor, application_id, "site-visits", tomorrow)) == (409, "APPLICATION_REFUSED")


# ---- the notice -----------------------------------------------------------------------------------


async def test_an_objection_upheld_refuses_and_one_dismissed_lets_the_notice_go_on(empty_zone: RunningZone) -> None:
    zone = empty_zone
    await set_quota(zone, 2)
    closing = officer(zone, "closing")
    upheld, dismissed = [(await at_notice(zone))[1] for _ in range(2)]
    # The notice begins with the first working day: three days on, it runs, at weekends and holidays of one week too.
    while (await read(closing, upheld))["notice"]["first_day"] > zone.today.isoformat():
        await zone.move_clock(timedelta(days=1))
    raised = {"raised_on": zone.today.isoformat(), "raised_by": "张示例", "contact": "13900005678", "words": "占比不符"}
    for application_id in (upheld, dismissed):
        await taken(closing, application_id, "objections", raised)
    seen = await read(closing, upheld)
    assert (seen["history"][-1]["raised_by"], seen["history"][-1]["contact"]) == ("张*", "139****5678")
    own = (await zone.enterprise(seen["uscc"], "registry").get(f"/v1/applications/{upheld}")).json()
    assert (own["history"][-1]["raised_by"], own["history"][-1]["contact"]) == (None, None)
    refused = await taken(closing, upheld, "reviews", {"step": "uphold", "words": "经核查属实"})
    goes_on = await taken(closing, dismissed, "reviews", {"step": "dismiss", "words": "经核查不属实"})
    assert (refused["state"], goes_on["state"]) == ("refused", "notice")
    await zone.settle()
    for one, heading in ((refused, "申报未通过：公示异议成立"), (goes_on, "申报的公示异议不成立")):
        told = await zone.inbox(one["uscc"])
        assert [message["heading"].removeprefix("省级专精特新中小企业") for message in told[:2]] == [
            heading,
            "申报在公示中收到异议",
        ]
        assert not any(secret in str(told) for secret in ("张示例", "13900005678", "占比不符")), "nor who objected"
    assert goes_on["notice"] == seen["notice"]
    await pass_notice(zone)
    assert code(await take(closing, upheld, "recognitions", grant(zone))) == (409, "APPLICATION_REFUSED")
    assert (await taken(closing, dismissed, "recognitions", grant(zone)))["state"] == "recognised"


async def test_what_the_rules_of_titles_refuse_leaves_the_application_where_it_was(empty_zone: RunningZone) -> None:
    zone = empty_zone
    await set_quota(zone, 1)
    uscc, application_id = await at_notice(zone)
    await zone.recognise(uscc, "specialised")
    await pass_notice(zone)
    closing = officer(zone, "closing")
    before = await read(closing, application_id)
    answer = await take(closing, application_id, "recognitions", grant(zone))
    assert code(answer) == (409, "APPLICATION_REFUSED")
    assert "已持有同级称号" in answer.json()["detail"]
    assert await read(closing, application_id) == before


async def test_two_recognitions_of_one_tier_at_once_give_one_title(zone: RunningZone) -> None:
    uscc = await zone.register()
    path, city = f"/v1/enterprises/{uscc}/titles", zone.officer()
    answers = await asyncio.gather(
        *(city.post(path, json=recognition("specialised", zone.today), headers=key()) for _ in range(8))
    )
    assert Counter(one.status_code for one in answers) == {201: 1, 409: 7}
    assert len((await zone.profile(uscc))["titles"]) == 1


# ---- the worklist ---------------------------------------------------------------------------------


async def test_the_worklist_has_the_overdue_first_and_pages_through_all_of_it(empty_zone: RunningZone) -> None:
    zone = empty_zone
    old = [(await submit(zone))[1] for _ in range(2)]
    await zone.move_clock(timedelta(days=40))
    new = [(await submit(zone))[1] for _ in range(3)]
    reviewer = officer(zone, "reviewer", BINJIANG)
    found: list[dict[str, Any]] = []
    cursor: str | None = None
    while True:
        params: dict[str, Any] = {"limit": 2} | ({"cursor": cursor} if cursor else {})
        page = (await reviewer.get("/v1/worklist", params=params)).json()
        assert (page["total"], page["overdue"]) == (5, 2)
        found += page["items"]
        if (cursor := page["next_cursor"]) is None:
            break
    assert [one["overdue"] for one in found] == [True, True, False, False, False]
    assert [{one["application_id"] for one in part} for part in (found[:2], found[2:])] == [set(old), set(new)]


async def test_a_district_neither_sees_nor_counts_the_work_of_another(empty_zone: RunningZone) -> None:
    zone = empty_zone
    _, here = await submit(zone, district=BINJIANG)
    await submit(zone, district=YUHANG)
    await at_city(zone, district=YUHANG)
    ours, city = officer(zone, "reviewer", BINJIANG), officer(zone, "city")
    for params, expected in (({}, [here]), ({"seat": "district"}, [here]), ({"seat": "city"}, [])):
        page = (await ours.get("/v1/worklist", params=params)).json()
        assert [one["application_id"] for one in page["items"]] == expected
        assert (page["total"], page["overdue"]) == (len(expected), 0)
    totals = {
        seat: (await city.get("/v1/worklist", params={"seat": seat})).json()["total"] for seat in ("city", "district")
    }
    assert totals == {"city": 1, "district": 2}
    assert (await city.get("/v1/worklist", params={"tier": "innovative"})).json()["total"] == 0


# ---- batches --------------------------------------------------------------------------------------


async def test_of_a_batch_all_that_can_go_go_and_the_rest_are_named_with_the_reason(zone: RunningZone) -> None:
    ready = [(await submit(zone))[1] for _ in range(3)]
    _, further = await at_city(zone)
    _, foreign = await submit(zone, district=YUHANG)
    reviewer = officer(zone, "batch-reviewer", BINJIANG)
    items: list[dict[str, Any]] = [
        {"application_id": ready[0], "version": 2},
        {"application_id": ready[1], "version": 1},
        {"application_id": further},
        {"application_id": foreign},
        {"application_id": "nowhere"},
        {"application_id": ready[2]},
    ]
    report = await batch(reviewer, "accept", items)
    assert (report["asked"], report["advanced"]) == (6, 2)
    assert [one["code"] for one in report["items"]] == [
        None,
        "PRECONDITION_FAILED",
        "APPLICATION_REFUSED",
        "APPLICATION_NOT_FOUND",
        "APPLICATION_NOT_FOUND",
        None,
    ]
    assert all(one["advanced"] or one["reason"] for one in report["items"])
    assert report["items"][3]["reason"] == report["items"][4]["reason"]
    assert (await read(reviewer, ready[1]))["state"] == "submitted"
    twice = {"step": "accept", "applications": [{"application_id": ready[1]}] * 2}
    assert code(await reviewer.post("/v1/application-batches", json=twice, headers=key()))[0] == 422


async def test_a_batch_of_recognitions_records_every_title_and_a_retry_records_none_twice(
    empty_zone: RunningZone,
) -> None:
    zone = empty_zone
    made = [await at_notice(zone, "innovative") for _ in range(4)]
    await pass_notice(zone)
    await zone.recognise(made[3][0], "innovative")
    closing, once = officer(zone, "closing"), key()
    body = {
        "step": "recognise",
        "authority": "示例机关",
        "document": "示例认定文号",
        "decided_on": zone.today.isoformat(),
        "applications": [{"application_id": id_, "number": f"示例-{n}"} for n, (_, id_) in enumerate(made)],
    }
    first, again = [await closing.post("/v1/application-batches", json=body, headers=once) for _ in range(2)]
    assert (first.json()["advanced"], first.json()) == (3, again.json())
    assert "已持有同级称号" in first.json()["items"][3]["reason"]
    assert await zone.count("registry", "title") == 4
    for uscc, application_id in made[:3]:
        application = await read(closing, application_id)
        (title,) = (await zone.profile(uscc))["titles"]
        assert (application["state"], application["title_id"]) == ("recognised", title["title_id"])
        await zone.complete(application["change_id"])
