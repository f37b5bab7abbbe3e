"""The deliveries of notifications alone: its database, its workers round by round, and a clock that is moved."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

from services.notifications import store
from services.notifications.app import SERVICE
from services.notifications.domain import contacts as rules
from services.notifications.domain.delivering import delivery_id
from services.notifications.domain.messages import Template, Words
from services.notifications.domain.outgoing import Channel, Planned, Urgency
from services.notifications.gateways import connected
from services.notifications.gateways.simulated import SimulatedGateway
from services.notifications.service.deliveries import carrying, receipts, showing, simulating, verifying
from services.notifications.service.deliveries.desk import Desk
from services.notifications.service.deliveries.queueing import queue
from services.notifications.service.writing import message_id, say
from services.notifications.store.deliveries import Asked, Lease
from services.notifications.store.tables import DeliveryAttemptRow, DeliveryRow
from shared.clock import Clock, real_now
from shared.db import Database
from shared.outbound.sender import Sender
from shared.outbound.signing import new_secret
from shared.outbound.targets import Guard
from shared.seals import Seal
from tests.zone import BINJIANG, begin_clock, new_uscc

TEMPLATE = Template.APPLICATION_ADVANCED
ADDRESSES = {
    Channel.EMAIL: "office{}@example.com",
    Channel.SMS: "1380571{}",
    Channel.WECHAT: "openid-{}",
    Channel.PHONE: "token-{}",
}
"""By channel; the last four characters are how the simulated gateway behaves"""


@dataclass
class PostRoom:
    db: Database
    gateway: SimulatedGateway
    desk: Desk

    def forward(self, **by: float) -> None:
        self.db.clock.shift += timedelta(**by)

    async def enterprise(self) -> str:
        id_, uscc = str(uuid4()), new_uscc()
        known = {"enterprise_id": id_, "uscc": uscc, "name": "示例有限公司", "district": BINJIANG, "industry": "C39"}
        async with self.db.transaction() as tx:
            await tx.insert(store.KNOWN.enterprise, [{**known, "version": 1}])
            await tx.insert(store.KNOWN.uscc, [{"uscc": uscc, "enterprise_id": id_}])
        return id_

    async def contact(self, enterprise_id: str, channel: Channel, address: str) -> str:
        """Verified."""
        id_ = str(uuid4())
        row = {
            "contact_id": id_,
            "enterprise_id": enterprise_id,
            "channel": channel,
            "state": "verified",
            "address_sealed": self.desk.seal.sealed(address),
            "mark": self.desk.seal.marks("contact", f"{channel}/{address}")[0],
            "masked": rules.masked(channel, address),
            "tries": 0,
            "codes": 1,
        }
        async with self.db.transaction() as tx:
            await store.contacts.add(tx, {**row, "added_at": tx.now, "verified_at": tx.now})
        return id_

    async def lift(self, address: str, channel: Channel = Channel.EMAIL) -> None:
        """As verifying it does."""
        async with self.db.transaction() as tx:
            await store.contacts.lift(tx, self.desk.seal.marks("contact", f"{channel}/{address}"))

    async def plan(
        self,
        enterprise_id: str,
        channel: Channel,
        urgency: Urgency = Urgency.NORMAL,
        occasion: str | None = None,
        words: Words = Words("申报已受理", "现处于“初审”环节。"),
        **more: Any,
    ) -> str:
        """A message in the inbox, and its delivery; returns the delivery's id."""
        occasion = occasion or str(uuid4())
        async with self.db.transaction() as tx:
            await say(tx, [(enterprise_id, occasion, TEMPLATE, words)])
            ids = (message_id(enterprise_id, occasion, TEMPLATE),)
            more = {"not_before": tx.now, **more}
            await queue(tx, [Planned(enterprise_id, occasion, TEMPLATE, channel, urgency, ids, **more)])
        async with self.db.reading() as tx:
            found = await store.deliveries.page(tx, Asked(enterprise_id), None, 1000)
        return next(row.delivery_id for row, _ in found if row.occasion == occasion and row.channel == channel)

    async def verification(self, channel: Channel, address: str) -> str:
        """The delivery of a code to an address just given."""
        contact_id = await self.contact(await self.enterprise(), channel, address)
        async with self.db.transaction() as tx:
            fresh = verifying.fresh_code(self.desk.seal, tx.now)
            await store.contacts.change(tx, contact_id, state="pending", **fresh)
            contact = await store.contacts.find(tx, contact_id)
            assert contact is not None
            await verifying.send_code(tx, contact)
        return delivery_id(contact.enterprise_id, f"{contact_id}/1", Template.CONTACT_VERIFICATION, channel)

    async def to(self, channel: Channel, ending: str, urgency: Urgency = Urgency.NORMAL) -> str:
        """A delivery to a new enterprise, whose address makes the gateway behave like that."""
        enterprise_id = await self.enterprise()
        await self.contact(enterprise_id, channel, ADDRESSES[channel].format(ending))
        return await self.plan(enterprise_id, channel, urgency)

    # ---- rounds ------------------------------------------------------------------------------

    async def leased(
        self, lane: Urgency = Urgency.NORMAL, most: int = 100, after: timedelta = timedelta()
    ) -> Sequence[Lease]:
        async with self.db.transaction() as tx:
            return await carrying.take(tx, self.desk, real_now() + after, most, lane)

    async def round(self, after: timedelta = timedelta()) -> int:
        """What is due, one after the other; returns how many. `after`: so much later, by real time: leases end."""
        done = 0
        for lane in Urgency:
            for lease in await self.leased(lane, after=after):
                await carrying.attempt(self.db, self.desk, lease)
                done += 1
        return done

    async def report(self) -> None:
        await simulating.report(self.db, self.desk, self.gateway)

    async def receive(self, provider: str, said: dict[str, str]) -> None:
        async with self.db.transaction() as tx:
            await receipts.take(tx, provider, said["reference"], said["outcome"])

    async def repeat(self, delivery_id: str) -> None:
        async with self.db.transaction() as tx:
            row = await store.deliveries.lock(tx, delivery_id)
            assert row is not None
            assert await showing.once_more(tx, row)

    async def dead(self, contact_id: str) -> bool:
        """Whether nothing is sent to its address any more."""
        async with self.db.transaction() as tx:
            contact = await store.contacts.find(tx, contact_id)
            assert contact is not None
            return bool(await store.contacts.suppressed(tx, [contact.mark or ""]))

    async def settle(self, rounds: int = 60) -> None:
        """Until everything has ended: round after round, each when the next thing is due."""
        for _ in range(rounds):
            done = await self.round()
            await self.report()
            due = [one.next_at for one in await self.rows() if one.next_at is not None]
            if not due:
                return
            wait = max(timedelta(), min(due) - self.db.clock.now()) + timedelta(milliseconds=1)
            self.db.clock.shift += wait if done else max(wait, timedelta(seconds=30))  # a gateway may rest
        raise AssertionError("something never ends")

    # ---- looking -----------------------------------------------------------------------------

    async def rows(self) -> list[DeliveryRow]:
        async with self.db.reading() as tx:
            return [row for row, _ in await store.deliveries.page(tx, Asked(), None, 1000)]

    async def row(self, delivery_id: str) -> DeliveryRow:
        async with self.db.reading() as tx:
            found = await store.deliveries.find(tx, delivery_id)
        assert found is not None
        return found

    async def outcome(self, delivery_id: str) -> tuple[str, str | None]:
        row = await self.row(delivery_id)
        return row.state, row.reason

    async def attempts(self, delivery_id: str) -> list[DeliveryAttemptRow]:
        async with self.db.reading() as tx:
            return list(await store.deliveries.attempts(tx, [delivery_id]))

    async def tried(self, delivery_id: str) -> list[tuple[str, str, str | None]]:
        return [(one.kind, one.provider, one.verdict) for one in await self.attempts(delivery_id)]

    def taken(self, delivery_id: str) -> int:
        """How often a gateway took it, whoever it was."""
        return sum(key.partition("/")[2].startswith(delivery_id) for key in self.gateway.taken)


@asynccontextmanager
async def post_room(url: str, folder: Path) -> AsyncIterator[PostRoom]:
    db = Database(url, SERVICE.name, SERVICE.floor, begin_clock(Clock()), pool_size=5)
    gateway = SimulatedGateway(folder / "outbox.jsonl", new_secret())
    webhooks = Sender(Guard(loopback=True))
    desk = Desk(connected.simulated(gateway, webhooks), Seal.made_once(folder / "contact-keys.json"), webhooks.guard)
    try:
        yield PostRoom(db, gateway, desk)
    finally:
        await db.close()
