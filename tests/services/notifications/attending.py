"""An enterprise with an address, what is told to it, and a worker's question at the moment of sending."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import uuid4

from sqlalchemy import select
from sqlmodel import col

from services.notifications import store
from services.notifications.domain.messages import Template, Words
from services.notifications.domain.outgoing import Channel, Release
from services.notifications.service.attention import release
from services.notifications.service.writing import say
from services.notifications.store.tables import DeliveryRow, GatewayRow
from tests.zone import RunningZone


async def enterprise_id(zone: RunningZone, uscc: str) -> str:
    async with zone.db("notifications").reading() as tx:
        found = await store.KNOWN.find(tx, uscc)
    assert found is not None
    return str(found.enterprise_id)


ADDRESSES = {
    Channel.EMAIL: "office.zhang@example.com",
    Channel.SMS: "13805710000",
    Channel.WECHAT: "openid-zhang",
    Channel.PHONE: "token-zhang",
}
"""At all of these the simulated gateway delivers"""


async def reached(zone: RunningZone, *channels: Channel) -> tuple[str, str]:
    """A new enterprise with a proved address for each channel: its code and its id."""
    uscc = await zone.register()
    await zone.settle()
    id_ = await enterprise_id(zone, uscc)
    seal = zone.zone.apps["notifications"].state.deliveries.seal
    async with zone.db("notifications").transaction() as tx:
        for channel in channels:
            row = {
                "contact_id": str(uuid4()), "enterprise_id": id_, "channel": channel, "state": "verified",
                "address_sealed": seal.sealed(ADDRESSES[channel]), "mark": f"{id_}/{channel}"[:64],
                "tries": 0, "codes": 0, "added_at": tx.now, "verified_at": tx.now,
            }  # fmt: skip
            await store.contacts.add(tx, row)
    return uscc, id_


async def workers_rest(zone: RunningZone) -> None:
    """No gateway is tried: what leaves, and what of the week it spends, is for the test to ask."""
    names = zone.zone.apps["notifications"].state.deliveries.by_name
    rows = [{"name": name, "failures": 5, "rest_until": zone.zone.clock.now() + timedelta(days=400)} for name in names]
    async with zone.db("notifications").transaction() as tx:
        await tx.upsert(GatewayRow, rows)


async def tell(zone: RunningZone, id_: str, template: Template, *causes: str) -> None:
    async with zone.db("notifications").transaction() as tx:
        await say(tx, [(id_, cause, template, Words(f"示例{cause[-6:]}", "示例正文")) for cause in causes])


async def match(zone: RunningZone, id_: str, count: int) -> list[str]:
    """So many measures that match, all at once."""
    causes = [str(uuid4()) for _ in range(count)]
    await tell(zone, id_, Template.MEASURE_MATCHED, *causes)
    return causes


async def deliveries(zone: RunningZone, id_: str) -> Sequence[DeliveryRow]:
    """The oldest first."""
    question = select(DeliveryRow).where(col(DeliveryRow.enterprise_id) == id_)
    async with zone.db("notifications").reading() as tx:
        rows = await tx.execute(question.order_by(col(DeliveryRow.planned_at), col(DeliveryRow.delivery_id)))
        return rows.scalars().all()


async def newest(zone: RunningZone, id_: str) -> DeliveryRow:
    return (await deliveries(zone, id_))[-1]


async def ask(zone: RunningZone, delivery: DeliveryRow) -> Release:
    """As a worker does."""
    links = zone.zone.apps["notifications"].state.links
    async with zone.db("notifications").transaction() as tx:
        await store.deliveries.lock(tx, delivery.delivery_id)
        return (await release(tx, [delivery], links))[delivery.delivery_id]


async def until(zone: RunningZone, at: datetime) -> None:
    await zone.move_clock(at - zone.zone.clock.now() + timedelta(seconds=1))
