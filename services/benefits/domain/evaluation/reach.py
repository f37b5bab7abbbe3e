"""触达: of those a measure is for, to whom it was sent, who has it, who read it, and what was sent for nothing.

Wasted is what nobody read within `PATIENCE`, and what was read when there was nothing to be had any more.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Final

from services.benefits.domain.evaluation.funnel import percent

PATIENCE: Final = timedelta(days=14)


class Reached(StrEnum):
    MATCHED = "matched"
    SENT = "sent"
    """By e-mail, SMS or another channel outside"""
    ARRIVED = "arrived"
    """The channel said so"""
    BOUNCED = "bounced"
    """By every channel"""
    DELIVERED = "delivered"
    """In the inbox"""
    READ = "read"
    CLAIMED = "claimed"
    PAID = "paid"
    UNREAD = "unread"
    """Delivered, and read by nobody within `PATIENCE`"""
    TOO_LATE = "too_late"
    """Read when it was withdrawn, or the enterprise was not eligible any more"""

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS: Final = {
    Reached.MATCHED: "匹配",
    Reached.SENT: "已外发",
    Reached.ARRIVED: "外发已送达",
    Reached.BOUNCED: "外发未送达",
    Reached.DELIVERED: "已入收件箱",
    Reached.READ: "已阅读",
    Reached.CLAIMED: "已申领",
    Reached.PAID: "已兑付",
    Reached.UNREAD: "逾14天未读",
    Reached.TOO_LATE: "阅读时已不符合",
}
WASTED: Final = (Reached.UNREAD, Reached.TOO_LATE)
Counts = Mapping[Reached, int]


@dataclass(frozen=True, slots=True)
class ReachCell:
    """Enterprises of one measure, district and tier."""

    benefit_code: str
    district: str
    tier: str
    counts: Counts


def together(cells: Iterable[ReachCell]) -> dict[Reached, int]:
    """Those of several cells; an enterprise is in one of a measure."""
    found = dict.fromkeys(Reached, 0)
    for cell in cells:
        for name, number in cell.counts.items():
            found[name] += number
    return found


def wasted_percent(counts: Counts) -> Decimal | None:
    """Of what was delivered; nothing was for nothing twice: what is read too late was read."""
    return percent(sum(counts[name] for name in WASTED), counts[Reached.DELIVERED])
