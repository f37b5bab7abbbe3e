"""贷款贴息 of each loan in one calendar year: the answer for a loan, and the steps that made it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from services.benefits.domain.calculation import Result, calculate, settle
from services.benefits.domain.cases import Case
from services.benefits.domain.formulas import InterestSubsidy, Step
from services.benefits.domain.loans import Segment, Terms, between
from services.benefits.domain.measures import Measure, RuleBook
from services.benefits.domain.titles import spans
from shared.events import Title
from shared.values import Verdict


class Status(StrEnum):
    CALCULATED = "calculated"
    PENDING = "pending"
    """RATE_PENDING: the January quotation of the year is not published"""
    NO_DAYS = "no_days"
    """Not outstanding in the year, or on no day of it under a title"""
    UNMET = "unmet"
    UNKNOWN = "unknown"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    Status.CALCULATED: "已计算",
    Status.PENDING: "利率待定：当年1月份LPR尚未发布",
    Status.NO_DAYS: "当年没有可贴息的日子：贷款不在存续期，或没有持有所需称号",
    Status.UNMET: "不符合条件",
    Status.UNKNOWN: "尚不能判断",
}
_BY_VERDICT = {Verdict.UNMET: Status.UNMET, Verdict.UNKNOWN: Status.UNKNOWN}


@dataclass(frozen=True, slots=True)
class LoanYearAnswer:
    year: int
    status: Status
    result: Result
    """Of the whole loan: the verdict, and why"""
    terms: Terms
    segment: Segment | None
    """Of the year; None where it has none"""
    steps: tuple[Step, ...]

    @property
    def fen(self) -> int | None:
        """None: nobody knows yet, or it is not owed at all."""
        if self.status is Status.NO_DAYS:
            return 0
        return None if self.segment is None else self.segment.fen


def of_year(book: RuleBook, measure: Measure, case: Case, year: int) -> Sequence[LoanYearAnswer]:
    """Of every loan of the case, in the order in which it brings them. The measure's formula is an interest subsidy."""
    formula = measure.formula
    assert isinstance(formula, InterestSubsidy)
    judged = replace(case, on=judged_on(case.titles or (), formula, year, case.on))
    results = [one for one in calculate(book, judged, (measure.benefit_code,)).results if one.ref]
    met = [one.ref for one in results if one.verdict is Verdict.MET]
    terms, settled = settle(book, formula, case, met)
    return [_answer(formula, terms, result, settled.get(result.ref), year) for result in results]


def judged_on(titles: Iterable[Title], formula: InterestSubsidy, year: int, on: date) -> date:
    """The last day of the year under a title, for the clause asks for it on each day that is subsidised: one that ended
    in spring leaves the days before. Without any, the day on which it is asked."""
    counted = between(spans(titles, formula.tiers), date(year, 1, 1), min(on, date(year, 12, 31)))
    return counted[-1][1] if counted else on


def _answer(
    formula: InterestSubsidy, terms: Terms, result: Result, segments: Sequence[Segment] | None, year: int
) -> LoanYearAnswer:
    segment = next((one for one in segments or () if one.loan_year.year == year), None)
    status = _BY_VERDICT.get(result.verdict) or (Status.UNKNOWN if segments is None else _status(segment))
    steps = formula.general if segment is None else (*formula.general, *formula.segment_steps([segment], terms))
    return LoanYearAnswer(year, status, result, terms, segment, steps)


def _status(segment: Segment | None) -> Status:
    if segment is None:
        return Status.NO_DAYS
    return Status.PENDING if segment.fen is None else Status.CALCULATED
