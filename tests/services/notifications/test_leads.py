"""Leads: recorded and proposed, assigned to an officer, followed until they land or end."""

import httpx
import pytest

from services.notifications.domain.leads import LIVE, LeadStage, LeadStep, Refusal, taken
from services.notifications.domain.leads.stages import AFTER
from tests.leads import LEAD
from tests.postings import acts, made, sent
from tests.zone import BINJIANG, YUHANG, RunningZone, key


@pytest.mark.parametrize("stage", list(LeadStage))
def test_a_lead_goes_the_way_of_the_table_and_every_live_one_can_be_dropped(stage: LeadStage) -> None:
    for step in LeadStep:
        if (stage, step) not in AFTER:
            with pytest.raises(Refusal, match=stage.label):
                taken(stage, step)
    if stage in LIVE:
        assert taken(stage, LeadStep.DROP) is LeadStage.DROPPED


async def officer_of(zone: RunningZone, subject: str, district: str) -> None:
    body = {
        "subject": subject, "name": "示例", "district": district, "department": "TC", "roles": ["reviewer"],
        "active_from": "2026-01-01", "document": "示例", "reason": "示例",
    }  # fmt: skip
    made_one = await zone.officer().post("/v1/officers", json=body, headers=key())
    assert made_one.status_code == 201, made_one.text


async def test_a_proposal_is_followed_until_it_lands(zone: RunningZone) -> None:
    uscc, other = await zone.register(), await zone.register()
    await officer_of(zone, f"desk-{uscc[-6:]}", BINJIANG)
    await officer_of(zone, f"far-{uscc[-6:]}", YUHANG)
    await zone.settle()
    lead = await made(acts(zone, uscc), f"enterprises/{uscc}/leads", LEAD)
    lead_id, officer = lead["lead_id"], zone.officer(BINJIANG, "notifications")
    path, steps = f"/v1/leads/{lead_id}", f"leads/{lead_id}/steps"
    assert (lead["source"], lead["district"], lead["contact"]["phone"]) == ("enterprise", BINJIANG, "051****1234")
    for stranger in (acts(zone, other), zone.officer(YUHANG, "notifications")):
        assert (await stranger.get(path)).json()["code"] == "LEAD_NOT_FOUND"
    far = await sent(officer, steps, {"step": "assign", "officer": f"far-{uscc[-6:]}"})
    assert far.json()["code"] == "LEAD_REFUSED"
    assigned = await made(officer, steps, {"step": "assign", "officer": f"desk-{uscc[-6:]}"})
    assert assigned["assigned_to"] == f"desk-{uscc[-6:]}"
    assert (await acts(zone, uscc).get(path)).json()["assigned_to"] is None
    assert (await sent(officer, steps, {"step": "sign"})).status_code == 409, "nobody has spoken with it yet"
    await made(officer, steps, {"step": "contact", "words": "内部记录"})
    own = (await acts(zone, uscc).get(path)).json()["history"]
    assert [one["words"] for one in own] == [None, None, None], "what officers note is theirs"
    shown = await officer.post(f"{path}/disclosures", json={"reason": "示例"})
    assert shown.json()["phone"] == "051200001234"
    unknown = await sent(officer, steps, {"step": "land", "uscc": "91330108MAXB0012XH"})
    assert unknown.json()["code"] == "LEAD_REFUSED"
    landed = await made(officer, steps, {"step": "land", "uscc": other})
    assert (landed["stage"], landed["landed_uscc"]) == ("landed", other)
    assert [one["heading"] for one in await zone.inbox(uscc)] == [
        "推荐的企业已落地：示例目标企业", "推荐线索已受理：示例目标企业",
    ]  # fmt: skip


async def test_officers_record_drop_and_count_leads_of_their_district(zone: RunningZone) -> None:
    here, there, city = (zone.officer(one, "notifications") for one in (BINJIANG, YUHANG, "330100"))
    before = await live(city), await live(here)
    lead = await made(here, "leads", LEAD | {"kind": "gap", "contact": None})
    await made(there, "leads", LEAD)
    steps = f"leads/{lead['lead_id']}/steps"
    assert (await sent(here, steps, {"step": "drop"})).status_code == 422, "for a reason"
    assert (await made(here, steps, {"step": "drop", "words": "示例理由"}))["stage"] == "dropped"
    assert (await made(here, steps, {"step": "resume"}))["stage"] == "new"
    no_contact = await here.post(f"/v1/leads/{lead['lead_id']}/disclosures", json={"reason": "示例"})
    assert no_contact.status_code == 404
    assert (await live(city), await live(here)) == (before[0] + 2, before[1] + 1)
    listed = (await here.get("/v1/leads", params={"stage": "new", "kind": "gap"})).json()["items"]
    assert listed[0]["lead_id"] == lead["lead_id"]
    assert {one["district"] for one in listed} == {BINJIANG}


async def live(officer: httpx.AsyncClient) -> int:
    """As many leads of its own an officer counts that are under way."""
    figures = (await officer.get("/v1/lead-figures")).json()
    assert figures["total"]["live"] == sum(one["live"] for one in figures["items"])
    return int(figures["total"]["live"])
