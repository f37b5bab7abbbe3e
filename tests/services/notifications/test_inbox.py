"""The inbox: newest first, read once, nobody else's."""

from typing import Any

from tests.zone import RunningZone, new_uscc


async def three_messages(zone: RunningZone) -> str:
    uscc = await zone.register()
    for tier in ("innovative", "specialised", "little_giant"):
        await zone.complete((await zone.recognise(uscc, tier))["change_id"])
    return uscc


async def test_pages_show_every_message_once_newest_first(zone: RunningZone) -> None:
    uscc = await three_messages(zone)
    person, path = zone.enterprise(uscc, "notifications"), f"/v1/enterprises/{uscc}/messages"
    seen: list[dict[str, Any]] = []
    params: dict[str, Any] = {"limit": 2}
    while True:
        page = (await person.get(path, params=params)).json()
        seen += page["items"]
        if page["next_cursor"] is None:
            break
        params["cursor"] = page["next_cursor"]
    assert [message["heading"].removeprefix("贵企业现为") for message in seen] == [
        "国家级专精特新“小巨人”企业",
        "省级专精特新中小企业",
        "创新型中小企业",
    ]
    assert len({message["message_id"] for message in seen}) == 3


async def test_a_message_read_stays_read(zone: RunningZone) -> None:
    uscc = await three_messages(zone)
    person, path = zone.enterprise(uscc, "notifications"), f"/v1/enterprises/{uscc}/messages"
    newest = (await zone.inbox(uscc))[0]["message_id"]
    first = (await person.put(f"{path}/{newest}/read")).json()
    again = (await person.put(f"{path}/{newest}/read")).json()
    assert first["read_at"] is not None
    assert again == first
    unread = (await person.get(path, params={"unread": True})).json()
    assert unread["unread"] == 2
    assert newest not in {message["message_id"] for message in unread["items"]}


async def test_the_inbox_of_another_enterprise_is_not_there(zone: RunningZone) -> None:
    uscc = await zone.register()
    await zone.complete((await zone.recognise(uscc, "innovative"))["change_id"])
    message = (await zone.inbox(uscc))[0]["message_id"]
    other = await zone.register()
    await zone.settle()
    for stranger in (new_uscc(), other):
        person = zone.enterprise(stranger, "notifications")
        for answer in (
            await person.get(f"/v1/enterprises/{uscc}/messages"),
            await person.put(f"/v1/enterprises/{uscc}/messages/{message}/read"),
        ):
            assert (answer.status_code, answer.json()["code"]) == (404, "ENTERPRISE_NOT_FOUND")
    own = await zone.enterprise(other, "notifications").put(f"/v1/enterprises/{other}/messages/{message}/read")
    assert (own.status_code, own.json()["code"]) == (404, "MESSAGE_NOT_FOUND")
    officer = zone.officer(service="notifications")
    assert (await officer.get(f"/v1/enterprises/{uscc}/messages")).status_code == 403
    assert (await zone.inbox(uscc))[0]["read_at"] is None


async def test_an_auditor_reads_and_does_not_mark(zone: RunningZone) -> None:
    uscc = await zone.register()
    await zone.complete((await zone.recognise(uscc, "innovative"))["change_id"])
    auditor = zone.client("notifications", "auditor")
    path = f"/v1/enterprises/{uscc}/messages"
    (message,) = (await auditor.get(path)).json()["items"]
    assert (await auditor.put(f"{path}/{message['message_id']}/read")).status_code == 403
