"""While the list is being rebuilt, nobody is told that it is empty, and no bank passes over a change."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

import httpx
from sqlalchemy import delete, select, update
from sqlmodel import col

from services.finance import store
from services.finance.store.tables import FLOOR, EntryRow
from shared.clock import real_now
from shared.testing import eventually
from tests.services.finance.copying import Copy
from tests.services.finance.hooked import hurry, institution, messages, passed_test, post, set_state, told
from tests.sink import sink
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


@asynccontextmanager
async def far_into_a_rebuild(zone: RunningZone) -> AsyncIterator[None]:
    """More facts are read again than there were changes; the cursor of another history keeps it there until the end."""
    async with zone.db("finance").transaction() as tx:
        before = (await tx.execute(select(FLOOR.cursor))).mappings().one()
        await tx.execute(update(FLOOR.cursor).values(number=before["number"] - 1, epoch="another", whole=False))
    yield
    async with zone.db("finance").transaction() as tx:
        await tx.execute(update(FLOOR.cursor).values(dict(before)))


async def test_a_list_being_rebuilt_says_that_it_is_not_ready(empty_zone: RunningZone) -> None:
    zone = empty_zone
    uscc, *_ = await three_changes(zone)
    assert (await zone.bank().get("/v1/list")).status_code == 200
    async with far_into_a_rebuild(zone):
        paths = ("", "?as_of=2026-01-01", "/changes", "/digest", "/status", "/files/csv", f"/enterprises/{uscc}")
        for path in (f"/v1/list{one}" for one in paths):
            assert_soon(await zone.bank().get(path))


async def test_no_endpoint_is_told_a_line_of_before(empty_zone: RunningZone) -> None:
    zone = empty_zone
    _, bank = await institution(zone)
    copy = Copy(bank)
    await copy.take()
    uscc, *_ = await three_changes(zone)
    async with sink() as one:
        endpoint_id = (await post(bank, "", {"url": one.url, "changes_cursor": copy.cursor}))["endpoint_id"]
        await passed_test(bank, endpoint_id)
        async with far_into_a_rebuild(zone):
            assert (await set_state(bank, endpoint_id, "enabled")).status_code == 200

            async def rests() -> bool:
                async with zone.db("finance").reading() as tx:
                    row = await store.webhooks.find(tx, endpoint_id)
                return row is not None and row.lease_token is None and row.next_at > real_now() + timedelta(seconds=1)

            await eventually(rests)
            assert messages(one) == []
        await hurry(zone, endpoint_id, 0)
        await told(one, uscc, "upsert")
        await set_state(bank, endpoint_id, "disabled")
