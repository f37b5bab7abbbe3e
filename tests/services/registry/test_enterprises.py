"""Enterprises: registered once, seen by those who may, corrected without overwriting anybody."""

import asyncio
from typing import Any

import httpx
import pytest

from tests.zone import BINJIANG, YUHANG, RunningZone, key, new_uscc

CHUNAN = "330127"
"""Only the test of pages registers here."""


def body(uscc: str, **more: Any) -> dict[str, Any]:
    return {"uscc": uscc, "name": "示例公司", "district": BINJIANG, "industry": "C39", **more}


def code(answer: httpx.Response) -> tuple[int, str | None]:
    return answer.status_code, answer.json().get("code")


# ---- registration ----------------------------------------------------------------------------------


async def test_a_registered_enterprise_can_be_read_back(zone: RunningZone) -> None:
    uscc = new_uscc()
    answer = await zone.officer().post(
        "/v1/enterprises", json=body(uscc.lower(), staff=86, revenue="36000000"), headers=key()
    )
    assert answer.status_code == 201
    assert answer.headers["Location"] == f"/registry/v1/enterprises/{uscc}"
    profile = await zone.profile(uscc)
    assert (profile["uscc"], profile["staff"], profile["revenue"]) == (uscc, 86, "36000000.00")
    assert (profile["district_name"], profile["version"]) == ("滨江区", 1)
    assert profile["standing"]["tier"] == "none"


async def test_a_uscc_is_registered_once(zone: RunningZone) -> None:
    uscc = await zone.register()
    again = await zone.officer().post("/v1/enterprises", json=body(uscc), headers=key())
    assert code(again) == (409, "USCC_TAKEN")


async def test_of_ten_at_once_one_registers_and_nine_hear_that_it_is_taken(empty_zone: RunningZone) -> None:
    zone, uscc = empty_zone, new_uscc()
    officer = zone.officer()
    answers = await asyncio.gather(
        *(officer.post("/v1/enterprises", json=body(uscc), headers=key()) for _ in range(10))
    )
    assert sorted(answer.status_code for answer in answers) == [201] + [409] * 9
    assert await zone.count("registry", "enterprise") == 1
    assert await zone.count("registry", "outbox") == 1


async def test_an_officer_registers_and_sees_the_own_district_only(zone: RunningZone) -> None:
    officer = zone.officer(YUHANG)
    refused = await officer.post("/v1/enterprises", json=body(new_uscc()), headers=key())
    assert code(refused) == (403, "FORBIDDEN")
    own = new_uscc()
    assert (await officer.post("/v1/enterprises", json=body(own, district=YUHANG), headers=key())).status_code == 201
    foreign = await zone.register(district=BINJIANG)
    assert (await officer.get(f"/v1/enterprises/{own}")).status_code == 200
    for path in (f"/v1/enterprises/{foreign}", f"/v1/enterprises/{foreign}/title-changes"):
        assert code(await officer.get(path)) == (404, "ENTERPRISE_NOT_FOUND")
    listed = (await officer.get("/v1/enterprises")).json()["items"]
    assert {item["district"] for item in listed} == {YUHANG}
    assert own in {item["uscc"] for item in listed}
    assert (await officer.get("/v1/enterprises", params={"district": BINJIANG})).json()["items"] == []


async def test_not_yours_and_not_there_look_the_same(zone: RunningZone) -> None:
    foreign, nowhere = await zone.register(), new_uscc()
    person = zone.enterprise(new_uscc(), "registry")
    answers = [(await person.get(f"/v1/enterprises/{uscc}")).json() for uscc in (foreign, nowhere)]
    assert [answer["code"] for answer in answers] == ["ENTERPRISE_NOT_FOUND"] * 2
    assert (await zone.enterprise(foreign, "registry").get(f"/v1/enterprises/{foreign}")).status_code == 200


@pytest.mark.parametrize("kind", ["institution", "enterprise", "auditor", "service"])
async def test_only_officers_register(zone: RunningZone, kind: Any) -> None:
    claims = {"institution": {"institution": "demo-bank"}, "enterprise": {"uscc": new_uscc()}}.get(kind, {})
    uscc = new_uscc()
    answer = await zone.client("registry", kind, **claims).post("/v1/enterprises", json=body(uscc), headers=key())
    assert answer.status_code == 403
    assert (await zone.officer().get(f"/v1/enterprises/{uscc}")).status_code == 404


# ---- If-Match --------------------------------------------------------------------------------------


async def test_a_correction_needs_the_version_that_was_read(zone: RunningZone) -> None:
    uscc = await zone.register()
    officer, path = zone.officer(), f"/v1/enterprises/{uscc}"
    tag = (await officer.get(path)).headers["ETag"]
    assert code(await officer.patch(path, json={"staff": 5})) == (428, "PRECONDITION_REQUIRED")
    corrected = await officer.patch(path, json={"staff": 5}, headers={"If-Match": tag})
    assert (corrected.status_code, corrected.json()["staff"], corrected.json()["version"]) == (200, 5, 2)
    assert corrected.headers["ETag"] != tag
    late = await officer.patch(path, json={"staff": 6}, headers={"If-Match": tag})
    assert code(late) == (412, "PRECONDITION_FAILED")
    assert (await zone.profile(uscc))["staff"] == 5


async def test_of_two_corrections_at_once_one_is_told_to_read_again(zone: RunningZone) -> None:
    uscc = await zone.register()
    officer, path = zone.officer(), f"/v1/enterprises/{uscc}"
    tag = (await officer.get(path)).headers["ETag"]
    answers = await asyncio.gather(
        *(officer.patch(path, json={"staff": n}, headers={"If-Match": tag}) for n in range(1, 7))
    )
    assert sorted(answer.status_code for answer in answers) == [200] + [412] * 5


async def test_corrections_at_once_of_any_version_each_make_a_version_of_their_own(zone: RunningZone) -> None:
    uscc = await zone.register()
    officer, path = zone.officer(), f"/v1/enterprises/{uscc}"
    answers = await asyncio.gather(
        *(officer.patch(path, json={"staff": n}, headers={"If-Match": "*"}) for n in range(1, 7))
    )
    done = [answer.json()["version"] for answer in answers if answer.status_code == 200]
    assert sorted(done) == list(range(2, 2 + len(done)))
    assert len(done) > 1
    assert (await zone.profile(uscc))["version"] == 1 + len(done)


async def test_a_district_does_not_give_its_enterprises_away(zone: RunningZone) -> None:
    uscc = await zone.register()
    headers = {"If-Match": "*"}
    own = await zone.officer(BINJIANG).patch(f"/v1/enterprises/{uscc}", json={"district": YUHANG}, headers=headers)
    assert own.status_code == 403
    city = await zone.officer().patch(f"/v1/enterprises/{uscc}", json={"district": YUHANG}, headers=headers)
    assert city.json()["district"] == YUHANG


# ---- figures ---------------------------------------------------------------------------------------


async def test_figures_of_a_year_are_kept_and_replaced(zone: RunningZone) -> None:
    uscc = await zone.register()
    officer, headers = zone.officer(), {"If-Match": "*"}
    path = f"/v1/enterprises/{uscc}/annual-figures/{zone.today.year - 1}"
    figures = {"staff": 80, "revenue": "36000000.00", "net_profit": "-0.50", "rd_expense": "2700000"}
    assert (await officer.put(path, json=figures, headers=headers)).status_code == 200
    assert (await officer.put(path, json={**figures, "staff": 81}, headers=headers)).status_code == 200
    (kept,) = (await zone.profile(uscc))["figures"]
    assert (kept["staff"], kept["revenue"], kept["net_profit"]) == (81, "36000000.00", "-0.50")
    assert kept["total_debt"] is None, "what is not known is not zero"


@pytest.mark.parametrize(
    ("years_ago", "more"),
    [(0, {}), (1, {"main_revenue": "36000000.01"}), (1, {"rd_staff": 81})],
)
async def test_figures_that_cannot_be_are_refused(zone: RunningZone, years_ago: int, more: dict[str, Any]) -> None:
    uscc = await zone.register()
    path = f"/v1/enterprises/{uscc}/annual-figures/{zone.today.year - years_ago}"
    figures = {"staff": 80, "revenue": "36000000.00", **more}
    answer = await zone.officer().put(path, json=figures, headers={"If-Match": "*"})
    assert code(answer) == (422, "FIGURES_REFUSED")
    assert (await zone.profile(uscc))["figures"] == []


# ---- pages -----------------------------------------------------------------------------------------


async def test_pages_show_everyone_once_in_any_size(zone: RunningZone) -> None:
    usccs = {await zone.register(district=CHUNAN) for _ in range(7)}
    for limit in (1, 3, 7, 100):
        seen: list[str] = []
        cursor: str | None = None
        while True:
            params: dict[str, Any] = {"limit": limit, "district": CHUNAN} | ({"cursor": cursor} if cursor else {})
            page = (await zone.officer().get("/v1/enterprises", params=params)).json()
            seen += [item["uscc"] for item in page["items"]]
            cursor = page["next_cursor"]
            if cursor is None:
                break
        assert len(seen) == len(set(seen))
        assert usccs <= set(seen)


async def test_a_cursor_serves_its_owner_and_its_question_only(zone: RunningZone) -> None:
    for _ in range(3):
        await zone.register()
    officer = zone.officer()
    cursor = (await officer.get("/v1/enterprises", params={"limit": 1})).json()["next_cursor"]
    altered = cursor[:-2] + ("AA" if cursor[-2:] != "AA" else "BB")
    asked = {"limit": 1, "cursor": cursor}
    assert code(await officer.get("/v1/enterprises", params={**asked, "cursor": altered})) == (400, "INVALID_CURSOR")
    assert code(await officer.get("/v1/enterprises", params={**asked, "tier": "none"})) == (400, "INVALID_CURSOR")
    other = zone.client("registry", "auditor", "somebody")
    assert (await other.get("/v1/enterprises", params=asked)).status_code == 404
