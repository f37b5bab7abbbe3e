"""The inbox: newest first, read once, nobody else's."""

from typing import Any
from uuid import uuid4

from services.notifications import store
from services.notifications.domain.messages import Template, Words
from services.notifications.service.writing import say
from shared.db import Tx
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


async def id_of(tx: Tx, uscc: str) -> str:
    enterprise = await store.KNOWN.find(tx, uscc)
    assert enterprise is not None
    return str(enterprise.enterprise_id)


async def said(zone: RunningZone, *messages: tuple[Template, str, str]) -> tuple[str, dict[str, str]]:
    """An enterprise with these messages, in this order: its USCC, and their ids by heading."""
    uscc = await zone.register()
    await zone.settle()
    async with zone.db("notifications").transaction() as tx:
        owner = await id_of(tx, uscc)
        await say(tx, [(owner, str(uuid4()), template, Words(heading, text)) for template, heading, text in messages])
    return uscc, {one["heading"]: one["message_id"] for one in await zone.inbox(uscc)}


CLAIM, DUTY, MEASURE = Template.CLAIM_ADVANCED, Template.DUTY_DUE, Template.MEASURE_MATCHED


async def test_the_inbox_is_sorted_by_kind_searched_and_paged_all_at_once(zone: RunningZone) -> None:
    uscc, ids = await said(
        zone,
        (CLAIM, "奖励已拨付", "首次认定奖励 200,000.00 元"),
        (DUTY, "年度更新（2027-04-30 前）", "请填报 100% 完整"),
        (CLAIM, "奖励被退回", "请更正：Ｂａｎｋ账户\n后再交"),
        (CLAIM, "贴息审批通过", "贷款_贴息"),
    )
    person, path = zone.enterprise(uscc, "notifications"), f"/v1/enterprises/{uscc}/messages"

    async def found(**params: Any) -> list[str]:
        headings: list[str] = []
        while True:
            page = (await person.get(path, params=params)).json()
            headings += [one["heading"] for one in page["items"]]
            if page["next_cursor"] is None:
                return headings
            params["cursor"] = page["next_cursor"]

    assert await found(search="奖") == ["奖励被退回", "奖励已拨付"]
    assert await found(search="BANK账户后") == ["奖励被退回"], "width, case and the break of a line do not matter"
    assert await found(search="0%") == ["年度更新（2027-04-30 前）"], "a sign of LIKE is a sign"
    assert await found(search="_") == ["贴息审批通过"]
    assert await found(search="没有这样的") == []
    assert await found(kind="claim", limit=1) == ["贴息审批通过", "奖励被退回", "奖励已拨付"]
    assert await found(kind="duty", search="奖") == []
    await person.put(f"{path}/{ids['奖励被退回']}/read")
    assert await found(kind="claim", search="奖励", unread=True, limit=1) == ["奖励已拨付"]
    await person.put(f"{path}/{ids['奖励已拨付']}/archived")
    assert await found(kind="claim") == ["贴息审批通过", "奖励被退回"]
    assert await found(archived=True, search="拨付") == ["奖励已拨付"]
    assert (await person.get(path, params={"search": "  "})).status_code == 422
    (one,) = (await person.get(path, params={"kind": "duty"})).json()["items"]
    assert (one["kind_label"], one["target"]["kind"]) == ("待办义务", "enterprise"), "it leads nowhere nearer"


async def test_everything_up_to_what_was_on_the_screen_is_read_and_what_is_archived_does_not_count(
    zone: RunningZone,
) -> None:
    uscc, ids = await said(zone, *((CLAIM, str(at), "一") for at in range(4)), (DUTY, "新", "二"))
    person, path = zone.enterprise(uscc, "notifications"), f"/v1/enterprises/{uscc}/messages"

    async def unread() -> dict[str, int]:
        counted = (await person.get(f"{path}/unread")).json()
        assert counted["unread"] == sum(one["unread"] for one in counted["by_kind"])
        return {one["kind"]: one["unread"] for one in counted["by_kind"] if one["unread"]}

    assert await unread() == {"claim": 4, "duty": 1}
    tag = (await person.get(f"{path}/unread")).headers["ETag"]
    assert (await person.get(f"{path}/unread", headers={"If-None-Match": tag})).status_code == 304
    archived = (await person.put(f"{path}/{ids['3']}/archived")).json()
    assert archived["archived_at"] is not None
    assert (await person.put(f"{path}/{ids['3']}/archived")).json() == archived
    assert await unread() == {"claim": 3, "duty": 1}
    await person.put(f"{path}/{ids['0']}/read")
    marked = (await person.put(f"{path}/{ids['2']}/read-up-to")).json()
    assert (marked["marked"], marked["now"]["unread"]) == (2, 1)
    assert (await person.put(f"{path}/{ids['2']}/read-up-to")).json()["marked"] == 0
    back = (await person.delete(f"{path}/{ids['3']}/archived")).json()
    assert (back["archived_at"], back["read_at"]) == (None, None)
    assert await unread() == {"claim": 1, "duty": 1}
    assert (await person.get(f"{path}/{ids['3']}")).json() == back
    nowhere = await person.put(f"{path}/{uuid4()}/archived")
    assert (nowhere.status_code, nowhere.json()["code"]) == (404, "MESSAGE_NOT_FOUND")


async def test_said_again_it_stays_what_it_was_and_arrives_at_nobody(zone: RunningZone) -> None:
    uscc, _ = await said(zone, (DUTY, "年度更新", "一"))
    async with zone.db("notifications").transaction() as tx:
        owner, cause = await id_of(tx, uscc), str(uuid4())
        await say(tx, [(owner, cause, DUTY, Words("一次", "原文")), (owner, cause, DUTY, Words("两次", "原文"))])
    before = await zone.inbox(uscc)
    async with zone.db("notifications").transaction() as tx:
        other = str(uuid4())
        await say(tx, [(owner, cause, DUTY, Words("三次", "原文")), (owner, other, DUTY, Words("另一条", "原文"))])
    after = await zone.inbox(uscc)
    assert [one["heading"] for one in after] == ["另一条", "一次", "年度更新"]
    assert after[1:] == before
