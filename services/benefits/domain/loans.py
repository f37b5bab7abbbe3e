"""贷款贴息 (clause 11 of the plan): loans split by calendar year, the yearly cap on loan amounts, days."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise

from services.benefits.domain.arithmetic import WHOLE, share
from services.benefits.domain.lending_rates import Quote, Quotes, known_on
from shared.days import add_years

DAY = timedelta(days=1)
Span = tuple[date, date]
"""First and last day"""


class CapMethod(StrEnum):
    """What the yearly cap counts."""

    BY_LOAN = "by_loan"
    """B: loan amounts, in order of drawdown (每年可享受贴息的最高贷款金额, read literally)"""
    BY_BALANCE = "by_balance"
    """A: the balance outstanding on each day"""

    @property
    def label(self) -> str:
        return {"by_loan": "方法B：按放款先后累计贷款金额", "by_balance": "方法A：按每日贷款余额"}[self.value]


@dataclass(frozen=True, slots=True)
class Terms:
    """What a clause fixes, and what the policy set chose where it is silent."""

    share: int
    """Of the LPR, in hundredths of a percent: 5,000 is one half"""
    loan_cap_fen: int
    day_count: int
    """360 or 365"""
    method: CapMethod
    long_over_years: int
    """A contract of more years than this takes the rate of 5年期以上"""


@dataclass(frozen=True, slots=True)
class Loan:
    ref: str
    principal_fen: int
    drawn_on: date
    matures_on: date
    repaid_on: date | None = None
    """提前还清"""
    interest_paid: Mapping[int, int] = field(default_factory=dict)
    """Fen really paid, by year, without penalties; a year left out is not known"""
    other_subsidies: Mapping[int, int] = field(default_factory=dict)
    """Fen of other subsidies on the same loan, by year"""
    repayments: tuple[tuple[date, int], ...] = ()
    """Principal paid back in part before the end, in order of time: day and fen. From that day on it bears none"""
    counted: tuple[Span, ...] | None = None
    """The days that count for it; None: those of the asker's titles"""

    def outstanding_on(self, day: date) -> int:
        """Principal at work on a day of its life."""
        return self.principal_fen - sum(fen for on, fen in self.repayments if on <= day)

    @property
    def ends_on(self) -> date:
        """The day of repayment, which is not counted."""
        return min(self.matures_on, self.repaid_on or self.matures_on)

    def last_day_of(self, year: int) -> date:
        """On which it bears interest."""
        return min(self.ends_on - DAY, date(year, 12, 31))

    def is_long(self, over_years: int) -> bool:
        """By the term of the contract, not by the time used."""
        return self.matures_on > add_years(self.drawn_on, over_years)


@dataclass(frozen=True, slots=True)
class LoanYear:
    """One loan in one calendar year: what is subsidised, and what limits it."""

    loan: Loan
    year: int
    days: tuple[Span, ...]
    """On which it was outstanding and the title counted"""
    long: bool

    @property
    def day_number(self) -> int:
        return sum((last - first).days + 1 for first, last in self.days)

    def fen_days(self, eligible_fen: int) -> int:
        """Principal × days: of what is eligible, on each day no more than is outstanding."""
        total = 0
        for first, last in self.days:
            paid_back = [on for on, _ in self.loan.repayments if first < on <= last]
            for start, end in pairwise([first, *paid_back, last + DAY]):
                total += min(eligible_fen, self.loan.outstanding_on(start)) * (end - start).days
        return total

    @property
    def limit_fen(self) -> int | None:
        """Interest really paid less other subsidies; None: what was paid is not known."""
        paid = self.loan.interest_paid.get(self.year)
        return None if paid is None else max(paid - self.loan.other_subsidies.get(self.year, 0), 0)


@dataclass(frozen=True, slots=True)
class Segment:
    """贴息 of one loan in one year, with everything that made it."""

    loan_year: LoanYear
    fen_days: int
    """Subsidised principal × days"""
    eligible_fen: int | None
    """Principal within the cap; None: the cap was counted day by day"""
    quote: Quote | None
    """None: the rate of the year is pending"""
    raw_fen: int | None
    fen: int | None


def loan_years(loans: Iterable[Loan], spans: Sequence[Span], long_over_years: int) -> list[LoanYear]:
    """In the order in which the cap is filled: by year, drawdown, then reference. Years without a day are left out."""
    found = []
    for loan in loans:
        counting = spans if loan.counted is None else loan.counted
        for year in range(loan.drawn_on.year, loan.ends_on.year + 1):
            within = (max(loan.drawn_on, date(year, 1, 1)), min(loan.ends_on - DAY, date(year, 12, 31)))
            if days := tuple(_overlaps(within, counting)):
                found.append(LoanYear(loan, year, days, loan.is_long(long_over_years)))
    return sorted(found, key=lambda one: (one.year, one.loan.drawn_on, one.loan.ref))


def _overlaps(within: Span, spans: Sequence[Span]) -> Iterator[Span]:
    for first, last in spans:
        both = (max(first, within[0]), min(last, within[1]))
        if both[0] <= both[1]:
            yield both


def between(spans: Iterable[Span], first: date, last: date) -> tuple[Span, ...]:
    """The part of each that lies in there."""
    return tuple(_overlaps((first, last), tuple(spans)))


def merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The same days without overlaps."""
    joined: list[Span] = []
    for first, last in sorted(spans):
        if joined and first <= joined[-1][1] + DAY:
            joined[-1] = (joined[-1][0], max(last, joined[-1][1]))
        else:
            joined.append((first, last))
    return tuple(joined)


def subsidised(years: Sequence[LoanYear], terms: Terms, quotes: Quotes, on: date) -> list[Segment]:
    """In the order given, as `loan_years` gives it. `on`: the day that knows which rates are published."""
    return [
        _segment(one, *amounts, terms, quotes, on) for one, amounts in zip(years, filled(years, terms), strict=True)
    ]


def filled(years: Sequence[LoanYear], terms: Terms) -> list[tuple[int, int | None]]:
    """Of each in order: principal × days within the cap, and the principal if the cap counts it."""
    return _FILL[terms.method](years, terms.loan_cap_fen)


def _segment(one: LoanYear, fen_days: int, eligible_fen: int | None, terms: Terms, quotes: Quotes, on: date) -> Segment:
    quote = known_on(quotes, one.year, on)
    if quote is None:
        return Segment(one, fen_days, eligible_fen, None, None, None)
    raw = interest(fen_days, quote.rate(one.long), terms)
    fen = raw if one.limit_fen is None else min(raw, one.limit_fen)
    return Segment(one, fen_days, eligible_fen, quote, raw, fen)


def interest(fen_days: int, rate: int, terms: Terms) -> int:
    """principal × days × LPR × share / day count, rounded half up once, for a loan and a year."""
    return int(share(fen_days, rate * terms.share, WHOLE * WHOLE * terms.day_count))


def _by_loan(years: Sequence[LoanYear], cap_fen: int) -> list[tuple[int, int | None]]:
    used: dict[int, int] = defaultdict(int)
    found: list[tuple[int, int | None]] = []
    for one in years:
        eligible = min(one.loan.principal_fen, cap_fen - used[one.year])
        used[one.year] += eligible
        found.append((one.fen_days(eligible), eligible))
    return found


def _by_balance(years: Sequence[LoanYear], cap_fen: int) -> list[tuple[int, int | None]]:
    """Between two days on which anything begins or ends the balance stands still."""
    fen_days = [0] * len(years)
    for year in {one.year for one in years}:
        of_year = [(at, one) for at, one in enumerate(years) if one.year == year]
        edges = {edge for _, one in of_year for edge in _edges(one)}
        for start, end in pairwise(sorted(edges)):
            left = cap_fen
            for at, one in of_year:
                if any(first <= start and end - DAY <= last for first, last in one.days):
                    eligible = min(one.loan.outstanding_on(start), left)
                    left -= eligible
                    fen_days[at] += eligible * (end - start).days
    return [(one, None) for one in fen_days]


def _edges(one: LoanYear) -> Iterator[date]:
    for first, last in one.days:
        yield from (first, last + DAY, *(on for on, _ in one.loan.repayments if first < on <= last))


_FILL = {CapMethod.BY_LOAN: _by_loan, CapMethod.BY_BALANCE: _by_balance}
