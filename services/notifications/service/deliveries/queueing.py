"""What is planned becomes rows, in the transaction that planned it; the workers do the rest."""

import json
from collections.abc import Sequence

from services.notifications import store
from services.notifications.domain.delivering import State, delivery_id
from services.notifications.domain.outgoing import Planned
from shared.db import Tx


async def queue(tx: Tx, planned: Sequence[Planned]) -> None:
    """Set-based. What was planned before under the same key stays as it is: replays and rebuilds send nothing."""
    await store.deliveries.add(
        tx,
        [
            {
                "delivery_id": delivery_id(one.enterprise_id, one.occasion, one.template, one.channel),
                "enterprise_id": one.enterprise_id,
                "occasion": one.occasion,
                "template": one.template,
                "channel": one.channel,
                "urgency": one.urgency,
                "message_ids": json.dumps(one.message_ids),
                "not_before": one.not_before,
                "state": State.HELD if one.held else State.WAITING,
                "reason": one.held,
                "round": 1,
                "failed": 0,
                "next_at": one.not_before,
                "planned_at": tx.now,
            }
            for one in planned
        ],
    )
