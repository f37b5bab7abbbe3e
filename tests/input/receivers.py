"""What addresses about contacts and deliveries name, and the requests that succeed for whoever may make them."""

import json
from datetime import timedelta
from typing import Any, Final
from uuid import uuid4

from services.notifications import store
from services.notifications.domain import contacts as rules
from services.notifications.domain.messages import Template
from services.notifications.service.deliveries import verifying
from shared.clock import real_now
from shared.outbound import signing
from tests.zone import RunningZone

ADDRESSED: Final = "{delivery_id}"
_GATEWAY: Final = "wechat"


async def make_delivery(zone: RunningZone, uscc: str) -> dict[str, str]:
    """One that a gateway refused, to an address that is dead since; and a contact that waits for its code."""
    await zone.settle()
    db, seal = zone.db("notifications"), zone.zone.apps["notifications"].state.deliveries.seal
    delivery_id, contact_id, token = str(uuid4()), str(uuid4()), f"openid-{uuid4().hex}"
    async with db.transaction() as tx:
        enterprise = await store.KNOWN.find(tx, uscc)
        assert enterprise is not None
        owned = {"enterprise_id": enterprise.enterprise_id, "channel": "wechat"}
        ago = tx.now - timedelta(minutes=5)
        contact = {
            **owned,
            "contact_id": contact_id,
            "state": "pending",
            "address_sealed": seal.sealed(token),
            "mark": seal.marks("contact", f"wechat/{token}")[0],
            "masked": rules.masked(rules.Channel.WECHAT, token),
            "codes": 1,
            "added_at": ago,
            **verifying.fresh_code(seal, ago),
        }
        delivery = {
            **owned,
            "delivery_id": delivery_id,
            "occasion": delivery_id,
            "template": Template.DUTY_DUE,
            "urgency": "normal",
            "message_ids": json.dumps([]),
            "not_before": ago,
            "state": "failed",
            "reason": "refused",
            "round": 1,
            "failed": 1,
            "provider": _GATEWAY,
            "planned_at": ago,
            "ended_at": ago,
        }
        attempt = {"delivery_id": delivery_id, "round": 1, "kind": "send", "provider": _GATEWAY, "verdict": "refused"}
        dead = {**owned, "mark": uuid4().hex, "delivery_id": delivery_id, "reason": "no_such_address", "since": ago}
        await store.contacts.add(tx, contact)
        await store.deliveries.add(tx, [delivery])
        await store.deliveries.begin_attempt(
            tx, {**attempt, "token": str(uuid4()), "started_at": ago, "ended_at": ago, "status": 422}
        )
        await store.contacts.suppress(tx, dead)
    return {"delivery_id": delivery_id, "address_id": contact_id}


def requests_of_receivers(zone: RunningZone, delivery_id: str) -> dict[str, dict[str, Any]]:
    own = "/notifications/v1/enterprises/{uscc}/contacts"
    return {
        f"POST {own}": {"json": {"channel": "email", "address": "office@example.com"}},
        f"PUT {own}/{{address_id}}/verification": {"json": {"code": "000000"}},
        "POST /notifications/v1/gateways/{provider}/receipts": receipt(zone, f"{delivery_id}.1", "accepted"),
    }


def receipt(zone: RunningZone, reference: str, outcome: str) -> dict[str, Any]:
    """As the simulated gateway signs it."""
    [gateway] = zone.zone.apps["notifications"].state.simulated
    body = json.dumps({"reference": reference, "outcome": outcome}).encode()
    signed = signing.headers([gateway.secret], reference, real_now(), body)
    return {"content": body, "headers": {"Content-Type": "application/json", **signed}}
