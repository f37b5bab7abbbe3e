"""While the list is being rebuilt, nobody is told that it is empty, and no bank passes over a change."""

from typing import Any

import httpx
from sqlalchemy import delete, update
from sqlmodel import col

from services.finance.store.tables import FLOOR, EntryRow
from tests.zone import RunningZone


async def changes(zone: RunningZone, cursor: str | None = None) -> httpx.Response:
    return await zone.bank().get("/v1/list/changes", params={"cursor": cursor, "limit": 1000} if cursor else {})


async def three_changes(zone: RunningZone) -> list[str]:
    usccs = [await zone.register() for _ in range(3)]
    for uscc in usccs:
        await zone.recognise(uscc, "innovative")
    await zone.settle()
    return usccs


def assert_soon(answer: httpx.Response) -> None:
    assert (answer.status_code, answer.json()["code"]) == (503, "UNAVAILABLE")
    assert answer.headers["Retry-After"]


async def test_a_page_of_changes_ends_before_one_whose_line_is_not_back(empty_zone: RunningZone) -> None:
    zone = empty_zone
    await three_changes(zone)
    _, second, _ = await zone.rows("finance", "list_change")
    two = await zone.bank().get("/v1/list/changes", params={"limit": 2})
    second_done = two.json()["cursor"]
    async with zone.db("finance").transaction() as tx:
        await tx.execute(delete(EntryRow).where(col(EntryRow.enterprise_id) == second["enterprise_id"]))
    page: dict[str, Any] = (await changes(zone)).json()
    assert (page["head"], page["upto"], [item["number"] for item in page["items"]]) == (3, 1, [1])
    assert_soon(await changes(zone, page["cursor"]))
    assert [item["number"] for item in (await changes(zone, second_done)).json()["items"]] == [3]


async def test_an_emptied_list_says_that_it_is_not_ready(empty_zone: RunningZone) -> None:
    """The cursor of another history keeps the rebuilding at its beginning."""
    zone = empty_zone
    uscc, *_ = await three_changes(zone)
    assert (await zone.bank().get("/v1/list")).status_code == 200
    async with zone.db("finance").transaction() as tx:
        await tx.execute(delete(EntryRow))
        await tx.execute(update(FLOOR.cursor).values(number=1, epoch="another"))
    paths = ("", "?as_of=2026-01-01", "/changes", "/digest", "/status", "/files/csv", f"/enterprises/{uscc}")
    for path in (f"/v1/list{one}" for one in paths):
        assert_soon(await zone.bank().get(path))
