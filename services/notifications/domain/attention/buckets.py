"""In which outbound message something leaves, by what makes that message one of its kind: its occasion."""

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Final

from services.notifications.domain.attention.preferences import Digest, Preferences
from services.notifications.domain.attention.rules import Rules
from services.notifications.domain.attention.topics import RINGING, Class
from services.notifications.domain.attention.weeks import next_time, next_week, week_of
from services.notifications.domain.outgoing import Channel
from shared.days import shanghai_day


class Kind(StrEnum):
    """How it leaves."""

    ALONE = "alone"
    MERGED = "merged"
    """With what else was matched within minutes"""
    DAY = "day"
    WEEK = "week"

    @property
    def label(self) -> str:
        return KIND_LABELS[self]


KIND_LABELS: Final = {
    Kind.ALONE: "单独发送",
    Kind.MERGED: "合并发送",
    Kind.DAY: "每日汇总",
    Kind.WEEK: "每周汇总",
}


@dataclass(frozen=True)
class Bucket:
    kind: Kind
    occasion: str
    due_at: datetime
    """Not before"""


def bucket(message_id: str, of: Class, channel: Channel, chosen: Preferences, rules: Rules, now: datetime) -> Bucket:
    """Where a message is put when it was written. What holds it back then is judged when it is sent."""
    if not of.capped or channel not in RINGING:
        return Bucket(Kind.ALONE, message_id, now)
    if chosen.digest is Digest.WEEKLY:
        return weekly(chosen, rules, now)
    if chosen.digest is Digest.DAILY:
        return daily(chosen, rules, now)
    if of.merges:
        return merged(rules, now)
    return Bucket(Kind.ALONE, message_id, now)


def merged(rules: Rules, now: datetime) -> Bucket:
    """With everything else that is written before the same stroke of the clock."""
    step = rules.merge.total_seconds()
    stroke = datetime.fromtimestamp((now.timestamp() // step + 1) * step, now.tzinfo)
    return merged_until(stroke)


def merged_until(stroke: datetime) -> Bucket:
    return Bucket(Kind.MERGED, f"merged:{stroke.astimezone(UTC):%Y%m%dT%H%M%SZ}", stroke)


def daily(chosen: Preferences, rules: Rules, now: datetime) -> Bucket:
    due = chosen.quiet_hours(rules).after(next_time(now, rules.digest_at))
    return Bucket(Kind.DAY, f"day:{shanghai_day(due)}", due)


def weekly(chosen: Preferences, rules: Rules, now: datetime) -> Bucket:
    due = chosen.quiet_hours(rules).after(next_week(now, rules.digest_at))
    return Bucket(Kind.WEEK, f"week:{week_of(due)}", due)
