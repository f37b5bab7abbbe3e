"""Figures of the annual reports: "last year" is the last complete fiscal year, audit figures (63号 附件4)."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Any, Final

import numpy as np

from services.registry.domain.criteria import Asked
from services.registry.domain.figures.city import City, Column, exact, marked, percent
from services.registry.domain.figures.reading import Case, Datum, Reading, Unit, known, missing
from services.registry.domain.profile import Provenance
from shared.truth import UNKNOWN

FIELD_LABELS: Final = {
    "revenue_fen": "营业收入",
    "main_revenue_fen": "主营业务收入",
    "rd_expense_fen": "研发费用",
    "rd_staff": "研发人员数",
    "staff": "从业人员数",
    "net_profit_fen": "净利润",
    "total_assets_fen": "资产总额",
    "total_debt_fen": "负债总额",
}


def reported(case: Case, name: str, back: int) -> tuple[int | None, Provenance | None, str]:
    """The figure, where it is from, and, when missing, what to say."""
    report = case.report(back)
    value: int | None = getattr(report, name) if report else None
    if report is None or value is None:
        return None, None, f"缺{case.last_year - back}年{FIELD_LABELS[name]}"
    return value, report.origin_of(name), ""


def _series(case: Case, name: str, back: int, years: int) -> tuple[list[int], Provenance | None, str]:
    """The values of `years` years, latest first; empty, with a reason, when one is missing."""
    values = [reported(case, name, back + year) for year in range(years)]
    reasons = [reason for value, _, reason in values if value is None]
    if reasons:
        return [], None, "，".join(reasons)
    return [value for value, _, _ in values if value is not None], values[0][1], ""


def reported_data(case: Case, names: Sequence[str], back: int, years: int = 1) -> tuple[Datum, ...]:
    """What is to be reported of `years` years, latest first."""
    return tuple(Datum(name, case.last_year - back - year) for year in range(years) for name in names)


def _columns(city: City, name: str, back: int, years: int) -> list[Column]:
    return [city.reported(name, back + year) for year in range(years)]


def _all_known(columns: Sequence[Column]) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    everywhere: np.ndarray[tuple[int], np.dtype[np.bool_]] = np.logical_and.reduce([one != UNKNOWN for one in columns])
    return everywhere


@dataclass(frozen=True, slots=True)
class Amount:
    """A figure of one year as it stands."""

    label: str
    name: str
    unit: Unit = Unit.MONEY

    def data(self, case: Case, asked: Asked) -> tuple[Datum, ...]:
        return reported_data(case, [self.name], asked.back)

    def read(self, case: Case, asked: Asked) -> Reading:
        value, origin, reason = reported(case, self.name, asked.back)
        return missing(reason) if value is None else known(value, origin)

    def column(self, city: City, asked: Asked) -> Column:
        return marked(city.reported(self.name, asked.back))


@dataclass(frozen=True, slots=True)
class Total:
    """Of `years` years; with `mean`, per year (算术平均)."""

    label: str
    name: str
    mean: bool = False
    unit: Unit = Unit.MONEY

    def data(self, case: Case, asked: Asked) -> tuple[Datum, ...]:
        return reported_data(case, [self.name], asked.back, asked.years)

    def read(self, case: Case, asked: Asked) -> Reading:
        values, origin, reason = _series(case, self.name, asked.back, asked.years)
        if not values:
            return missing(reason)
        return known(Fraction(sum(values), len(values) if self.mean else 1), origin)

    def column(self, city: City, asked: Asked) -> Column:
        columns = _columns(city, self.name, asked.back, asked.years)
        usable = _all_known(columns)
        total = np.where(usable, np.sum([np.where(usable, one, 0) for one in columns], axis=0), UNKNOWN)
        if not self.mean:
            return marked(total)
        hundredths = np.where(usable, total, 0) * 100
        return np.where(usable, hundredths // asked.years - (-hundredths) // asked.years, UNKNOWN)


@dataclass(frozen=True, slots=True)
class Ratio:
    """One figure of a year in percent of another; undefined without a positive base."""

    label: str
    part: str
    whole: str
    unit: Unit = Unit.PERCENT

    def data(self, case: Case, asked: Asked) -> tuple[Datum, ...]:
        return reported_data(case, [self.part, self.whole], asked.back)

    def read(self, case: Case, asked: Asked) -> Reading:
        part, origin, no_part = reported(case, self.part, asked.back)
        whole, _, no_whole = reported(case, self.whole, asked.back)
        if part is None or whole is None:
            return missing("，".join(filter(None, (no_part, no_whole))))
        if whole <= 0:
            return missing(f"{case.last_year - asked.back}年{FIELD_LABELS[self.whole]}为零，比率无意义")
        return known(Fraction(part * 100, whole), origin)

    def column(self, city: City, asked: Asked) -> Column:
        part, whole = city.reported(self.part, asked.back), city.reported(self.whole, asked.back)
        return percent(part, whole, (part != UNKNOWN) & (whole > 0))


@dataclass(frozen=True, slots=True)
class MeanGrowth:
    """年均增长率: the arithmetic mean of the growth of `years` years, (g_y + g_y-1) / 2 (63号 附件4), not compounded.

    A base of zero, or a loss, gives no growth: unknown.
    """

    label: str
    name: str
    unit: Unit = Unit.PERCENT

    def data(self, case: Case, asked: Asked) -> tuple[Datum, ...]:
        return reported_data(case, [self.name], asked.back, (asked.years or 1) + 1)

    def read(self, case: Case, asked: Asked) -> Reading:
        years = asked.years or 1
        values, origin, reason = _series(case, self.name, asked.back, years + 1)
        if not values:
            return missing(reason)
        if min(values[1:]) <= 0:
            return missing(f"基期{FIELD_LABELS[self.name]}不为正数，增长率无意义")
        growth = sum((Fraction(new - old, old) for new, old in pairwise(values)), Fraction(0))
        return known(growth * 100 / years, origin)

    def column(self, city: City, asked: Asked) -> Column:
        years = asked.years or 1
        columns = _columns(city, self.name, asked.back, years + 1)
        usable = _all_known(columns) & np.logical_and.reduce([one > 0 for one in columns[1:]])
        if years == 1:
            last, base = (np.where(usable, one, 0) for one in columns)
            return percent(last - base, base, usable)
        values = [exact(np.where(usable, one, 1)) for one in columns]
        part: Any = values[0] - values[1]
        whole: Any = values[1]
        for new, old in pairwise(values[1:]):  # a/b + c/d = (a d + c b) / (b d)
            part, whole = part * old + (new - old) * whole, whole * old
        return percent(part, whole * years, usable)


@dataclass(frozen=True, slots=True)
class Compound:
    """复合增长率: kept as the factor over `years` years in percent of the base, which needs no root.

    A bound of 5 % over two years is a factor of 1.05² = 110.25 % (`scaled`).
    """

    label: str
    name: str
    unit: Unit = Unit.PERCENT

    def scaled(self, bound: Fraction, years: int) -> Fraction:
        return (1 + bound / 100) ** years * 100

    def data(self, case: Case, asked: Asked) -> tuple[Datum, ...]:
        return reported_data(case, [self.name], asked.back, asked.years + 1)

    def read(self, case: Case, asked: Asked) -> Reading:
        values, origin, reason = _series(case, self.name, asked.back, asked.years + 1)
        if not values:
            return missing(reason)
        if values[-1] <= 0 or values[0] < 0:
            return missing(f"基期{FIELD_LABELS[self.name]}不为正数，增长率无意义")
        return known(Fraction(values[0] * 100, values[-1]), origin)

    def column(self, city: City, asked: Asked) -> Column:
        columns = _columns(city, self.name, asked.back, asked.years + 1)
        usable = _all_known(columns) & (columns[-1] > 0) & (columns[0] >= 0)
        return percent(columns[0], columns[-1], usable)
