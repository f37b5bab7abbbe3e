"""Targets and land sold over HTTP: set with a document, versioned, kept; published on the board without login."""

from typing import Any

import httpx
import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from tests.zone import BINJIANG, YUHANG, RunningZone

YEAR = 2040
"""A year no other test sets targets for"""
TARGET = {"value": 520, "document": "示例目标任务文件〔2026〕1号"}


async def put(client: httpx.AsyncClient, path: str, body: Any, if_match: str | None = '"v0"') -> httpx.Response:
    return await client.put(path, json=body, headers={"If-Match": if_match} if if_match else {})


async def test_a_target_is_set_versioned_and_every_version_is_kept(zone: RunningZone) -> None:
    path, city = f"/v1/targets/{YEAR}/specialised/{BINJIANG}", zone.officer()
    nothing = await city.get(path)
    assert (nothing.json()["value"], nothing.headers["ETag"]) == (None, '"v0"')
    assert (await put(city, path, TARGET, None)).status_code == 428
    first = await put(city, path, TARGET)
    assert (first.status_code, first.json()["value"], first.headers["ETag"]) == (200, 520, '"v1"')
    assert (await put(city, path, TARGET | {"value": 540})).status_code == 412
    again = await put(city, path, TARGET, '"v1"')
    assert (again.status_code, again.headers["ETag"]) == (200, '"v1"')
    assert (await put(city, path, TARGET | {"value": 540}, '"v1"')).headers["ETag"] == '"v2"'
    versions = (await city.get(f"{path}/versions")).json()["items"]
    assert [(one["version"], one["value"]) for one in versions] == [(2, 540), (1, 520)]
    assert versions[0]["actor"].startswith("officer:")
    listed = (await zone.officer(YUHANG).get(f"/v1/targets/{YEAR}")).json()["items"]
    assert [(one["district"], one["value"]) for one in listed if one["goal"] == "specialised"] == [(BINJIANG, 540)]


async def test_only_the_city_sets_targets(zone: RunningZone) -> None:
    path = f"/v1/targets/{YEAR}/little_giant/{BINJIANG}"
    assert (await put(zone.officer(BINJIANG), path, TARGET)).status_code == 403
    assert (await put(zone.client("registry", "auditor"), path, TARGET)).status_code == 403


async def test_the_history_of_targets_cannot_be_rewritten(zone: RunningZone) -> None:
    path = f"/v1/targets/{YEAR}/innovative/330100"
    assert (await put(zone.officer(), path, TARGET)).status_code == 200
    for statement in ("UPDATE goal_entry_version SET value = 1", "DELETE FROM goal_entry_version"):
        with pytest.raises(DBAPIError, match="only added to"):
            async with zone.db("registry").transaction() as tx:
                await tx.execute(text(statement))


@pytest.mark.parametrize(
    ("goal", "district", "body"),
    [
        ("none", BINJIANG, TARGET),
        ("specialised", "330103", TARGET),
        ("specialised", BINJIANG, TARGET | {"value": -1}),
        ("specialised", BINJIANG, TARGET | {"value": 1.5}),
        ("specialised", BINJIANG, {"value": 1}),
        ("specialised", BINJIANG, TARGET | {"until_on": "2040-01-01"}),
    ],
)
async def test_what_is_no_target_is_refused(zone: RunningZone, goal: str, district: str, body: Any) -> None:
    answer = await put(zone.officer(), f"/v1/targets/{YEAR}/{goal}/{district}", body)
    assert answer.status_code == 422, answer.text


async def test_the_board_is_open_without_login_and_the_same_for_everybody(zone: RunningZone) -> None:
    anonymous = zone.client("registry", "auditor")
    del anonymous.headers["Authorization"]
    asked = {"year": zone.today.year, "as_of": (zone.today.replace(month=1, day=1)).isoformat()}
    answers = [
        await client.get("/v1/target-board", params=asked)
        for client in (anonymous, zone.officer(), zone.officer(BINJIANG), zone.client("registry", "auditor"))
    ]
    assert {one.status_code for one in answers} == {200}
    assert len({one.text for one in answers}) == 1
    assert (await anonymous.get("/v1/target-board", params={"year": 1800})).status_code == 422
    assert (await anonymous.get(f"/v1/targets/{YEAR}")).status_code == 401


async def test_the_board_names_the_plan_and_its_own_year(zone: RunningZone) -> None:
    answer = await zone.officer().get("/v1/target-board", params={"year": 2025})
    goals = {one["goal"]: one for one in answer.json()["goals"]}
    assert {goal: one["city"]["target"] for goal, one in goals.items()} == {
        "innovative": 30_000,
        "specialised": 2_500,
        "hidden_champion": 100,
        "little_giant": 240,
        "industrial_land": 10_000,
    }
    assert {one["target_from"] for one in goals.values()} == {"plan"}
    assert "公开征求意见稿" in goals["innovative"]["plan"]["citation"]
    assert answer.json()["elapsed_percent"] == "100.00"
    later = (await zone.officer().get("/v1/target-board", params={"year": 2099})).json()["goals"]
    assert [one["city"]["target"] for one in later] == [None, None, None, None, 10_000]
    assert {one["city"]["projected"] for one in later} == {None}, "the year has not begun"


async def test_land_sold_is_entered_by_the_district_and_counts_on_the_board_from_its_day(zone: RunningZone) -> None:
    year, path = 2021, f"/v1/land-sales/2021/{BINJIANG}"
    own = zone.officer(BINJIANG)
    spring = {"value": 300, "until_on": "2021-03-31", "document": "示例统计1"}
    assert (await put(own, path, spring | {"until_on": "2022-01-01"})).status_code == 409
    assert (await put(own, path, spring)).status_code == 200
    autumn = spring | {"value": 860, "until_on": "2021-09-30"}
    assert (await put(own, path, autumn, '"v1"')).headers["ETag"] == '"v2"'
    there = await put(zone.officer(YUHANG), path, spring, "*")
    assert (there.status_code, there.json()["code"]) == (404, "NOT_FOUND")
    assert (await zone.officer(YUHANG).get(path)).status_code == 404
    assert (await zone.officer(YUHANG).get(f"/v1/land-sales/{year}")).json()["items"] == []
    [listed] = (await own.get(f"/v1/land-sales/{year}")).json()["items"]
    assert (listed["value"], listed["unit"], listed["until_on"]) == (860, "亩", "2021-09-30")
    assert len((await own.get(f"{path}/versions")).json()["items"]) == 2
    for as_of, sold in (("2021-03-30", 0), ("2021-03-31", 300), ("2021-12-31", 860)):
        answer = await zone.officer().get("/v1/target-board", params={"year": year, "as_of": as_of})
        land = answer.json()["goals"][-1]
        line = next(one for one in land["districts"] if one["district"] == BINJIANG)
        assert (line["actual"], land["city"]["actual"], land["city"]["target"]) == (sold, sold, 10_000)
    assert (land["city"]["progress_percent"], line["share_percent"]) == ("8.60", "100.00")
