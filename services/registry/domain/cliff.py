"""The expiry cliff (到期悬崖): titles that run out in twelve calendar months, this one included, and go on in none."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from shared.values import DISTRICTS, HOLDABLE, Tier

MONTHS: Final = 12


@dataclass(frozen=True, slots=True, order=True)
class Month:
    year: int
    number: int

    def __str__(self) -> str:
        return f"{self.year:04}-{self.number:02}"

    @property
    def first_day(self) -> date:
        return date(self.year, self.number, 1)

    def after(self, months: int) -> "Month":
        since = self.year * 12 + self.number - 1 + months
        return Month(since // 12, since % 12 + 1)

    @classmethod
    def of(cls, day: date) -> "Month":
        return cls(day.year, day.month)


@dataclass(frozen=True, slots=True)
class Window:
    """From a day on, the rest of its month and the eleven months that follow."""

    first_day: date

    @property
    def months(self) -> tuple[Month, ...]:
        first = Month.of(self.first_day)
        return tuple(first.after(n) for n in range(MONTHS))

    @property
    def last_day(self) -> date:
        return self.months[-1].after(1).first_day - timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Running:
    """Titles of one tier in one district whose last day lies in one month."""

    district: str
    tier: Tier
    month: Month
    count: int


@dataclass(frozen=True, slots=True)
class Edge:
    """One tier in one district over the window; months in which nothing ends are zero."""

    district: str
    tier: Tier
    by_month: tuple[int, ...]

    @property
    def total(self) -> int:
        return sum(self.by_month)


def cliff(running: Iterable[Running], window: Window, district: str | None) -> tuple[Edge, ...]:
    """Every tier of every district asked for, in the order of the codes; `district` None: the whole city."""
    months = window.months
    counts = {(one.district, one.tier, one.month): one.count for one in running}
    return tuple(
        Edge(code, tier, tuple(counts.get((code, tier, month), 0) for month in months))
        for code in DISTRICTS
        if district in (None, code)
        for tier in HOLDABLE
    )
