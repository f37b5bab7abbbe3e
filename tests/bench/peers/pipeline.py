"""One tier change the usual way: a transaction a row, a relay, a message a fact, an inbox transaction a message.

Four processes as ours, the same domain rules, the same payloads, quorum queues and confirms. What it leaves out
favours it: no order, no gap detection, no audit trail, and its message does not wait for benefits.
`python -m tests.bench.peers.pipeline service` is one of its processes.
"""

import asyncio
import json
import os
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Final
from uuid import uuid4

import aio_pika
from sqlalchemy import func
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlmodel import SQLModel, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from services.benefits.domain.entitlements import difference
from services.benefits.measures import rules
from services.finance.domain import shared_list as finance
from services.notifications.domain.titles import delivered_items, words
from services.registry.domain.titles import in_order, valid_until
from services.registry.procedures import terms
from services.registry.service.enterprises import NewEnterprise
from shared.events import ChangeReason, ConsequenceRecorded, Standing, TierChanged, Title
from shared.testing import eventually
from shared.values import EnterpriseId, Tier
from tests.bench.peers.tables import (
    TABLES,
    Inbox,
    Outbox,
    PeerConsequence,
    PeerEntitlement,
    PeerEntry,
    PeerFirm,
    PeerMessage,
    PeerTitle,
)
from tests.bench.processes import process
from tests.rig import PostgresServer, RabbitBroker

NAME: Final = "a SQLModel transaction a row, a confirm a message, an inbox transaction a message"
LISTENERS: Final = ("benefits", "finance", "notifications")
POLL_SECONDS: Final = 0.05
RELAYED_AT_ONCE: Final = 100


# ---- the registry's own part ---------------------------------------------------------------------


async def record(engine: AsyncEngine, firm: NewEnterprise, tier: Tier, on: date) -> None:
    """One row of the list: state and outbox row in one transaction."""
    async with AsyncSession(engine, expire_on_commit=False) as session:
        known = (await session.exec(select(PeerFirm).where(PeerFirm.uscc == firm.uscc).with_for_update())).one()
        held = (await session.exec(select(PeerTitle).where(PeerTitle.uscc == firm.uscc))).all()
        before = in_order(Title.model_validate(title.model_dump()) for title in held)
        title = PeerTitle(
            title_id=str(uuid4()),
            uscc=firm.uscc,
            tier=tier,
            number=f"示例-{tier}",
            authority="示例机关",
            document="示例文号",
            recognised_on=on,
            valid_until=valid_until(on, terms()),
        )
        after = in_order((*before, Title.model_validate(title.model_dump())))
        known.version += 1
        fact = TierChanged(
            enterprise_id=EnterpriseId(firm.uscc),
            uscc=firm.uscc,
            enterprise_version=known.version,
            name=firm.name,
            district=firm.district,
            industry=firm.industry,
            usccs=(firm.uscc,),
            effective_on=on,
            previous=Standing(tier=Tier(known.tier), on=on, titles=before),
            current=Standing(tier=tier, on=on, titles=after),
            reason=ChangeReason.IMPORTED,
            reason_text=f"示例机关认定为{tier.label}",
        )
        known.tier = tier
        session.add(title)
        session.add(Outbox(message_id=str(uuid4()), routing_key="tier.changed", body=fact.model_dump_json()))
        await session.commit()


# ---- what each listener does with one message ----------------------------------------------------


async def on_benefits(session: AsyncSession, change_id: str, fact: TierChanged) -> ConsequenceRecorded:
    made = difference(rules(), fact.previous, fact.current)
    states = [(one, "open", one.reason) for one in made.after.values()] + [(one, "closed", "") for one in made.lost]
    for one, status, reason in states:
        code, occasion = one.key
        row = PeerEntitlement(uscc=fact.uscc, benefit_code=code, occasion=occasion, status=status, reason=reason)
        await session.merge(row)
    return _record(change_id, fact, gained=tuple(one.item() for one in made.gained))


async def on_finance(session: AsyncSession, change_id: str, fact: TierChanged) -> ConsequenceRecorded:
    firm = finance.Firm(fact.enterprise_id, fact.uscc, (), fact.name, fact.district, fact.industry)
    line = finance.entry(firm, fact.current.titles, fact.current.on)
    await session.merge(PeerEntry(uscc=fact.uscc, tier=line["tier"], document=json.dumps(line, ensure_ascii=False)))
    return _record(change_id, fact, **finance.consequence(fact.previous, fact.current))


async def on_notifications(session: AsyncSession, change_id: str, fact: TierChanged) -> ConsequenceRecorded:
    said = words(fact, None)
    session.add(PeerMessage(message_id=str(uuid4()), uscc=fact.uscc, heading=said.heading, text=said.text))
    return _record(change_id, fact, gained=delivered_items(said.heading))


def _record(change_id: str, fact: TierChanged, **what: object) -> ConsequenceRecorded:
    return ConsequenceRecorded(
        enterprise_id=fact.enterprise_id,
        uscc=fact.uscc,
        enterprise_version=fact.enterprise_version,
        cause_id=change_id,
        **what,  # type: ignore[arg-type]
    )


HANDLERS: Final[dict[str, Callable[[AsyncSession, str, TierChanged], Awaitable[ConsequenceRecorded]]]] = {
    "benefits": on_benefits,
    "finance": on_finance,
    "notifications": on_notifications,
}


def listener(engine: AsyncEngine, service: str) -> Callable[[aio_pika.abc.AbstractIncomingMessage], Awaitable[None]]:
    async def on_message(message: aio_pika.abc.AbstractIncomingMessage) -> None:
        async with message.process(requeue=True), AsyncSession(engine, expire_on_commit=False) as session:
            message_id = str(message.message_id)
            if await session.get(Inbox, message_id) is None:
                session.add(Inbox(message_id=message_id))
                fact = TierChanged.model_validate_json(message.body)
                consequence = await HANDLERS[service](session, message_id, fact)
                body = consequence.model_dump_json()
                session.add(Outbox(message_id=str(uuid4()), routing_key=f"consequence.{service}", body=body))
                await session.commit()

    return on_message


def recorder(engine: AsyncEngine) -> Callable[[aio_pika.abc.AbstractIncomingMessage], Awaitable[None]]:
    async def on_message(message: aio_pika.abc.AbstractIncomingMessage) -> None:
        async with message.process(requeue=True), AsyncSession(engine, expire_on_commit=False) as session:
            message_id = str(message.message_id)
            if await session.get(Inbox, message_id) is None:
                session.add(Inbox(message_id=message_id))
                told = ConsequenceRecorded.model_validate_json(message.body)
                service = str(message.routing_key).removeprefix("consequence.")
                session.add(PeerConsequence(change_id=told.cause_id, service=service, record=told.model_dump_json()))
                await session.commit()

    return on_message


# ---- the plumbing of one process -----------------------------------------------------------------


async def relay(engine: AsyncEngine, exchange: aio_pika.abc.AbstractExchange) -> None:
    """Publishes each row with a confirm of its own, and marks the batch."""
    while True:
        async with AsyncSession(engine, expire_on_commit=False) as session:
            waiting = select(Outbox).where(col(Outbox.published_at).is_(None)).order_by(col(Outbox.id))
            rows = (await session.exec(waiting.limit(RELAYED_AT_ONCE))).all()
            for row in rows:
                message = aio_pika.Message(
                    row.body.encode(), message_id=row.message_id, delivery_mode=aio_pika.DeliveryMode.PERSISTENT
                )
                await exchange.publish(message, row.routing_key)
                row.published_at = datetime.now(UTC)
                session.add(row)
            await session.commit()
        if not rows:
            await asyncio.sleep(POLL_SECONDS)


async def serve(service: str) -> None:
    engine = create_async_engine(os.environ["DATABASE_URL"])
    connection = await aio_pika.connect(os.environ["AMQP_URL"])
    channel = await connection.channel()
    await channel.set_qos(prefetch_count=1)
    exchange = await channel.declare_exchange("peer", aio_pika.ExchangeType.TOPIC, durable=True)
    queue = await channel.declare_queue(f"peer.{service}", durable=True, arguments={"x-queue-type": "quorum"})
    await queue.bind(exchange, "consequence.*" if service == "registry" else "tier.changed")
    await queue.consume(recorder(engine) if service == "registry" else listener(engine, service))
    print("ready", flush=True)
    await relay(engine, await (await connection.channel()).declare_exchange("peer", "topic", durable=True))


# ---- as the bench runs it ------------------------------------------------------------------------


@dataclass
class Peer:
    registry: AsyncEngine
    firms: Sequence[NewEnterprise]

    async def burst(self, tier: Tier) -> float:
        """Changes per second; the rows are recorded here, as the request of an import would."""
        before = await self._records()
        started, day = time.perf_counter(), datetime.now(UTC).date() - timedelta(days=30)
        for firm in self.firms:
            await record(self.registry, firm, tier, day)

        async def complete() -> bool:
            return await self._records() - before >= len(LISTENERS) * len(self.firms)

        await eventually(complete, seconds=300, every=0.2)
        return len(self.firms) / (time.perf_counter() - started)

    async def _records(self) -> int:
        async with AsyncSession(self.registry) as session:
            return (await session.exec(select(func.count()).select_from(PeerConsequence))).one()


@asynccontextmanager
async def running(
    postgres: PostgresServer, rabbit: RabbitBroker, folder: Path, firms: Sequence[NewEnterprise]
) -> AsyncIterator[Peer]:
    tables = [SQLModel.metadata.tables[str(table.__tablename__)] for table in TABLES]
    engines = {}
    for service in ("registry", *LISTENERS):
        engines[service] = create_async_engine(postgres.create_database(f"peer_{service}"))
        async with engines[service].begin() as connection:
            await connection.run_sync(SQLModel.metadata.create_all, tables)
    async with AsyncSession(engines["registry"]) as session:
        for firm in firms:
            row = PeerFirm(uscc=firm.uscc, name=firm.name, district=firm.district, industry=firm.industry)
            row.tier, row.version = Tier.NONE, 1
            session.add(row)
        await session.commit()
    async with AsyncExitStack() as stack:
        for service, engine in engines.items():
            stack.push_async_callback(engine.dispose)
            url = engine.url.render_as_string(hide_password=False)
            environment, log = {"DATABASE_URL": url, "AMQP_URL": rabbit.url}, folder / f"peer-{service}.log"
            stack.enter_context(process(["-m", "tests.bench.peers.pipeline", service], environment, log))
            await eventually(partial(_ready, log), seconds=60, every=0.1)
        yield Peer(engines["registry"], firms)


async def _ready(log: Path) -> bool:
    return "ready" in log.read_text()


if __name__ == "__main__":
    asyncio.run(serve(sys.argv[1]))
