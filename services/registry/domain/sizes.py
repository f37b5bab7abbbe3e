"""中小企业划型 (工信部联企业〔2011〕300号): large, medium, small or micro, and whether a firm is an SME at all.

"及以上" includes the number and "以下" excludes it here, unlike in 63号. The tables are dated data.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Final

from shared.truth import UNKNOWN, Truth, at_least, below, every, some


class SizeClass(StrEnum):
    LARGE = "large"
    """大型: not an SME."""
    MEDIUM = "medium"
    SMALL = "small"
    MICRO = "micro"


SIZE_LABELS: Final = {
    SizeClass.LARGE: "大型企业",
    SizeClass.MEDIUM: "中型企业",
    SizeClass.SMALL: "小型企业",
    SizeClass.MICRO: "微型企业",
}


class Measure(StrEnum):
    STAFF = "staff"
    """从业人员"""
    REVENUE = "revenue"
    """营业收入, fen"""
    ASSETS = "assets"
    """资产总额, fen"""


Bounds = Mapping[Measure, int]
"""Persons and fen."""


@dataclass(frozen=True, slots=True)
class IndustryRow:
    """One of the 16 rows of the table."""

    code: str
    label: str
    clause: str
    sme_below: Bounds
    """Below any of these it is an SME."""
    medium_from: Bounds
    """At all of these it is medium."""
    small_from: Bounds


@dataclass(frozen=True)
class SizeRules:
    """The table, and which row an industry of GB/T 4754-2017 belongs to."""

    rules_id: str
    title: str
    valid_from: date
    rows: Mapping[str, IndustryRow]
    row_of_industry: Mapping[str, str | None]
    """By section, division or group; the longest that fits wins. None: the table does not say."""

    def row(self, industry: str) -> IndustryRow | None:
        """None where the industry is not in the table, or its code is too short to tell between two rows."""
        for length in range(len(industry), 0, -1):
            if industry[:length] in self.row_of_industry:
                code = self.row_of_industry[industry[:length]]
                return self.rows[code] if code else None
        return None


Figures = Callable[[Measure], Any]
"""The measure as an int or an int64 array, UNKNOWN where missing."""


def is_sme(row: IndustryRow, figures: Figures) -> Truth:
    """One measure below its cap is enough; large only if every measure reaches its cap."""
    return some(below(figures(measure), cap) for measure, cap in row.sme_below.items())


def size_class(
    rules: SizeRules, industry: str, staff: int | None, revenue_fen: int | None, assets_fen: int | None
) -> SizeClass | None:
    """None when the missing figures could change the answer, or the table has no row for the industry."""
    row = rules.row(industry)
    if row is None:
        return None
    given = {Measure.STAFF: staff, Measure.REVENUE: revenue_fen, Measure.ASSETS: assets_fen}
    marks = {measure: UNKNOWN if value is None else value for measure, value in given.items()}
    sme = is_sme(row, marks.__getitem__)
    medium = every(at_least(marks[measure], bound) for measure, bound in row.medium_from.items())
    small = every(at_least(marks[measure], bound) for measure, bound in row.small_from.items())
    possible = {
        SizeClass.LARGE: not sme.certain,
        SizeClass.MEDIUM: sme.possible and medium.possible,
        SizeClass.SMALL: sme.possible and not medium.certain and small.possible,
        SizeClass.MICRO: sme.possible and not small.certain,
    }
    left = [size for size, it_may_be in possible.items() if it_may_be]
    return left[0] if len(left) == 1 else None
