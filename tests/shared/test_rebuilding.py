"""A cursor set to 0 rebuilds a projection to equal content and does nothing a second time."""

from pathlib import Path
from typing import Any

from services.embedded import SERVICES
from shared.rebuilding import rebuild
from tests.conftest import NewDatabases
from tests.zone import RunningZone, running_zone

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
        await zone.complete(last["change_id"])
        await zone.settle()
        before = {name: _steady(await content(zone, name)) for name in REBUILT}
        for name in REBUILT:
            assert all(before[name][table] for table in SERVICES[name].projections)
            await rebuild(zone.db(name), SERVICES[name])
        await zone.settle()
        assert {name: _steady(await content(zone, name)) for name in REBUILT} == before


def _steady(content: dict[str, list[dict[str, Any]]]) -> dict[str, list[dict[str, Any]]]:
    """Without the instant until which a message that has long gone out would have waited."""
    return {table: [{**row, "due_at": None} for row in rows] for table, rows in content.items()}
