"""What a title holder owes (动态管理), as the registry tells it."""

from datetime import date
from enum import StrEnum

from shared.events.fact import Fact


class DutyKind(StrEnum):
    ANNUAL_UPDATE = "annual_update"
    """年度更新: the figures of the year that ended."""
    MAJOR_CHANGE = "major_change"
    """重大变化报告: a rename, merger, move … reported in time."""
    RENEWAL = "renewal"
    """复核: the title runs out."""


class DutyDue(Fact):
    """A title holder owes something by a day; told once, when the duty is opened."""

    kind = "duty.due"

    duty_id: str
    duty: DutyKind
    label: str
    """What is to be done, in words an enterprise reads."""
    opened_on: date
    due_on: date
    """The last day on which it is done in time."""
    basis: str
    """The document that sets the deadline."""
    otherwise: str
    """What follows when it is not done in time, in words an enterprise reads."""


class DutyDone(Fact):
    """What a title holder owed was done; in time or late. What was never opened is not told of."""

    kind = "duty.done"

    duty_id: str
    duty: DutyKind
    label: str
    due_on: date
    done_on: date
