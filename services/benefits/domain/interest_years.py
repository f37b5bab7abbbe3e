"""贷款贴息 of each loan in one calendar year: the answer for a loan, and the steps that made it."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from services.benefits.domain.calculation import Calculation, Result, calculate, settle
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

    @property
    def of_the_year(self) -> Result:
        """The result with what the year alone carries."""
        said = (self.status.label,) if self.status in (Status.PENDING, Status.NO_DAYS) else ()
        reason = "；".join((self.result.reason, *said))
        return replace(self.result, amount_fen=self.fen, steps=self.steps, reason=reason)


def of_year(book: RuleBook, measure: Measure, case: Case, year: int) -> Sequence[LoanYearAnswer]:
    """Of every loan of the case, in the order in which it brings them. The measure's formula is an interest subsidy."""
    return _answers(book, measure, case, year, _judged(book, measure, case, year))


def calculate_year(book: RuleBook, case: Case, year: int, only: Collection[str]) -> Calculation:
    """As a calculation, to be kept: `only` names the interest subsidy, each loan carries its amount of the year."""
    [measure] = [found for name in only if (found := book.policy_set.find(name)) is not None]
    judged = _judged(book, measure, case, year)
    results = {one.result.ref: one.of_the_year for one in _answers(book, measure, case, year, judged)}
    totals: dict[str, int] = {}
    for one in results.values():
        if one.amount_fen is not None:
            totals[one.certainty] = totals.get(one.certainty, 0) + one.amount_fen
    of_all = tuple(results.get(one.ref, one) for one in judged.results)
    return replace(judged, on=case.on, results=of_all, totals=totals)


def _judged(book: RuleBook, measure: Measure, case: Case, year: int) -> Calculation:
    formula = _formula(measure)
    judged = replace(case, on=judged_on(case.titles or (), formula, year, case.on))
    return calculate(book, judged, (measure.benefit_code,))


def _answers(book: RuleBook, measure: Measure, case: Case, year: int, judged: Calculation) -> Sequence[LoanYearAnswer]:
    formula = _formula(measure)
    results = [one for one in judged.results if one.ref]
    terms, settled = settle(book, formula, case, [one.ref for one in results if one.verdict is Verdict.MET])
    return [_answer(formula, terms, result, settled.get(result.ref), year) for result in results]


def _formula(measure: Measure) -> InterestSubsidy:
    assert isinstance(measure.formula, InterestSubsidy)
    return measure.formula


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
