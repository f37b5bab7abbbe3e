"""What a district's officer sends, searches for or used to see tells nothing of another's, on both databases."""

import random
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import httpx

from tests.applications import begin, submit, take, taken
from tests.districts import DECISION, created, make_park
from tests.input.holders import report_about
from tests.qualified import qualified
from tests.services.neighbours import come_into, taken_by
from tests.services.registry.test_imports import as_csv, row, send
from tests.zone import BINJIANG, YUHANG, RunningZone, key, new_uscc


async def test_a_report_of_misconduct_goes_with_the_enterprise_to_its_new_district(zone: RunningZone) -> None:
    uscc = await zone.register(district=BINJIANG)
    report = await report_about(zone, uscc)
    old, new = zone.officer(BINJIANG), zone.officer(YUHANG)
    case = f"/v1/misconduct-reports/{report.report_id}"
    assert (await old.get(case)).status_code == 200
    moved = await zone.officer().patch(f"/v1/enterprises/{uscc}", json={"district": YUHANG}, headers={"If-Match": "*"})
    assert moved.status_code == 200
    steps = {"findings": {"to": "investigating"}, "disclosures": {"reason": "示例事由"}}
    for noun, body in steps.items():
        assert (await old.post(f"{case}/{noun}", json=body, headers=key())).status_code == 404
        assert (await new.post(f"{case}/{noun}", json=body, headers=key())).status_code < 300
    assert (await old.get(case)).status_code == 404
    assert (await new.get(case)).json()["district"] == YUHANG
    for officer, expected in ((old, []), (new, [YUHANG]), (zone.officer(), [YUHANG])):
        lines = (await officer.get("/v1/misconduct-reports", params={"limit": 1_000})).json()["items"]
        assert [one["district"] for one in lines if one["report_id"] == report.report_id] == expected


async def test_a_draft_goes_with_the_enterprise_to_its_new_district(zone: RunningZone) -> None:
    """What is written and judged after the move is the new district's; what was submitted before stays at its desk."""
    uscc = await qualified(zone, "specialised", BINJIANG)
    application_id = await begin(zone, uscc)
    moved = await zone.officer().patch(f"/v1/enterprises/{uscc}", json={"district": YUHANG}, headers={"If-Match": "*"})
    assert moved.status_code == 200
    await taken(zone.enterprise(uscc, "registry"), application_id, "submissions")
    path = f"/v1/applications/{application_id}"
    assert (await zone.officer(BINJIANG).get(path)).status_code == 404
    assert (await zone.officer(YUHANG).get(path)).status_code == 200
    for district, expected in ((BINJIANG, []), (YUHANG, [application_id])):
        listed = (await zone.officer(district).get("/v1/worklist", params={"limit": 1_000})).json()["items"]
        assert [one["application_id"] for one in listed if one["application_id"] == application_id] == expected
    accepted = await take(zone.officer(YUHANG), application_id, "reviews", {"step": "accept"})
    assert accepted.status_code == 201


async def test_a_page_of_names_does_not_tell_which_characters_are_common_elsewhere(zone: RunningZone) -> None:
    """The search looks up the pair of characters that is rarest in the city: that pair stays inside."""
    rare = "".join(chr(0x4E00 + n) for n in random.sample(range(20_000), 3))
    for n in range(2):
        await zone.register(district=BINJIANG, name=f"{rare}示例{n}有限公司")

    async def first_page() -> bytes:
        answer = await zone.officer(BINJIANG).get("/v1/enterprises", params={"name": rare, "limit": 1})
        assert answer.json()["next_cursor"]
        return answer.content

    alone = await first_page()
    for pair in (rare[:2], rare[1:]):
        for n in range(3):
            await zone.register(district=YUHANG, name=f"{pair}示例{n}有限公司")
        assert await first_page() == alone
        for n in range(3):
            await zone.register(district=YUHANG, name=f"{pair}示例{n}公司")


async def test_what_the_city_counted_in_a_park_does_not_tell_who_came_from_elsewhere(zone: RunningZone) -> None:
    """The city judges a park by everybody in it; the district sees those of its own."""
    park_id, own = await make_park(zone, BINJIANG), zone.officer(BINJIANG)
    guest = await zone.register(district=YUHANG)
    await zone.recognise(guest, "specialised", zone.today - timedelta(days=30))
    await come_into(zone, park_id, guest)
    decision = DECISION | {"decided_on": zone.today.isoformat()}
    await taken_by(zone.officer(), f"/v1/parks/{park_id}/decisions", decision)
    path = f"/v1/parks/{park_id}"
    seen = [(await officer.get(path)).json() for officer in (own, zone.officer())]
    assert [(one["title_holders"], one["decisions"][0]["title_holders"]) for one in seen] == [(0, None), (1, 1)]


async def test_who_lists_or_registers_an_enterprise_of_another_district_learns_only_that_its_code_is_taken(
    zone: RunningZone,
) -> None:
    """Not where, not under which name, with which title or since when: the same words whatever is known of it."""
    plain, titled, ended = [await zone.register(district=YUHANG) for _ in range(3)]
    await zone.recognise(titled, "innovative", date(2025, 5, 1), number="示例-创新型中小企业-2025-05-01")
    proof = {"document": "示例文号", "changed_on": zone.today.isoformat()}
    await created(zone.officer(), f"/v1/enterprises/{ended}/deregistrations", proof)
    own = zone.officer(BINJIANG)
    for dry_run in (True, False):
        said = [
            _of_list(await send(zone, as_csv([row(one)]), dry_run=dry_run, district=BINJIANG))
            for one in (plain, titled, ended)
        ]
        assert said[0] == said[1] == said[2]
        assert "余杭" not in str(said)
    body = {"name": "示例有限公司", "district": BINJIANG, "industry": "C39"}
    told = [
        await own.post("/v1/enterprises", json=body | {"uscc": one}, headers=key()) for one in (plain, titled, ended)
    ]
    assert {(one.status_code, one.json()["code"], one.json()["detail"]) for one in told} == {
        (409, "USCC_TAKEN", told[0].json()["detail"])
    }
    in_their_name = [
        _of_list(await send(zone, as_csv([row(one, 所在区县="余杭区")]), dry_run=True, district=BINJIANG))
        for one in (plain, new_uscc())
    ]
    assert in_their_name[0] == in_their_name[1], "listed as another district's, it may be there or not"


def _of_list(answer: httpx.Response) -> tuple[int, Any]:
    """What a list was answered, the errors named in it included."""
    body = answer.json()
    return answer.status_code, {name: value for name, value in body.items() if name != "request_id"}


async def test_a_batch_does_not_tell_another_districts_application_from_none(zone: RunningZone) -> None:
    _, theirs = await submit(zone, district=YUHANG)
    nobodys = str(uuid4())
    results = []
    for version in (1, 3, None):
        for application_id in (theirs, nobodys):
            body = {"step": "accept", "applications": [{"application_id": application_id, "version": version}]}
            answer = await zone.officer(BINJIANG).post("/v1/application-batches", json=body, headers=key())
            assert answer.status_code == 200, answer.text
            results.append(answer.text.replace(application_id, ""))
    assert len(set(results)) == 1, results
