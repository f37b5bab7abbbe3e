"""The target board (目标看板): what is reached of each goal, by whom, and what the year will bring at this pace.

Exact fractions throughout. Numbers of enterprises are rounded half up to whole ones, percent half up to two places,
and only here, at the end.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Final

from services.registry.domain.goals import Goal
from shared.values import CITY, DISTRICTS

_PLACES: Final = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Span:
    """The year of a board and how much of it is over on the day it shows."""

    year: int
    as_of: date

    @property
    def day(self) -> date:
        """The day things are counted on: within the year, or its last day when it is over."""
        return min(self.as_of, date(self.year, 12, 31))

    @property
    def opening(self) -> date:
        """The last day of the year before."""
        return date(self.year - 1, 12, 31)

    @property
    def elapsed(self) -> Fraction:
        """已过份额: the days that are over, the day itself included, of those the year has."""
        days = (date(self.year, 12, 31) - self.opening).days
        return Fraction(max(0, (self.day - self.opening).days), days)


def span(year: int, as_of: date | None, today: date) -> Span:
    """By default today, and the year's end for a year that is over."""
    return Span(year, as_of or min(today, date(year, 12, 31)))


@dataclass(frozen=True, slots=True)
class Count:
    """What is counted of one goal in one district."""

    opening: int = 0
    """On the last day of the year before"""
    actual: int = 0
    in_notice: int = 0
    """公示中: enterprises that would count in addition if their notice ended well"""
    awaiting: int = 0
    """公示期满、待认定: their notice has ended and nobody has recognised them yet"""

    def __add__(self, other: "Count") -> "Count":
        return Count(
            self.opening + other.opening,
            self.actual + other.actual,
            self.in_notice + other.in_notice,
            self.awaiting + other.awaiting,
        )


@dataclass(frozen=True, slots=True)
class Line:
    """One goal in one district, or in the city."""

    district: str
    target: int | None
    count: Count
    elapsed: Fraction
    share_percent: Decimal | None = None
    """占全市: None where the city has none"""
    rank: int | None = None
    """By progress, among the districts with a target; equal ones share a place"""
    rank_by_count: int | None = None

    @property
    def gained(self) -> int:
        """The actual of the year: net, so what ran out is taken off where only valid titles count."""
        return self.count.actual - self.count.opening

    @property
    def progress(self) -> Fraction | None:
        return Fraction(self.count.actual, self.target) if self.target else None

    @property
    def progress_percent(self) -> Decimal | None:
        return None if self.progress is None else percent(self.progress)

    @property
    def projected(self) -> int | None:
        """年末预计: where the year began, and what it brought ÷ the share of it that is over. None before it began."""
        return self._at_this_pace(self.gained)

    @property
    def projected_with_notice(self) -> int | None:
        """The same, those in notice and those it has ended for taken as recognised."""
        return self._at_this_pace(self.gained + self.count.in_notice + self.count.awaiting)

    def _at_this_pace(self, gained: int) -> int | None:
        if not self.elapsed:
            return None
        return max(0, whole(self.count.opening + Fraction(gained) / self.elapsed))


@dataclass(frozen=True, slots=True)
class Tally:
    """One goal of the board: the city, and its districts in the order of their codes."""

    goal: Goal
    city: Line
    districts: tuple[Line, ...]


def board(
    goals: Sequence[Goal],
    counts: Mapping[tuple[Goal, str], Count],
    targets: Mapping[tuple[Goal, str], int],
    on: Span,
) -> tuple[Tally, ...]:
    """`targets` by goal and district, 330100 for the city's own."""
    return tuple(_tally(goal, counts, targets, on) for goal in goals)


def _tally(
    goal: Goal, counts: Mapping[tuple[Goal, str], Count], targets: Mapping[tuple[Goal, str], int], on: Span
) -> Tally:
    found = {district: counts.get((goal, district), Count()) for district in DISTRICTS}
    total = sum(found.values(), Count())
    progress = {
        district: Fraction(one.actual, target)
        for district, one in found.items()
        if (target := targets.get((goal, district)))
    }
    return Tally(
        goal,
        Line(CITY, targets.get((goal, CITY)), total, on.elapsed),
        tuple(
            Line(
                district,
                targets.get((goal, district)),
                one,
                on.elapsed,
                share_percent=percent(Fraction(one.actual, total.actual)) if total.actual else None,
                rank=_place(progress, district),
                rank_by_count=_place({d: Fraction(c.actual) for d, c in found.items()}, district),
            )
            for district, one in found.items()
        ),
    )


def _place(values: Mapping[str, Fraction], of: str) -> int | None:
    """1 for the highest; None for one that is not among them."""
    return 1 + sum(value > values[of] for value in values.values()) if of in values else None


def whole(value: Fraction) -> int:
    """Half up, also below zero: -0.5 becomes 0."""
    return (2 * value.numerator + value.denominator) // (2 * value.denominator)


def percent(share: Fraction) -> Decimal:
    """Half up to two places, from the exact fraction."""
    return (Decimal(whole(share * 10_000)) / 100).quantize(_PLACES, ROUND_HALF_UP)
