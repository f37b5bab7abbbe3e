"""At the same moment: two choices, a choice and a withdrawal, a choice and the end of its time."""

import asyncio
from datetime import date, timedelta

from services.notifications.service.postings import clock
from tests.postings import acts, answered, posted, sent
from tests.zone import RunningZone, key


async def state_of(zone: RunningZone, uscc: str, posting_id: str) -> tuple[str, list[str]]:
    client = acts(zone, uscc)
    posting = (await client.get(f"/v1/postings/{posting_id}")).json()
    answers = (await client.get(f"/v1/postings/{posting_id}/answers")).json()["items"]
    return posting["state"], sorted(one["state"] for one in answers)


async def test_of_two_choices_at_once_one_counts(zone: RunningZone) -> None:
    poster, takers = await zone.register(), [await zone.register() for _ in range(2)]
    posting_id = await posted(zone, poster)
    ids = [(await answered(zone, posting_id, one))["answer_id"] for one in takers]
    path = f"postings/{posting_id}/choices"
    both = await asyncio.gather(*(sent(acts(zone, poster), path, {"answer_ids": [one]}) for one in ids))
    assert sorted(one.status_code for one in both) == [201, 409]
    assert await state_of(zone, poster, posting_id) == ("matched", ["chosen", "passed"])


async def test_who_is_chosen_has_not_withdrawn_and_who_withdrew_is_not_chosen(zone: RunningZone) -> None:
    poster, taker = await zone.register(), await zone.register()
    for _ in range(3):
        posting_id = await posted(zone, poster)
        answer_id = (await answered(zone, posting_id, taker))["answer_id"]
        chosen, left = await asyncio.gather(
            sent(acts(zone, poster), f"postings/{posting_id}/choices", {"answer_ids": [answer_id]}),
            sent(acts(zone, taker), f"posting-answers/{answer_id}/withdrawals"),
        )
        assert sorted((chosen.status_code, left.status_code)) == [201, 409]
        expected = ("matched", ["chosen"]) if chosen.status_code == 201 else ("open", ["withdrawn"])
        assert await state_of(zone, poster, posting_id) == expected


async def test_time_ends_what_is_open_once_and_leaves_what_was_chosen(empty_zone: RunningZone) -> None:
    zone = empty_zone
    poster, taker, gone = [await zone.register() for _ in range(3)]
    silent, unchosen, chosen = [await posted(zone, poster) for _ in range(3)]
    ids = [(await answered(zone, one, taker))["answer_id"] for one in (unchosen, chosen)]
    await zone.move_clock(timedelta(days=12))
    await clock.come_due(zone.db("notifications"))
    assert await state_of(zone, poster, silent) == ("expired", [])
    assert (await state_of(zone, poster, unchosen))[0] == "answered", "the poster has time to choose"
    last = (await acts(zone, poster).get(f"/v1/postings/{chosen}")).json()["choose_until"]
    await zone.move_clock(date.fromisoformat(last) - zone.today)
    answer = await sent(acts(zone, poster), f"postings/{chosen}/choices", {"answer_ids": [ids[1]]})
    assert answer.status_code == 201, answer.text
    await zone.move_clock(timedelta(days=1))
    _, _, refused = await asyncio.gather(
        clock.come_due(zone.db("notifications")),
        clock.come_due(zone.db("notifications")),
        sent(acts(zone, poster), f"postings/{unchosen}/choices", {"answer_ids": [ids[0]]}),
    )
    assert refused.status_code == 409
    assert await state_of(zone, poster, unchosen) == ("expired", ["ended"])
    assert await state_of(zone, poster, chosen) == ("matched", ["chosen"])
    headings = [one["heading"] for one in await zone.inbox(taker)]
    assert sorted(headings) == ["对接已结束：示例需求", "应答已被选定：示例需求"]
    left, matched = [await posted(zone, gone) for _ in range(2)]
    its = {"answer_ids": [(await answered(zone, matched, taker))["answer_id"]]}
    assert (await sent(acts(zone, gone), f"postings/{matched}/choices", its)).status_code == 201
    proof = {"document": "示例文号", "changed_on": zone.today.isoformat()}
    ended = await zone.officer().post(
        f"/v1/enterprises/{gone}/deregistrations", json=proof, headers=key() | {"If-Match": "*"}
    )
    assert ended.status_code == 201, ended.text
    await zone.settle()
    await clock.come_due(zone.db("notifications"))
    history = (await zone.client("notifications", "auditor").get(f"/v1/postings/{left}")).json()["history"]
    assert (history[-1]["step"], history[-1]["reason"]) == ("expire", "企业已终止")
    shown = (await acts(zone, taker).get(f"/v1/postings/{matched}")).json()
    assert shown["state"] == "closed", "nobody is left who could finish it"
    assert [one["heading"] for one in await zone.inbox(taker)].count("对接已关闭：示例需求") == 1
