"""支付指令: what a bank's answer makes of an order, who may let it go, and who may settle it by hand."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final


class State(StrEnum):
    QUEUED = "queued"
    SENT = "sent"
    """On its way to the bank, or there; written down before it leaves"""
    UNKNOWN = "unknown"
    """Whether it was paid nobody can say: the bank is asked, nothing is sent again"""
    PAID = "paid"
    FAILED = "failed"
    CANCELLED = "cancelled"
    """Taken back before it left"""

    @property
    def label(self) -> str:
        return _STATES[self]


_STATES: Final = {
    State.QUEUED: "待支付",
    State.SENT: "已交银行",
    State.UNKNOWN: "结果未知",
    State.PAID: "已支付",
    State.FAILED: "支付失败",
    State.CANCELLED: "已撤销",
}
AT_BANK: Final = frozenset({State.SENT, State.UNKNOWN})
SETTLED: Final = frozenset({State.PAID, State.FAILED})


class Outcome(StrEnum):
    """How an order ended."""

    PAID = "paid"
    FAILED = "failed"

    @property
    def label(self) -> str:
        return _STATES[State(self.value)]


class Answer(StrEnum):
    """What a bank says of a reference."""

    PAID = "paid"
    REFUSED = "refused"
    """It was not paid and will not be"""
    ACCEPTED = "accepted"
    """It will be, or will not; ask again"""
    NEVER_RECEIVED = "never_received"
    """Not on its books"""
    UNKNOWN = "unknown"
    """No answer, or none that can be read"""


ENDS: Final = {Answer.PAID: Outcome.PAID, Answer.REFUSED: Outcome.FAILED}
LATE_ARRIVAL: Final = timedelta(minutes=2)
"""A message can be on its way this long: before, `never received` does not mean that it will not be."""
_RESTS: Final = (2, 5, 15, 60, 300)
"""Seconds between two questions; then every five minutes, for ever."""


@dataclass(frozen=True, slots=True)
class Next:
    """What comes next for an order at the bank."""

    state: State
    again_after: timedelta
    send_again: bool = False
    """Under the same reference: the bank does not have it and no message can be on its way any more"""


def after(answer: Answer, sent_at: datetime, now: datetime, asked: int) -> Next:
    """For an answer that does not end it; `now` and `sent_at` are real time."""
    rest = timedelta(seconds=_RESTS[min(asked, len(_RESTS) - 1)])
    if answer is Answer.ACCEPTED:
        return Next(State.SENT, rest)
    if answer is Answer.NEVER_RECEIVED and now - sent_at >= LATE_ARRIVAL:
        return Next(State.QUEUED, timedelta(), send_again=True)
    return Next(State.UNKNOWN, rest)


def reference(claim_id: str, attempt: int) -> str:
    """The claim is the reference; another attempt exists only after the one before it failed for certain."""
    return claim_id if attempt == 1 else f"{claim_id}-{attempt}"


def may_cancel(state: State, released_by: str | None) -> bool:
    return state is State.QUEUED and released_by is None


def why_not_release(actor: str, approvers: Collection[str], state: State, released_by: str | None) -> str | None:
    """Why this person may not let the order go; None: may."""
    if state is not State.QUEUED or released_by is not None:
        return "这笔支付已经放行，或已不在待支付状态"
    if actor in approvers:
        return "审批人与支付人须为不同人员，请由未参与审批的人员放行"
    return None


def why_not_propose(state: State, released_by: str | None) -> str | None:
    return None if state is State.UNKNOWN else "只有结果未知的支付才由人工认定"


def why_not_confirm(actor: str, proposed_by: str | None, proposed: Outcome | None, outcome: Outcome) -> str | None:
    """A second person says the same, or says no."""
    if actor == proposed_by:
        return "须由另一人复核认定"
    return None if proposed is outcome else "与第一人的认定不一致，请核对银行凭证"


class ClawbackState(StrEnum):
    ASKED = "asked"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        return _CLAWBACKS[self]


_CLAWBACKS: Final = {
    ClawbackState.ASKED: "待退回",
    ClawbackState.RETURNED: "已退回",
    ClawbackState.WITHDRAWN: "已撤销",
}
