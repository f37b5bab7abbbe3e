"""Working days (工作日) by the Chinese calendar: weekends, holidays, and the weekend days worked instead (调休)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from shared.days import DAY

_SATURDAY: Final = 5


@dataclass(frozen=True, slots=True)
class Year:
    """What the State Council's notice says of one year."""

    holidays: frozenset[date]
    workdays: frozenset[date]
    """Saturdays and Sundays that are worked"""


@dataclass(frozen=True, slots=True)
class Span:
    """From a first to a last day; provisional when a day of it lies in a year whose notice is not published."""

    first: date
    last: date
    provisional: bool


@dataclass(frozen=True, slots=True)
class Calendar:
    years: Mapping[int, Year]

    def is_working(self, day: date) -> bool:
        """A year without a published notice counts Monday to Friday."""
        year = self.years.get(day.year)
        if year is None:
            return day.weekday() < _SATURDAY
        return day in year.workdays or (day.weekday() < _SATURDAY and day not in year.holidays)

    def period(self, opened: date, working_days: int) -> Span:
        """So many working days, the first of them the day it opened, or the next working day."""
        first = self._on_or_after(opened)
        last = first
        for _ in range(working_days - 1):
            last = self._on_or_after(last + DAY)
        return Span(first, last, self._is_provisional(opened, last))

    def after(self, start: date, working_days: int) -> date:
        """The last day of so many working days; the day of the start does not count."""
        return self.period(start + DAY, working_days).last

    def counted(self, first: date, last: date) -> dict[date, int]:
        """Of each of these days, how many working days there were since the first, both included.

        What one says more than another are the working days after the earlier one.
        """
        found, so_far = {}, 0
        for number in range((last - first).days + 1):
            day = first + number * DAY
            so_far += self.is_working(day)
            found[day] = so_far
        return found

    def _on_or_after(self, day: date) -> date:
        while not self.is_working(day):
            day += DAY
        return day

    def _is_provisional(self, first: date, last: date) -> bool:
        return any(year not in self.years for year in range(first.year, last.year + 1))
