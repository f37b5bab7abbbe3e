"""Which measures a message names, and what is told of it when it arrives and when it is read."""

from collections.abc import Sequence

from shared.events import ConsequenceRecorded, Fact, MessageDelivered, MessageRead


def opened_codes(record: ConsequenceRecorded | None) -> tuple[str, ...]:
    """The measures a change of titles opened; while benefits has not said, none."""
    return tuple(dict.fromkeys(one.code for one in record.gained)) if record else ()


def delivered(about: Fact, message_id: str, codes: Sequence[str], version_id: str | None = None) -> MessageDelivered:
    """`about`: what the message tells of its enterprise."""
    return MessageDelivered(
        enterprise_id=about.enterprise_id,
        uscc=about.uscc,
        enterprise_version=about.enterprise_version,
        message_id=message_id,
        benefit_codes=tuple(codes),
        version_id=version_id,
    )


def read_of(of: MessageDelivered) -> MessageRead:
    return MessageRead(**of.model_dump(exclude={"version_id"}))
