"""What a product costs over its term: every line to the fen, rounded half up once, and the lines add up to the sum."""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final

from services.finance.domain.products.offers import LENDING, PRICES, Offer
from shared.values import yuan

DAY_COUNT: Final = 360
"""Interest is counted by days of a year of 360, as the measures count their subsidy; the contract prevails."""
_UNITS: Final = 10_000
"""Rates have at most four decimals."""


class Purpose(StrEnum):
    """贷款用途, in the words of the measure that subsidises interest."""

    MAJOR_RD = "major_rd"
    MAJOR_UPGRADE = "major_upgrade"
    EXPANSION = "expansion"
    OTHER = "other"

    @property
    def label(self) -> str:
        return PURPOSE_LABELS[self]


PURPOSE_LABELS: Final = {
    Purpose.MAJOR_RD: "重大研发",
    Purpose.MAJOR_UPGRADE: "重大技改",
    Purpose.EXPANSION: "投资扩产",
    Purpose.OTHER: "其他",
}


@dataclass(frozen=True, slots=True)
class Need:
    """What an enterprise looks for: an amount for some months, from a day on, all of it repaid at the end."""

    amount_fen: int
    months: int
    drawn_on: date
    purpose: Purpose

    @property
    def matures_on(self) -> date:
        """The same day of the month, or its last."""
        ahead = self.drawn_on.month - 1 + self.months
        year, month = self.drawn_on.year + ahead // 12, ahead % 12 + 1
        return date(year, month, min(self.drawn_on.day, monthrange(year, month)[1]))

    @property
    def days(self) -> int:
        return (self.matures_on - self.drawn_on).days


class SubsidyStatus(StrEnum):
    NONE = "none"
    """The product names no measure."""
    GRANTED = "granted"
    REFUSED = "refused"
    UNKNOWN = "unknown"
    """Benefits cannot tell, or is away: it is never guessed."""

    @property
    def label(self) -> str:
        return SUBSIDY_LABELS[self]


SUBSIDY_LABELS: Final = {
    SubsidyStatus.NONE: "没有对应的贴息政策",
    SubsidyStatus.GRANTED: "可得贴息",
    SubsidyStatus.REFUSED: "不符合贴息条件",
    SubsidyStatus.UNKNOWN: "贴息未知",
}


@dataclass(frozen=True, slots=True)
class Subsidy:
    """What benefits says."""

    status: SubsidyStatus
    words: str
    fen: int | None = None
    """Of GRANTED"""


NO_SUBSIDY: Final = Subsidy(SubsidyStatus.NONE, "该产品没有对应的贴息政策")


@dataclass(frozen=True, slots=True)
class Line:
    label: str
    text: str
    """The arithmetic"""
    fen: int
    """What is taken off is below zero"""


@dataclass(frozen=True, slots=True)
class Cost:
    lines: tuple[Line, ...]
    gross_fen: int | None
    """Before the subsidy; None: the price is agreed from case to case, or there is none"""
    net_fen: int | None
    """After it; None: the subsidy is not known either"""
    subsidy: Subsidy


def cost(offer: Offer, need: Need, subsidy: Subsidy) -> Cost:
    lines = [*_price(offer, need), *_guarantee(offer, need), *_fees(offer, need)]
    if not lines or (offer.kind in PRICES and offer.rate is None):
        return Cost(tuple(lines), None, None, subsidy)
    gross = sum(line.fen for line in lines)
    if subsidy.status is SubsidyStatus.UNKNOWN:
        return Cost(tuple(lines), gross, None, subsidy)
    lines += _subsidised(offer, lines, subsidy)
    return Cost(tuple(lines), gross, sum(line.fen for line in lines), subsidy)


def share(fen: int, rate: Decimal, over: int, of: int) -> int:
    """fen × rate % × over / of, half up."""
    above, below = fen * _units(rate) * over, 100 * _UNITS * of
    return (2 * above + below) // (2 * below)


def _units(rate: Decimal) -> int:
    return int(rate * _UNITS)


def _price(offer: Offer, need: Need) -> Sequence[Line]:
    if offer.kind not in PRICES or offer.rate is None:
        return ()
    text = f"{yuan(need.amount_fen)} × {_percent(offer.rate)} × {need.days}天 ÷ {DAY_COUNT}"
    return (Line(PRICES[offer.kind], text, share(need.amount_fen, offer.rate, need.days, DAY_COUNT)),)


def _guarantee(offer: Offer, need: Need) -> Sequence[Line]:
    if offer.guarantee_rate is None:
        return ()
    text = f"{yuan(need.amount_fen)} × {_percent(offer.guarantee_rate)} × {need.months}个月 ÷ 12"
    return (Line("担保费", text, share(need.amount_fen, offer.guarantee_rate, need.months, 12)),)


def _fees(offer: Offer, need: Need) -> Sequence[Line]:
    found = []
    for fee in offer.fees:
        if fee.percent is not None:
            text = f"{yuan(need.amount_fen)} × {_percent(fee.percent)}"
            found.append(Line(fee.label, text, share(need.amount_fen, fee.percent, 1, 1)))
        else:
            found.append(Line(fee.label, "按次收取", fee.fen or 0))
    return found


def _subsidised(offer: Offer, lines: Sequence[Line], subsidy: Subsidy) -> Sequence[Line]:
    """Never more than the interest: a subsidy pays back what was paid."""
    if subsidy.status is not SubsidyStatus.GRANTED or offer.kind not in LENDING:
        return ()
    granted, interest = subsidy.fen or 0, lines[0].fen
    text = subsidy.words if granted <= interest else f"{subsidy.words}；以利息 {yuan(interest)} 为限"
    return (Line("减：贴息", text, -min(granted, interest)),)


def _percent(rate: Decimal) -> str:
    return f"{rate:f}%"
