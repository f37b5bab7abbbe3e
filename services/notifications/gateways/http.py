"""Gateways that speak HTTP: text messages, WeChat, phone vendors, and mail where it is simulated.

POST {url}/messages and GET {url}/messages/{reference}, signed as Standard Webhooks says; the answer is JSON with a
`state`. A vendor that speaks otherwise gets an adapter that speaks this.
"""

import json
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any, Final

import httpx

from services.notifications.domain.outgoing import Channel
from services.notifications.gateways import Answer, Errand, Verdict
from shared.clock import real_now
from shared.outbound import signing

SECONDS: Final = 10.0
_STATES: Final[Mapping[str, Verdict]] = {
    "accepted": Verdict.ACCEPTED,
    "delivered": Verdict.DELIVERED,
    "bounced": Verdict.BOUNCED,
    "refused": Verdict.REFUSED,
}
_LONGEST_ASKED: Final = 3_600


def _mail(errand: Errand) -> dict[str, Any]:
    return {"to": errand.address, "subject": errand.words.subject, "text": errand.words.body, "html": errand.words.html}


def _sms(errand: Errand) -> dict[str, Any]:
    words = errand.words.sms
    assert words is not None, "what has no registered words is cancelled before"
    return {"to": errand.address, "template": words.template, "variables": dict(words.variables)}


def _push(errand: Errand) -> dict[str, Any]:
    """What lies on a locked screen: the heading, and no more."""
    return {"to": errand.address, "title": errand.words.subject}


_BODIES: Final[Mapping[Channel, Callable[[Errand], dict[str, Any]]]] = {
    Channel.EMAIL: _mail,
    Channel.SMS: _sms,
    Channel.WECHAT: _push,
    Channel.PHONE: _push,
}


class HttpGateway:
    def __init__(
        self,
        name: str,
        channel: Channel,
        url: str,
        secret: str,
        sender: str = "",
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        """`sender`: the registered signature of text messages (短信签名)."""
        self.name, self.channel, self.receipt_secret = name, channel, secret
        self._url, self._secret, self._sender = url.rstrip("/"), secret, sender
        self._transport = transport
        self._trust = httpx.create_ssl_context(trust_env=False) if transport is None else True

    async def send(self, errand: Errand) -> Answer:
        said = {"reference": errand.reference, "sender": self._sender, **_BODIES[self.channel](errand)}
        body = json.dumps(said, ensure_ascii=False).encode()
        return await self._call("POST", "/messages", errand.reference, Verdict.LATER, body)

    async def ask(self, reference: str) -> Answer:
        answer = await self._call("GET", f"/messages/{reference}", reference, Verdict.UNKNOWN)
        return Answer(Verdict.NEVER_SEEN, 404) if answer.status == 404 else answer

    async def _call(self, method: str, path: str, reference: str, not_taken: Verdict, body: bytes = b"") -> Answer:
        """`not_taken`: what a 4xx means that does not say of itself what it means."""
        signed = signing.headers([self._secret], reference, real_now(), body)
        headers = {"Content-Type": "application/json", **signed}
        try:
            async with httpx.AsyncClient(
                transport=self._transport, verify=self._trust, timeout=SECONDS, trust_env=False
            ) as client:
                answer = await client.request(method, f"{self._url}{path}", content=body, headers=headers)
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout):
            return Answer(Verdict.LATER, ill=True)  # nothing left for it
        except (httpx.HTTPError, httpx.StreamError, OSError):
            return Answer(Verdict.UNKNOWN, ill=True)
        return _read(answer, not_taken)


def _read(answer: httpx.Response, not_taken: Verdict) -> Answer:
    """5xx leaves open whether it was taken; 4xx was not. Of a message it is a verdict only where it says so: a wrong
    address, key or form of the connection is a fault that somebody mends, and the next gateway has no part in it.
    """
    status = answer.status_code
    if status in (429, 503):
        return Answer(Verdict.BUSY, status, _retry_after(answer), ill=True)
    if status >= 500 or status < 200 or 300 <= status < 400:
        return Answer(Verdict.UNKNOWN, status, ill=True)
    verdict = _state(answer) or (Verdict.UNKNOWN if answer.is_success else not_taken)
    return Answer(verdict, status, ill=verdict in (Verdict.LATER, Verdict.UNKNOWN))


def _state(answer: httpx.Response) -> Verdict | None:
    """None: it does not say."""
    try:
        said = answer.json()
    except (ValueError, RecursionError):
        return None
    state = said.get("state") if isinstance(said, dict) else None
    return _STATES.get(state) if isinstance(state, str) else None


def _retry_after(answer: httpx.Response) -> timedelta | None:
    said = answer.headers.get("Retry-After", "").strip()
    return timedelta(seconds=min(int(said[:6]), _LONGEST_ASKED)) if said.isascii() and said.isdigit() else None
