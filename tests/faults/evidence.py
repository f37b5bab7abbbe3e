"""Whether anything was lost or happened twice, read from the four databases behind the services' backs."""

import json
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from typing import Any, Final

from sqlalchemy import Table, select

from services.embedded import SERVICES
from services.registry.service.changes import REPORTERS
from shared.bus.memory import MemoryBus
from shared.clock import Clock
from shared.db import Database
from shared.events import ConsequenceRecorded, Fact, MessageDelivered
from shared.feed.client import Pulled
from shared.feed.numbering import Feed
from shared.feed.relay import batch
from shared.subscription import Subscription
from shared.telemetry import Metrics
from shared.testing import eventually
from tests.faults.processes import ServedZone

CHANGES: Final = ("tier.changed", "title.changed")
EFFECTS: Final[dict[str, dict[str, tuple[str, ...]]]] = {
    "benefits": {"entitlement": (), "standing": ()},
    "finance": {"list_entry": (), "list_title": (), "list_change": ("number", "at")},
    "notifications": {
        "message": (
            *("due_at", "delivered_at", "completed_at", "read_at", "consequence", "origin"),
            *("said_in", "completed_in", "read_in", "withdrawn_in"),
        )
    },
}
"""What follows from the registry's facts alone, without the columns that say when it happened here."""


async def rows(db: Database, table: str) -> list[dict[str, Any]]:
    found = tables(db.source)[table]
    async with db.reading() as tx:
        return [dict(row) for row in (await tx.execute(select(found).order_by(*found.primary_key))).mappings()]


def tables(service: str) -> Mapping[str, Table]:
    return SERVICES[service].floor.outbox.metadata.tables


# ---- convergence ---------------------------------------------------------------------------------


async def settled(zone: ServedZone, seconds: float = 60) -> None:
    """Until every fact is numbered and every listener stands at its sources' heads."""

    async def still() -> bool:
        with suppress(Exception):
            return await _still(zone)
        return False

    await eventually(still, seconds=seconds, every=0.1)
    await eventually(still, seconds=seconds, every=0.1)  # applying the last fact may have told new ones


async def _still(zone: ServedZone) -> bool:
    heads = {}
    for name in SERVICES:
        feed = Feed(zone.db(name))
        if await feed.waiting() is not None:
            return False
        heads[name] = (await feed.position()).head
    for name, service in SERVICES.items():
        at = {row["source"]: row["number"] for row in await rows(zone.db(name), "cursor")}
        if any(at.get(source, 0) != heads[source] for source in service.listens):
            return False
    message = tables("notifications")["message"]
    async with zone.db("notifications").reading() as tx:
        incomplete = select(message.c.message_id).where(message.c.completed_at.is_(None)).limit(1)
        return (await tx.execute(incomplete)).first() is None


# ---- the checker ---------------------------------------------------------------------------------


async def nothing_lost_nothing_twice(zone: ServedZone, acknowledged: Collection[str] = ()) -> None:
    """Waits until the zone is quiet, then holds its databases against what was promised."""
    await settled(zone)
    for name in SERVICES:
        await _dense(zone.db(name))
        assert not await rows(zone.db(name), "parked")
    changes = await _changes(zone)
    assert set(acknowledged) <= set(changes), "an acknowledged change has no fact"
    assert {row["change_id"] for row in await rows(zone.db("registry"), "title_change")} == set(changes)
    await _versions_ascend(zone.db("registry"))
    await _each_change_has_its_consequences_once(zone, changes)


async def _dense(db: Database) -> None:
    numbers = sorted(row["feed_seq"] for row in await rows(db, "outbox"))
    assert numbers == list(range(1, len(numbers) + 1)), f"the feed of {db.source} has holes or doubles"
    [head] = await rows(db, "feed_head")
    assert head["head"] == len(numbers)


async def _changes(zone: ServedZone) -> list[str]:
    facts = await rows(zone.db("registry"), "outbox")
    return [fact["event_id"] for fact in facts if fact["type"] in CHANGES]


async def _versions_ascend(registry: Database) -> None:
    versions: dict[str, list[int]] = defaultdict(list)
    for fact in sorted(await rows(registry, "outbox"), key=lambda fact: fact["feed_seq"]):
        versions[fact["enterprise_id"]].append(json.loads(fact["body"])["data"]["enterprise_version"])
    assert all(seen == list(range(1, len(seen) + 1)) for seen in versions.values())


async def _each_change_has_its_consequences_once(zone: ServedZone, changes: Sequence[str]) -> None:
    once = dict.fromkeys(changes, 1)
    for reporter in REPORTERS:
        told = [fact["cause_id"] for fact in await _told(zone.db(reporter), ConsequenceRecorded)]
        assert Counter(told) == once, f"{reporter} did not report every change once"
    recorded = Counter(row["change_id"] for row in await rows(zone.db("registry"), "consequence"))
    assert recorded == dict.fromkeys(changes, len(REPORTERS))
    assert Counter(row["cause_id"] for row in await rows(zone.db("notifications"), "message")) == once
    delivered = Counter(fact["message_id"] for fact in await _told(zone.db("notifications"), MessageDelivered))
    assert set(delivered.values()) <= {1}, "a message was told as delivered more than once"


async def _told(db: Database, fact: type[Fact]) -> list[dict[str, Any]]:
    return [json.loads(row["body"])["data"] for row in await rows(db, "outbox") if row["type"] == fact.kind]


# ---- projections ---------------------------------------------------------------------------------


async def effects(db: Database) -> dict[str, list[str]]:
    """The content of what a service made of the facts, in an order that does not depend on when it was made."""
    content = {}
    for table, volatile in EFFECTS[db.source].items():
        kept = [{n: v for n, v in row.items() if n not in volatile} for row in await rows(db, table)]
        content[table] = sorted(json.dumps(row, default=str, ensure_ascii=False) for row in kept)
    return content


async def effects_of(zone: ServedZone) -> dict[str, dict[str, list[str]]]:
    return {name: await effects(zone.db(name)) for name in EFFECTS}


async def recomputed(zone: ServedZone, blank: Mapping[str, str]) -> dict[str, dict[str, list[str]]]:
    """What the services make of the same feeds in blank databases, undisturbed."""
    computed = {}
    for name in EFFECTS:
        db = Database(blank[name], name, SERVICES[name].floor, Clock())
        for source, handlers in SERVICES[name].listens.items():
            async with db.transaction() as tx:
                await tx.insert_new(db.floor.cursor, [{"source": source, "epoch": "", "number": 0, "event_id": ""}])
            metrics, bus = Metrics(name), MemoryBus("")
            await Subscription(db, source, handlers, _pull(Feed(zone.db(source))), bus, metrics).catch_up()
        computed[name] = await effects(db)
        await db.close()
    return computed


def _pull(feed: Feed) -> Any:
    async def pull(number: int, epoch: str, event_id: str) -> Pulled:
        position, bodies = await feed.after(number, epoch, event_id, 1_000)
        return Pulled(position.epoch, position.head, batch([body.encode() for body in bodies]))

    return pull
