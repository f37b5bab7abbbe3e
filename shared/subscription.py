"""The only consumer loop, the same in every mode: a cursor, ordered runs, and a place for facts that will not go in.

The cursor row is locked at the start of each batch and moves in the same transaction as the effects, so a replica,
a redelivery or a replay can never apply a fact twice. What the bus brings is used when it follows the cursor; a
hole, a doubt, a bell or five quiet seconds mean a pull from the source's feed.
"""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from itertools import groupby
from typing import Any, Final

from sqlalchemy import Row, select, update

from shared.background import resting
from shared.bus import Bus, Delivery
from shared.db import Database, Tx
from shared.delivered import Envelope, Numbered, right_after
from shared.events import AnyFact, Event, UnknownFact, fact_type, open_envelope, parse_batch
from shared.feed.client import HistoryForked, Pull, Pulled, SourceAway
from shared.parking import Parking, is_transient, singly
from shared.problems import database_problem
from shared.telemetry import Metrics

log = logging.getLogger(__name__)
QUIET_SECONDS: Final = 5.0
FACTS_PER_TRANSACTION: Final = (10, 1_000)
"""At least and at most"""
SECONDS_PER_TRANSACTION: Final = 0.5
"""Aimed at: what is dear to apply goes in small portions, so that nobody waits long for what they lock"""
LISTEN_AGAIN_SECONDS: Final = 1.0
BACK_OFF_SECONDS: Final = (0.1, 0.5, 1.0, 2.0, 5.0)

Handler = Callable[[Tx, Sequence[Event]], Awaitable[None]]
"""Receives a run: the consecutive facts of one class, in order. Touches only its own database."""
Handlers = Mapping[type[AnyFact], Handler]
Listens = Mapping[str, Handlers]
"""By source: which facts, and what each does here."""


def handler_key(type_: str) -> tuple[str, str]:
    """`cn.hangzhou.zjtx.registry.tier.changed.v1` -> what is told, and the major version."""
    stem, _, version = type_.rpartition(".")
    return stem, version


def next_portion(portion: int, facts: int, seconds: float) -> int:
    """How many facts the next transaction may take, when the last took so many in so long; twice as many at most."""
    least, most = FACTS_PER_TRANSACTION
    fitting = facts * SECONDS_PER_TRANSACTION / max(seconds, 1e-6)
    return max(least, min(int(fitting), portion * 2, most))


class Subscription:
    """One listener's reading of one source."""

    def __init__(self, db: Database, source: str, handlers: Handlers, pull: Pull, bus: Bus, metrics: Metrics) -> None:
        self.source, self.listener = source, db.source
        self._db, self._cursor, self._pull, self._bus, self._metrics = db, db.floor.cursor, pull, bus, metrics
        self._handlers = {fact_type(source, cls): (cls, handler) for cls, handler in handlers.items()}
        self._told = {handler_key(type_)[0] for type_ in self._handlers}
        self.parking = Parking(db, source, self._apply_one)
        self._waiting: list[Delivery] = []
        self._bell = asyncio.Event()
        self._failures = 0
        self._portion = 100

    # ---- the loop ------------------------------------------------------------------------------

    async def run(self) -> None:
        """Never waits for the broker: it pulls first, and listening is a task beside it."""
        await self._insist(self._open)
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._listen())
            await self._insist(self.parking.retry_unknown)
            await self._turn(self.catch_up)
            while True:
                await self._turn(self._step)

    async def _open(self) -> None:
        async with self._db.transaction() as tx:
            await tx.insert_new(self._cursor, [{"source": self.source, "epoch": "", "number": 0, "event_id": ""}])

    async def _insist(self, work: Callable[[], Awaitable[None]]) -> None:
        while not await self._turn(work):
            pass

    async def _turn(self, work: Callable[[], Awaitable[None]]) -> bool:
        """Whether it went. Transient trouble costs a back-off, anything else ends the process."""
        try:
            await work()
            self._failures = 0
            return True
        except SourceAway as fault:
            await self._back_off(f"source away: {fault}")
        except HistoryForked:
            self._metrics.forks.labels(self.source).inc()
            await self._back_off("the source refuses our cursor (410): was it restored? rebuild when it is sure")
        except Exception as fault:
            if database_problem(fault) is None:
                raise
            await self._back_off(f"database: {type(fault).__name__}")
        return False

    async def _back_off(self, why: str) -> None:
        if self._failures == 0:
            log.warning("%s listens to %s: %s", self.listener, self.source, why)
        with resting():
            await asyncio.sleep(BACK_OFF_SECONDS[min(self._failures, len(BACK_OFF_SECONDS) - 1)])
        self._failures += 1

    async def _listen(self) -> None:
        while True:
            try:
                await self._bus.listen(self.listener, self.source, self._receive)
            except Exception as fault:  # whatever a broker does, it costs time and never a fact
                log.info("%s listens to %s: bus: %s: %s", self.listener, self.source, type(fault).__name__, fault)
            self._bell.set()
            await asyncio.sleep(LISTEN_AGAIN_SECONDS)

    def _receive(self, delivery: Delivery) -> None:
        self._waiting.append(delivery)
        self._bell.set()

    async def _step(self) -> None:
        """Waits for the bell, at most five seconds. With nothing delivered it pulls: a broker may be away for ever."""
        with suppress(TimeoutError), resting():
            async with asyncio.timeout(QUIET_SECONDS):
                await self._bell.wait()
        self._bell.clear()
        if not self._waiting:
            await self.catch_up()
            return
        deliveries, self._waiting = self._waiting, []
        try:
            number = await self._apply_delivered(deliveries)
        except BaseException:
            self._waiting = deliveries + self._waiting
            self._bell.set()
            raise
        await self._acknowledge(deliveries, number)

    async def _apply_delivered(self, deliveries: Sequence[Delivery]) -> int:
        at = await self.position()
        facts, complete = right_after(at.number, at.epoch, [delivery.range for delivery in deliveries])
        number = await self._apply_all(facts, at.epoch) or int(at.number)
        return number if complete else await self._pull_to_head()

    async def _apply_all(self, facts: Sequence[Numbered], epoch: str) -> int:
        number = start = 0
        while start < len(facts):
            portion, began = facts[start : start + self._portion], time.monotonic()
            number = await self.apply(portion, epoch)
            self._portion = next_portion(self._portion, len(portion), time.monotonic() - began)
            start += len(portion)
        return number

    async def _acknowledge(self, deliveries: Sequence[Delivery], number: int) -> None:
        """The cursor is at the source's head by now: a number above it was never the source's."""
        beyond = sum(delivery.range.last > number for delivery in deliveries)
        if beyond:
            self._metrics.ignored.labels(self.source, "above the head").inc(beyond)
        try:
            await deliveries[-1].ack()
        except Exception as fault:  # the channel died: redelivered facts will be old news
            log.info("%s: ack: %s", self.listener, type(fault).__name__)

    # ---- pulling -------------------------------------------------------------------------------

    async def catch_up(self) -> None:
        await self._pull_to_head()

    async def _pull_to_head(self) -> int:
        while True:
            at = await self.position()
            pulled = await self._pull(at.number, at.epoch, at.event_id)
            self._metrics.pulls.labels(self.source).inc()
            facts = [Numbered(at.number + step, envelope) for step, envelope in enumerate(_envelopes(pulled), 1)]
            self._metrics.lag.labels(self.source).set(pulled.head - at.number)
            number = await self._apply_all(facts, pulled.epoch) or at.number
            if number >= pulled.head or not facts:
                if not at.whole:
                    await self._whole_again(pulled.head)
                self._metrics.lag.labels(self.source).set(max(0, pulled.head - number))
                return number

    async def _whole_again(self, head: int) -> None:
        """After a rebuild; not if another one began meanwhile."""
        there = (self._cursor.c.source == self.source) & (self._cursor.c.number >= head)
        async with self._db.transaction() as tx:
            await tx.execute(update(self._cursor).where(there).values(whole=True))

    async def position(self) -> "Row[Any]":
        async with self._db.reading() as tx:
            return (await tx.execute(self._at())).one()

    def _at(self) -> Any:
        cursor = self._cursor.c
        return select(cursor.epoch, cursor.number, cursor.event_id, cursor.whole).where(cursor.source == self.source)

    # ---- applying ------------------------------------------------------------------------------

    async def apply(self, facts: Sequence[Numbered], epoch: str) -> int:
        """Applies what follows the cursor, effects and cursor in one transaction; returns where it now is."""
        try:
            return await self._apply(facts, epoch, self._apply_runs)
        except Exception as fault:
            if is_transient(fault):
                raise
            log.warning("%s: a run from %s failed, one by one now: %r", self.listener, self.source, fault)
        number = 0
        for start in range(0, len(facts), 100):
            number = await self._apply(facts[start : start + 100], epoch, self._apply_singly)
        return number

    async def _apply(
        self,
        facts: Sequence[Numbered],
        epoch: str,
        how: Callable[[Tx, Sequence[Numbered]], Awaitable[None]],
    ) -> int:
        async with self._db.transaction() as tx:
            at = (await tx.execute(self._at().with_for_update())).one()
            new = [fact for fact in facts if fact.number > at.number]
            if not new or new[0].number != at.number + 1 or (at.number and at.epoch != epoch):
                return int(at.number)  # another replica was faster, or the caller will pull
            await how(tx, new)
            last = new[-1]
            await tx.execute(
                update(self._cursor)
                .where(self._cursor.c.source == self.source)
                .values(epoch=epoch, number=last.number, event_id=last.envelope["id"], moved_at=tx.now)
            )
        self._metrics.applied.labels(self.source).inc(len(new))
        self._metrics.lag_seconds.labels(self.source).set(_age(last.envelope))
        return last.number

    async def _apply_runs(self, tx: Tx, facts: Sequence[Numbered]) -> None:
        blocked = await self.parking.blocked(tx)
        free = [fact for fact in facts if fact.envelope.get("partitionkey") not in blocked]
        if len(free) < len(facts):
            behind = [fact for fact in facts if fact.envelope.get("partitionkey") in blocked]
            await self.parking.park(tx, behind, "waits behind an earlier parked fact of the enterprise")
        for type_, run in groupby(free, key=lambda fact: str(fact.envelope["type"])):
            if type_ in self._handlers:
                cls, handler = self._handlers[type_]
                await handler(tx, [open_envelope(fact.envelope, cls) for fact in run])
            else:
                self._pass_over(type_)

    async def _apply_singly(self, tx: Tx, facts: Sequence[Numbered]) -> None:
        """Savepoint by savepoint: the guilty fact is parked, later ones of its enterprise behind it."""
        for fact in facts:
            try:
                async with singly(tx):
                    await self._apply_runs(tx, [fact])
            except Exception as fault:
                if is_transient(fault):
                    raise
                log.error("%s parks fact %d of %s: %r", self.listener, fact.number, self.source, fault)
                await self.parking.park(tx, [fact], f"{type(fault).__name__}: {fault}"[:2000])

    async def _apply_one(self, tx: Tx, envelope: Envelope) -> None:
        """For the parking place: one fact again, without asking who is blocked."""
        type_ = str(envelope["type"])
        if type_ not in self._handlers:
            self._pass_over(type_)
            return
        cls, handler = self._handlers[type_]
        await handler(tx, [open_envelope(envelope, cls)])

    def _pass_over(self, type_: str) -> None:
        """A fact told to others is none of ours; a later version of one of ours waits for a later build."""
        stem, version = handler_key(type_)
        if stem in self._told:
            raise UnknownFact(f"{stem} {version}: this build knows v1")
        self._metrics.ignored.labels(self.source, "not listened to").inc()


def _envelopes(pulled: Pulled) -> Iterator[Envelope]:
    try:
        yield from parse_batch(pulled.body)
    except ValueError as fault:
        raise SourceAway("the source answered with something that is no feed") from fault


def _age(envelope: Envelope) -> float:
    """Real seconds between the telling and the applying."""
    return max(0.0, (datetime.now(UTC) - datetime.fromisoformat(str(envelope["time"]))).total_seconds())
