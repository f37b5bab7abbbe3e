"""What is planned for a message when it is written: by which channels, when, and what holds it until then."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime

from services.notifications.domain.attention.buckets import Bucket, Kind, bucket, merged_until
from services.notifications.domain.attention.hours import Quiet
from services.notifications.domain.attention.preferences import Preferences
from services.notifications.domain.attention.rules import Rules
from services.notifications.domain.attention.topics import CLASSES, RINGING, Class
from services.notifications.domain.messages import Template
from services.notifications.domain.outgoing import Channel, Held, Urgency

_HELD = {Kind.MERGED: Held.MERGING, Kind.DAY: Held.DIGEST, Kind.WEEK: Held.DIGEST}


@dataclass(frozen=True)
class Place:
    """One message in one outbound one."""

    channel: Channel
    bucket: Bucket
    held: Held | None


def places(
    message_id: str,
    template: Template,
    reached_by: Collection[Channel],
    chosen: Preferences,
    rules: Rules,
    now: datetime,
) -> Iterator[Place]:
    """`reached_by` are the channels of which the enterprise gave an address."""
    of = CLASSES[template]
    for channel in Channel:
        if channel in reached_by and channel in chosen.channels(of.topic, rules):
            yield _place(bucket(message_id, of, channel, chosen, rules, now), of, channel, chosen.quiet_hours(rules))


def _place(to: Bucket, of: Class, channel: Channel, quiet: Quiet) -> Place:
    """What was gathered through a night leaves in the morning as one, and spends one of the week."""
    until = None if of.wakes or channel not in RINGING else quiet.until(to.due_at)
    if until is None:
        return Place(channel, to, _HELD.get(to.kind))
    later = merged_until(until) if to.kind is Kind.MERGED else Bucket(to.kind, to.occasion, until)
    return Place(channel, later, _HELD.get(to.kind, Held.QUIET_HOURS))


def template_of(kind: Kind, template: Template) -> Template:
    """Of the outbound message: several in one are a digest, also where in the end only one is left."""
    return template if kind is Kind.ALONE else Template.DIGEST


def urgency_of(kind: Kind, template: Template) -> Urgency:
    """The lane: what was gathered goes with the bulk."""
    return CLASSES[template].urgency if kind is Kind.ALONE else Urgency.BULK
