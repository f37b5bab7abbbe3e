"""What is told when the day changes, forward or back; without the service, so that nobody else tells it."""

from collections.abc import AsyncIterator
from datetime import date, timedelta
from typing import Any

import pytest

from services.embedded import SERVICES
from services.registry.domain.titles import Recognition
from services.registry.service.enterprises import NewEnterprise, register_all
from services.registry.service.titles import decide_all, expire, new_id
from services.registry.store.tables import ChangeRow, EnterpriseRow
from shared.clock import Clock
from shared.db import Database
from shared.events import ChangeReason
from shared.values import EnterpriseId, Tier
from tests.conftest import NewDatabases
from tests.zone import BINJIANG, new_uscc

LONG = timedelta(days=3 * 366)


@pytest.fixture
async def db(databases: NewDatabases) -> AsyncIterator[Database]:
    db = Database(databases()["registry"], "registry", SERVICES["registry"].floor, Clock(), pool_size=2)
    yield db
    await db.close()


async def on_day_of(db: Database, shift: timedelta) -> None:
    """Moves the clock as `zjtx clock` does, and tells what that changed, twice."""
    async with db.transaction() as tx:
        await tx.upsert(db.floor.clock, [{"id": 1, "shift_seconds": round(shift.total_seconds())}])
    db.clock.shift = shift
    for _ in range(2):
        await expire(db)


async def register(db: Database) -> EnterpriseId:
    uscc = new_uscc()
    async with db.transaction() as tx:
        return (await register_all(tx, [NewEnterprise(uscc, "示例公司", BINJIANG, "C39")]))[uscc]


async def recognise(db: Database, enterprise_id: EnterpriseId, tier: Tier, on: date) -> None:
    title = Recognition(new_id(), tier, f"示例-{tier}", "示例机关", "示例文号", on)
    async with db.transaction() as tx:
        await decide_all(tx, {enterprise_id: [title]}, ChangeReason.RECOGNISED)


async def changes(db: Database) -> list[tuple[str, str, str]]:
    async with db.reading() as tx:
        told = ChangeRow.__table__  # type: ignore[attr-defined]  # SQLModel does not type it
        rows = await tx.execute(told.select().order_by(told.c.enterprise_version))
        return [(row.kind, row.reason, row.current_tier) for row in rows]


async def enterprises(db: Database) -> list[dict[str, Any]]:
    async with db.reading() as tx:
        table = EnterpriseRow.__table__  # type: ignore[attr-defined]  # SQLModel does not type it
        return [dict(row) for row in (await tx.execute(table.select().order_by(table.c.enterprise_id))).mappings()]


async def test_a_clock_moved_there_and_back_tells_each_way_once(db: Database) -> None:
    holder, today = await register(db), db.clock.today()
    await recognise(db, holder, Tier.INNOVATIVE, today)
    for shift in (LONG, timedelta(), LONG):
        await on_day_of(db, shift)
    assert await changes(db) == [
        ("tier.changed", "recognised", "innovative"),
        ("tier.changed", "expired", "none"),
        ("tier.changed", "rewound", "innovative"),
        ("tier.changed", "expired", "none"),
    ]


async def test_a_title_under_a_higher_one_goes_and_comes_back_with_the_clock(db: Database) -> None:
    holder, today = await register(db), db.clock.today()
    await recognise(db, holder, Tier.SPECIALISED, today - timedelta(days=1000))
    await recognise(db, holder, Tier.LITTLE_GIANT, today)
    for shift in (timedelta(days=200), timedelta()):
        await on_day_of(db, shift)
    assert (await changes(db))[2:] == [
        ("title.changed", "expired", "little_giant"),
        ("title.changed", "rewound", "little_giant"),
    ]


async def test_whoever_has_nothing_to_be_told_is_of_the_present_day_all_the_same(db: Database) -> None:
    holder, today = await register(db), db.clock.today()
    await recognise(db, holder, Tier.INNOVATIVE, today)
    await on_day_of(db, timedelta(days=30))
    await register(db)
    await recognise(db, await register(db), Tier.INNOVATIVE, today)
    await on_day_of(db, timedelta())
    rows = await enterprises(db)
    assert {row["tier_on"] for row in rows} == {today}
    assert sorted(row["version"] for row in rows) == [1, 2, 2]
    assert len(await changes(db)) == 2, "the two recognitions"


async def test_where_no_clock_was_moved_nothing_told_for_a_new_day_is_taken_back(db: Database) -> None:
    """Two replicas around midnight: the one whose clock is behind leaves alone what the other told."""
    await recognise(db, await register(db), Tier.INNOVATIVE, db.clock.today() - timedelta(days=1000))
    for shift in (timedelta(days=200), timedelta()):
        db.clock.shift = shift
        await expire(db)
    assert [reason for _, reason, _ in await changes(db)] == ["recognised", "expired"]


async def test_looking_at_everybody_again_tells_nothing_new_and_finds_the_next_change(db: Database) -> None:
    """What the second migration asks for, so that the changes nobody was told before it are told after it."""
    await recognise(db, await register(db), Tier.INNOVATIVE, db.clock.today())
    before = await enterprises(db)
    async with db.transaction() as tx:
        await tx.update(EnterpriseRow, [{**row, "next_change_on": row["tier_on"]} for row in before])
    await expire(db)
    assert await enterprises(db) == before
    assert len(await changes(db)) == 1
