"""What becomes of an outbound message at the moment at which it would be sent: the whole of it, in one pure function.

Every message that was planned ends sent, sent with others, held with a reason and a day, or dropped with a reason.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from services.notifications.domain.attention.buckets import Bucket, Kind, daily, weekly
from services.notifications.domain.attention.preferences import Digest, Preferences
from services.notifications.domain.attention.rules import Rules
from services.notifications.domain.attention.topics import CLASSES, RINGING
from services.notifications.domain.attention.weeks import next_week
from services.notifications.domain.messages import Template
from services.notifications.domain.outgoing import Cancelled, Channel, Held


@dataclass(frozen=True)
class Piece:
    """One message of an outbound one, as it stands now."""

    message_id: str
    template: Template
    read: bool = False
    withdrawn: bool = False


Dropped = tuple[Piece, Cancelled]


@dataclass(frozen=True)
class Outbound:
    """What is about to leave, and to whom."""

    kind: Kind
    channel: Channel
    pieces: Sequence[Piece]
    chosen: Preferences
    enterprise_ended: bool = False
    slot_held: bool = False
    """It spent of the week's cap before, in an attempt that failed"""


@dataclass(frozen=True)
class Leave:
    """It may be sent; of what was to be in it this much."""

    pieces: Sequence[Piece]
    dropped: Sequence[Dropped]
    spends: bool
    """Takes one of the week's messages first; where none is left `over_cap` says what then"""


@dataclass(frozen=True)
class Wait:
    """Asked again at that time."""

    until: datetime
    reason: Held
    dropped: Sequence[Dropped] = ()


@dataclass(frozen=True)
class Move:
    """It leaves as part of another one."""

    pieces: Sequence[Piece]
    to: Bucket
    reason: Held
    dropped: Sequence[Dropped] = ()


@dataclass(frozen=True)
class Drop:
    """Nothing is left to send."""

    dropped: Sequence[Dropped]


Verdict = Leave | Wait | Move | Drop


def judge(out: Outbound, rules: Rules, now: datetime) -> Verdict:
    """In this order: is it still wanted, how often is it wanted, is it quiet now, is the week full."""
    dropped = tuple((piece, why) for piece in out.pieces if (why := _unwanted(piece, out, rules)))
    gone = {piece.message_id for piece, _ in dropped}
    pieces = [piece for piece in out.pieces if piece.message_id not in gone]
    if not pieces:
        return Drop(dropped)
    if out.channel not in RINGING:
        return Leave(pieces, dropped, spends=False)
    capped = all(CLASSES[piece.template].capped for piece in pieces)
    if capped and not out.slot_held and (to := _rarer(out, rules, now)):
        return Move(pieces, to, Held.DIGEST, dropped)
    wakes = any(CLASSES[piece.template].wakes for piece in pieces)
    if not wakes and (until := out.chosen.quiet_hours(rules).until(now)):
        return Wait(until, Held.QUIET_HOURS, dropped)
    return Leave(pieces, dropped, spends=capped and not out.slot_held)


def over_cap(out: Outbound, left: Leave, rules: Rules, now: datetime) -> Verdict:
    """The week is full: it joins the next week's digest; a weekly digest is that already, and waits for its Monday."""
    if out.kind is Kind.WEEK:
        until = out.chosen.quiet_hours(rules).after(next_week(now, rules.digest_at))
        return Wait(until, Held.WEEKLY_CAP, left.dropped)
    return Move(left.pieces, weekly(out.chosen, rules, now), Held.WEEKLY_CAP, left.dropped)


def _unwanted(piece: Piece, out: Outbound, rules: Rules) -> Cancelled | None:
    topic = CLASSES[piece.template].topic
    if piece.withdrawn:
        return Cancelled.WITHDRAWN
    if piece.read:
        return Cancelled.READ
    if out.enterprise_ended and not topic.mandatory:
        return Cancelled.ENDED
    if out.channel not in out.chosen.channels(topic, rules):
        return Cancelled.OPTED_OUT
    return None


def _rarer(out: Outbound, rules: Rules, now: datetime) -> Bucket | None:
    """Where it belongs since the enterprise chose to hear less often than when this was planned."""
    if out.chosen.digest is Digest.WEEKLY and out.kind is not Kind.WEEK:
        return weekly(out.chosen, rules, now)
    if out.chosen.digest is Digest.DAILY and out.kind in (Kind.ALONE, Kind.MERGED):
        return daily(out.chosen, rules, now)
    return None
