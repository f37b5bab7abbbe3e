"""Seats are exact whoever comes at once; who waits moves up in order, and everybody concerned is told."""

import asyncio
from datetime import timedelta

from services.notifications import store
from services.notifications.service.helping.registrations import remind_due
from tests.helping import desk, entry, firms, named, opened, register, step
from tests.zone import RunningZone, key


async def test_of_fifty_at_once_ten_are_seated_and_forty_wait_in_order(zone: RunningZone) -> None:
    usccs = await firms(zone, 50)
    activity_id = await opened(zone, capacity=10)
    answers = await asyncio.gather(*(register(zone, uscc, activity_id) for uscc in usccs))
    assert {one.status_code for one in answers} == {201}, [one.text for one in answers if one.status_code != 201]
    got = sorted((one.json()["number"], one.json()["state"]) for one in answers)
    assert got == [(n, "seated" if n <= 10 else "waiting") for n in range(1, 51)]
    shown = (await desk(zone).get(f"/v1/activities/{activity_id}")).json()
    assert (shown["seated"], shown["waiting"]) == (10, 40)

    places = {one.json()["number"]: (uscc, one.json()) for uscc, one in zip(usccs, answers, strict=True)}
    again = await register(zone, places[1][0], activity_id)
    assert again.status_code == 409
    assert "每家企业报名一次" in again.json()["detail"]

    first, one = places[3]
    path = f"/v1/enterprises/{first}/registrations/{one['registration_id']}/cancellations"
    gone = await zone.enterprise(first, "notifications").post(path, headers=key())
    assert (gone.status_code, gone.json()["state"]) == (201, "cancelled")
    assert len(await named(zone, places[11][0], "候补成功")) == 1
    assert await named(zone, places[12][0], "候补成功") == []

    more = entry(zone, capacity=13, title=shown["title"])
    more["starts_at"], more["ends_at"] = shown["starts_at"], shown["ends_at"]
    raised = await desk(zone).put(f"/v1/activities/{activity_id}", json=more, headers={"If-Match": "*"})
    assert (raised.json()["seated"], raised.json()["waiting"]) == (13, 36), raised.text
    for number in (12, 13, 14):
        assert len(await named(zone, places[number][0], "候补成功")) == 1
    assert await named(zone, places[15][0], "候补成功") == []
    assert await named(zone, places[15][0], "活动有变更") == []

    back = await register(zone, first, activity_id)  # behind everybody
    assert (back.json()["number"], back.json()["state"]) == (51, "waiting")
    fewer = await desk(zone).put(
        f"/v1/activities/{activity_id}", json=more | {"capacity": 2}, headers={"If-Match": "*"}
    )
    assert (fewer.json()["seated"], fewer.json()["waiting"]) == (13, 37)  # nobody loses a seat

    off = await step(zone, activity_id, "cancel", reason="场地不可用")
    assert off.status_code == 201, off.text
    told = await asyncio.gather(*(named(zone, uscc, "活动已取消") for uscc in usccs))
    assert [len(one) for one in told] == [1] * 50
    assert "场地不可用" in told[0][0]["text"]
    assert (await register(zone, usccs[0], activity_id)).status_code == 409


async def test_the_day_before_whoever_is_seated_is_reminded_once_for_each_beginning(zone: RunningZone) -> None:
    seated, waiting = await firms(zone, 2)
    activity_id, later = await opened(zone, days=1, capacity=1), await opened(zone, days=2, capacity=1)
    for one in (activity_id, later):
        assert [(await register(zone, uscc, one)).json()["state"] for uscc in (seated, waiting)] == [
            "seated",
            "waiting",
        ]
    for _ in range(2):
        await remind_due(zone.db("notifications"))
    (told,) = await named(zone, seated, "明日举行")
    assert "示例会展中心" in told["text"]
    assert await named(zone, waiting, "明日举行") == []

    shown = (await desk(zone).get(f"/v1/activities/{activity_id}")).json()
    moved = entry(zone, days=1, capacity=1, title=shown["title"], place="示例会展中心二号馆")
    moved["starts_at"] = moved["starts_at"].replace("T09", "T10")
    path = f"/v1/activities/{activity_id}"
    assert (await desk(zone).put(path, json=moved, headers={"If-Match": "*"})).status_code == 200
    for uscc in (seated, waiting):
        (change,) = await named(zone, uscc, "活动有变更")
        assert "二号馆" in change["text"]
    await remind_due(zone.db("notifications"))
    assert len(await named(zone, seated, "明日举行")) == 2


async def test_attendance_and_feedback_are_of_whoever_was_there(zone: RunningZone) -> None:
    there, absent = await firms(zone, 2)
    activity_id = await opened(zone)
    ids = {uscc: (await register(zone, uscc, activity_id)).json()["registration_id"] for uscc in (there, absent)}
    path = f"/v1/activities/{activity_id}/attendances"
    body = {"registration_ids": [ids[there]]}
    early = await desk(zone).post(path, json=body, headers=key())
    assert (early.status_code, early.json()["code"]) == (409, "ACTIVITY_REFUSED")
    async with zone.db("notifications").transaction() as tx:  # it has begun
        await store.activities.change(tx, activity_id, starts_at=tx.now - timedelta(hours=1))
    late = await register(zone, (await firms(zone, 1))[0], activity_id)
    assert "报名已截止" in late.json()["detail"]
    recorded = await desk(zone).post(path, json=body, headers=key())
    assert recorded.status_code == 201, recorded.text
    (one,) = recorded.json()["items"]
    assert (one["uscc"], one["attendee"], one["phone"]) == (there, "欧阳*", "138****5678")
    assert one["attended_at"] is not None
    for uscc, verdict in ((there, 201), (absent, 409), (there, 409)):
        rating = await zone.enterprise(uscc, "notifications").post(
            f"/v1/enterprises/{uscc}/registrations/{ids[uscc]}/feedback",
            json={"rating": 4, "words": "内容实用"},
            headers=key(),
        )
        assert rating.status_code == verdict, rating.text
    shown = (await desk(zone).get(f"/v1/activities/{activity_id}")).json()
    assert (shown["ratings"], shown["rating"]) == (1, "4.0")
    assert (await step(zone, activity_id, "hold")).json()["state"] == "held"
    mine = (await zone.enterprise(there, "notifications").get(f"/v1/enterprises/{there}/registrations")).json()
    assert [(one["activity_state"], one["rating"]) for one in mine["items"]] == [("held", 4)]


async def test_people_leave_masked_and_are_shown_for_a_reason_that_is_kept(zone: RunningZone) -> None:
    (uscc,) = await firms(zone, 1)
    activity_id = await opened(zone)
    registration_id = (await register(zone, uscc, activity_id)).json()["registration_id"]
    file = await desk(zone).get(f"/v1/exports/activities/{activity_id}.csv")
    assert file.status_code == 200
    assert "欧阳*" in file.text
    assert "13800005678" not in file.text
    assert "示例" + uscc[-8:] in file.text
    path = f"/v1/activities/{activity_id}/registrations/{registration_id}/disclosures"
    looked = await desk(zone).post(path, json={"reason": "通知集合地点"}, headers=key())
    assert looked.json() == {"attendee": "欧阳示例", "phone": "13800005678"}
    kept = [
        one for one in await zone.rows("notifications", "participant_disclosure") if one["reason"] == "通知集合地点"
    ]
    assert [one["actor"] for one in kept if one["registration_id"] == registration_id] == ["officer:helper-330108"]
    audit = [one for one in await zone.rows("notifications", "audit") if one["operation"] == "disclose_participant"]
    assert audit
    assert all("13800005678" not in str(one) and "欧阳" not in str(one) for one in audit)
