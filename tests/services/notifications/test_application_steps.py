"""Each step of an application is a message in the enterprise's inbox: once, and in nobody else's."""

import json
from datetime import timedelta
from typing import Any

from services.notifications.service import entries
from shared.events import ApplicationAdvanced, open_envelope
from tests.applications import CONTENT, begin, officer, read, submit, taken
from tests.zone import BINJIANG, RunningZone, key

RETURN = {"step": "return", "words": "请补充", "mend": ["main_product", "statement"]}


async def headings(zone: RunningZone, uscc: str) -> list[str]:
    """Oldest first, without the name of the tier."""
    return [one["heading"].removeprefix("省级专精特新中小企业") for one in reversed(await zone.inbox(uscc))]


async def told(zone: RunningZone, application_id: str) -> list[Any]:
    """The facts about an application, in order."""
    bodies = [json.loads(row["body"]) for row in await zone.rows("registry", "outbox") if application_id in row["body"]]
    return [open_envelope(one, ApplicationAdvanced) for one in bodies if ".application.advanced." in one["type"]]


async def test_the_way_back_and_forth_is_told_step_by_step(zone: RunningZone) -> None:
    uscc, application_id = await submit(zone)
    district, own = officer(zone, "district-reviewer", BINJIANG), zone.enterprise(uscc, "registry")
    await taken(district, application_id, "reviews", {"step": "accept"})
    visit = {"visited_on": zone.today.isoformat(), "words": "现场与申报相符"}
    await taken(district, application_id, "site-visits", visit)
    await taken(district, application_id, "reviews", RETURN)
    mending = {"main_product": "工业温度传感器", "statement": CONTENT["statement"] + "，补充说明"}
    mended = await own.patch(f"/v1/applications/{application_id}", json=mending, headers={"If-Match": "*"})
    assert mended.status_code == 200, mended.text
    await taken(own, application_id, "submissions")
    await taken(district, application_id, "reviews", {"step": "approve"})
    refusal = {"step": "refuse", "words": "市场占有率证明不足"}
    await taken(officer(zone, "city-reviewer"), application_id, "reviews", refusal)
    await zone.settle()
    assert await headings(zone, uscc) == [
        "申报已提交",
        "申报已受理",
        "申报被退回，请更正：主导产品、申报说明",
        "申报已提交",
        "申报审核通过，进入市级审核",
        "申报未通过",
    ]
    last = (await zone.inbox(uscc))[0]
    assert "市场占有率证明不足" in last["text"]
    assert last["target"]["href"] == f"/registry/v1/applications/{application_id}"
    facts = [event.fact for event in await told(zone, application_id)]
    assert [fact.step.value for fact in facts] == [
        "submit", "accept", "visit", "return", "submit", "approve", "refuse",
    ]  # fmt: skip
    versions = [fact.application_version for fact in facts]
    assert versions == sorted(set(versions))
    whole = json.dumps([fact.model_dump(mode="json") for fact in facts], ensure_ascii=False)
    for secret in ("reviewer", CONTENT["contact_name"], CONTENT["contact_phone"], "现场与申报相符"):
        assert secret not in whole


async def test_a_draft_and_its_end_are_the_enterprises_alone(zone: RunningZone) -> None:
    uscc = await zone.register()
    application_id = await begin(zone, uscc)
    await taken(zone.enterprise(uscc, "registry"), application_id, "withdrawals", {})
    await zone.settle()
    assert await told(zone, application_id) == []
    assert await headings(zone, uscc) == []


async def test_a_batch_tells_those_that_went_ahead_and_nobody_else(zone: RunningZone) -> None:
    applied = [await submit(zone) for _ in range(3)]
    district = officer(zone, "district-reviewer", BINJIANG)
    await taken(district, applied[0][1], "reviews", {"step": "accept"})
    items = [{"application_id": one} for _, one in applied]
    report = await district.post(
        "/v1/application-batches", json={"step": "accept", "applications": items}, headers=key()
    )
    assert (report.json()["asked"], report.json()["advanced"]) == (3, 2), report.text
    await zone.settle()
    for uscc, application_id in applied:
        assert await headings(zone, uscc) == ["申报已提交", "申报已受理"]
        assert len(await told(zone, application_id)) == 2


async def test_hearing_the_steps_again_tells_nobody_twice(zone: RunningZone) -> None:
    uscc, application_id = await submit(zone)
    await taken(officer(zone, "district-reviewer", BINJIANG), application_id, "reviews", RETURN)
    await zone.settle()
    before, events = await zone.inbox(uscc), await told(zone, application_id)
    assert (len(before), len(events)) == (2, 2)
    async with zone.db("notifications").transaction() as tx:
        await entries.on_application_advanced(tx, [*events, *reversed(events)])
    assert await zone.inbox(uscc) == before


async def test_a_step_after_a_merger_is_told_to_the_one_that_applied(zone: RunningZone) -> None:
    """Whom a message is for never depends on what was learnt later: a replay would tell a second one."""
    (uscc, application_id), survivor = await submit(zone), await zone.register()
    district = officer(zone, "district-reviewer", BINJIANG)
    await taken(district, application_id, "reviews", {"step": "accept"})
    body = {
        "absorbed_uscc": uscc,
        "document": "示例登记文书",
        "changed_on": (zone.today - timedelta(days=1)).isoformat(),
    }
    merged = await zone.officer().post(f"/v1/enterprises/{survivor}/mergers", json=body, headers=key())
    assert merged.status_code == 201, merged.text
    assert (await read(district, application_id))["state"] == "withdrawn"
    await zone.settle()
    assert "申报已撤回" in await headings(zone, uscc)
    assert not any("申报" in one for one in await headings(zone, survivor))
