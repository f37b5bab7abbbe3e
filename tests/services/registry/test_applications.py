"""Applications over HTTP, from the enterprise's side: begun, filled in, submitted, returned, withdrawn, recognised."""

import asyncio
from datetime import timedelta
from typing import Any

import httpx
import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from tests.applications import (
    CONTENT,
    at_notice,
    begin,
    grant,
    officer,
    pass_notice,
    read,
    set_quota,
    submit,
    take,
    taken,
)
from tests.zone import BINJIANG, YUHANG, RunningZone, key, new_uscc


def code(answer: httpx.Response) -> tuple[int, str | None]:
    return answer.status_code, answer.json().get("code")


async def test_an_enterprise_begins_fills_in_and_submits_and_the_district_has_it(zone: RunningZone) -> None:
    uscc = await zone.register()
    person = zone.enterprise(uscc, "registry")
    begun = await person.post(f"/v1/enterprises/{uscc}/applications", json={"tier": "innovative"}, headers=key())
    assert (begun.status_code, begun.headers["ETag"]) == (201, '"v1"')
    path = begun.headers["Location"].removeprefix("/registry")
    application_id = begun.json()["application_id"]
    refused = await take(person, application_id, "submissions")
    assert code(refused) == (409, "APPLICATION_REFUSED")
    assert "主导产品、申报说明、联系人、联系电话" in refused.json()["detail"]
    filled = await person.patch(path, json=CONTENT, headers={"If-Match": '"v1"'})
    assert (filled.status_code, filled.headers["ETag"]) == (200, '"v2"')
    sent = await take(person, application_id, "submissions", if_match='"v2"')
    assert (sent.status_code, sent.json()["state"], sent.json()["desk"]) == (201, "submitted", "district")
    assert sent.json()["due_on"] > zone.today.isoformat()


async def test_personal_data_leaves_masked_and_the_enterprise_does_not_see_who_reviews(zone: RunningZone) -> None:
    uscc, application_id = await submit(zone)
    reviewer = officer(zone, "reviewer-of-binjiang", BINJIANG)
    await taken(reviewer, application_id, "reviews", {"step": "accept"})
    seen = await read(reviewer, application_id)
    assert (seen["contact_name"], seen["contact_phone"]) == ("欧阳*", "138****1234")
    assert [one["step"] for one in seen["history"]] == ["draft", "submit", "accept"]
    assert seen["history"][-1]["actor"] == "officer:reviewer-of-binjiang"
    own = (await zone.enterprise(uscc, "registry").get(f"/v1/applications/{application_id}")).text
    assert "reviewer-of-binjiang" not in own
    assert "13800001234" not in own


async def test_another_enterprise_finds_nothing_and_learns_nothing(zone: RunningZone) -> None:
    uscc, application_id = await submit(zone)
    other = zone.enterprise(await zone.register(), "registry")
    path = f"/v1/applications/{application_id}"
    answers = [
        await other.get(path),
        await other.patch(path, json={"statement": "示例"}, headers={"If-Match": '"v99"'}),
        await take(other, application_id, "submissions", if_match='"v99"'),
        await take(other, application_id, "withdrawals", {}),
    ]
    assert [code(one) for one in answers] == [(404, "APPLICATION_NOT_FOUND")] * 4
    listed = await other.get(f"/v1/enterprises/{uscc}/applications")
    begun = await other.post(f"/v1/enterprises/{uscc}/applications", json={"tier": "innovative"}, headers=key())
    assert [code(one) for one in (listed, begun)] == [(404, "ENTERPRISE_NOT_FOUND")] * 2


async def test_who_comes_with_a_former_code_of_the_enterprise_goes_on_with_its_applications(zone: RunningZone) -> None:
    former, present = await zone.register(), new_uscc()
    application_id = await begin(zone, former)
    recoded = {"uscc": present, "document": "示例登记文书", "changed_on": zone.today.isoformat()}
    path = f"/v1/enterprises/{former}/credit-codes"
    assert (await zone.officer().post(path, json=recoded, headers=key())).status_code == 201
    person = zone.enterprise(former, "registry")
    assert (await read(person, application_id))["uscc"] == present
    mended = await person.patch(
        f"/v1/applications/{application_id}", json={"statement": "示例"}, headers={"If-Match": '"v1"'}
    )
    assert (mended.status_code, mended.headers["ETag"]) == (200, '"v2"')
    assert (await taken(person, application_id, "withdrawals", {}))["state"] == "withdrawn"


async def test_one_application_of_a_tier_is_under_way_at_a_time_also_when_ten_are_begun_at_once(
    zone: RunningZone,
) -> None:
    uscc = await zone.register()
    person, path = zone.enterprise(uscc, "registry"), f"/v1/enterprises/{uscc}/applications"
    answers = await asyncio.gather(*(person.post(path, json={"tier": "specialised"}, headers=key()) for _ in range(10)))
    assert sorted(one.status_code for one in answers) == [201] + [409] * 9
    (one,) = (await person.get(path)).json()["items"]
    await taken(person, one["application_id"], "withdrawals", {"words": "资料尚需完善"})
    again = await person.post(path, json={"tier": "specialised"}, headers=key())
    assert again.status_code == 201


async def test_an_enterprise_pages_through_its_applications_newest_first(zone: RunningZone) -> None:
    uscc = await zone.register()
    person, path = zone.enterprise(uscc, "registry"), f"/v1/enterprises/{uscc}/applications"
    ids = [await begin(zone, uscc, tier) for tier in ("innovative", "specialised", "little_giant")]
    found: list[str] = []
    cursor: str | None = None
    while True:
        params: dict[str, Any] = {"limit": 1} | ({"cursor": cursor} if cursor else {})
        page = (await person.get(path, params=params)).json()
        found += [item["application_id"] for item in page["items"]]
        if (cursor := page["next_cursor"]) is None:
            break
    assert found == ids[::-1]


async def test_what_is_returned_names_what_to_mend_and_comes_back_to_the_same_desk(zone: RunningZone) -> None:
    uscc, application_id = await submit(zone)
    reviewer, person = officer(zone, "reviewer", BINJIANG), zone.enterprise(uscc, "registry")
    await taken(reviewer, application_id, "reviews", {"step": "accept"})
    body = {"step": "return", "words": "请具体说明", "mend": ["statement"]}
    returned = await taken(reviewer, application_id, "reviews", body)
    assert (returned["state"], returned["to_mend"]) == ("returned", ["statement"])
    assert code(await take(person, application_id, "submissions")) == (409, "APPLICATION_REFUSED")
    path, headers = f"/v1/applications/{application_id}", {"If-Match": "*"}
    foreign = await person.patch(path, json={"main_product": "别的产品"}, headers=headers)
    assert code(foreign) == (409, "APPLICATION_REFUSED")
    assert (await person.patch(path, json={"statement": "更具体的说明"}, headers=headers)).status_code == 200
    assert (await taken(person, application_id, "submissions"))["state"] == "district"


@pytest.mark.parametrize(
    ("ground", "banned"),
    [("accident", True), ("dishonesty", True), ("tax_evasion", True), ("fraud", True), ("unqualified", False)],
)
async def test_a_revoked_enterprise_is_refused_for_three_years_unless_it_only_ceased_to_qualify(
    zone: RunningZone, ground: str, banned: bool
) -> None:
    uscc = await zone.register()
    held = await zone.recognise(uscc, "innovative", zone.today - timedelta(days=100))
    await zone.revoke(held["titles"][0]["title_id"], ground=ground)
    answer = await zone.enterprise(uscc, "registry").post(
        f"/v1/enterprises/{uscc}/applications", json={"tier": "innovative"}, headers=key()
    )
    assert answer.status_code == (409 if banned else 201)
    if banned:
        assert f"{zone.today.year + 3}" in answer.json()["detail"]
        assert "不得申报" in answer.json()["detail"]


async def test_a_title_revoked_after_the_draft_stops_the_submission(zone: RunningZone) -> None:
    uscc = await zone.register()
    held = await zone.recognise(uscc, "innovative", zone.today - timedelta(days=100))
    application_id = await begin(zone, uscc)
    await zone.revoke(held["titles"][0]["title_id"], ground="fraud")
    answer = await take(zone.enterprise(uscc, "registry"), application_id, "submissions")
    assert code(answer) == (409, "APPLICATION_REFUSED")
    assert "数据造假" in answer.json()["detail"]


async def test_a_mended_draft_needs_the_version_that_was_read(zone: RunningZone) -> None:
    uscc = await zone.register()
    application_id = await begin(zone, uscc)
    person, path = zone.enterprise(uscc, "registry"), f"/v1/applications/{application_id}"
    assert code(await person.patch(path, json={"statement": "一"})) == (428, "PRECONDITION_REQUIRED")
    assert (await person.patch(path, json={"statement": "一"}, headers={"If-Match": '"v1"'})).status_code == 200
    late = await person.patch(path, json={"statement": "二"}, headers={"If-Match": '"v1"'})
    assert code(late) == (412, "PRECONDITION_FAILED")
    assert (await read(person, application_id))["statement"] == "一"
    assert code(await person.patch(path, json={}, headers={"If-Match": "*"})) == (422, "VALIDATION_FAILED")


async def test_a_draft_is_the_enterprises_alone_until_it_is_submitted(zone: RunningZone) -> None:
    uscc = await zone.register()
    application_id = await begin(zone, uscc)
    path = f"/v1/applications/{application_id}"
    for client in (zone.officer(), zone.officer(BINJIANG), zone.client("registry", "auditor")):
        assert code(await client.get(path)) == (404, "APPLICATION_NOT_FOUND")
        assert (await client.get(f"/v1/enterprises/{uscc}/applications")).json()["items"] == []
    await taken(zone.enterprise(uscc, "registry"), application_id, "submissions")
    assert (await zone.officer(BINJIANG).get(path)).status_code == 200
    assert len((await zone.officer().get(f"/v1/enterprises/{uscc}/applications")).json()["items"]) == 1


async def test_nobody_else_writes_an_application_for_an_enterprise(zone: RunningZone) -> None:
    uscc, application_id = await submit(zone)
    for client in (zone.officer(), zone.client("registry", "auditor")):
        begun = await client.post(f"/v1/enterprises/{uscc}/applications", json={"tier": "innovative"}, headers=key())
        assert code(begun) == (403, "FORBIDDEN")
        assert code(await take(client, application_id, "withdrawals", {})) == (403, "FORBIDDEN")
    nowhere = zone.enterprise(new_uscc(), "registry")
    assert code(await take(nowhere, application_id, "submissions")) == (404, "APPLICATION_NOT_FOUND")


# ---- the whole way --------------------------------------------------------------------------------


@pytest.mark.parametrize("tier", ["innovative", "specialised", "little_giant"])
async def test_an_application_passes_every_desk_and_the_notice_and_becomes_a_title_with_its_consequences(
    empty_zone: RunningZone, tier: str
) -> None:
    zone = empty_zone
    await set_quota(zone, 1, tier)
    uscc, application_id = await at_notice(zone, tier)
    closing = officer(zone, "closing-officer")
    early = await take(closing, application_id, "recognitions", grant(zone))
    assert code(early) == (409, "APPLICATION_REFUSED")
    await pass_notice(zone)
    done = await taken(closing, application_id, "recognitions", grant(zone))
    assert (done["state"], done["desk"], done["due_on"]) == ("recognised", None, None)
    title = (await zone.profile(uscc))["titles"][-1]
    assert (title["tier"], title["title_id"], title["first"]) == (tier, done["title_id"], True)
    record = await zone.complete(done["change_id"])
    assert (record["kind"], record["current_tier"], record["missing"]) == ("tier.changed", tier, [])
    seen = await read(closing, application_id)
    desks = list(dict.fromkeys(one["desk"] for one in seen["history"]))
    through = {"innovative": [], "specialised": ["province"], "little_giant": ["province", "miit"]}[tier]
    assert desks == ["enterprise", "district", "city", *through, "notice"]
    assert [one["version"] for one in seen["history"]] == list(range(1, seen["version"] + 1))


async def test_the_history_is_only_added_to(zone: RunningZone) -> None:
    _, application_id = await submit(zone)
    for statement in ("UPDATE application_step SET words = 'x'", "DELETE FROM application_step"):
        async with zone.db("registry").engine.connect() as connection:
            with pytest.raises(DBAPIError, match="only added to"):
                await connection.execute(text(f"{statement} WHERE application_id = :id"), {"id": application_id})


async def test_an_officer_of_another_district_finds_no_application(zone: RunningZone) -> None:
    uscc, application_id = await submit(zone)
    foreign = officer(zone, "reviewer-of-yuhang", YUHANG)
    answers = [
        await foreign.get(f"/v1/applications/{application_id}"),
        await take(foreign, application_id, "reviews", {"step": "accept"}, '"v99"'),
        await take(foreign, application_id, "site-visits", {"visited_on": "2026-01-05", "words": "示例"}),
    ]
    assert [code(one) for one in answers] == [(404, "APPLICATION_NOT_FOUND")] * 3
    assert code(await foreign.get(f"/v1/enterprises/{uscc}/applications")) == (404, "ENTERPRISE_NOT_FOUND")
