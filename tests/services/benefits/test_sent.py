"""What was sent of a measure is counted in benefits: by enterprise, measure and channel, the first day of each."""

from services.notifications import store
from services.notifications.domain.messages import Template
from services.notifications.domain.outgoing import Channel, Planned, Urgency
from services.notifications.service.deliveries.queueing import queue
from shared.testing import eventually
from tests.input.receivers import make_delivery
from tests.zone import RunningZone


async def test_a_message_that_names_measures_is_counted_when_it_is_sent_and_when_it_arrives(zone: RunningZone) -> None:
    uscc = await zone.register()
    change = await zone.recognise(uscc, "specialised")
    await zone.complete(change["change_id"])
    (message,) = await zone.inbox(uscc)
    contact_id = (await make_delivery(zone, uscc))["address_id"]
    db = zone.db("notifications")
    async with db.transaction() as tx:
        contact = await store.contacts.find(tx, contact_id)
        assert contact is not None
        id_ = contact.enterprise_id
        await store.contacts.change(tx, contact_id, state="verified", verified_at=tx.now)
        ids, template = (message["message_id"],), Template.TITLES_CHANGED
        await queue(tx, [Planned(id_, change["change_id"], template, Channel.WECHAT, Urgency.URGENT, ids, tx.now)])

    async def arrived() -> bool:
        rows = [one for one in await zone.rows("benefits", "sent_measure") if one["enterprise_id"] == id_]
        return bool(rows) and all(one["delivered_on"] for one in rows)

    await eventually(arrived, seconds=20)
    rows = [one for one in await zone.rows("benefits", "sent_measure") if one["enterprise_id"] == id_]
    assert {one["channel"] for one in rows} == {"wechat"}
    assert {one["sent_on"] for one in rows} == {zone.today}
    assert {one["bounced_on"] for one in rows} == {None}
    told = [one for one in await zone.rows("benefits", "told_measure") if one["enterprise_id"] == id_]
    assert {one["benefit_code"] for one in rows} == {one["benefit_code"] for one in told}
