"""What a bank tells of a loan, entry by entry: only ever added, and what was wrong is corrected by another."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final

from services.benefits.domain.claims.refusals import Refusal
from shared.days import add_years

LONGEST_YEARS: Final = 40


class Clash(Refusal):
    """The number of an entry stands for another one already."""


class Kind(StrEnum):
    DISBURSED = "disbursed"
    INTEREST_PAID = "interest_paid"
    REPAID = "repaid"
    SUBSIDISED = "subsidised"
    """Another subsidy on the same loan"""
    OVERDUE = "overdue"
    """It became overdue, or is so no longer"""

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS: Final = {
    Kind.DISBURSED: "放款",
    Kind.INTEREST_PAID: "付息",
    Kind.REPAID: "还本",
    Kind.SUBSIDISED: "已得其他贴息",
    Kind.OVERDUE: "逾期情况",
}


@dataclass(frozen=True, slots=True)
class Disbursed:
    principal_fen: int
    """Zero takes the loan back: it was none, or another firm's"""
    rate: Decimal
    """Of the contract, percent a year"""
    drawn_on: date
    matures_on: date
    purpose: str
    lender: str
    """bank, or other"""

    def check(self, today: date, *, correcting: bool) -> None:
        _not_after(today, self.drawn_on, "放款日")
        if self.matures_on <= self.drawn_on:
            raise Refusal("合同到期日应晚于放款日")
        if self.matures_on > add_years(self.drawn_on, LONGEST_YEARS):
            raise Refusal(f"贷款期限不得超过{LONGEST_YEARS}年；请核对合同到期日")
        if self.principal_fen < 0 or (self.principal_fen == 0 and not correcting):
            raise Refusal("放款金额应大于零；只有更正才可为零，表示撤销这笔贷款")


@dataclass(frozen=True, slots=True)
class InterestPaid:
    first_on: date
    last_on: date
    """The period it is the interest of, first and last day, within one year: a cap of a year needs no guess"""
    amount_fen: int
    """Without penalties (不含罚息、逾期息)"""
    penalty_fen: int = 0
    """What was paid beside it: kept, never subsidised"""

    def check(self, today: date, *, correcting: bool) -> None:
        _not_after(today, self.last_on, "计息期的最后一天")
        if self.last_on < self.first_on:
            raise Refusal("计息期的最后一天不能早于第一天")
        if self.first_on.year != self.last_on.year:
            raise Refusal("计息期跨年：请按年拆成两笔，各用一个回单号")
        _more_than_nothing(self.amount_fen + self.penalty_fen, correcting)


@dataclass(frozen=True, slots=True)
class Repaid:
    repaid_on: date
    amount_fen: int
    """Principal"""

    def check(self, today: date, *, correcting: bool) -> None:
        _not_after(today, self.repaid_on, "还本日")
        _more_than_nothing(self.amount_fen, correcting)


@dataclass(frozen=True, slots=True)
class Subsidised:
    year: int
    amount_fen: int
    source: str
    """By whom, under what"""

    def check(self, today: date, *, correcting: bool) -> None:
        if self.year > today.year:
            raise Refusal("已得贴息的年度不能晚于今年")
        _more_than_nothing(self.amount_fen, correcting)


@dataclass(frozen=True, slots=True)
class Overdue:
    changed_on: date
    overdue: bool
    """False: what was overdue is settled"""

    def check(self, today: date, *, correcting: bool) -> None:
        _not_after(today, self.changed_on, "逾期情况变化之日")


Said = Disbursed | InterestPaid | Repaid | Subsidised | Overdue
KINDS: Final[Mapping[type, Kind]] = {
    Disbursed: Kind.DISBURSED,
    InterestPaid: Kind.INTEREST_PAID,
    Repaid: Kind.REPAID,
    Subsidised: Kind.SUBSIDISED,
    Overdue: Kind.OVERDUE,
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing the bank tells. Wrong, it is corrected by another one; zero then takes it back."""

    number: str
    """The bank's own of this slip (借据号、回单号), once in a loan for ever"""
    said: Said
    corrects: str | None = None
    """The number of the entry it stands in the place of"""

    @property
    def kind(self) -> Kind:
        return KINDS[type(self.said)]


def _not_after(today: date, day: date, label: str) -> None:
    if day > today:
        raise Refusal(f"{label}不能晚于今天；请在发生之后登记")


def _more_than_nothing(fen: int, correcting: bool) -> None:
    if fen == 0 and not correcting:
        raise Refusal("金额应大于零；只有更正才可为零，表示撤销原来的一笔")


# ---- as it is kept ----------------------------------------------------------------------------------

_TYPES: Final[Mapping[Kind, type[Any]]] = {kind: said for said, kind in KINDS.items()}
_DAYS: Final = ("drawn_on", "matures_on", "first_on", "last_on", "repaid_on", "changed_on")


def said_from(kind: str, kept: str) -> Said:
    """What an entry said, from its canonical form."""
    data = json.loads(kept)
    read: dict[str, Any] = {name: date.fromisoformat(value) if name in _DAYS else value for name, value in data.items()}
    if "rate" in read:
        read["rate"] = Decimal(read["rate"])
    said: Said = _TYPES[Kind(kind)](**read)
    return said
