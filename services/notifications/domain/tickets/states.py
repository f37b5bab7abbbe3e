"""Where a ticket stands: a table of steps, and whose they are."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final


class TicketState(StrEnum):
    OPEN = "open"
    WAITING = "waiting"
    """An officer needs to know more: the officers' clock stands still"""
    ANSWERED = "answered"
    REOPENED = "reopened"
    """The answer did not help: the clock begins anew"""
    CLOSED = "closed"

    @property
    def label(self) -> str:
        return _STATE_LABELS[self]


_STATE_LABELS: Final = {
    TicketState.OPEN: "待答复",
    TicketState.WAITING: "待企业补充",
    TicketState.ANSWERED: "已答复",
    TicketState.REOPENED: "追问待答复",
    TicketState.CLOSED: "已办结",
}
TURN_OF_OFFICERS: Final = frozenset({TicketState.OPEN, TicketState.REOPENED})


class TicketStep(StrEnum):
    ASK = "ask"
    ANSWER = "answer"
    QUESTION = "question"
    ADD = "add"
    """The enterprise says more; nobody's clock changes"""
    SUPPLEMENT = "supplement"
    """It says what it was asked for"""
    REOPEN = "reopen"
    TRANSFER = "transfer"
    ESCALATE = "escalate"
    CLOSE = "close"
    LAPSE = "lapse"
    """Nobody said anything more"""
    RATE = "rate"

    @property
    def label(self) -> str:
        return _STEP_LABELS[self]


_STEP_LABELS: Final = {
    TicketStep.ASK: "提出",
    TicketStep.ANSWER: "答复",
    TicketStep.QUESTION: "请企业补充",
    TicketStep.ADD: "追加说明",
    TicketStep.SUPPLEMENT: "补充",
    TicketStep.REOPEN: "追问",
    TicketStep.TRANSFER: "移交",
    TicketStep.ESCALATE: "逾期升级至市级",
    TicketStep.CLOSE: "确认办结",
    TicketStep.LAPSE: "到期自动办结",
    TicketStep.RATE: "评价",
}
_S = TicketState
AFTER: Final[Mapping[tuple[TicketState, TicketStep], TicketState]] = {
    **{(state, TicketStep.ANSWER): _S.ANSWERED for state in (*TURN_OF_OFFICERS, _S.WAITING)},
    **{(state, TicketStep.QUESTION): _S.WAITING for state in TURN_OF_OFFICERS},
    **{(state, TicketStep.ADD): state for state in TURN_OF_OFFICERS},
    (_S.WAITING, TicketStep.SUPPLEMENT): _S.OPEN,
    (_S.ANSWERED, TicketStep.REOPEN): _S.REOPENED,
    **{(state, TicketStep.TRANSFER): state for state in TURN_OF_OFFICERS},
    **{(state, TicketStep.ESCALATE): state for state in TURN_OF_OFFICERS},
    **{(state, TicketStep.CLOSE): _S.CLOSED for state in TicketState if state is not _S.CLOSED},
    **{(state, TicketStep.LAPSE): _S.CLOSED for state in (_S.ANSWERED, _S.WAITING)},
    (_S.CLOSED, TicketStep.RATE): _S.CLOSED,
}
"""Every step there is but ASK, with which a ticket begins. What is not here cannot be."""
SAYS_MORE: Final[Mapping[TicketState, TicketStep]] = {
    _S.OPEN: TicketStep.ADD,
    _S.REOPENED: TicketStep.ADD,
    _S.WAITING: TicketStep.SUPPLEMENT,
    _S.ANSWERED: TicketStep.REOPEN,
}
"""What it is when the enterprise says something."""
