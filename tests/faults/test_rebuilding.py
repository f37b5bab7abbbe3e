"""A projection read again from the beginning is what it was, and does nothing to the world a second time."""

import asyncio
import signal

from sqlalchemy import update

from services.embedded import SERVICES
from tests.faults.evidence import effects_of, nothing_lost_nothing_twice, rows
from tests.faults.processes import ServedZone

REBUILT = ("benefits", "finance", "notifications")


async def test_rebuilding_every_projection_changes_nothing(zone: ServedZone) -> None:
    changes = await zone.changes(10)
    uscc = await zone.register()
    changes += [await zone.recognise(uscc, tier) for tier in ("innovative", "specialised", "little_giant")]
    await nothing_lost_nothing_twice(zone, changes)
    before, told = await effects_of(zone), await _told(zone)
    if zone.embedded:  # a file has one process
        await asyncio.to_thread(zone.processes["registry"].end, signal.SIGTERM)
    rebuilt = await asyncio.gather(*(asyncio.to_thread(zone.zjtx, "rebuild", service) for service in REBUILT))
    assert [one.returncode for one in rebuilt] == [0, 0, 0], [one.stderr for one in rebuilt]
    await zone.start()
    await nothing_lost_nothing_twice(zone, changes)
    assert await effects_of(zone) == before
    assert await _told(zone) == told


async def test_cursors_set_to_zero_replay_everything_and_change_nothing(zone: ServedZone) -> None:
    await nothing_lost_nothing_twice(zone, await zone.changes(5))
    before, told = await effects_of(zone), await _told(zone)
    for name, service in SERVICES.items():
        async with zone.db(name).transaction() as tx:
            await tx.execute(update(service.floor.cursor).values(number=0, epoch="", event_id=""))
    await nothing_lost_nothing_twice(zone)
    assert await effects_of(zone) == before
    assert await _told(zone) == told


async def _told(zone: ServedZone) -> dict[str, list[tuple[str, str]]]:
    """Every fact of every service, and every message with the instants of its delivery and completion."""
    facts = {name: [(r["event_id"], r["body"]) for r in await rows(zone.db(name), "outbox")] for name in SERVICES}
    messages = await rows(zone.db("notifications"), "message")
    at = [(row["message_id"], f"{row['delivered_at']} {row['completed_at']}") for row in messages]
    return {**facts, "messages": at}
