"""An activity on its way: published, open for registrations, closed, held or cancelled."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Final

from services.notifications.domain.refusals import Refusal


class State(StrEnum):
    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"
    """Registration has ended; it takes place"""
    HELD = "held"
    CANCELLED = "cancelled"

    @property
    def label(self) -> str:
        return _STATES[self]


_STATES: Final = {
    State.DRAFT: "草稿",
    State.OPEN: "报名中",
    State.CLOSED: "报名截止",
    State.HELD: "已举办",
    State.CANCELLED: "已取消",
}
EDITABLE: Final = (State.DRAFT, State.OPEN, State.CLOSED)
PUBLISHED: Final = (State.OPEN, State.CLOSED, State.HELD, State.CANCELLED)


class Step(StrEnum):
    OPEN = "open"
    CLOSE = "close"
    HOLD = "hold"
    CANCEL = "cancel"

    @property
    def label(self) -> str:
        return _STEPS[self]


_STEPS: Final = {Step.OPEN: "开放报名", Step.CLOSE: "截止报名", Step.HOLD: "记为已举办", Step.CANCEL: "取消"}
_WAYS: Final[Mapping[tuple[State, Step], State]] = {
    (State.DRAFT, Step.OPEN): State.OPEN,
    (State.CLOSED, Step.OPEN): State.OPEN,
    (State.OPEN, Step.CLOSE): State.CLOSED,
    (State.OPEN, Step.HOLD): State.HELD,
    (State.CLOSED, Step.HOLD): State.HELD,
    (State.DRAFT, Step.CANCEL): State.CANCELLED,
    (State.OPEN, Step.CANCEL): State.CANCELLED,
    (State.CLOSED, Step.CANCEL): State.CANCELLED,
}


def after(state: State, step: Step, starts_at: datetime | None, at: datetime) -> State:
    """Raises Refusal. What has a time is held once it has begun, and opens no more."""
    reached = _WAYS.get((state, step))
    if reached is None:
        raise Refusal(f"该活动{state.label}，不能{step.label}")
    if step is Step.HOLD and starts_at is not None and at < starts_at:
        raise Refusal("活动尚未开始，不能记为已举办；不再举办的请取消")
    if step is Step.OPEN and starts_at is not None and at >= starts_at:
        raise Refusal("活动的开始时间已过，不能开放报名；请先更改时间")
    return reached


def check_reason(step: Step, reason: str | None) -> None:
    """Raises Refusal: whoever registered is told why."""
    if step is Step.CANCEL and reason is None:
        raise Refusal("取消须写明原因 reason，将告知已报名企业")


def check_editable(state: State) -> None:
    if state not in EDITABLE:
        raise Refusal(f"该活动{state.label}，不能再更改；请另行发布")


def check_times(starts_at: datetime | None, ends_at: datetime | None, closes_at: datetime | None) -> None:
    """Raises Refusal. A service without a time of its own has neither beginning nor end."""
    if (starts_at is None) is not (ends_at is None):
        raise Refusal("开始与结束时间应同时填写；长期服务两项都不填")
    if starts_at is not None and ends_at is not None and ends_at <= starts_at:
        raise Refusal("结束时间应晚于开始时间")
    if closes_at is not None and starts_at is not None and closes_at > starts_at:
        raise Refusal("报名截止时间不应晚于开始时间")


def takes_registrations(state: State, starts_at: datetime | None, closes_at: datetime | None, at: datetime) -> bool:
    return state is State.OPEN and all(end is None or at < end for end in (starts_at, closes_at))


def check_takes(state: State, starts_at: datetime | None, closes_at: datetime | None, at: datetime) -> None:
    """Raises Refusal."""
    if not takes_registrations(state, starts_at, closes_at, at):
        said = state.label if state is not State.OPEN else "报名已截止"
        raise Refusal(f"该活动{said}，不能报名；请查看同类的其他服务与活动")
