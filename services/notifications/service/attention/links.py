"""Links that leave the zone: into the app, and the one that opts out."""

import base64
import hmac
import json
from dataclasses import dataclass, field
from typing import Final

from services.notifications.domain.attention.topics import Topic

_CONTEXT: Final = b"zjtx opt-out links"
_SIGNED: Final = 16


class NotOurs(Exception):
    """Altered, cut, or never made by us."""


@dataclass(frozen=True)
class OptOut:
    """What a link opts out of, and whom: nothing else is in it, and nothing of a person."""

    enterprise_id: str
    topic: Topic | None
    """None: everything that is not mandatory"""


@dataclass(frozen=True)
class Links:
    zone: str
    """The one origin of the zone"""
    app: str
    """Where the app opens what is below it"""
    secret: str = field(repr=False)

    def message(self, message_id: str) -> str:
        return f"{self.app}/messages/{message_id}"

    @property
    def inbox(self) -> str:
        return f"{self.app}/messages"

    def opt_out(self, of: OptOut) -> str:
        return f"{self.zone}/notifications/v1/opt-outs?token={self.token(of)}"

    def token(self, of: OptOut) -> str:
        """Good for ever: whoever finds an old mail still gets out."""
        said = json.dumps([of.enterprise_id, of.topic and str(of.topic)]).encode()
        return base64.urlsafe_b64encode(self._sign(said) + said).rstrip(b"=").decode()

    def opened(self, token: str) -> OptOut:
        """Raises NotOurs."""
        try:
            raw = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4))
            if not hmac.compare_digest(raw[:_SIGNED], self._sign(raw[_SIGNED:])):
                raise ValueError("signature")
            enterprise_id, topic = json.loads(raw[_SIGNED:])
            return OptOut(enterprise_id, topic and Topic(topic))
        except ValueError as fault:
            raise NotOurs(type(fault).__name__) from fault

    def _sign(self, said: bytes) -> bytes:
        """With a key of its own: a cursor is signed with the same secret, and must not pass for a link."""
        key = hmac.digest(self.secret.encode(), _CONTEXT, "sha256")
        return hmac.digest(key, said, "sha256")[:_SIGNED]
