"""What notifications says of messages that name measures: which an enterprise was told of, and which it read of.

Other messages (duties, steps of an application or a claim) tell nothing here: nobody asks.
"""

from shared.events.fact import Fact


class MessageFact(Fact):
    """Something that happened to a message in the inbox of an enterprise."""

    message_id: str
    benefit_codes: tuple[str, ...]
    """The measures it says are for the enterprise; never none"""


class MessageDelivered(MessageFact):
    """A message that names measures is in the inbox, with their amounts; told once for each message."""

    kind = "message.delivered"

    version_id: str | None = None
    """Of the measure, where the message is that a version of it is for the enterprise"""


class MessageRead(MessageFact):
    """Somebody who acts for the enterprise marked such a message as read, for the first time."""

    kind = "message.read"
