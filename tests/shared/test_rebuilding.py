"""A cursor set to 0 rebuilds a projection to equal content and does nothing a second time."""

import asyncio
from pathlib import Path
from typing import Any

from sqlalchemy import select, update

from services.embedded import SERVICES
from shared.delivered import right_after
from shared.rebuilding import rebuild
from tests.conftest import NewDatabases
from tests.helping import let_in
from tests.input.peopled import officer_id
from tests.people import join, owned, remove
from tests.shared.source import Listener, database, updated
from tests.zone import RunningZone, key, running_zone

STAYS = ("outbox", "consequence_told", "message")


async def content(zone: RunningZone, name: str) -> dict[str, list[dict[str, Any]]]:
    tables = set(SERVICES[name].floor.outbox.metadata.tables)
    kept = [table for table in (*SERVICES[name].projections, *STAYS) if table in tables]
    return {table: await zone.rows(name, table) for table in kept}


REBUILT = [name for name, service in SERVICES.items() if service.projections]


async def test_rebuilt_projections_are_equal_and_tell_nobody(databases: NewDatabases, tmp_path: Path) -> None:
    async with running_zone(tmp_path, databases(), "memory://") as zone:
        for tier in ("innovative", "specialised", "little_giant"):
            change = await zone.recognise(await zone.register(), tier)
            await zone.revoke(change["titles"][0]["title_id"])
            last = await zone.recognise(await zone.register(), tier)
        suspension = {"ground": "fraud", "document": "示例暂停文号", "decided_on": zone.today.isoformat()}
        path = f"/v1/titles/{last['titles'][0]['title_id']}/suspensions"
        assert (await zone.officer().post(path, json=suspension, headers=key())).status_code == 201
        uscc, owner = await owned(zone)
        annual = f"/v1/enterprises/{uscc}/annual-figures/{zone.today.year - 1}"
        said = await zone.officer().put(annual, json={"staff": 80, "revenue": "30000000.00"}, headers={"If-Match": "*"})
        assert said.status_code == 200, said.text
        _, person_id = await join(zone, uscc, owner)
        await remove(zone, uscc, owner, person_id)
        await officer_id(zone)
        await let_in(zone)
        await zone.complete(last["change_id"])
        await zone.settle()
        before = {name: _steady(await content(zone, name)) for name in REBUILT}
        for name in REBUILT:
            assert all(before[name][table] for table in SERVICES[name].projections)
            await rebuild(zone.db(name), SERVICES[name])
        await zone.settle()
        assert {name: _steady(await content(zone, name)) for name in REBUILT} == before


async def test_what_a_running_replica_applies_meanwhile_is_emptied_too(databases: NewDatabases) -> None:
    """A replica holds the cursor from its first statement to its commit: a rebuild comes before it or after it."""
    service = SERVICES["finance"]
    db = database(databases(), "finance")
    known = service.floor.outbox.metadata.tables["known_enterprise"]
    cursor = service.floor.cursor
    row = {"enterprise_id": "e1", "uscc": "91330108MAXB0012XH", "name": "示例公司", "district": "330108"}
    async with db.transaction() as tx:
        await tx.insert(cursor, [{"source": "registry", "epoch": "e", "number": 1, "event_id": "one"}])
    async with db.transaction() as replica:
        await replica.execute(select(cursor).with_for_update())
        rebuilding = asyncio.create_task(rebuild(db, service))
        await asyncio.sleep(0.5)
        await replica.insert(known, [{**row, "industry": "C39", "version": 2}])
        await replica.execute(update(cursor).values(number=2, event_id="two"))
    await rebuilding
    async with db.reading() as tx:
        assert (await tx.execute(select(known))).all() == []
        assert (await tx.execute(select(cursor.c.number))).scalar_one() == 0
    await db.close()


async def test_a_projection_is_whole_again_when_its_source_was_read_to_the_head(listener: Listener) -> None:
    await listener.source.tell(*(updated("e1", version) for version in range(1, 8)))
    await listener.subscription.catch_up()
    assert (await listener.subscription.position()).whole
    await rebuild(listener.db, SERVICES["finance"])
    assert not (await listener.subscription.position()).whole
    most = await listener.source.range(1, 6)
    facts, _ = right_after(0, most.epoch, [most])
    await listener.subscription.apply(facts, most.epoch)
    at = await listener.subscription.position()
    assert (at.number, at.whole) == (6, False)
    await listener.subscription.catch_up()
    at = await listener.subscription.position()
    assert (at.number, at.whole) == (7, True)


def _steady(content: dict[str, list[dict[str, Any]]]) -> dict[str, list[dict[str, Any]]]:
    """Without the instant until which a message that has long gone out would have waited."""
    return {table: [{**row, "due_at": None} for row in rows] for table, rows in content.items()}
