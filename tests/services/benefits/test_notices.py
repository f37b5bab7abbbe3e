"""通知公告: an officer writes it, looks whom it is for, publishes it; each has one entry, and a withdrawn one ends."""

from contextlib import suppress
from datetime import timedelta
from typing import Any

import httpx
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import update

from services.benefits.domain.notices import NoticeState, NoticeStepRefused, becoming
from services.benefits.store.tables import PublicationRow
from shared.testing import eventually
from shared.values import CITY
from tests.services.benefits.publishing import TONGLU, draft_notice, notice, officer
from tests.zone import BINJIANG, YUHANG, RunningZone, key


@given(st.lists(st.sampled_from([NoticeState.PUBLISHED, NoticeState.WITHDRAWN]), max_size=5))
def test_a_notice_is_published_at_most_once_and_what_is_withdrawn_stays_so(steps: list[NoticeState]) -> None:
    state, taken = NoticeState.DRAFT, []
    for step in steps:
        with suppress(NoticeStepRefused):
            state = becoming(step, state)
            taken.append(step)
    published, withdrawn = taken.count(NoticeState.PUBLISHED), taken.count(NoticeState.WITHDRAWN)
    assert published <= 1
    assert withdrawn <= 1
    assert NoticeState.WITHDRAWN not in taken or taken[-1] is NoticeState.WITHDRAWN
    assert bool(taken) is bool(steps)


async def take(zone: RunningZone, notice_id: str, step: str, district: str = TONGLU, **body: Any) -> httpx.Response:
    second = officer(zone, "approver", district)
    tag = (await second.get(f"/v1/notices/{notice_id}")).headers["ETag"]
    headers = key() | {"If-Match": tag}
    return await second.post(f"/v1/notices/{notice_id}/{step}", json=body or None, headers=headers)


async def told(zone: RunningZone, uscc: str, title: str) -> list[dict[str, Any]]:
    return [one for one in await zone.inbox(uscc) if one["heading"] == f"通知：{title}"]


async def gone_out(zone: RunningZone) -> None:
    async def done() -> bool:
        return all(row["finished_at"] for row in await zone.rows("benefits", "publication"))

    await eventually(done, seconds=20)
    await zone.settle()


async def test_a_notice_reaches_each_it_is_for_once_and_nobody_after_it_is_withdrawn(zone: RunningZone) -> None:
    ours, other, theirs = [
        await zone.register(district=district, industry=industry)
        for district, industry in ((TONGLU, "A03"), (TONGLU, "I65"), (BINJIANG, "A03"))
    ]
    await zone.settle()
    title, until = "桐庐示例对接会", (zone.today + timedelta(days=20)).isoformat()
    asked = {"title": title, "audience": {"fact": "industry", "any_of": ["A03"]}, "deadline_on": until}
    drafted = await draft_notice(zone, **asked)
    notice_id, path = drafted["notice_id"], f"/v1/notices/{drafted['notice_id']}"
    assert (drafted["state"], drafted["issuer"]) == ("draft", "桐庐县")

    async def looked() -> bool:
        seen = (await officer(zone).get(f"{path}/audience")).json()
        return bool(seen["waiting"] == 0 and ours in [one["uscc"] for one in seen["sample"]])

    await eventually(looked, seconds=20)
    assert (await officer(zone, "stranger", YUHANG).get(path)).status_code == 404
    blind = await officer(zone, "approver").post(f"{path}/publications", headers=key())
    assert blind.status_code == 428
    published = await take(zone, notice_id, "publications")
    assert (published.status_code, published.json()["state"]) == (201, "published"), published.text
    await gone_out(zone)
    [entry] = await told(zone, ours, title)
    for words in (asked["title"], f"截止日期：{until}", "国民经济行业为A03", "发布：桐庐县"):
        assert str(words) in entry["heading"] + entry["text"]
    assert [await told(zone, one, title) for one in (other, theirs)] == [[], []]

    again = await take(zone, notice_id, "publications")
    assert (again.status_code, again.json()["code"]) == (409, "NOTICE_STEP_REFUSED")
    late = await zone.register(district=TONGLU, industry="A03")
    await zone.settle()
    ended = await take(zone, notice_id, "withdrawals", reason="活动取消")
    assert (ended.status_code, ended.json()["state"]) == (201, "withdrawn")
    async with zone.db("benefits").transaction() as tx:  # the rest of its way, as if it had not been gone yet
        row = update(PublicationRow).where(PublicationRow.version_id == notice_id)  # type: ignore[arg-type]  # a column
        await tx.execute(row.values(after="", finished_at=None))
    await gone_out(zone)
    assert [len(await told(zone, one, title)) for one in (ours, late)] == [1, 0]
    listed = (await officer(zone).get("/v1/notices", params={"state": "withdrawn", "limit": 1000})).json()["items"]
    assert notice_id in [one["notice_id"] for one in listed]


async def test_an_audience_written_wrong_or_of_another_district_is_refused(zone: RunningZone) -> None:
    wrong = notice(audience={"fact": "staf", "at_least": 1})
    answer = await officer(zone).post("/v1/notices", json=wrong, headers=key())
    assert (answer.status_code, answer.json()["code"]) == (422, "MEASURE_REFUSED")
    foreign = await officer(zone).post("/v1/notices", json=notice(YUHANG), headers=key())
    assert foreign.status_code == 403
    assert (await draft_notice(zone, CITY))["issuer"] == "杭州市"
