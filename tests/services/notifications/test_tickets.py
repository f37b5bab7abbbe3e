"""Service tickets: asked, answered by the district, passed on, rated; nobody else sees them."""

import asyncio
from datetime import timedelta

from services.notifications.service.tickets import clock
from tests.tickets import asked, desk, step
from tests.zone import BINJIANG, YUHANG, RunningZone


async def test_a_ticket_goes_to_the_district_and_comes_back_with_an_answer(zone: RunningZone) -> None:
    uscc, other = await zone.register(), await zone.register()
    ticket = await asked(zone, uscc, link={"kind": "measure", "id": "specialised-first-award"})
    ticket_id, own = ticket["ticket_id"], zone.enterprise(uscc, "notifications")
    assert (ticket["state"], ticket["district"], ticket["link_id"]) == ("open", BINJIANG, "specialised-first-award")
    for stranger in (zone.enterprise(other, "notifications"), desk(zone, YUHANG)):
        for answer in (
            await stranger.get(f"/v1/tickets/{ticket_id}"),
            await step(stranger, ticket_id, "closures"),
        ):
            assert answer.status_code in (403, 404, 422), answer.text
        assert (await stranger.get(f"/v1/tickets/{ticket_id}")).json()["code"] == "TICKET_NOT_FOUND"
    officer = desk(zone)
    listed = (await officer.get("/v1/tickets", params={"limit": 1_000})).json()["items"]
    assert ticket_id in [one["ticket_id"] for one in listed]
    assert [one["due_on"] for one in listed] == sorted(one["due_on"] for one in listed)
    assert (await step(officer, ticket_id, "answers", step="question", words="请补充编号")).json()["state"] == "waiting"
    assert (await step(own, ticket_id, "supplements", words="编号为示例")).json()["state"] == "open"
    assert (await step(officer, ticket_id, "answers", step="answer", words="免申即享")).json()["in_time"] is True
    assert (await step(own, ticket_id, "ratings", stars=5)).status_code == 409, "not closed yet"
    assert (await step(own, ticket_id, "supplements", words="何时到账")).json()["state"] == "reopened"
    answered = await step(officer, ticket_id, "answers", step="answer", words="五个工作日内")
    assert answered.json()["state"] == "answered"
    assert (await step(own, ticket_id, "closures")).json()["state"] == "closed"
    assert (await step(own, ticket_id, "ratings", stars=4, words="示例")).json()["stars"] == 4
    assert (await step(own, ticket_id, "ratings", stars=1)).json()["code"] == "TICKET_REFUSED"
    headings = [one["heading"] for one in await zone.inbox(uscc)]
    assert headings == ["工单已答复：示例问题", "工单已答复：示例问题", "工单待补充：示例问题"]
    history = (await zone.client("notifications", "auditor").get(f"/v1/tickets/{ticket_id}")).json()["history"]
    assert [one["step"] for one in history] == [
        "ask", "question", "supplement", "answer", "reopen", "answer", "close", "rate",
    ]  # fmt: skip
    assert history[1]["account"] == f"officer:officer-{BINJIANG}"
    assert all(one["account"] is None for one in (await own.get(f"/v1/tickets/{ticket_id}")).json()["history"])


async def test_of_two_officers_who_answer_at_once_one_does(zone: RunningZone) -> None:
    ticket = await asked(zone, await zone.register())
    desks = desk(zone), desk(zone, "330100")
    both = await asyncio.gather(
        *(step(one, ticket["ticket_id"], "answers", step="answer", words="示例") for one in desks)
    )
    assert sorted(one.status_code for one in both) == [201, 409]


async def test_a_transfer_hands_it_over_and_gains_no_time(zone: RunningZone) -> None:
    uscc = await zone.register()
    ticket = await asked(zone, uscc)
    ticket_id, there = ticket["ticket_id"], {"district": YUHANG, "reason": "示例"}
    assert (await step(desk(zone), ticket_id, "transfers", district=BINJIANG, reason="示例")).status_code == 409
    moved = await step(desk(zone), ticket_id, "transfers", **there)
    assert (moved.json()["district"], moved.json()["due_on"]) == (YUHANG, ticket["due_on"])
    assert (await step(desk(zone), ticket_id, "answers", step="answer", words="示例")).status_code == 404
    assert (await step(desk(zone, YUHANG), ticket_id, "answers", step="answer", words="示例")).status_code == 201
    assert (await zone.enterprise(uscc, "notifications").get(f"/v1/tickets/{ticket_id}")).status_code == 200


async def test_time_escalates_what_nobody_answered_and_closes_what_nobody_goes_on_with(
    empty_zone: RunningZone,
) -> None:
    zone = empty_zone
    uscc = await zone.register()
    late, done = await asked(zone, uscc), await asked(zone, uscc, title="另一问题")
    assert (await step(desk(zone), done["ticket_id"], "answers", step="answer", words="示例")).status_code == 201
    await zone.move_clock(timedelta(days=8))
    await clock.come_due(zone.db("notifications"))
    await clock.come_due(zone.db("notifications"))
    city = desk(zone, "330100")
    [escalated] = (await city.get("/v1/tickets", params={"escalated": True})).json()["items"]
    assert escalated["ticket_id"] == late["ticket_id"]
    shown = await zone.client("notifications", "auditor").get("http://zone/notifications/metrics")
    assert 'zjtx_tickets_overdue{district="330108"} 1.0' in shown.text
    assert (await step(city, late["ticket_id"], "answers", step="answer", words="示例")).json()["in_time"] is False
    await zone.move_clock(timedelta(days=30))
    await clock.come_due(zone.db("notifications"))
    items = (await zone.enterprise(uscc, "notifications").get(f"/v1/enterprises/{uscc}/tickets")).json()["items"]
    assert {one["state"] for one in items} == {"closed"}
    assert (await step(zone.enterprise(uscc, "notifications"), late["ticket_id"], "ratings", stars=2)).is_success
    figures = (await city.get("/v1/ticket-figures", params={"since": "2026-01-01"})).json()
    assert figures["total"] | {"median_hours": None} == {
        "district": None, "district_label": "合计", "asked": 2, "answered": 2, "unanswered": 0, "in_time": 1, "late": 1,
        "in_time_percent": "50.0", "median_hours": None, "rated": 1, "mean_stars": "2.00",
    }  # fmt: skip
    assert figures["items"][0]["district"] == BINJIANG
