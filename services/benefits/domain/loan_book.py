"""What the entries of a loan that stand say together."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from math import ceil
from typing import Final

from services.benefits.domain.cases import Borrower, Thing
from services.benefits.domain.claims.refusals import Refusal
from services.benefits.domain.facts import SubjectKind
from services.benefits.domain.loan_entries import (
    Clash,
    Disbursed,
    Entry,
    InterestPaid,
    Kind,
    Overdue,
    Repaid,
    Subsidised,
)
from services.benefits.domain.loans import DAY, Loan, LoanYear, Span, between, merged, without
from shared.conditions import Value
from shared.values import spelled

BANK_YEAR: Final = 360
"""Days by which banks make a daily rate of a yearly one (人民币利率换算)"""


@dataclass(frozen=True, slots=True)
class Book:
    """What the entries that stand say."""

    disbursed: Disbursed
    payments: tuple[InterestPaid, ...] = ()
    """Of interest, in order of their periods"""
    subsidised: Mapping[int, int] = field(default_factory=dict)
    repayments: tuple[tuple[date, int], ...] = ()
    """In order of time, day and fen"""
    overdue: tuple[tuple[date, bool], ...] = ()

    @property
    def cancelled(self) -> bool:
        """Taken back: nothing told of it counts until it is told anew."""
        return self.disbursed.principal_fen == 0

    @property
    def interest_paid(self) -> Mapping[int, int]:
        """Fen by year that count for its limit; a year left out is not known.

        Part payments of one period are real, so periods may overlap and all that was paid is added up; but of a year
        no more counts than the principal bore, at the rate of the contract, on the days of its periods together on
        which the loan existed.
        """
        found = {}
        for year in sorted({one.first_on.year for one in self.payments}):
            of_year = [one for one in self.payments if one.first_on.year == year]
            if self._within(of_year):
                borne = self._borne(year, merged(self._within(one for one in of_year if one.amount_fen)))
                found[year] = min(sum(one.amount_fen for one in of_year), borne)
        return found

    def _within(self, payments: Iterable[InterestPaid]) -> tuple[Span, ...]:
        """Days of their periods on which the loan bore interest."""
        return between(((one.first_on, one.last_on) for one in payments), self.disbursed.drawn_on, self.ends_on - DAY)

    def _borne(self, year: int, days: tuple[Span, ...]) -> int:
        told = self.disbursed
        loan = Loan("", told.principal_fen, told.drawn_on, told.matures_on, repayments=self.repayments)
        fen_days = LoanYear(loan, year, days, long=False).fen_days(told.principal_fen)
        return ceil(fen_days * Fraction(told.rate) / (100 * BANK_YEAR))

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
        first = self.disbursed.drawn_on.year
        return range(first, first if self.cancelled else (self.ends_on - DAY).year + 1)

    @property
    def ends_on(self) -> date:
        """Due or paid back: that day bears no interest any more."""
        return min(self.disbursed.matures_on, self.repaid_on or self.disbursed.matures_on)

    def overdue_on(self, day: date) -> bool:
        known = [overdue for on, overdue in self.overdue if on <= day]
        return bool(known) and known[-1]

    @property
    def overdue_days(self) -> tuple[Span, ...]:
        """Of its life, on which it was overdue; what nobody has told to be settled goes on."""
        found: list[Span] = []
        since: date | None = None
        for on, overdue in (*self.overdue, (self.ends_on, False)):
            if overdue:
                since = since or on
            elif since is not None:
                found.append((since, on - DAY))
                since = None
        return between(found, self.disbursed.drawn_on, self.ends_on - DAY)

    def _barred_on(self, day: date) -> bool:
        """Overdue, and no day of that year is left to subsidise: single days are cut out (`overdue_days`)."""
        year = between([(self.disbursed.drawn_on, self.ends_on - DAY)], date(day.year, 1, 1), date(day.year, 12, 31))
        return self.overdue_on(day) and not without(year, self.overdue_days)

    def thing(self, ref: str, on: date, borrower: Borrower | None = None) -> Thing:
        """As calculations read it on a day."""
        told = self.disbursed
        facts: dict[str, Value] = {
            "purpose": told.purpose,
            "lender": told.lender,
            "overdue": self._barred_on(on),
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
            overdue=self.overdue_days,
        )


def book(entries: Sequence[Entry]) -> Book:
    """Of the entries of one loan, the first of which was its disbursement; in whichever order the others came."""
    corrected = {spelled(one.corrects) for one in entries if one.corrects}
    stand = [one.said for one in entries if spelled(one.number) not in corrected]
    [disbursed] = [one for one in stand if isinstance(one, Disbursed)]
    if disbursed.principal_fen == 0:
        return Book(disbursed)
    subsidised: dict[int, int] = {}
    for one in stand:
        if isinstance(one, Subsidised) and one.amount_fen:
            subsidised[one.year] = subsidised.get(one.year, 0) + one.amount_fen
    paid = (one for one in stand if isinstance(one, InterestPaid) and one.amount_fen + one.penalty_fen)
    payments = sorted(paid, key=lambda one: (one.first_on, one.last_on, one.amount_fen, one.penalty_fen))
    repaid = ((one.repaid_on, one.amount_fen) for one in stand if isinstance(one, Repaid) and one.amount_fen)
    overdue = ((one.changed_on, one.overdue) for one in stand if isinstance(one, Overdue))
    return Book(disbursed, tuple(payments), subsidised, tuple(sorted(repaid)), tuple(sorted(overdue)))


def is_known(entries: Iterable[Entry], new: Entry) -> bool:
    """Told twice. Raises Clash where its number stands for something else."""
    for one in entries:
        if spelled(one.number) == spelled(new.number):
            if one.said == new.said and spelled(one.corrects or "") == spelled(new.corrects or ""):
                return True
            raise Clash("这一编号已登记为另一内容；如原来有误，请用新的编号并在 corrects 中写明原编号")
    return False


def with_entry(entries: Sequence[Entry], new: Entry, today: date) -> Sequence[Entry] | None:
    """With the new one, checked; None: it is there already. Raises Clash, Refusal."""
    if is_known(entries, new):
        return None
    new.said.check(today, correcting=new.corrects is not None)
    if new.corrects is not None:
        _check_corrected(entries, new, new.corrects)
    elif any(one.kind is new.kind is Kind.DISBURSED for one in entries):
        raise Clash("这一合同已登记放款；如原来有误，请在 corrects 中写明原编号")
    both = (*entries, new)
    now = book(both)
    _check_together(now)
    if isinstance(new.said, InterestPaid):
        _check_period(now, new.said)
    if now.cancelled and not isinstance(new.said, Disbursed):
        raise Refusal("该贷款已撤销；如系误撤，请先在 corrects 中写明撤销的编号，重新登记放款")
    return both


def _check_corrected(entries: Sequence[Entry], new: Entry, number: str) -> None:
    found = next((one for one in entries if spelled(one.number) == spelled(number)), None)
    if found is None or found.kind is not new.kind:
        raise Refusal(f"corrects 中的编号不是这笔贷款已登记的“{new.kind.label}”；请核对编号")
    if any(spelled(one.corrects or "") == spelled(number) for one in entries):
        raise Refusal("该编号已被更正过；请更正最近的一笔")


def _check_together(now: Book) -> None:
    if now.cancelled:
        return
    if now.outstanding_fen < 0:
        raise Refusal("还本合计超过放款金额；请核对金额，或先更正放款")
    if any(on < now.disbursed.drawn_on for on, _ in (*now.repayments, *now.overdue)):
        raise Refusal("还本与逾期不能早于放款日；请核对日期")
    if any(year < now.disbursed.drawn_on.year for year in now.subsidised):
        raise Refusal("贴息的年度不能早于放款；请核对日期")


def _check_period(now: Book, paid: InterestPaid) -> None:
    """Interest of days on which there was no loan is none of it; penalties come after it, too."""
    if now.cancelled or not paid.amount_fen + paid.penalty_fen:
        return
    if paid.first_on < now.disbursed.drawn_on:
        raise Refusal(f"计息期不能早于放款日 {now.disbursed.drawn_on}；请核对日期")
    if paid.amount_fen and paid.last_on > now.ends_on:
        raise Refusal(
            f"计息期不能晚于贷款到期或还清之日 {now.ends_on}：此后的是逾期息、罚息，请记入 penalty；日期有误的请核对"
        )
