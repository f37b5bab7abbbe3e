"""Of which days an evaluation speaks: a calendar year as far as it has come, of a version those it was in force."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Period:
    """`first` and `last` both count; `last` is never later than today. None where there is no such day."""

    first: date
    last: date


def period(year: int, today: date, since: date | None = None, ended_on: date | None = None) -> Period | None:
    """`since`, `ended_on`: of a version, its first day in force and the first it was not."""
    first = max(date(year, 1, 1), since or date.min)
    last = min(date(year, 12, 31), today)
    if ended_on is not None:
        last = min(last, date.fromordinal(ended_on.toordinal() - 1))
    return Period(first, last) if first <= last else None
