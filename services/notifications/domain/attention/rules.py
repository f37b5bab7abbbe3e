"""The numbers of the attention budget as they stand on a day: data of this zone, none of them a figure of the law."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta

from services.notifications.domain.attention.hours import Quiet
from services.notifications.domain.attention.topics import Topic
from services.notifications.domain.outgoing import Channel


@dataclass(frozen=True)
class Rules:
    valid_from: date
    quiet: Quiet
    """Unless the enterprise set its own"""
    weekly_cap: int
    merge: timedelta
    """How long matches are gathered into one message"""
    digest_at: time
    """Of the day, and of the Monday on which a weekly one goes out"""
    patience: timedelta
    """After it what was gathered and nobody fetched is gathered anew"""
    leads: tuple[int, ...]
    """Days before a deadline on which it is recalled, the longest first"""
    channels: Mapping[Topic, frozenset[Channel]]
    """Unless the enterprise chose"""
    signature: str
    """短信签名, without its brackets"""
