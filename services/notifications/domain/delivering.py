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
    Step.ACCEPT: {State.SENDING: State.SENT},
    Step.RETRY: {State.SENDING: State.WAITING},
    Step.GIVE_UP: {State.SENDING: State.FAILED},
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
