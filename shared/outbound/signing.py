"""Standard Webhooks: HMAC-SHA256 over id, time and body, by secrets of which two may be valid at once.

https://github.com/standard-webhooks/standard-webhooks, spec 1.0: `webhook-id`, `webhook-timestamp`,
`webhook-signature`; each signature is `v1,` and the base64 of the digest, several are separated by spaces.
"""

import base64
import hmac
import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final

PREFIX: Final = "whsec_"
SECRET_BYTES: Final = 32


def new_secret() -> str:
    """As it is shown, once, to whoever will check signatures."""
    return PREFIX + base64.b64encode(secrets.token_bytes(SECRET_BYTES)).decode()


def headers(secrets_: Sequence[str], id_: str, at: datetime, body: bytes) -> Mapping[str, str]:
    """Of one attempt, at real time: the same id each time, the time and so the signature anew."""
    stamp = str(int(at.timestamp()))
    signed = b"%b.%b.%b" % (id_.encode(), stamp.encode(), body)
    return {
        "webhook-id": id_,
        "webhook-timestamp": stamp,
        "webhook-signature": " ".join(_signature(secret, signed) for secret in secrets_),
    }


def _signature(secret: str, signed: bytes) -> str:
    key = base64.b64decode(secret.removeprefix(PREFIX))
    return "v1," + base64.b64encode(hmac.digest(key, signed, "sha256")).decode()


TOLERANCE: Final = timedelta(minutes=5)
"""How far the sender's clock may differ, and how long what was overheard may be sent again"""


def verified(secrets_: Sequence[str], said: Mapping[str, str], body: bytes, at: datetime) -> bool:
    """Whether one of the secrets signed these headers and this body, about now. Each is compared in constant time."""
    id_, stamp = said.get("webhook-id", ""), said.get("webhook-timestamp", "")
    if not (id_.isascii() and stamp.isascii() and stamp.isdigit() and len(stamp) < 12):
        return False
    if abs(at.timestamp() - int(stamp)) > TOLERANCE.total_seconds():
        return False
    signed = b"%b.%b.%b" % (id_.encode(), stamp.encode(), body)
    given = [one.encode() for one in said.get("webhook-signature", "").split(" ")]
    wanted = [_signature(secret, signed).encode() for secret in secrets_]
    return any(hmac.compare_digest(one, other) for one in given for other in wanted)
