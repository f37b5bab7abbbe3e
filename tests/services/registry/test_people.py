"""Who acts for an enterprise, by the API: appointed, given another role, removed, shown masked."""

import asyncio
import json

import httpx

from tests.people import (
    GROUND,
    acting,
    appoint,
    id_of,
    individual,
    join,
    owned,
    people,
    person,
    remove,
    someone,
)
from tests.zone import BINJIANG, YUHANG, RunningZone, key


def code(answer: httpx.Response) -> tuple[int, str]:
    assert answer.json()["detail"], "a problem names the way out"
    return answer.status_code, answer.json()["code"]


# ---- owners --------------------------------------------------------------------------------------


async def test_the_first_owner_may_come_with_the_registration(zone: RunningZone) -> None:
    uscc, owner = await owned(zone)
    (found,) = await people(zone, uscc, owner)
    assert (found["role"], found["role_label"], found["invited_by"]) == ("owner", "企业负责人", None)


async def test_an_administrator_of_the_city_appoints_the_first_owner_on_a_document(zone: RunningZone) -> None:
    uscc, owner = await zone.register(), someone()
    answer = await appoint(zone, uscc, owner)
    assert answer.status_code == 201, answer.text
    assert answer.headers["ETag"] == '"v1"'
    (step,) = answer.json()["changes"]
    assert (step["step"], step["by"]) == ("appoint", "officer")
    assert {name: step[name] for name in GROUND} == GROUND
    found = await acting(zone, uscc, owner).get(answer.headers["Location"].removeprefix("/registry"))
    assert found.json()["person_id"] == answer.json()["person_id"]


async def test_a_district_and_an_officer_of_another_role_appoint_no_owner(zone: RunningZone) -> None:
    uscc, body = await zone.register(), {**individual(someone()), **GROUND}
    reviewer = zone.client("registry", "officer", someone(), district="330100", roles="reviewer approver")
    for officer in (zone.officer(BINJIANG), reviewer):
        answer = await officer.post(f"/v1/enterprises/{uscc}/owners", json=body, headers=key())
        assert code(answer) == (403, "FORBIDDEN")


async def test_where_there_is_an_owner_another_is_appointed_only_in_the_place_of_a_lost_one(zone: RunningZone) -> None:
    uscc, lost = await owned(zone)
    lost_id, new = await id_of(zone, uscc, lost), someone()
    assert code(await appoint(zone, uscc, new)) == (409, "PEOPLE_REFUSED")
    _, reader_id = await join(zone, uscc, lost, "reader")
    for nobody in (reader_id, someone()[:36]):
        assert code(await appoint(zone, uscc, new, replaces=nobody)) == (409, "PEOPLE_REFUSED")
    assert (await appoint(zone, uscc, new, replaces=lost_id)).status_code == 201
    assert code(await acting(zone, uscc, lost).get(f"/v1/enterprises/{uscc}")) == (403, "NOT_APPOINTED")
    scan = {"token": "x" * 20, "purpose": "verify"}
    removed = await acting(zone, uscc, lost).post("/v1/code-scans", json=scan, headers=key())
    assert code(removed)[1] != "NOT_APPOINTED", "who was removed scans like anybody"
    file = (await acting(zone, uscc, new).get(f"/v1/enterprises/{uscc}/people/{lost_id}")).json()
    assert (file["role"], file["changes"][0]["step"], file["changes"][0]["reason"]) == (
        None,
        "replace",
        GROUND["reason"],
    )


async def test_somebody_who_already_acts_there_may_take_the_place_of_a_lost_owner(zone: RunningZone) -> None:
    uscc, lost = await owned(zone)
    successor, person_id = await join(zone, uscc, lost, "reader")
    answer = await appoint(zone, uscc, successor, replaces=await id_of(zone, uscc, lost))
    assert (answer.json()["person_id"], answer.json()["role"], answer.json()["version"]) == (person_id, "owner", 2)


async def test_the_last_owner_cannot_go_nor_be_put_down(zone: RunningZone) -> None:
    uscc, owner = await owned(zone)
    owner_id = await id_of(zone, uscc, owner)
    path = f"/v1/enterprises/{uscc}/people/{owner_id}"
    one = acting(zone, uscc, owner)
    demoted = await one.patch(path, json={"role": "reader"}, headers={"If-Match": "*"})
    for answer in (demoted, await one.delete(path), await one.delete(f"/v1/me/enterprises/{uscc}")):
        assert code(answer) == (409, "PEOPLE_REFUSED")
    second, _ = await join(zone, uscc, owner, "owner")
    assert (await one.delete(f"/v1/me/enterprises/{uscc}")).status_code == 204
    assert await id_of(zone, uscc, second)


async def test_of_two_owners_who_remove_each_other_at_once_one_stays(zone: RunningZone) -> None:
    uscc, first = await owned(zone)
    first_id = await id_of(zone, uscc, first)
    second, second_id = await join(zone, uscc, first, "owner")
    answers = await asyncio.gather(
        remove(zone, uscc, first, second_id), remove(zone, uscc, second, first_id), return_exceptions=False
    )
    assert sorted(answer.status_code for answer in answers) == [204, 403]
    stays = first if answers[0].status_code == 204 else second
    assert [one["role"] for one in await people(zone, uscc, stays)] == ["owner"]


# ---- roles ---------------------------------------------------------------------------------------


async def test_an_owner_changes_a_role_and_the_next_request_knows_it(zone: RunningZone) -> None:
    uscc, owner = await owned(zone)
    subject, person_id = await join(zone, uscc, owner, "reader")
    one, path = acting(zone, uscc, subject), f"/v1/enterprises/{uscc}/people/{person_id}"
    show = {"json": {"purpose": "finance"}}
    assert code(await one.post(f"/v1/enterprises/{uscc}/codes", **show, headers=key())) == (403, "FORBIDDEN")
    boss = acting(zone, uscc, owner)
    assert code(await boss.patch(path, json={"role": "finance"})) == (428, "PRECONDITION_REQUIRED")
    stale = await boss.patch(path, json={"role": "finance"}, headers={"If-Match": '"v7"'})
    assert code(stale) == (412, "PRECONDITION_FAILED")
    changed = await boss.patch(path, json={"role": "finance"}, headers={"If-Match": '"v1"'})
    assert (changed.status_code, changed.headers["ETag"], changed.json()["role"]) == (200, '"v2"', "finance")
    assert (await one.post(f"/v1/enterprises/{uscc}/codes", **show, headers=key())).status_code == 201
    suspend = await one.put(f"/v1/enterprises/{uscc}/code-status", json={"status": "suspended"})
    assert code(suspend) == (403, "FORBIDDEN")
    assert (await one.get(f"/v1/enterprises/{uscc}/code-status")).status_code == 200


async def test_only_an_owner_manages_people(zone: RunningZone) -> None:
    uscc, owner = await owned(zone)
    owner_id = await id_of(zone, uscc, owner)
    for role in ("finance", "reader"):
        subject, _ = await join(zone, uscc, owner, role)
        one = acting(zone, uscc, subject)
        assert (await one.get(f"/v1/enterprises/{uscc}/people")).status_code == 200
        for answer in (
            await one.post(f"/v1/enterprises/{uscc}/invitations", json={"role": "owner"}, headers=key()),
            await one.get(f"/v1/enterprises/{uscc}/invitations"),
            await one.delete(f"/v1/enterprises/{uscc}/people/{owner_id}"),
            await one.patch(
                f"/v1/enterprises/{uscc}/people/{owner_id}", json={"role": "reader"}, headers={"If-Match": "*"}
            ),
            await one.post(f"/v1/enterprises/{uscc}/people/{owner_id}/disclosures", json={"reason": "示例"}),
        ):
            assert code(answer) == (403, "FORBIDDEN")


async def test_an_owner_of_one_enterprise_finds_no_person_of_another(zone: RunningZone) -> None:
    uscc, owner = await owned(zone)
    other, stranger = await owned(zone)
    foreign = await id_of(zone, other, stranger)
    one = acting(zone, uscc, owner)
    assert code(await one.get(f"/v1/enterprises/{uscc}/people/{foreign}")) == (404, "PERSON_NOT_FOUND")
    assert code(await one.delete(f"/v1/enterprises/{uscc}/people/{foreign}")) == (404, "PERSON_NOT_FOUND")
    assert code(await one.get(f"/v1/enterprises/{other}/people/{foreign}")) == (404, "ENTERPRISE_NOT_FOUND")


# ---- removed -------------------------------------------------------------------------------------


async def test_who_leaves_by_themselves_may_be_invited_again_and_keeps_the_history(zone: RunningZone) -> None:
    uscc, owner = await owned(zone)
    subject, person_id = await join(zone, uscc, owner, "reader")
    assert (await person(zone, subject).delete(f"/v1/me/enterprises/{uscc}")).status_code == 204
    again = await person(zone, subject).delete(f"/v1/me/enterprises/{uscc}")
    assert code(again) == (404, "PERSON_NOT_FOUND")
    (gone,) = await people(zone, uscc, owner, removed=True)
    assert (gone["person_id"], gone["role"]) == (person_id, None)
    assert await join(zone, uscc, owner, "finance", subject) == (subject, person_id)
    file = (await acting(zone, uscc, subject).get(f"/v1/enterprises/{uscc}/people/{person_id}")).json()
    assert [(step["step"], step["role"]) for step in file["changes"]] == [
        ("accept", "finance"),
        ("leave", None),
        ("accept", "reader"),
    ]


async def test_somebody_who_was_removed_is_not_removed_again(zone: RunningZone) -> None:
    uscc, owner = await owned(zone)
    _, person_id = await join(zone, uscc, owner)
    assert (await remove(zone, uscc, owner, person_id)).status_code == 204
    assert code(await remove(zone, uscc, owner, person_id)) == (409, "PEOPLE_REFUSED")


# ---- personal data -------------------------------------------------------------------------------


async def test_names_and_numbers_leave_masked_and_no_account_leaves_at_all(zone: RunningZone) -> None:
    uscc, owner = await owned(zone)
    (found,) = await people(zone, uscc, owner)
    assert (found["name"], found["phone"]) == ("欧阳*", "138****1234")
    path = f"/v1/enterprises/{uscc}/people"
    for reader in (acting(zone, uscc, owner), zone.officer(BINJIANG), zone.client("registry", "auditor")):
        for answer in (await reader.get(path), await reader.get(f"{path}/{found['person_id']}")):
            assert answer.status_code == 200
            assert not {"13800001234", "欧阳示例", owner} & set(
                json.dumps(answer.json(), ensure_ascii=False).split('"')
            )
    assert (await zone.officer(YUHANG).get(path)).status_code == 404


async def test_the_whole_of_it_is_shown_for_a_reason_that_is_kept(zone: RunningZone) -> None:
    uscc, owner = await owned(zone)
    person_id = await id_of(zone, uscc, owner)
    path, body = f"/v1/enterprises/{uscc}/people/{person_id}", {"reason": "通知办理续期"}
    assert (await zone.officer().post(f"{path}/disclosures", json={})).status_code == 422
    assert code(await zone.officer(BINJIANG).post(f"{path}/disclosures", json=body)) == (403, "FORBIDDEN")
    shown = await zone.officer().post(f"{path}/disclosures", json=body)
    assert (shown.status_code, shown.headers["Cache-Control"]) == (201, "no-store")
    assert shown.json() == {"person_id": person_id, "name": "欧阳示例", "phone": "13800001234"}
    (step, _) = (await acting(zone, uscc, owner).get(path)).json()["changes"]
    assert (step["step"], step["by"], step["reason"]) == ("disclose", "officer", "通知办理续期")


async def test_a_list_of_people_has_pages(zone: RunningZone) -> None:
    uscc, owner = await owned(zone)
    for role in ("reader", "finance"):
        await join(zone, uscc, owner, role)
    one, found, cursor = acting(zone, uscc, owner), [], None
    while True:
        params = {"limit": 1} | ({"cursor": cursor} if cursor else {})
        page = (await one.get(f"/v1/enterprises/{uscc}/people", params=params)).json()
        found += [item["role"] for item in page["items"]]
        if (cursor := page["next_cursor"]) is None:
            break
    assert found == ["owner", "reader", "finance"]
