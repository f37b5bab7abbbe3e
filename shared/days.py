"""Business days of Shanghai and instants: what callers may write, and how one becomes the other."""

import re
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Annotated, Final

from pydantic import AfterValidator, AwareDatetime, BeforeValidator

DAY: Final = timedelta(days=1)
SHANGHAI: Final = timezone(timedelta(hours=8), "Asia/Shanghai")
"""China keeps no summer time: one fixed offset since 1991."""
EARLIEST: Final = date(1949, 10, 1)
LATEST: Final = date(2199, 12, 31)


def plausible_day(day: date) -> date:
    if not EARLIEST <= day <= LATEST:
        raise ValueError(f"日期应在 {EARLIEST} 与 {LATEST} 之间")
    return day


def _iso_day(value: object) -> object:
    """A date is written 2026-11-23 and nothing else: no number of seconds, no time of day."""
    if not isinstance(value, str):
        return value
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value, re.ASCII):
        raise ValueError("日期应写作 YYYY-MM-DD")
    try:
        return date.fromisoformat(value)
    except ValueError as fault:
        raise ValueError("没有这一天") from fault


Day = Annotated[date, BeforeValidator(_iso_day), AfterValidator(plausible_day)]
_INSTANT: Final = re.compile(
    r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,6})?(Z|[+-]\d{2}:\d{2})", re.ASCII | re.IGNORECASE
)


def _iso_instant(value: object) -> object:
    """An instant is written with its zone: 2026-11-23T09:30:00+08:00 or …Z, and no number of seconds."""
    if isinstance(value, str) and not _INSTANT.fullmatch(value):
        raise ValueError("时刻应写作 YYYY-MM-DDTHH:MM:SSZ，并注明时区")
    return value


def _plausible_instant(instant: datetime) -> datetime:
    plausible_day(instant.date())
    return instant


Moment = Annotated[AwareDatetime, BeforeValidator(_iso_instant), AfterValidator(_plausible_instant)]


def add_years(day: date, years: int) -> date:
    """The same day `years` later; 29 February becomes 28 February in a common year."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def shanghai_day(instant: datetime) -> date:
    """The business date of an instant."""
    return instant.astimezone(SHANGHAI).date()


def utc(instant: datetime) -> datetime:
    """The instant in UTC; SQLite hands back naive instants, which are UTC by our convention."""
    return instant.replace(tzinfo=UTC) if instant.tzinfo is None else instant.astimezone(UTC)
