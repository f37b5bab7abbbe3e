"""What comes of the cells of one group, or of all together: sums, weighted means, medians."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from services.finance.domain.figures.arithmetic import mean, median, percent
from services.finance.domain.figures.cells import AnswerCell, Cells, Firms, LoanCell, OfferCell, PartCell
from services.finance.domain.products.offers import LENDING, ProductKind


@dataclass(frozen=True, slots=True)
class Lending:
    loans: int
    principal_fen: int
    outstanding_fen: int
    overdue_loans: int
    overdue_fen: int
    new_loans: int
    new_fen: int
    rate: Decimal | None
    """Percent a year, weighted by what is outstanding; None: nothing is"""
    guaranteed_fen: int
    """Outstanding of loans whose guarantee fee was told"""
    guarantee_rate: Decimal | None
    """Of those, weighted likewise"""


@dataclass(frozen=True, slots=True)
class Applying:
    """sent = offered + refused + expired + ended + waiting"""

    sent: int
    offered: int
    refused: int
    expired: int
    ended: int
    accepted: int
    """Of those offered"""

    @property
    def answered(self) -> int:
        return self.offered + self.refused

    @property
    def waiting(self) -> int:
        return self.sent - self.answered - self.expired - self.ended


@dataclass(frozen=True, slots=True)
class Accepting:
    """Of accepted offers; means are weighted by the amount offered."""

    amount_fen: int
    rate: Decimal | None
    """Interest, percent a year: of what lends"""
    guarantee_rate: Decimal | None
    """担保费, percent a year: of guarantees, and of loans that name what their guarantee costs elsewhere"""
    fees: Decimal | None
    """Paid once, percent of the amount"""


@dataclass(frozen=True, slots=True)
class Answering:
    """From sending to the first offer or refusal. None: nothing was answered"""

    median_days: Decimal | None
    """Working days, the day of sending not counted"""
    slowest_days: int | None
    median_hours: Decimal | None
    """Whole hours by the clock, days off included"""
    slowest_hours: int | None


@dataclass(frozen=True, slots=True)
class Line:
    """One group, or all together."""

    firms: Firms
    lending: Lending
    applying: Applying
    accepting: Accepting
    answering: Answering


def line(cells: Cells, firms: Firms | None = None) -> Line:
    """`firms`: of more than one group, who is in several is counted once, so they are no sum."""
    own = Firms(sum(one.firms for one in cells.loans), sum(one.firms for one in cells.parts))
    lent, sent = _lending(cells.loans), _applying(cells.parts)
    return Line(firms or own, lent, sent, _accepting(cells.offers), _answering(cells.answers))


def _lending(cells: Sequence[LoanCell]) -> Lending:
    outstanding = sum(one.outstanding_fen for one in cells)
    guaranteed = sum(one.guaranteed_fen for one in cells)
    return Lending(
        loans=sum(one.loans for one in cells),
        principal_fen=sum(one.principal_fen for one in cells),
        outstanding_fen=outstanding,
        overdue_loans=sum(one.overdue_loans for one in cells),
        overdue_fen=sum(one.overdue_fen for one in cells),
        new_loans=sum(one.new_loans for one in cells),
        new_fen=sum(one.new_fen for one in cells),
        rate=percent(sum(one.weighed_units for one in cells), outstanding),
        guaranteed_fen=guaranteed,
        guarantee_rate=percent(sum(one.guarantee_units for one in cells), guaranteed),
    )


def _applying(cells: Sequence[PartCell]) -> Applying:
    return Applying(
        sent=sum(one.sent for one in cells),
        offered=sum(one.offered for one in cells),
        refused=sum(one.refused for one in cells),
        expired=sum(one.expired for one in cells),
        ended=sum(one.ended for one in cells),
        accepted=sum(one.accepted for one in cells),
    )


def _accepting(cells: Sequence[OfferCell]) -> Accepting:
    amount = sum(one.amount_fen for one in cells)
    fees = [(one, fee) for one in cells for fee in one.fees]
    percents = [(one.amount_fen, fee.percent) for one, fee in fees if fee.percent is not None]
    sums = [(100 * one.offers, Decimal(fee.fen)) for one, fee in fees if fee.fen is not None]
    return Accepting(
        amount_fen=amount,
        rate=_mean_rate((one.amount_fen, one.rate) for one in cells if one.kind in LENDING),
        guarantee_rate=_mean_rate((one.amount_fen, _guarantee(one)) for one in cells),
        fees=mean((*percents, *sums), amount),
    )


def _mean_rate(weighed: Iterable[tuple[int, Decimal | None]]) -> Decimal | None:
    """Of those that have a rate."""
    rated = [(fen, rate) for fen, rate in weighed if rate is not None]
    return mean(rated, sum(fen for fen, _ in rated))


def _guarantee(one: OfferCell) -> Decimal | None:
    return one.rate if one.kind is ProductKind.GUARANTEE else one.guarantee_rate


def _answering(cells: Sequence[AnswerCell]) -> Answering:
    days, hours = Counter[int](), Counter[int]()
    for one in cells:
        days[one.days] += one.parts
        hours[one.hours] += one.parts
    return Answering(median(days), max(days, default=None), median(hours), max(hours, default=None))
