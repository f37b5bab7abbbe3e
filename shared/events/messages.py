"""What notifications says of messages that name measures: which an enterprise was told of, and which it read of, and
what became of what was sent to it outside.

Other messages (duties, steps of an application or a claim) tell nothing here: nobody asks.
"""

from typing import Literal

from shared.events.fact import Fact


class MessageFact(Fact):
    """Something that happened to a message in the inbox of an enterprise."""

    message_id: str
    benefit_codes: tuple[str, ...]
    """The measures it says are for the enterprise; none, of a notice"""


class MessageDelivered(MessageFact):
    """A message that names measures is in the inbox, with their amounts; told once for each message."""

    kind = "message.delivered"

    version_id: str | None = None
    """Of the measure or notice, where the message is that it is for the enterprise"""


class MessageRead(MessageFact):
    """Somebody who acts for the enterprise marked such a message as read, for the first time."""

    kind = "message.read"


class MessageSent(Fact):
    """What became of something sent outside that names measures: told when a gateway took it, and again when it is
    known whether it arrived. It never says to which address."""

    kind = "message.sent"
    delivery_id: str
    channel: Literal["email", "sms", "wechat", "phone", "webhook"]
    outcome: Literal["sent", "delivered", "bounced"]
    message_ids: tuple[str, ...]
    benefit_codes: tuple[str, ...]
    """The measures those messages name; never none"""
