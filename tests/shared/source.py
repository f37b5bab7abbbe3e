"""A service that tells and one that listens, by hand: a real feed, a scripted bus, handlers that leave traces."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from services.embedded import SERVICES
from shared.bus import Delivery, Range
from shared.clock import Clock
from shared.db import Database, Tx
from shared.events import EnterpriseUpdated, Event, Origin
from shared.feed.client import HistoryForked, Pulled
from shared.feed.numbering import Feed, Lost
from shared.feed.relay import batch
from shared.parking import Retried
from shared.subscription import Subscription
from shared.telemetry import Metrics
from shared.values import EnterpriseId


class UpdatedLater(EnterpriseUpdated):
    """What a later build tells: the next major version of a fact we know."""

    version = 2


def database(urls: dict[str, str], name: str) -> Database:
    return Database(urls[name], name, SERVICES[name].floor, Clock(), pool_size=10)


def updated(enterprise: str, version: int, cls: type[EnterpriseUpdated] = EnterpriseUpdated) -> EnterpriseUpdated:
    return cls(
        enterprise_id=EnterpriseId(enterprise),
        uscc="91330108MAXB0012XH",
        enterprise_version=version,
        name="示例公司",
        district="330108",
        industry="C39",
        usccs=("91330108MAXB0012XH",),
    )


@dataclass
class Source:
    """The registry's feed, and how often it was asked."""

    db: Database
    pulls: int = 0

    def __post_init__(self) -> None:
        self.feed = Feed(self.db)

    async def tell(self, *facts: EnterpriseUpdated) -> None:
        """Commits and numbers them."""
        for fact in facts:
            async with self.db.transaction() as tx:
                tx.emit(fact)
        while await self.feed.number():
            pass

    async def pull(self, number: int, epoch: str, event_id: str) -> Pulled:
        self.pulls += 1
        try:
            position, bodies = await self.feed.after(number, epoch, event_id, 1000)
        except Lost as fault:
            raise HistoryForked from fault
        return Pulled(position.epoch, position.head, batch([body.encode() for body in bodies]))

    async def range(self, first: int, last: int) -> Range:
        position, _ = await self.feed.after(0, "", "", 1)
        _, bodies = await self.feed.after(first - 1, position.epoch, "", last - first + 1)
        return Range("registry", position.epoch, first, last, batch([body.encode() for body in bodies]))


class ScriptedBus:
    """Delivers what the test says, when it says so."""

    joins_processes = True

    def __init__(self) -> None:
        self.acknowledged: list[Range] = []
        self._receive: Any = None

    async def publish(self, range_: Range) -> None: ...

    async def listen(self, listener: str, source: str, receive: Any) -> None:
        self._receive = receive
        await asyncio.Event().wait()

    async def close(self) -> None: ...

    @property
    def heard(self) -> bool:
        return self._receive is not None

    def deliver(self, *ranges: Range) -> None:
        """All before the listener gets to run."""
        for range_ in ranges:

            async def ack(range_: Range = range_) -> None:
                self.acknowledged.append(range_)

            self._receive(Delivery(range_, ack))


class RefusingBus(ScriptedBus):
    """A broker that is away and stays away."""

    async def listen(self, listener: str, source: str, receive: Any) -> None:
        raise ConnectionRefusedError("nobody listens on that port")


@dataclass
class Faltering(Database):
    """A database that is away for some of its sessions, counted from 1."""

    sessions: int = 0
    refused: set[int] = field(default_factory=set)

    @asynccontextmanager
    async def _session(self, engine: AsyncEngine, origin: Origin) -> AsyncIterator[Tx]:
        self.sessions += 1
        if self.sessions in self.refused:
            raise ConnectionRefusedError("the database is away")
        async with super()._session(engine, origin) as tx:
            yield tx


@dataclass
class Listener:
    """Leaves one row per fact applied, and fails at the facts that are poisoned."""

    db: Database
    source: Source
    bus: ScriptedBus
    poisoned: set[tuple[str, int]] = field(default_factory=set)
    writes_facts: set[str] = field(default_factory=set)
    """Enterprises whose facts are told before the commit"""

    def __post_init__(self) -> None:
        self.metrics = Metrics(self.db.source)
        self.subscription = self.subscribe({EnterpriseUpdated: self.hear})

    def subscribe(self, handlers: Any) -> Subscription:
        return Subscription(self.db, "registry", handlers, self.source.pull, self.bus, self.metrics)

    async def hear(self, tx: Tx, events: Sequence[Event]) -> None:
        for event in events:
            fact: EnterpriseUpdated = event.fact
            await tx.insert(self.db.floor.audit, [self._trace(tx, fact)])
            if (fact.enterprise_id, fact.enterprise_version) in self.poisoned:
                raise ValueError(f"poisoned: {fact.enterprise_id} {fact.enterprise_version}")
            tx.emit(updated(f"{fact.enterprise_id}-heard", fact.enterprise_version))
            if fact.enterprise_id in self.writes_facts:
                await tx.write_facts()

    def _trace(self, tx: Tx, fact: EnterpriseUpdated) -> dict[str, Any]:
        return {
            "at": tx.now,
            "actor": fact.enterprise_id,
            "operation": "heard",
            "object": str(fact.enterprise_version),
            "correlation_id": str(uuid4()),
        }

    async def retry(self, enterprise: str | None = None) -> Retried:
        async with self.db.transaction() as tx:
            return await self.subscription.parking.retry(tx, enterprise)

    async def traces(self, enterprise: str | None = None) -> list[tuple[str, int]]:
        audit = self.db.floor.audit
        async with self.db.reading() as tx:
            rows = (await tx.execute(select(audit.c.actor, audit.c.object).order_by(audit.c.id))).all()
        return [(row.actor, int(row.object)) for row in rows if enterprise in (None, row.actor)]

    async def told(self) -> int:
        async with self.db.reading() as tx:
            return len((await tx.execute(select(self.db.floor.outbox.c.id))).all())

    async def number(self) -> int:
        return int((await self.subscription.position()).number)

    async def parked(self) -> list[tuple[int, str, int]]:
        return [(row["number"], row["error"], row["attempts"]) for row in await self.subscription.parking.list_all()]

    def ignored(self, reason: str) -> float:
        return float(self.metrics.ignored.labels("registry", reason)._value.get())
