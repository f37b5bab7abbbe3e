"""People's rights from the naming of a person to their end with title or office, on both databases."""

import asyncio
from datetime import timedelta

from sqlalchemy import text

from services.benefits.service.rights import following
from shared.testing import eventually
from tests.claims import officer, owner
from tests.rights import (
    CHANNEL,
    CLASS_D,
    HOUSING,
    applied,
    apply,
    decider,
    end_tenure,
    granted,
    little_giant,
    name,
    named,
    new_id_number,
    proof,
    read,
    review,
)
from tests.zone import YUHANG, RunningZone, key


async def test_class_d_is_applied_for_granted_told_and_shown_until_the_title_ends(zone: RunningZone) -> None:
    uscc, _ = await little_giant(zone)
    talent = await named(zone, uscc)
    unproven = await apply(zone, uscc, talent["talent_id"])
    assert (unproven.status_code, unproven.json()["code"]) == (409, "RIGHT_REFUSED")
    assert "董事长、总经理任职证明" in unproven.json()["detail"]
    made = await applied(zone, uscc, talent["talent_id"])
    assert (made["state"], made["clause"], made["offices"]) == ("review", "12-6", ["chairman"])
    assert "至多2人" in made["unstated"], made["unstated"]
    assert "条款未规定期限" in made["unstated"]
    assert (await apply(zone, uscc, talent["talent_id"])).status_code == 409, "once for a clause"

    wrong = await review(decider(zone, "HB"), made["right_id"])
    assert "市委人才办" in wrong.json()["detail"]
    assert (await review(decider(zone, "RC", YUHANG), made["right_id"])).status_code == 404
    assert (await review(decider(zone), made["right_id"], "refuse")).status_code == 409, "for a reason"
    right = (await review(decider(zone, "RS"), made["right_id"])).json()
    assert (right["state"], right["holds"], right["granted_on"]) == ("granted", True, str(zone.today))
    assert right["ends_on"] > str(zone.today + timedelta(days=600)), "as long as the title"
    seen = await read(zone, uscc, made["right_id"])
    assert [one["step"] for one in seen["history"]] == ["apply", "grant"]
    assert [one["actor"] for one in seen["history"]] == [None, None], "who reviews is not for the enterprise"

    account = (await owner(zone, uscc).get(f"/v1/enterprises/{uscc}/allowances")).json()
    assert [(one["clause"], one["state"], one["office_label"]) for one in account["rights"]] == [
        ("12-6", "granted", "董事长")
    ]
    await zone.settle()
    told = [one for one in await zone.inbox(uscc) if "D类" in one["heading"]]
    assert {one["heading"].rpartition("：")[2] for one in told} == {"申请已收到", "已授予"}
    assert all("欧阳" not in one["text"] for one in told)


async def test_a_person_is_there_once_and_two_persons_hold_no_office_together(zone: RunningZone) -> None:
    uscc, _ = await little_giant(zone)
    number = new_id_number()
    talent = await named(zone, uscc, id_number=number)
    assert (talent["name"], talent["id_number"]) == ("欧阳*", f"**** {number[-4:]}")
    again = await name(zone, uscc, "general_manager", id_number=number.lower())
    assert (again.status_code, again.json()["code"]) == (409, "TALENT_TAKEN")
    assert number not in again.text
    second = await name(zone, uscc)
    assert (second.status_code, second.json()["code"]) == (409, "TALENT_REFUSED")
    assert (await name(zone, uscc, id_number="110105194912310021")).status_code == 422
    body = {"office": "general_manager", "since_on": zone.today.isoformat()}
    path = f"/v1/enterprises/{uscc}/talents/{talent['talent_id']}"
    both = await owner(zone, uscc).post(f"{path}/tenures", json=body, headers=key())
    assert [one["office"] for one in both.json()["tenures"]] == ["chairman", "general_manager"]
    assert (await name(zone, uscc, "general_manager")).status_code == 409, "one person in both offices"
    async with zone.db("benefits").reading() as tx:
        kept = (await tx.execute(text("SELECT * FROM talent WHERE talent_id = :id"), {"id": talent["talent_id"]})).all()
    assert number not in str(kept)
    assert "欧阳示例" not in str(kept)


async def test_data_of_a_person_is_for_its_owner_and_deciding_officers_and_erased_on_request(zone: RunningZone) -> None:
    uscc, _ = await little_giant(zone)
    number = new_id_number()
    talent = await named(zone, uscc, id_number=number)
    path = f"/v1/enterprises/{uscc}/talents"
    one = f"{path}/{talent['talent_id']}"
    assert (await zone.client("benefits", "auditor").get(path)).status_code == 403
    watcher = zone.client("benefits", "officer", "watcher", district="330100", roles="auditor")
    assert (await watcher.get(path)).status_code == 403
    assert (await officer(zone, district=YUHANG).get(path)).status_code == 404
    assert (await officer(zone).get(path)).json()["items"][0]["name"] == "欧阳*"
    assert (await officer(zone).post(f"{one}/disclosures", json={})).status_code == 422, "for a reason"
    shown = await officer(zone).post(f"{one}/disclosures", json={"reason": "核对任职证明"})
    assert (shown.json()["id_number"], shown.json()["name"]) == (number, "欧阳示例")
    assert shown.headers["cache-control"] == "no-store"
    lines = (await owner(zone, uscc).get(f"/v1/enterprises/{uscc}/talent-disclosures")).json()["items"]
    assert [(line["seen_by"], line["reason"]) for line in lines] == [("主管部门人员", "核对任职证明")]

    right_id = (await applied(zone, uscc, talent["talent_id"]))["right_id"]
    assert (await owner(zone, uscc).delete(one)).status_code == 409, "a right is under way"
    withdrawn = await owner(zone, uscc).post(
        f"/v1/rights/{right_id}/withdrawals", json={}, headers={**key(), "If-Match": "*"}
    )
    assert withdrawn.json()["state"] == "withdrawn"
    erased = await owner(zone, uscc).delete(one)
    assert (erased.json()["name"], erased.json()["id_number"]) == ("（已删除）", "")
    assert (await officer(zone).post(f"{one}/disclosures", json={"reason": "再看"})).status_code == 404
    assert "第四十七条" in (await owner(zone, uscc).get(path)).json()["retention"]
    assert (await name(zone, uscc, id_number=number)).status_code == 201, "nothing of the number is left"


async def test_with_the_office_the_right_ends_on_the_day_it_says_and_the_next_may_apply(zone: RunningZone) -> None:
    uscc, _ = await little_giant(zone)
    chairman = await named(zone, uscc)
    manager = await named(zone, uscc, "general_manager")
    first = await granted(zone, uscc, chairman["talent_id"])
    second = await granted(zone, uscc, manager["talent_id"])
    soon = zone.today + timedelta(days=30)
    assert (await end_tenure(zone, uscc, manager, soon.isoformat())).status_code == 201
    followed = await read(zone, uscc, second["right_id"])
    assert (followed["state"], followed["ends_on"]) == ("granted", str(soon))
    assert followed["history"][-1]["step"] == "follow"

    assert (await end_tenure(zone, uscc, chairman, (zone.today - timedelta(days=1)).isoformat())).status_code == 201
    ended = await read(zone, uscc, first["right_id"])
    assert (ended["state"], ended["stopped_on"], ended["holds"]) == ("ended", str(zone.today), False)
    assert "不再担任" in ended["history"][-1]["words"]
    assert (await end_tenure(zone, uscc, chairman, zone.today.isoformat())).status_code == 409, "it is over"
    successor = await named(zone, uscc, since_on=zone.today.isoformat())
    assert (await granted(zone, uscc, successor["talent_id"]))["holds"] is True


async def test_without_the_title_it_stops_and_regained_it_does_not_come_back_by_itself(zone: RunningZone) -> None:
    uscc, title_id = await little_giant(zone)
    talent = await named(zone, uscc)
    right_id = (await granted(zone, uscc, talent["talent_id"]))["right_id"]
    decided = {"document": "示例文号", "decided_on": zone.today.isoformat()}
    path = f"/v1/titles/{title_id}"
    stop = await zone.officer().post(f"{path}/suspensions", json={"ground": "fraud", **decided}, headers=key())
    assert stop.status_code == 201, stop.text
    await zone.complete(stop.json()["change_id"])
    suspended = await read(zone, uscc, right_id)
    assert (suspended["state"], suspended["stopped_on"]) == ("suspended", str(zone.today))
    refused = await apply(zone, uscc, talent["talent_id"])
    assert (refused.status_code, refused.json()["code"]) == (422, "RIGHT_UNQUALIFIED")
    resumed = await zone.officer().post(f"{path}/resumptions", json=decided, headers=key())
    assert resumed.status_code == 201, resumed.text
    await zone.complete(resumed.json()["change_id"])
    assert (await read(zone, uscc, right_id))["state"] == "suspended"
    again = await apply(zone, uscc, talent["talent_id"])
    assert again.status_code == 201, again.text
    assert (await read(zone, uscc, right_id))["state"] == "ended", "the new application takes its place"
    new_id = again.json()["right_id"]
    assert (await review(decider(zone), new_id)).json()["holds"] is True

    revoked = await zone.revoke(title_id, on=zone.today)
    await zone.complete(revoked["change_id"])
    after = await read(zone, uscc, new_id)
    assert (after["state"], after["stopped_on"]) == ("ended", str(zone.today))


async def test_a_title_revoked_from_an_earlier_day_is_held_to_that_day(zone: RunningZone) -> None:
    uscc, title_id = await little_giant(zone)
    talent = await named(zone, uscc)
    right_id = (await granted(zone, uscc, talent["talent_id"]))["right_id"]
    async with zone.db("benefits").transaction() as tx:  # granted some time ago
        await tx.execute(
            text("UPDATE person_right SET granted_on = :on WHERE right_id = :id"),
            {
                "on": zone.today - timedelta(days=100)
                if "postgresql" in zone.urls["benefits"]
                else str(zone.today - timedelta(days=100)),
                "id": right_id,
            },
        )
    day = zone.today - timedelta(days=40)
    await zone.complete((await zone.revoke(title_id, on=day))["change_id"])
    ended = await read(zone, uscc, right_id)
    assert (ended["state"], ended["stopped_on"], ended["holds"]) == ("ended", str(day), False)
    async with zone.db("benefits").transaction() as tx:
        enterprise = await tx.execute(
            text("SELECT enterprise_id FROM person_right WHERE right_id = :id"), {"id": right_id}
        )
        await following.settle(tx, enterprise.scalar_one())
    assert len((await read(zone, uscc, right_id))["history"]) == 3, "looked at again, nothing changes"


async def test_returned_it_is_mended_in_what_was_asked_and_what_is_unproven_is_not_granted(zone: RunningZone) -> None:
    uscc, _ = await little_giant(zone, "specialised")
    talent = await named(zone, uscc, "employee")
    evidence_id = await proof(zone, uscc, talent["talent_id"], HOUSING, verified=False)
    made = (await apply(zone, uscc, talent["talent_id"], HOUSING, evidence=[evidence_id])).json()
    assert "不另设名额" in made["unstated"]
    unproven = await review(decider(zone), made["right_id"])
    assert (unproven.status_code, "未核实" in unproven.json()["detail"]) == (409, True)
    returned = await review(decider(zone), made["right_id"], "return", words="证明不清", mend=["evidence"])
    assert (returned.json()["state"], returned.json()["to_mend"]) == ("returned", ["evidence"])
    client, path = owner(zone, uscc), f"/v1/rights/{made['right_id']}"
    stale = await client.patch(path, json={"statement": "说明"}, headers={"If-Match": '"v1"'})
    assert stale.status_code == 412
    foreign = await client.patch(path, json={"statement": "说明"}, headers={"If-Match": "*"})
    assert foreign.status_code == 409
    other = await proof(zone, uscc, talent["talent_id"], HOUSING)
    mended = await client.patch(path, json={"evidence": [other]}, headers={"If-Match": "*"})
    assert mended.json()["state"] == "review", mended.text
    work = (await officer(zone).get("/v1/right-worklist", params={"benefit_code": HOUSING})).json()
    assert made["right_id"] in {one["right_id"] for one in work["items"]}
    assert (await review(decider(zone, "ZF"), made["right_id"])).json()["state"] == "granted"
    class_d = await apply(zone, uscc, talent["talent_id"])
    assert (class_d.status_code, class_d.json()["code"]) == (422, "RIGHT_UNQUALIFIED")


async def test_a_recruit_goes_through_the_green_channel_and_a_merger_ends_it(zone: RunningZone) -> None:
    uscc, _ = await little_giant(zone, "innovative")
    survivor = await zone.register()
    recruit = await named(zone, uscc, "recruit")
    right_id = (await granted(zone, uscc, recruit["talent_id"], CHANNEL))["right_id"]
    row = (await owner(zone, uscc).get("/v1/measures/12-3")).json()
    assert row["apply_at"] == "/benefits/v1/enterprises/{uscc}/rights"
    body = {"absorbed_uscc": uscc, "document": "示例文号", "changed_on": zone.today.isoformat()}
    merged = await zone.officer().post(f"/v1/enterprises/{survivor}/mergers", json=body, headers=key())
    assert merged.status_code == 201, merged.text

    async def over() -> bool:
        answer = await officer(zone).get(f"/v1/rights/{right_id}")
        return bool(answer.json()["state"] == "ended")

    await eventually(over, seconds=20)
    assert (await name(zone, uscc, "recruit")).status_code == 409


async def test_two_devices_at_once_name_no_third_person_and_get_no_third_right(zone: RunningZone) -> None:
    uscc, _ = await little_giant(zone)
    offices = ["chairman", "general_manager"] * 4
    answers = await asyncio.gather(*(name(zone, uscc, office) for office in offices))
    assert sorted(one.status_code for one in answers) == [201] * 2 + [409] * 6
    people = [one.json()["talent_id"] for one in answers if one.status_code == 201]
    for talent_id in people:
        await proof(zone, uscc, talent_id)
    made = await asyncio.gather(*(apply(zone, uscc, talent_id) for talent_id in people * 3))
    assert sorted(one.status_code for one in made) == [201] * 2 + [409] * 4
    rights = [one.json()["right_id"] for one in made if one.status_code == 201]
    reviewed = await asyncio.gather(*(review(decider(zone), right_id) for right_id in rights * 2))
    assert sorted(one.status_code for one in reviewed) == [201] * 2 + [409] * 2
    page = (await owner(zone, uscc).get(f"/v1/enterprises/{uscc}/rights", params={"limit": 1})).json()
    assert page["next_cursor"]
    rest = await owner(zone, uscc).get(
        f"/v1/enterprises/{uscc}/rights", params={"limit": 1, "cursor": page["next_cursor"]}
    )
    both = [*page["items"], *rest.json()["items"]]
    assert [one["benefit_code"] for one in both] == [CLASS_D, CLASS_D]
    assert all(one["holds"] for one in both)
