"""Tells what became of what was sent outside, as far as it names measures."""

import json
from collections.abc import Mapping
from typing import Final, Literal

from services.notifications import store
from services.notifications.domain.delivering import State
from services.notifications.domain.outgoing import Channel
from services.notifications.service.naming import measures_in
from services.notifications.store.tables import DeliveryRow
from shared.db import Tx
from shared.events import MessageSent

_OUTCOMES: Final[Mapping[State, Literal["sent", "delivered", "bounced"]]] = {
    State.SENT: "sent",
    State.DELIVERED: "delivered",
    State.BOUNCED: "bounced",
}


async def tell(tx: Tx, row: DeliveryRow, outcome: State) -> None:
    ids: tuple[str, ...] = tuple(json.loads(row.message_ids))
    found = await store.deliveries.messages(tx, ids)
    named = await measures_in(tx, [found[id_] for id_ in ids if id_ in found])
    codes = tuple(dict.fromkeys(code for id_ in ids for code in named.get(id_, ())))
    enterprise = await store.KNOWN.by_id(tx, row.enterprise_id) if codes else None
    if enterprise is None:
        return
    tx.emit(
        MessageSent(
            enterprise_id=row.enterprise_id,
            uscc=enterprise.uscc,
            enterprise_version=enterprise.version,
            delivery_id=row.delivery_id,
            channel=Channel(row.channel).value,
            outcome=_OUTCOMES[outcome],
            message_ids=ids,
            benefit_codes=codes,
        )
    )
