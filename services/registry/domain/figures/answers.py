"""Figures that are answers of a named kind: flags, numbers, levels, first days, incidents."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache

from services.registry.domain.criteria import Asked
from services.registry.domain.figures.city import City, Column
from services.registry.domain.figures.reading import Case, Datum, Reading, Unit, known, missing
from services.registry.domain.profile import Answer
from shared.days import add_years
from shared.truth import mark


def _answer(case: Case, name: str) -> Answer | None:
    return case.profile.answers.get(name)


@dataclass(frozen=True, slots=True)
class Flag:
    """A yes or no that somebody answered."""

    label: str
    name: str
    unit: Unit = Unit.FLAG

    def data(self, case: Case, asked: Asked) -> tuple[Datum, ...]:
        return (Datum(self.name),)

    def read(self, case: Case, asked: Asked) -> Reading:
        answer = _answer(case, self.name)
        if answer is None or not isinstance(answer.value, bool):
            return missing(f"未提供：{self.label}")
        return known(answer.value, answer.origin)

    def column(self, city: City, asked: Asked) -> Column:
        return city.answered(self.name, _flag_mark)


def _flag_mark(answer: Answer) -> int | None:
    return mark(int(answer.value)) if isinstance(answer.value, bool) else None


@dataclass(frozen=True, slots=True)
class Number:
    """A number somebody gave; with `highest`, a whole one from 0 on, as points are. A score holds for its year only."""

    label: str
    name: str
    unit: Unit = Unit.NUMBER
    highest: int | None = None
    of_year: int | None = None
    """Years back from the year of judging; None: it does not age."""
    counted: str = ""
    """量词: what it is counted in"""

    def data(self, case: Case, asked: Asked) -> tuple[Datum, ...]:
        return (Datum(self.name),)

    def read(self, case: Case, asked: Asked) -> Reading:
        answer = _answer(case, self.name)
        if answer is None or _number(answer) is None:
            return missing(f"未提供：{self.label}")
        if not self._in_range(answer):
            return missing(f"{self.label}应为0至{self.highest}的整数")
        if not self._of_the_year(answer, case.on.year):
            return missing(f"{self.label}不是{case.on.year - (self.of_year or 0)}年度的")
        return known(_number(answer) or 0, answer.origin)

    def column(self, city: City, asked: Asked) -> Column:
        return city.answered(self.name, self._reader(city.on.year))

    def _reader(self, year: int) -> "_NumberMark":
        return _NumberMark(self, year)

    def _in_range(self, answer: Answer) -> bool:
        number = _number(answer)
        if self.highest is None or number is None:
            return True
        return number.denominator == 1 and 0 <= number <= self.highest

    def _of_the_year(self, answer: Answer, year: int) -> bool:
        return self.of_year is None or answer.origin.on.year == year - self.of_year

    def mark(self, answer: Answer, year: int) -> int | None:
        number = _number(answer)
        if number is None or not self._in_range(answer) or not self._of_the_year(answer, year):
            return None
        return mark(number)


@dataclass(frozen=True, slots=True)
class _NumberMark:
    """Hashable, so that the column is made once."""

    number: Number
    year: int

    def __call__(self, answer: Answer) -> int | None:
        return self.number.mark(answer, self.year)


def _number(answer: Answer) -> Fraction | int | None:
    value = answer.value
    if isinstance(value, Decimal):
        return Fraction(value) if value.is_finite() else None
    return value if isinstance(value, int) and not isinstance(value, bool) else None


@dataclass(frozen=True, slots=True)
class Level:
    """One of some named levels, lowest first."""

    label: str
    name: str
    levels: tuple[str, ...]
    level_labels: tuple[str, ...]
    unit: Unit = Unit.LEVEL

    def data(self, case: Case, asked: Asked) -> tuple[Datum, ...]:
        return (Datum(self.name),)

    def read(self, case: Case, asked: Asked) -> Reading:
        answer = _answer(case, self.name)
        if answer is None or answer.value not in self.levels:
            return missing(f"未提供：{self.label}")
        return known(self.levels.index(str(answer.value)), answer.origin)

    def column(self, city: City, asked: Asked) -> Column:
        return city.answered(self.name, _level_mark(self.levels))


@cache
def _level_mark(levels: tuple[str, ...]) -> "_LevelMark":
    return _LevelMark({level: mark(rank) for rank, level in enumerate(levels)})


@dataclass(frozen=True, eq=False)
class _LevelMark:
    marks: dict[str, int]

    def __call__(self, answer: Answer) -> int | None:
        return self.marks.get(answer.value) if isinstance(answer.value, str) else None


@dataclass(frozen=True, slots=True)
class YearsSince:
    """Complete years from an answered day to the day of judging, or to the end of the last year (截至上年末)."""

    label: str
    name: str
    unit: Unit = Unit.YEARS

    def data(self, case: Case, asked: Asked) -> tuple[Datum, ...]:
        return (Datum(self.name),)

    def read(self, case: Case, asked: Asked) -> Reading:
        answer = _answer(case, self.name)
        if answer is None or not isinstance(answer.value, date):
            return missing(f"未提供：{self.label}的起始日期")
        return known(complete_years(answer.value, _end(case.on, asked)), answer.origin)

    def column(self, city: City, asked: Asked) -> Column:
        return city.answered(self.name, _YearsMark(_end(city.on, asked)))


@dataclass(frozen=True, slots=True)
class _YearsMark:
    end: date

    def __call__(self, answer: Answer) -> int | None:
        return mark(complete_years(answer.value, self.end)) if isinstance(answer.value, date) else None


def _end(on: date, asked: Asked) -> date:
    """The first day after the last year: its last day is part of it."""
    return date(on.year, 1, 1) if asked.at_year_end else on


def complete_years(since: date, end: date) -> int:
    years = end.year - since.year
    return max(years if add_years(since, years) <= end else years - 1, 0)


@dataclass(frozen=True, slots=True)
class Incident:
    """Whether something happened within `years` years: the answer is the day of the last one, or a no."""

    label: str
    name: str
    unit: Unit = Unit.FLAG

    def data(self, case: Case, asked: Asked) -> tuple[Datum, ...]:
        return (Datum(self.name),)

    def read(self, case: Case, asked: Asked) -> Reading:
        answer = _answer(case, self.name)
        happened = None if answer is None else _within(answer, case.on, asked.years)
        if answer is None or happened is None:
            return missing(f"未核查：{self.label}")
        return known(happened, answer.origin)

    def column(self, city: City, asked: Asked) -> Column:
        return city.answered(self.name, _IncidentMark(city.on, asked.years))


@dataclass(frozen=True, slots=True)
class _IncidentMark:
    on: date
    years: int

    def __call__(self, answer: Answer) -> int | None:
        happened = _within(answer, self.on, self.years)
        return None if happened is None else mark(int(happened))


def _within(answer: Answer, on: date, years: int) -> bool | None:
    """A plain yes has no day, so it counts as recent. The years end as a ban does: the day they are full is free."""
    if isinstance(answer.value, bool):
        return answer.value
    return on < add_years(answer.value, years) if isinstance(answer.value, date) else None
