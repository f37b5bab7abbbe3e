"""Gateways: whoever carries a message out of the zone. One port, asked outside any transaction.

A reference is the same in every attempt at one delivery. A gateway that keeps references is asked what became of one
before anything is sent again; one that cannot be asked (mail, an enterprise's own system) gets the same Message-ID or
webhook-id again, and may so receive twice what it received once.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from typing import Protocol

from services.notifications.domain.outgoing import Channel, Send


class Verdict(StrEnum):
    """What came of one errand to a gateway; the first four are said of an enquiry, too."""

    ACCEPTED = "accepted"
    DELIVERED = "delivered"
    BOUNCED = "bounced"
    """There is no such address, for good"""
    REFUSED = "refused"
    """This message will never be taken"""
    NEVER_SEEN = "never_seen"
    """Said of an enquiry only: nothing came under that reference"""
    LATER = "later"
    """Not taken, and may be tried again"""
    BUSY = "busy"
    """Not taken: too much at once"""
    UNKNOWN = "unknown"
    """It left, and nobody knows whether it was taken"""

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    Verdict.ACCEPTED: "已受理",
    Verdict.DELIVERED: "已送达",
    Verdict.BOUNCED: "地址不存在或已停用",
    Verdict.REFUSED: "拒绝此消息",
    Verdict.NEVER_SEEN: "无此流水号",
    Verdict.LATER: "暂时无法受理",
    Verdict.BUSY: "发送过快，请求稍后再试",
    Verdict.UNKNOWN: "结果未知，须先查询",
}


@dataclass(frozen=True, slots=True)
class Answer:
    verdict: Verdict
    status: int | None = None
    """Of HTTP or SMTP"""
    retry_after: timedelta | None = None
    ill: bool = False
    """It is the gateway that fails or is busy, and not this message or its address"""


@dataclass(frozen=True, slots=True)
class Errand:
    """One attempt as it leaves."""

    reference: str
    words: Send = field(repr=False)
    address: str = field(repr=False)
    """In the clear: it goes to the gateway and nowhere else"""
    message_ids: tuple[str, ...] = ()
    secret: str | None = field(default=None, repr=False)
    """Signs what goes to an enterprise's own system"""
    challenge: str | None = field(default=None, repr=False)
    """To be echoed by it"""


class Gateway(Protocol):
    @property
    def name(self) -> str: ...

    @property
    def channel(self) -> Channel: ...

    @property
    def receipt_secret(self) -> str | None:
        """Checks the signature of its receipts; None: it sends none"""

    async def send(self, errand: Errand) -> Answer:
        """Whatever happens is a verdict."""

    @property
    def ask(self) -> Callable[[str], Awaitable[Answer]] | None:
        """(reference) -> what became of it; None: it keeps no references"""
