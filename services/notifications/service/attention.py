"""What is said at the moment of sending."""

import json
from collections.abc import Mapping, Sequence

from services.notifications import store
from services.notifications.domain.outgoing import Cancel, Cancelled, Release, Send, Sms
from services.notifications.store.tables import DeliveryRow, MessageRow
from shared.db import Tx


async def release(tx: Tx, deliveries: Sequence[DeliveryRow]) -> Mapping[str, Release]:
    """By delivery_id: the messages as they stand in the inbox."""
    wanted = {one.delivery_id: tuple(json.loads(one.message_ids)) for one in deliveries}
    found = await store.deliveries.messages(tx, {id_ for ids in wanted.values() for id_ in ids})
    said: dict[str, Release] = {}
    for delivery_id, ids in wanted.items():
        texts = [found[id_] for id_ in ids if id_ in found]
        said[delivery_id] = (
            Send(
                texts[0].heading,
                "\n\n".join(one.text for one in texts),
                sms=Sms("notice", {"heading": texts[0].heading}),
            )
            if texts
            else Cancel(Cancelled.WITHDRAWN)
        )
    return said


def _together(messages: Sequence[MessageRow]) -> Send:
    heading, body = messages[0].heading, "\n\n".join(one.text for one in messages)
    return Send(heading, body, sms=Sms("notice", {"heading": heading}))
