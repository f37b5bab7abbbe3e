"""A loan as its bank tells of it: entries that are only ever added, and what those that stand say together."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final

from services.benefits.domain.cases import Borrower, Thing
from services.benefits.domain.claims.occasions import spelled
from services.benefits.domain.claims.refusals import Refusal
from services.benefits.domain.facts import SubjectKind
from services.benefits.domain.loans import DAY
from shared.conditions import Value
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
        if self.principal_fen <= 0:
            raise Refusal("放款金额应大于零")


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


@dataclass(frozen=True, slots=True)
class Book:
    """What the entries that stand say."""

    disbursed: Disbursed
    interest_paid: Mapping[int, int] = field(default_factory=dict)
    """Fen by year; a year left out is not known"""
    subsidised: Mapping[int, int] = field(default_factory=dict)
    repayments: tuple[tuple[date, int], ...] = ()
    """In order of time, day and fen"""
    overdue: tuple[tuple[date, bool], ...] = ()

    @property
    def outstanding_fen(self) -> int:
        return self.disbursed.principal_fen - sum(fen for _, fen in self.repayments)

    @property
    def repaid_on(self) -> date | None:
        """The day on which nothing was left."""
        return self.repayments[-1][0] if self.repayments and self.outstanding_fen == 0 else None

    @property
    def years(self) -> range:
        """In which it bears interest: the day on which it ends is not counted."""
        ends_on = min(self.disbursed.matures_on, self.repaid_on or self.disbursed.matures_on)
        return range(self.disbursed.drawn_on.year, (ends_on - DAY).year + 1)

    def overdue_on(self, day: date) -> bool:
        known = [overdue for on, overdue in self.overdue if on <= day]
        return bool(known) and known[-1]

    def thing(self, ref: str, on: date, borrower: Borrower | None = None) -> Thing:
        """As calculations read it on a day."""
        told = self.disbursed
        facts: dict[str, Value] = {
            "purpose": told.purpose,
            "lender": told.lender,
            "overdue": self.overdue_on(on),
            "principal": told.principal_fen,
            "drawn_on": told.drawn_on,
            "matures_on": told.matures_on,
        }
        if self.repaid_on is not None:
            facts["repaid_on"] = self.repaid_on
        return Thing(
            kind=SubjectKind.LOAN,
            ref=ref,
            facts=facts,
            interest_paid=self.interest_paid,
            other_subsidies=self.subsidised,
            repayments=tuple(one for one in self.repayments if one[0] != self.repaid_on),
            borrower=borrower,
        )


def book(entries: Sequence[Entry]) -> Book:
    """Of the entries of one loan, the first of which was its disbursement; in whichever order the others came."""
    corrected = {spelled(one.corrects) for one in entries if one.corrects}
    stand = [one.said for one in entries if spelled(one.number) not in corrected]
    [disbursed] = [one for one in stand if isinstance(one, Disbursed)]
    interest: dict[int, int] = {}
    subsidised: dict[int, int] = {}
    for one in stand:
        if isinstance(one, InterestPaid) and one.amount_fen + one.penalty_fen:
            interest[one.first_on.year] = interest.get(one.first_on.year, 0) + one.amount_fen
        elif isinstance(one, Subsidised) and one.amount_fen:
            subsidised[one.year] = subsidised.get(one.year, 0) + one.amount_fen
    repaid = ((one.repaid_on, one.amount_fen) for one in stand if isinstance(one, Repaid) and one.amount_fen)
    overdue = ((one.changed_on, one.overdue) for one in stand if isinstance(one, Overdue))
    return Book(disbursed, interest, subsidised, tuple(sorted(repaid)), tuple(sorted(overdue)))


def with_entry(entries: Sequence[Entry], new: Entry, today: date) -> Sequence[Entry] | None:
    """With the new one, checked; None: it is there already, told twice. Raises Clash, Refusal."""
    for one in entries:
        if spelled(one.number) == spelled(new.number):
            if one.said == new.said and spelled(one.corrects or "") == spelled(new.corrects or ""):
                return None
            raise Clash("这一编号已登记为另一内容；如原来有误，请用新的编号并在 corrects 中写明原编号")
    new.said.check(today, correcting=new.corrects is not None)
    if new.corrects is not None:
        _check_corrected(entries, new, new.corrects)
    elif any(one.kind is new.kind is Kind.DISBURSED for one in entries):
        raise Clash("这一合同已登记放款；如原来有误，请在 corrects 中写明原编号")
    both = (*entries, new)
    _check_together(book(both))
    return both


def _check_corrected(entries: Sequence[Entry], new: Entry, number: str) -> None:
    found = next((one for one in entries if spelled(one.number) == spelled(number)), None)
    if found is None or found.kind is not new.kind:
        raise Refusal(f"corrects 中的编号不是这笔贷款已登记的“{new.kind.label}”；请核对编号")
    if any(spelled(one.corrects or "") == spelled(number) for one in entries):
        raise Refusal("该编号已被更正过；请更正最近的一笔")


def _check_together(now: Book) -> None:
    if now.outstanding_fen < 0:
        raise Refusal("还本合计超过放款金额；请核对金额，或先更正放款")
    if any(on < now.disbursed.drawn_on for on, _ in (*now.repayments, *now.overdue)):
        raise Refusal("还本与逾期不能早于放款日；请核对日期")
    if any(year < now.disbursed.drawn_on.year for year in (*now.interest_paid, *now.subsidised)):
        raise Refusal("付息与贴息的年度不能早于放款；请核对日期")


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
