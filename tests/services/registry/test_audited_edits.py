"""What the audit trail says of edits: what changed, from what to what; of personal data only that it changed."""

import json
from typing import Any

from tests.districts import DECISION, make_park, move_in
from tests.holdings import BODIES
from tests.people import acting, join, owned
from tests.services.registry.test_identities import record, taken
from tests.services.registry.test_officers import GROUND, appoint
from tests.services.registry.test_profiles import add, at
from tests.services.registry.test_suspensions import resume, suspend
from tests.services.test_audit_trail import entries
from tests.zone import BINJIANG, RunningZone, key

ANY = {"If-Match": "*"}


async def last(zone: RunningZone, operation: str, about: str, count: int = 1) -> dict[str, Any]:
    """What the newest of the rows of an operation says it changed."""
    row, *_ = await entries(zone, count, operation=operation, object=about)
    (change,) = row["changes"]
    return dict(change)


async def test_what_a_profile_says_is_kept_as_it_was_and_as_it_became(zone: RunningZone) -> None:
    uscc = await zone.register()
    own = zone.enterprise(uscc, "registry")
    for answer in ("2019-05-01", "2018-05-01"):
        await own.put(at(uscc, "answers", "established_on"), json={"value": answer}, headers=ANY)
    assert await last(zone, "answer_question", uscc, 2) == {
        "what": "answer",
        "before": {"established_on": "2019-05-01"},
        "after": {"established_on": "2018-05-01"},
    }
    product = await add(own, uscc, "products")
    path = at(uscc, "products", product["product_id"])
    await own.put(path, json={**BODIES["products"], "name": "示例新品"}, headers=ANY)
    assert (await last(zone, "change_product", uscc))["after"] == {"name": "示例新品"}
    await own.delete(path, headers=ANY)
    gone = await last(zone, "remove_product", uscc)
    assert (gone["before"]["name"], gone["after"]["name"]) == ("示例新品", None)


async def test_of_personal_data_the_trail_only_says_that_it_changed(zone: RunningZone) -> None:
    uscc = await zone.register()
    own = zone.enterprise(uscc, "registry")
    contact = await add(own, uscc, "contacts")
    new = {**BODIES["contacts"], "phone": "19900000888"}
    await own.put(at(uscc, "contacts", contact["contact_id"]), json=new, headers=ANY)
    changed = await last(zone, "change_contact", uscc)
    assert (changed["before"], changed["after"]) == ({"phone": "***"}, {"phone": "***"})
    named = {"district": BINJIANG, "name": "欧阳示例", "department": "示例处室", "phone": "0571-00000000"}
    answer = await zone.officer(BINJIANG).post("/v1/service-officers", json=named, headers=key())
    assert answer.status_code == 201, answer.text
    row, *_ = await entries(zone, 1, operation="name_service_officer")
    assert (row["changes"][0]["after"]["name"], row["changes"][0]["after"]["phone"]) == ("***", "***")
    rows = json.dumps(await zone.rows("registry", "audit"), ensure_ascii=False, default=str)
    assert not [one for one in ("19900000888", BODIES["contacts"]["phone"], "0571-00000000") if one in rows]


async def test_who_acts_and_who_is_in_office_is_followed_role_by_role(zone: RunningZone) -> None:
    uscc, owner = await owned(zone)
    _, person_id = await join(zone, uscc, owner, "reader")
    path = f"/v1/enterprises/{uscc}/people/{person_id}"
    await acting(zone, uscc, owner).patch(path, json={"role": "finance"}, headers=ANY)
    await acting(zone, uscc, owner).delete(path)
    what = f"person {person_id}"
    assert await last(zone, "change_person", uscc) == {
        "what": what,
        "before": {"role": "reader"},
        "after": {"role": "finance"},
    }
    assert await last(zone, "remove_person", uscc) == {
        "what": what,
        "before": {"role": "finance"},
        "after": {"role": None},
    }
    officer = (await appoint(zone)).json()
    body = {"roles": ["approver"], **GROUND}
    answer = await zone.officer().patch(f"/v1/officers/{officer['officer_id']}", json=body, headers=ANY)
    assert answer.status_code == 200, answer.text
    assert await last(zone, "change_officer", officer["officer_id"]) == {
        "what": f"officer {officer['officer_id']}",
        "before": {"roles": ["reviewer"]},
        "after": {"roles": ["approver"]},
    }


async def test_decisions_of_the_city_and_its_districts_are_followed(zone: RunningZone) -> None:
    path = f"/v1/targets/2041/specialised/{BINJIANG}"
    for value in (520, 540):
        body = {"value": value, "document": "示例目标任务文件"}
        await zone.officer().put(path, json=body, headers=ANY)
    assert await last(zone, "set_target", "2041", 2) == {
        "what": "target",
        "before": {"value": 520},
        "after": {"value": 540},
    }
    uscc = await zone.register(district=BINJIANG)
    park_id = await make_park(zone)
    tenancy_id = await move_in(zone, park_id, uscc)
    headers = key() | ANY
    body = DECISION | {"decided_on": zone.today.isoformat()}
    answer = await zone.officer().post(f"/v1/parks/{park_id}/decisions", json=body, headers=headers)
    assert answer.status_code == 201, answer.text
    decided, entered = [await last(zone, one, park_id) for one in ("decide_on_park", "admit_tenant")]
    assert (decided["before"], decided["after"]) == ({"honours": []}, {"honours": [DECISION["honour"]]})
    assert entered["after"]["tenancy_id"] == tenancy_id


async def test_titles_and_names_are_followed(zone: RunningZone) -> None:
    uscc = await zone.register(name="示例旧名有限公司")
    title_id = (await zone.recognise(uscc, "specialised"))["titles"][0]["title_id"]
    assert (await suspend(zone, title_id)).status_code == 201
    assert (await resume(zone, title_id)).status_code == 201
    today = zone.today.isoformat()
    for operation, word in (("suspend_title", "suspended"), ("resume_title", "resumed")):
        assert (await last(zone, operation, title_id))["after"] == {word: today}
    taken(await record(zone, uscc, "renames", name="示例新名有限公司"))
    renamed = await last(zone, "rename_enterprise", uscc)
    assert (renamed["before"], renamed["after"]) == ({"name": "示例旧名有限公司"}, {"name": "示例新名有限公司"})
