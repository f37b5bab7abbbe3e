"""Where a need stands; which level is looked for; and by what it goes."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from services.notifications.domain.refusals import Refusal


class Level(StrEnum):
    JUNIOR = "junior"
    INTERMEDIATE = "intermediate"
    SENIOR = "senior"
    EXPERT = "expert"

    @property
    def label(self) -> str:
        return _LEVELS[self]


_LEVELS: Final = {Level.JUNIOR: "初级", Level.INTERMEDIATE: "中级", Level.SENIOR: "高级", Level.EXPERT: "专家"}


class NeedState(StrEnum):
    OPEN = "open"
    FILLED = "filled"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        return _STATES[self]


_STATES: Final = {NeedState.OPEN: "有效", NeedState.FILLED: "已招到", NeedState.WITHDRAWN: "已撤回"}


class NeedStep(StrEnum):
    EDIT = "edit"
    FILL = "fill"
    WITHDRAW = "withdraw"

    @property
    def label(self) -> str:
        return _STEPS[self]


_STEPS: Final = {NeedStep.EDIT: "修改或续期", NeedStep.FILL: "确认招到", NeedStep.WITHDRAW: "撤回"}
_AFTER: Final[Mapping[tuple[NeedState, NeedStep], NeedState]] = {
    (NeedState.OPEN, NeedStep.EDIT): NeedState.OPEN,
    (NeedState.OPEN, NeedStep.FILL): NeedState.FILLED,
    (NeedState.OPEN, NeedStep.WITHDRAW): NeedState.WITHDRAWN,
}
"""One that is past its day is renewed by an edit."""


@dataclass(frozen=True, slots=True)
class Terms:
    longest_days: int
    """A need stands no longer without being renewed"""
    reminder_days: int
    """So long before its last day its enterprise is reminded"""
    fewest_enterprises: int
    """Fewer that did not agree to be named are not shown by themselves"""


def taken(state: NeedState, step: NeedStep) -> NeedState:
    """Raises Refusal."""
    after = _AFTER.get((state, step))
    if after is None:
        raise Refusal(f"该需求{state.label}，不能{step.label}；如有需要，请另行申报")
    return after
