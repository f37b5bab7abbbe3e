"""Seats and the waiting list: who comes first is seated, who waits moves up in order."""

from datetime import datetime
from enum import StrEnum
from typing import Final

from services.notifications.domain.helping.activities import State as ActivityState
from services.notifications.domain.refusals import Refusal


class State(StrEnum):
    SEATED = "seated"
    WAITING = "waiting"
    CANCELLED = "cancelled"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS: Final = {State.SEATED: "报名成功", State.WAITING: "候补", State.CANCELLED: "已取消"}


def free_seats(capacity: int | None, seated: int) -> int | None:
    """None: as many as come. Fewer than are seated after the capacity was lowered: none is free, nobody loses his."""
    return None if capacity is None else max(0, capacity - seated)


def placed(capacity: int | None, seated: int, waiting: int) -> State:
    """Where a newcomer goes: behind everybody who waits already."""
    free = free_seats(capacity, seated)
    return State.SEATED if free is None or (free > 0 and not waiting) else State.WAITING


def moving_up(capacity: int | None, seated: int, waiting: int) -> int:
    """How many of those who wait have a seat now."""
    free = free_seats(capacity, seated)
    return waiting if free is None else min(free, waiting)


def check_cancel(state: State, attended_at: datetime | None) -> None:
    if state is State.CANCELLED:
        raise Refusal("该报名已取消")
    if attended_at is not None:
        raise Refusal("已签到的报名不能取消")


def check_attendance(state: ActivityState, starts_at: datetime | None, at: datetime) -> None:
    """Of what begun, or has no time of its own; of what was cancelled never."""
    if state in (ActivityState.DRAFT, ActivityState.CANCELLED):
        raise Refusal(f"该活动{state.label}，没有签到")
    if starts_at is not None and at < starts_at:
        raise Refusal("活动尚未开始，请在开始后登记签到")


def check_feedback(attended_at: datetime | None, rated_at: datetime | None) -> None:
    if attended_at is None:
        raise Refusal("签到后才能评价；如已参加，请联系主办单位登记签到")
    if rated_at is not None:
        raise Refusal("已评价过，每次参加评价一次")
