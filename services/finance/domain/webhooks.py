"""Webhooks (变更推送): which states an endpoint has, and what an attempt makes of it."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from shared.scopes import Scope
from shared.working_days import Calendar

SCOPES: Final[frozenset[Scope]] = frozenset({"list:read", "webhook:write"})
"""What an institution must have been granted to be told of changes"""
MOST_ENDPOINTS: Final = 20
"""Of one institution, disabled ones not counted"""
MOST_CHANGES: Final = 500
"""In one delivery; what waits longer is told in several"""
MOST_BYTES: Final = 256 * 1024
ACKNOWLEDGED_WITHIN: Final = 2
"""Working days (工作日) an institution has to say that it has taken a removal over; a rule of this platform"""
REACHED: Final = "连续三天未能送达"
GONE: Final = "接收方答复 410，不再接收"
CLOSED: Final = "机构未开通、已暂停、已到期，或不再获授权接收推送"
MOVED: Final = "接收网址已更改，须重新测试"


class State(StrEnum):
    TESTING = "testing"
    """Nothing is told before a test has passed and the institution has enabled it"""
    ENABLED = "enabled"
    PAUSED = "paused"
    """By hand, or because it was dead for three days; what it misses waits"""
    DISABLED = "disabled"
    """By hand, or because it answered 410; it must pass a test again"""

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS: Final = {
    State.TESTING: "待测试",
    State.ENABLED: "已启用",
    State.PAUSED: "已暂停",
    State.DISABLED: "已停用",
}


class DeliveryState(StrEnum):
    WAITING = "waiting"
    DELIVERED = "delivered"

    @property
    def label(self) -> str:
        return {DeliveryState.WAITING: "待送达", DeliveryState.DELIVERED: "已送达"}[self]


@dataclass(frozen=True, slots=True)
class Concluded:
    """What an attempt leaves behind."""

    state: State
    reason: str | None
    failed: int
    """Attempts in a row that failed"""
    wait: timedelta
    """Until the next; of an endpoint that is no longer enabled without meaning"""


def concluded(delivered: bool, gone: bool, failed: int, wait: timedelta | None) -> Concluded:
    """Of an endpoint that is enabled; `failed` counts this attempt too, `wait` is None after the last one."""
    if delivered:
        return Concluded(State.ENABLED, None, 0, timedelta())
    if gone:
        return Concluded(State.DISABLED, GONE, failed, timedelta())
    if wait is None:
        return Concluded(State.PAUSED, REACHED, failed, timedelta())
    return Concluded(State.ENABLED, None, failed, wait)


def may_become(state: State, wanted: State, tested: bool) -> bool:
    """What the institution may make of its endpoint by hand."""
    if wanted is State.ENABLED:
        return tested
    return wanted is State.DISABLED or (wanted is State.PAUSED and state in (State.ENABLED, State.PAUSED))


def acknowledged_until(removed_on: date, calendar: Calendar) -> date:
    """The last day on which a removal of that day is acknowledged in time."""
    return calendar.after(removed_on, ACKNOWLEDGED_WITHIN)
