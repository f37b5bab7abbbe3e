"""What an institution reports of a loan, entry by entry; what was wrong is corrected by another entry.

The members are those of the facts (decision 21), and nothing passes here that benefits would refuse.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final

from services.finance.domain.loans.refusals import Fault, Refusal
from services.finance.domain.products.costs import Purpose
from shared.days import add_years
from shared.values import spelled

LONGEST_YEARS: Final = 40
_CHECK_DAYS: Final = "请核对日期"


class Kind(StrEnum):
    DISBURSED = "disbursed"
    INTEREST_PAID = "interest_paid"
    REPAID = "repaid"
    OVERDUE = "overdue"

    @property
    def label(self) -> str:
        return KIND_LABELS[self]


KIND_LABELS: Final = {
    Kind.DISBURSED: "放款",
    Kind.INTEREST_PAID: "付息",
    Kind.REPAID: "还本",
    Kind.OVERDUE: "逾期",
}


@dataclass(frozen=True, slots=True)
class Disbursed:
    principal_fen: int
    """Zero takes the loan back: it was none, or another firm's"""
    rate: Decimal
    """Of the contract, percent a year"""
    drawn_on: date
    matures_on: date
    purpose: Purpose
    product_id: str | None = None
    guarantor: str | None = None
    guarantee_rate: Decimal | None = None
    """年担保费率, percent a year"""

    def check(self, today: date, *, correcting: bool) -> None:
        _not_after(today, self.drawn_on, "放款日")
        if self.matures_on <= self.drawn_on:
            raise Refusal(Fault.DAYS_REVERSED, "合同到期日应晚于放款日", _CHECK_DAYS)
        if self.matures_on > add_years(self.drawn_on, LONGEST_YEARS):
            raise Refusal(Fault.TOO_LONG, f"贷款期限不得超过{LONGEST_YEARS}年", "请核对合同到期日")
        _more_than_nothing(self.principal_fen, correcting)


@dataclass(frozen=True, slots=True)
class InterestPaid:
    first_on: date
    last_on: date
    """First and last day of the period, within one year: a limit of a year needs no guess"""
    amount_fen: int
    """Without penalties (不含罚息、逾期息)"""
    penalty_fen: int = 0

    def check(self, today: date, *, correcting: bool) -> None:
        _not_after(today, self.last_on, "计息期的最后一天")
        if self.last_on < self.first_on:
            raise Refusal(Fault.DAYS_REVERSED, "计息期的最后一天早于第一天", _CHECK_DAYS)
        if self.first_on.year != self.last_on.year:
            raise Refusal(Fault.ACROSS_YEARS, "计息期跨年", "请按年拆成两笔，各用一个编号")
        _more_than_nothing(self.amount_fen + self.penalty_fen, correcting)


@dataclass(frozen=True, slots=True)
class Repaid:
    repaid_on: date
    amount_fen: int
    """Principal, in part or in whole, early too"""

    def check(self, today: date, *, correcting: bool) -> None:
        _not_after(today, self.repaid_on, "还本日")
        _more_than_nothing(self.amount_fen, correcting)


@dataclass(frozen=True, slots=True)
class Overdue:
    from_on: date
    until_on: date | None
    """The last day; None: not settled yet"""
    amount_fen: int
    """What is overdue, principal and interest"""

    def check(self, today: date, *, correcting: bool) -> None:
        _not_after(today, self.from_on, "逾期起始日")
        if self.until_on is not None:
            _not_after(today, self.until_on, "逾期的最后一天")
            if self.until_on < self.from_on:
                raise Refusal(Fault.DAYS_REVERSED, "逾期的最后一天早于第一天", _CHECK_DAYS)
        _more_than_nothing(self.amount_fen, correcting)


Said = Disbursed | InterestPaid | Repaid | Overdue
KINDS: Final[Mapping[type, Kind]] = {
    Disbursed: Kind.DISBURSED,
    InterestPaid: Kind.INTEREST_PAID,
    Repaid: Kind.REPAID,
    Overdue: Kind.OVERDUE,
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing the institution reports. Wrong, another corrects it; zero then takes it back."""

    number: str
    """The institution's own of this slip (借据号、回单号), once in a contract for ever"""
    said: Said
    corrects: str | None = None
    """The number of the entry in whose place it stands"""

    @property
    def kind(self) -> Kind:
        return KINDS[type(self.said)]

    @property
    def key(self) -> str:
        return spelled(self.number)

    @property
    def corrects_key(self) -> str | None:
        return None if self.corrects is None else spelled(self.corrects)


def _not_after(today: date, day: date, label: str) -> None:
    if day > today:
        raise Refusal(Fault.TO_COME, f"{label}晚于今天", "请在发生之后报送")


def _more_than_nothing(fen: int, correcting: bool) -> None:
    if fen == 0 and not correcting:
        raise Refusal(Fault.NOTHING, "金额应大于零", "只有更正才可为零，表示撤销原来的一笔")


# ---- as it is kept ----------------------------------------------------------------------------------

_TYPES: Final[Mapping[Kind, type[Any]]] = {kind: said for said, kind in KINDS.items()}


def said_from(kind: str, kept: str) -> Said:
    """What an entry said, from its canonical form."""
    read: dict[str, Any] = {name: _read(name, value) for name, value in json.loads(kept).items()}
    said: Said = _TYPES[Kind(kind)](**read)
    return said


def _read(name: str, value: Any) -> Any:
    if value is None:
        return None
    if name.endswith("_on"):
        return date.fromisoformat(value)
    if name.endswith("rate"):
        return Decimal(value)
    return Purpose(value) if name == "purpose" else value
