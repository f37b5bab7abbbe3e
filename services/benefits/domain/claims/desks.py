"""The words of a claim: where it lies, what is done with it, at whose desk."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final


class Way(StrEnum):
    """How it came about."""

    AUTOMATIC = "automatic"
    """免申即享: the zone knows that it is owed; the enterprise only says yes and where to"""
    APPLICATION = "application"
    """申请兑付"""

    @property
    def label(self) -> str:
        return WAY_LABELS[self]


class State(StrEnum):
    """Where a claim lies."""

    UNFUNDED = "unfunded"
    """待预算: nothing is reserved"""
    CREDIT_CHECK = "credit_check"
    REVIEW = "review"
    APPROVAL = "approval"
    PAYABLE = "payable"
    PAYING = "paying"
    PAID = "paid"
    RETURNED = "returned"
    HELD = "held"
    """暂缓: what is reserved stays reserved until somebody decides"""
    APPEAL = "appeal"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    VOID = "void"
    """Another claim of the same legal person takes its occasion: after a merger"""
    CLAWBACK = "clawback"
    """拟追回: paid, and it should not have been"""
    RECOVERED = "recovered"

    @property
    def label(self) -> str:
        return STATE_LABELS[self]


class Step(StrEnum):
    """What somebody, or something, does with it."""

    CLAIM = "claim"
    CORRECT = "correct"
    WITHDRAW = "withdraw"
    APPEAL = "appeal"
    RATE = "rate"
    FUND = "fund"
    CLEAR = "clear"
    """信用核查通过"""
    HOLD = "hold"
    RESUME = "resume"
    ACCEPT = "accept"
    """审核通过，送审批"""
    APPROVE = "approve"
    RETURN = "return"
    REFUSE = "refuse"
    UPHOLD = "uphold"
    DISMISS = "dismiss"
    PAY = "pay"
    SETTLE = "settle"
    """The bank has paid"""
    FAIL = "fail"
    """The bank has not paid, and will not"""
    VOID = "void"
    PROPOSE = "propose"
    """提出追回"""
    DROP = "drop"
    """不予追回"""
    RECOVER = "recover"

    @property
    def label(self) -> str:
        return STEP_LABELS[self]


class Desk(StrEnum):
    """Whose turn it is; one officer acts at one desk of a claim only."""

    ENTERPRISE = "enterprise"
    REVIEW = "review"
    APPROVAL = "approval"
    PAYMENT = "payment"
    APPEAL = "appeal"
    RECOVERY = "recovery"
    SYSTEM = "system"
    """Sources, the bank, and what the registry tells"""

    @property
    def label(self) -> str:
        return DESK_LABELS[self]


class Seat(StrEnum):
    """Whose people sit at a desk."""

    ENTERPRISE = "enterprise"
    OFFICE = "office"
    SYSTEM = "system"
    NOBODY = "nobody"

    @property
    def label(self) -> str:
        return SEAT_LABELS[self]


SEAT_LABELS: Final = {
    Seat.ENTERPRISE: "企业",
    Seat.OFFICE: "主管部门",
    Seat.SYSTEM: "系统自动核查",
    Seat.NOBODY: "已办结",
}
WAY_LABELS: Final = {Way.AUTOMATIC: "免申即享", Way.APPLICATION: "申请兑付"}
STATE_LABELS: Final = {
    State.UNFUNDED: "待安排预算",
    State.CREDIT_CHECK: "信用核查中",
    State.REVIEW: "审核中",
    State.APPROVAL: "审批中",
    State.PAYABLE: "审批通过，待拨付",
    State.PAYING: "拨付中",
    State.PAID: "已拨付",
    State.RETURNED: "已退回更正",
    State.HELD: "暂缓办理",
    State.APPEAL: "申诉复核中",
    State.REFUSED: "不予兑付",
    State.WITHDRAWN: "已撤回",
    State.VOID: "已作废",
    State.CLAWBACK: "拟追回",
    State.RECOVERED: "已追回",
}
STEP_LABELS: Final = {
    Step.CLAIM: "提出",
    Step.CORRECT: "更正",
    Step.WITHDRAW: "撤回",
    Step.APPEAL: "申诉",
    Step.RATE: "评价",
    Step.FUND: "安排预算",
    Step.CLEAR: "信用核查通过",
    Step.HOLD: "暂缓",
    Step.RESUME: "恢复办理",
    Step.ACCEPT: "审核通过",
    Step.APPROVE: "审批同意",
    Step.RETURN: "退回",
    Step.REFUSE: "不予兑付",
    Step.UPHOLD: "认定申诉成立",
    Step.DISMISS: "驳回申诉",
    Step.PAY: "发起拨付",
    Step.SETTLE: "登记到账",
    Step.FAIL: "登记拨付未成",
    Step.VOID: "作废",
    Step.PROPOSE: "提出追回",
    Step.DROP: "不予追回",
    Step.RECOVER: "登记追回",
}
DESK_LABELS: Final = {
    Desk.ENTERPRISE: "企业",
    Desk.REVIEW: "审核",
    Desk.APPROVAL: "审批",
    Desk.PAYMENT: "拨付",
    Desk.APPEAL: "申诉复核",
    Desk.RECOVERY: "追回",
    Desk.SYSTEM: "系统",
}
FIELDS: Final = {
    "account_id": "收款账户",
    "facts": "申请填写的情况",
    "evidence": "凭证",
    "statement": "申请说明",
}
"""What the enterprise may be asked to mend"""
DESKS: Final[Mapping[State, Desk]] = {
    State.UNFUNDED: Desk.REVIEW,
    State.CREDIT_CHECK: Desk.SYSTEM,
    State.REVIEW: Desk.REVIEW,
    State.APPROVAL: Desk.APPROVAL,
    State.PAYABLE: Desk.PAYMENT,
    State.PAYING: Desk.SYSTEM,
    State.RETURNED: Desk.ENTERPRISE,
    State.HELD: Desk.REVIEW,
    State.APPEAL: Desk.APPEAL,
    State.CLAWBACK: Desk.RECOVERY,
}
"""Where a state is nobody's turn it is not here."""
SEATS: Final[Mapping[Desk, Seat]] = {
    Desk.ENTERPRISE: Seat.ENTERPRISE,
    Desk.REVIEW: Seat.OFFICE,
    Desk.APPROVAL: Seat.OFFICE,
    Desk.PAYMENT: Seat.OFFICE,
    Desk.APPEAL: Seat.OFFICE,
    Desk.RECOVERY: Seat.OFFICE,
    Desk.SYSTEM: Seat.SYSTEM,
}
LIVE: Final = frozenset(State) - {State.REFUSED, State.WITHDRAWN, State.VOID}
"""States in which a claim takes its occasion: nobody claims it again, also after it was paid, or paid and recovered."""
UNPAID: Final = LIVE - {State.PAYING, State.PAID, State.CLAWBACK, State.RECOVERED}
"""States in which it can still be stopped."""
CLOSED: Final = frozenset(State) - frozenset(DESKS)
