"""Scarce talents: declared by title holders, renewed, added up, published as editions."""

from datetime import date, timedelta

from services.notifications.service.talents.needs import remind
from tests.postings import acts, made, sent
from tests.talent_needs import declared, said
from tests.zone import BINJIANG, YUHANG, RunningZone


async def test_a_catalogue_is_made_of_what_title_holders_need(zone: RunningZone) -> None:
    here, alone = "A03", "A04"  # industries of nobody else
    firms = [await zone.register(industry=here) for _ in range(3)] + [await zone.register(industry=alone)]
    await zone.settle()
    plain = await sent(acts(zone, firms[0]), f"enterprises/{firms[0]}/talent-needs", said(zone))
    assert plain.json()["code"] == "TALENT_NEED_REFUSED"
    for uscc in firms:
        await zone.recognise(uscc, "specialised")
    needs = [await declared(zone, one) for one in firms[:3]]
    await declared(zone, firms[3], number=7)
    officer, city = zone.officer(BINJIANG, "notifications"), zone.officer(service="notifications")
    by = {"params": {"by": "industry"}}
    figures = {
        one["key"]: one["people"] for one in (await officer.get("/v1/talent-need-figures", **by)).json()["items"]
    }
    assert (figures[here], figures[alone]) == (6, 7)
    there = (await zone.officer(YUHANG, "notifications").get("/v1/talent-need-figures", **by)).json()["items"]
    assert {here, alone}.isdisjoint(one["key"] for one in there)
    assert (await sent(officer, "talent-catalogues", {"title": "示例"})).status_code == 403
    edition = await made(city, "talent-catalogues", {"title": "示例目录"})
    assert edition["left_out"] is None, "one firm alone is not told apart, not even by how many are left out"
    lines = {one["industry"]: (one["number"], one["enterprises"]) for one in edition["lines"]}
    assert lines[here] == (6, 3)
    assert alone not in lines
    mine, path = acts(zone, firms[3]), f"/v1/talent-catalogues/{edition['catalogue_id']}"
    assert (await mine.get(path)).json() == edition
    exported = await officer.get(f"/v1/exports/talent-catalogues/{edition['catalogue_id']}.csv")
    assert f'"滨江区","{here}","研究开发","6"' in exported.text
    filled = await sent(acts(zone, firms[0]), f"talent-needs/{needs[0]['need_id']}/endings", {"step": "fill"})
    assert filled.json()["state"] == "filled"
    assert (await mine.get(path)).json() == edition, "an edition never changes"


async def test_a_need_is_renewed_before_its_last_day_and_reminded_of_once(empty_zone: RunningZone) -> None:
    zone = empty_zone
    uscc, other = await zone.register(), await zone.register()
    nothing = await sent(zone.officer(service="notifications"), "talent-catalogues", {"title": "示例"})
    assert nothing.json()["code"] == "TALENT_CATALOGUE_EMPTY"
    await zone.recognise(uscc, "innovative")
    too_long = said(zone, until_on=(zone.today + timedelta(days=366)).isoformat())
    await zone.settle()
    unfit = await sent(acts(zone, uscc), f"enterprises/{uscc}/talent-needs", too_long)
    assert (unfit.status_code, unfit.json()["code"]) == (422, "TALENT_NEED_UNFIT")
    need = await declared(zone, uscc)
    path = f"/v1/talent-needs/{need['need_id']}"
    await zone.move_clock(date.fromisoformat(need["until_on"]) - zone.today - timedelta(days=29))
    for _ in range(2):
        await remind(zone.db("notifications"))
    headings = [one["heading"] for one in await zone.inbox(uscc)]
    assert headings.count("人才需求即将到期：示例工程师") == 1
    assert (await acts(zone, other).put(path, json=said(zone), headers={"If-Match": "*"})).status_code == 404
    assert (await acts(zone, uscc).put(path, json=said(zone), headers={"If-Match": '"v9"'})).status_code == 412
    renewed = await acts(zone, uscc).put(path, json=said(zone), headers={"If-Match": '"v1"'})
    assert (renewed.status_code, renewed.json()["lapsed"]) == (200, False)
    await zone.move_clock(timedelta(days=201))
    items = (await acts(zone, uscc).get(f"/v1/enterprises/{uscc}/talent-needs")).json()["items"]
    assert [(one["lapsed"], one["state"]) for one in items] == [(True, "open")]
