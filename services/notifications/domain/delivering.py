"""投递: the states of a delivery and the steps between them, as a table. Every way through it ends."""

from collections.abc import Mapping
from datetime import timedelta
from enum import StrEnum
from typing import Final
from uuid import NAMESPACE_URL, uuid5

from services.notifications.domain.messages import Template
from services.notifications.domain.outgoing import Channel


class State(StrEnum):
    WAITING = "waiting"
    HELD = "held"
    SENDING = "sending"
    """It has left, or was about to; until we know, nothing else is done but to ask"""
    SENT = "sent"
    DELIVERED = "delivered"
    BOUNCED = "bounced"
    FAILED = "failed"
    UNCONFIRMED = "unconfirmed"
    """It was or may have been sent, and nobody says what became of it: never repeated by itself"""
    CANCELLED = "cancelled"
    EXPIRED = "expired"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS: Final = {
    State.WAITING: "待发送",
    State.HELD: "暂缓发送",
    State.SENDING: "发送中",
    State.SENT: "已发送，待回执",
    State.DELIVERED: "已送达",
    State.BOUNCED: "退回：地址无效",
    State.FAILED: "发送失败",
    State.UNCONFIRMED: "已发送，未收到回执",
    State.CANCELLED: "不再发送",
    State.EXPIRED: "逾期未发",
}
FINAL: Final = frozenset(
    {State.DELIVERED, State.BOUNCED, State.FAILED, State.UNCONFIRMED, State.CANCELLED, State.EXPIRED}
)


class Kind(StrEnum):
    """Of an attempt."""

    SEND = "send"
    ASK = "ask"
    RECEIPT = "receipt"

    @property
    def label(self) -> str:
        return {Kind.SEND: "发送", Kind.ASK: "查询结果", Kind.RECEIPT: "收到回执"}[self]


class Reason(StrEnum):
    """Why it ended as it did, where its state does not say it."""

    NO_SUCH_ADDRESS = "no_such_address"
    REFUSED = "refused"
    EXHAUSTED = "exhausted"
    NOT_RENDERED = "not_rendered"
    NO_RECEIPT = "no_receipt"
    NOT_KNOWN = "not_known"
    TOO_LATE = "too_late"

    @property
    def label(self) -> str:
        return _REASONS[self]


_REASONS: Final = {
    Reason.NO_SUCH_ADDRESS: "地址不存在或已停用",
    Reason.REFUSED: "渠道拒绝此消息",
    Reason.EXHAUSTED: "多次重试仍未成功",
    Reason.NOT_RENDERED: "内容无法生成，已报运维",
    Reason.NO_RECEIPT: "渠道已受理，期限内没有回执",
    Reason.NOT_KNOWN: "发出时连接中断，渠道未能说明结果；为免重复不再自动发送",
    Reason.TOO_LATE: "超过有效期仍未能发出",
}


class Step(StrEnum):
    """What may happen to a delivery."""

    HOLD = "hold"
    BEGIN = "begin"
    ACCEPT = "accept"
    RETRY = "retry"
    GIVE_UP = "give_up"
    LOSE = "lose"
    ARRIVE = "arrive"
    BOUNCE = "bounce"
    CANCEL = "cancel"
    EXPIRE = "expire"
    REPEAT = "repeat"


_PLANNED: Final = (State.WAITING, State.HELD)
STEPS: Final[Mapping[Step, Mapping[State, State]]] = {
    Step.HOLD: dict.fromkeys(_PLANNED, State.HELD),
    Step.BEGIN: dict.fromkeys(_PLANNED, State.SENDING),
    Step.CANCEL: dict.fromkeys(_PLANNED, State.CANCELLED),
    Step.EXPIRE: dict.fromkeys(_PLANNED, State.EXPIRED),
    Step.ACCEPT: dict.fromkeys((State.SENDING, State.WAITING), State.SENT),
    Step.RETRY: {State.SENDING: State.WAITING},
    Step.GIVE_UP: dict.fromkeys((State.SENDING, State.SENT, State.WAITING), State.FAILED),
    Step.LOSE: {State.SENDING: State.UNCONFIRMED, State.SENT: State.UNCONFIRMED},
    Step.ARRIVE: dict.fromkeys(
        (State.SENDING, State.SENT, State.UNCONFIRMED, State.BOUNCED, State.WAITING, State.FAILED), State.DELIVERED
    ),
    Step.BOUNCE: dict.fromkeys(
        (State.SENDING, State.SENT, State.UNCONFIRMED, State.WAITING, State.FAILED), State.BOUNCED
    ),
    Step.REPEAT: dict.fromkeys(FINAL - {State.DELIVERED}, State.WAITING),
}
"""What arrived has arrived, whatever is said before or after it: receipts may come in any order, and twice."""


def after(state: State, step: Step) -> State | None:
    """None: it does not happen to a delivery in that state."""
    return STEPS[step].get(state)


def delivery_id(enterprise_id: str, occasion: str, template: Template, channel: Channel) -> str:
    """The same for ever, whoever computes it."""
    return str(uuid5(NAMESPACE_URL, f"delivery/{enterprise_id}/{occasion}/{template}/{channel}"))


def reference(id_: str, round_: int) -> str:
    """By which a gateway knows it: the same in every attempt of one round."""
    return f"{id_}.{round_}"


def read_reference(said: str) -> tuple[str, int] | None:
    """The delivery and the round; None: not one of ours."""
    id_, _, round_ = said.partition(".")
    return (id_, int(round_)) if round_.isascii() and round_.isdigit() and len(round_) < 6 else None


PATIENCE: Final = timedelta(hours=72)
"""How long a receipt is waited for"""
LIFETIME: Final[Mapping[Template, timedelta]] = {Template.CONTACT_VERIFICATION: timedelta(minutes=10)}
LONGEST: Final = timedelta(days=14)
"""After which a message that could not be sent is of no use any more; the inbox has it"""


def lifetime(template: Template) -> timedelta:
    return LIFETIME.get(template, LONGEST)
