"""Where a part of an application stands: a table of steps. A part is what one institution is asked for one product."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final


class PartState(StrEnum):
    SENT = "sent"
    ACKNOWLEDGED = "acknowledged"
    QUESTIONED = "questioned"
    """The institution asks for more: it is the enterprise's turn"""
    OFFERED = "offered"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    EXPIRED = "expired"
    """Nobody answered in time"""
    LAPSED = "lapsed"
    """The offer's last day passed"""
    CLOSED = "closed"
    """It ended with something else: another offer was accepted, what it was tied to ended"""
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        return PART_LABELS[self]


PART_LABELS: Final = {
    PartState.SENT: "待受理",
    PartState.ACKNOWLEDGED: "已受理",
    PartState.QUESTIONED: "待企业补充",
    PartState.OFFERED: "已报价",
    PartState.ACCEPTED: "已接受报价",
    PartState.REFUSED: "机构不予办理",
    PartState.EXPIRED: "逾期未答复",
    PartState.LAPSED: "报价已过期",
    PartState.CLOSED: "已关闭",
    PartState.WITHDRAWN: "企业已撤回",
}
WAITING: Final = frozenset({PartState.SENT, PartState.ACKNOWLEDGED})
"""It is the institution's turn."""
UNANSWERED: Final = WAITING | {PartState.QUESTIONED}
OPEN: Final = UNANSWERED | {PartState.OFFERED}


class ApplicationState(StrEnum):
    """Of all its parts."""

    OPEN = "open"
    ACCEPTED = "accepted"
    ENDED = "ended"
    """No part is open any more, and none was accepted"""

    @property
    def label(self) -> str:
        return APPLICATION_LABELS[self]


APPLICATION_LABELS: Final = {
    ApplicationState.OPEN: "办理中",
    ApplicationState.ACCEPTED: "已接受报价",
    ApplicationState.ENDED: "已结束，未成交",
}


class Step(StrEnum):
    SEND = "send"
    ACKNOWLEDGE = "acknowledge"
    QUESTION = "question"
    SUPPLEMENT = "supplement"
    OFFER = "offer"
    REPLACE = "replace"
    REFUSE = "refuse"
    REMIND = "remind"
    EXPIRE = "expire"
    LAPSE = "lapse"
    ACCEPT = "accept"
    CLOSE = "close"
    WITHDRAW = "withdraw"

    @property
    def label(self) -> str:
        return STEP_LABELS[self]


STEP_LABELS: Final = {
    Step.SEND: "提交申请",
    Step.ACKNOWLEDGE: "受理",
    Step.QUESTION: "要求补充",
    Step.SUPPLEMENT: "企业补充",
    Step.OFFER: "报价",
    Step.REPLACE: "更改报价",
    Step.REFUSE: "不予办理",
    Step.REMIND: "催办",
    Step.EXPIRE: "逾期终止",
    Step.LAPSE: "报价过期",
    Step.ACCEPT: "接受报价",
    Step.CLOSE: "关闭",
    Step.WITHDRAW: "撤回",
}
_S = PartState
AFTER: Final[Mapping[tuple[PartState, Step], PartState]] = {
    (_S.SENT, Step.ACKNOWLEDGE): _S.ACKNOWLEDGED,
    **{(state, Step.QUESTION): _S.QUESTIONED for state in WAITING},
    (_S.QUESTIONED, Step.SUPPLEMENT): _S.ACKNOWLEDGED,
    **{(state, Step.OFFER): _S.OFFERED for state in UNANSWERED},
    (_S.OFFERED, Step.REPLACE): _S.OFFERED,
    **{(state, Step.REFUSE): _S.REFUSED for state in UNANSWERED},
    **{(state, Step.REMIND): state for state in UNANSWERED},
    **{(state, Step.EXPIRE): _S.EXPIRED for state in UNANSWERED},
    (_S.OFFERED, Step.LAPSE): _S.LAPSED,
    (_S.OFFERED, Step.ACCEPT): _S.ACCEPTED,
    **{(state, Step.CLOSE): _S.CLOSED for state in OPEN},
    **{(state, Step.WITHDRAW): _S.WITHDRAWN for state in OPEN},
}
"""Every step there is but SEND, with which a part begins. What is not here cannot be."""
