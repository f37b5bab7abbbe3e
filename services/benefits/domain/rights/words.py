"""The words of people's rights: what a person is to the enterprise, where a right lies, what is done with it."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from services.benefits.domain.claims.desks import Seat


class Office(StrEnum):
    """任职: what a person is to the enterprise."""

    CHAIRMAN = "chairman"
    GENERAL_MANAGER = "general_manager"
    EMPLOYEE = "employee"
    """在职人才, in neither of the two"""
    RECRUIT = "recruit"
    """拟引进人才: not there yet"""

    @property
    def label(self) -> str:
        return OFFICE_LABELS[self]


class State(StrEnum):
    REVIEW = "review"
    RETURNED = "returned"
    GRANTED = "granted"
    SUSPENDED = "suspended"
    """The title is suspended: lifted or not, only a new application brings the right back"""
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    ENDED = "ended"

    @property
    def label(self) -> str:
        return STATE_LABELS[self]


class Step(StrEnum):
    APPLY = "apply"
    CORRECT = "correct"
    WITHDRAW = "withdraw"
    """撤回; of a granted right: 放弃"""
    GRANT = "grant"
    REFUSE = "refuse"
    RETURN = "return"
    FOLLOW = "follow"
    """Its last day follows a renewal or the end of an office"""
    SUSPEND = "suspend"
    END = "end"

    @property
    def label(self) -> str:
        return STEP_LABELS[self]


OFFICE_LABELS: Final = {
    Office.CHAIRMAN: "董事长",
    Office.GENERAL_MANAGER: "总经理",
    Office.EMPLOYEE: "在职人才",
    Office.RECRUIT: "拟引进人才",
}
SINGLE: Final = frozenset({Office.CHAIRMAN, Office.GENERAL_MANAGER})
"""Offices one person holds at a time"""
STATE_LABELS: Final = {
    State.REVIEW: "审核中",
    State.RETURNED: "已退回更正",
    State.GRANTED: "已授予",
    State.SUSPENDED: "已中止",
    State.REFUSED: "不予授予",
    State.WITHDRAWN: "已撤回或放弃",
    State.ENDED: "已终止",
}
STEP_LABELS: Final = {
    Step.APPLY: "申请",
    Step.CORRECT: "更正",
    Step.WITHDRAW: "撤回或放弃",
    Step.GRANT: "授予",
    Step.REFUSE: "不予授予",
    Step.RETURN: "退回",
    Step.FOLLOW: "期限随称号与任职调整",
    Step.SUSPEND: "中止",
    Step.END: "终止",
}
SEAT_LABELS: Final = {Seat.ENTERPRISE: "企业", Seat.OFFICE: "主管部门", Seat.SYSTEM: "系统", Seat.NOBODY: "无"}
FIELDS: Final = {"evidence": "凭证", "statement": "申请说明"}
"""What the enterprise may be asked to mend"""
SEATS: Final[Mapping[State, Seat]] = {State.REVIEW: Seat.OFFICE, State.RETURNED: Seat.ENTERPRISE}
"""Whose turn it is; in the other states nobody's"""
PENDING: Final = frozenset({State.REVIEW, State.RETURNED})
LIVE: Final = PENDING | {State.GRANTED, State.SUSPENDED}
"""States that take one of the places a clause gives"""
