"""Contacts leave masked; whoever sees one unmasked says why, and is written down."""

from tests.holdings import BODIES
from tests.services.registry.test_profiles import add, at, code, sheet
from tests.zone import BINJIANG, YUHANG, RunningZone, key, person_of

PHONE = BODIES["contacts"]["phone"]


async def test_a_contact_leaves_masked_wherever_it_leaves(zone: RunningZone) -> None:
    uscc = await zone.register()
    own = zone.enterprise(uscc, "registry")
    added = await own.post(at(uscc, "contacts"), json=BODIES["contacts"], headers=key())
    again = await own.get(at(uscc, "profile"))
    for answer in (added, again):
        assert PHONE not in answer.text
        assert "contact@example.com" not in answer.text
    [contact] = (await sheet(zone, uscc))["contacts"]
    assert (contact["name"], contact["phone"], contact["email"]) == ("示*", "199****0123", "c***@example.com")


async def test_unmasking_needs_a_reason_and_leaves_a_line(zone: RunningZone) -> None:
    uscc = await zone.register()
    contact = await add(zone.enterprise(uscc, "registry"), uscc, "contacts")
    officer = zone.officer(BINJIANG)
    path = at(uscc, "contacts", contact["contact_id"], "disclosures")
    for body in ({}, {"reason": " "}, {"reason": "查"}):
        assert code(await officer.post(path, json=body))[0] == 422
    assert (await officer.get(at(uscc, "contact-disclosures"))).json()["items"] == []
    shown = await officer.post(path, json={"reason": "通知现场核查时间"})
    assert (shown.status_code, shown.json()["phone"], shown.headers["Cache-Control"]) == (201, PHONE, "no-store")
    [line] = (await zone.client("registry", "auditor").get(at(uscc, "contact-disclosures"))).json()["items"]
    assert (line["actor"], line["reason"]) == (f"officer:officer-{BINJIANG}", "通知现场核查时间")
    assert PHONE not in str(line)


async def test_the_enterprise_reads_which_department_looked_and_not_whose_account_it_was(zone: RunningZone) -> None:
    uscc = await zone.register()
    own = zone.enterprise(uscc, "registry")
    contact = await add(own, uscc, "contacts")
    path = at(uscc, "contacts", contact["contact_id"], "disclosures")
    looking = zone.client("registry", "officer", "officer-looking", district=BINJIANG, department="JX")
    for client in (looking, own):
        assert (await client.post(path, json={"reason": "核对联系方式"})).status_code == 201
    mine, officers = (await own.get(at(uscc, "contact-disclosures"))).json()["items"]
    assert (mine["by"], mine["department"], mine["actor"]) == ("enterprise", None, f"enterprise:{person_of(uscc)}")
    assert (officers["by"], officers["department"], officers["actor"]) == ("officer", "滨江区经信局", None)
    seen = (await zone.client("registry", "auditor").get(at(uscc, "contact-disclosures"))).json()["items"]
    assert seen[1]["actor"] == "officer:officer-looking"


async def test_who_saw_a_contact_stays_known_when_the_contact_is_gone(zone: RunningZone) -> None:
    uscc = await zone.register()
    own = zone.enterprise(uscc, "registry")
    contact = await add(own, uscc, "contacts")
    entry = at(uscc, "contacts", contact["contact_id"])
    await own.post(f"{entry}/disclosures", json={"reason": "核对联系方式"})
    assert (await own.delete(entry, headers={"If-Match": "*"})).status_code == 200
    assert [row for row in await zone.rows("registry", "contact") if row["contact_id"] == contact["contact_id"]] == []
    assert len((await own.get(at(uscc, "contact-disclosures"))).json()["items"]) == 1


async def test_no_contact_is_kept_in_an_answer_or_in_the_audit(zone: RunningZone) -> None:
    uscc = await zone.register()
    contact = await add(zone.enterprise(uscc, "registry"), uscc, "contacts", phone="19900000777")
    path = at(uscc, "contacts", contact["contact_id"], "disclosures")
    assert (await zone.officer().post(path, json={"reason": "核对联系方式"})).status_code == 201
    for table in ("idempotency", "audit", "outbox"):
        assert "19900000777" not in str(await zone.rows("registry", table))


async def test_another_district_cannot_unmask(zone: RunningZone) -> None:
    uscc = await zone.register()
    contact = await add(zone.enterprise(uscc, "registry"), uscc, "contacts")
    path = at(uscc, "contacts", contact["contact_id"], "disclosures")
    assert code(await zone.officer(YUHANG).post(path, json={"reason": "核对联系方式"})) == (404, "ENTERPRISE_NOT_FOUND")
    auditor = await zone.client("registry", "auditor").post(path, json={"reason": "核对联系方式"})
    assert auditor.status_code == 403
