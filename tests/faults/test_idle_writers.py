"""A transaction that wrote and then sleeps holds up nobody's feed: not from another database, not from the same."""

import time
from uuid import uuid4

import pytest

from services.embedded import SERVICES
from shared.db import SYSTEM
from shared.events import EnterpriseRegistered, seal
from shared.feed.numbering import Feed
from shared.testing import eventually
from shared.values import EnterpriseId
from tests.faults.evidence import nothing_lost_nothing_twice, rows, settled
from tests.faults.processes import ServedZone
from tests.zone import BINJIANG, new_uscc


@pytest.mark.parametrize("where", ["benefits", "registry"])
async def test_an_idle_writer_does_not_stall_the_feed(four_processes: ServedZone, where: str) -> None:
    zone = four_processes
    await settled(zone)
    idle = zone.db(where)
    async with idle.transaction() as tx:
        event_id, body = seal(where, _registered(), tx.now, SYSTEM)
        fact = {
            "event_id": event_id,
            "type": EnterpriseRegistered.kind,
            "enterprise_id": "idle",
            "recorded_at": tx.now,
            "body": body,
        }
        if where == "registry":  # the oldest id of all, committed last
            await tx.insert(SERVICES[where].floor.outbox, [fact])
        else:
            record = {"at": tx.now, "actor": "idle", "operation": "", "object": "", "correlation_id": ""}
            await tx.insert(SERVICES[where].floor.audit, [record])
        uscc = await zone.register()
        for tier in ("innovative", "specialised", "little_giant"):
            await zone.recognise(uscc, tier)
            started = time.monotonic()
            await eventually(lambda: _all_numbered(zone), seconds=10)
            assert time.monotonic() - started < 1
    if where == "registry":
        await eventually(lambda: _all_numbered(zone), seconds=10)
        last = max(await rows(idle, "outbox"), key=lambda row: row["feed_seq"])
        assert last["event_id"] == event_id
    await nothing_lost_nothing_twice(zone)


async def _all_numbered(zone: ServedZone) -> bool:
    return await Feed(zone.db("registry")).waiting() is None


def _registered() -> EnterpriseRegistered:
    uscc = new_uscc()
    return EnterpriseRegistered(
        enterprise_id=EnterpriseId(str(uuid4())),
        uscc=uscc,
        enterprise_version=1,
        name="示例闲置有限公司",
        district=BINJIANG,
        industry="C39",
        usccs=(uscc,),
    )
