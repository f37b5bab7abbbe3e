"""An enterprise's own system: the one sender of webhooks, guarded targets and all."""

import json
from datetime import UTC
from typing import Final

from services.notifications.domain.outgoing import Channel
from services.notifications.gateways import Answer, Errand, Verdict
from shared.clock import real_now
from shared.outbound import signing
from shared.outbound.sender import Failure, Sender

_FAILURES: Final = {Failure.GONE: Verdict.BOUNCED, Failure.BUSY: Verdict.BUSY, Failure.ADDRESS: Verdict.REFUSED}


class WebhookGateway:
    """Its answer is the receipt: 2xx has arrived. It cannot be asked; the webhook-id of every attempt is the same."""

    name, channel, ask, receipt_secret = "webhooks", Channel.WEBHOOK, None, None

    def __init__(self, sender: Sender) -> None:
        self.sender = sender

    async def send(self, errand: Errand) -> Answer:
        assert errand.secret is not None, "every contact of this channel has one"
        said: dict[str, object] = {
            "type": "endpoint.tested" if errand.challenge else "message.sent",
            "timestamp": real_now().astimezone(UTC).isoformat(),
            "reference": errand.reference,
        }
        said |= {"challenge": errand.challenge} if errand.challenge else _told(errand)
        body = json.dumps(said, ensure_ascii=False).encode()
        headers = signing.headers([errand.secret], errand.reference, real_now(), body)
        outcome = await self.sender.send(errand.address, body, headers, errand.challenge)
        verdict = _FAILURES.get(outcome.failure, Verdict.LATER) if outcome.failure else Verdict.DELIVERED
        return Answer(verdict, outcome.status, outcome.retry_after)


def _told(errand: Errand) -> dict[str, object]:
    words = errand.words
    return {
        "message_ids": list(errand.message_ids),
        "subject": words.subject,
        "text": words.body,
        "language": words.language,
    }
