"""The one clock. Rules never read it: they receive the date as an argument.

Development may move it (`zjtx clock set 2029-05-10`), so that anyone can watch a title expire; tokens are
always judged by real time, or moving the clock would lock everybody out.
"""

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from shared.days import SHANGHAI, add_years, plausible_day, shanghai_day


def real_now() -> datetime:
    """The instant everybody else's clock shows, moved by nobody: for tokens, which strangers check."""
    return datetime.now(UTC)


class Clock:
    """UTC instants and Shanghai business days, `shift` away from real time (zero in production)."""

    def __init__(self) -> None:
        self.shift = timedelta()
        self._moved_at = datetime.min.replace(tzinfo=UTC)

    def move(self, shift: timedelta, moved_at: datetime) -> None:
        """Only the latest move counts: of services that share a clock, one may not have been told of it yet."""
        if moved_at > self._moved_at:
            self.shift, self._moved_at = shift, moved_at

    def now(self) -> datetime:
        return real_now() + self.shift

    def today(self) -> date:
        return shanghai_day(self.now())


_STEP: Final = re.compile(r"([+-])(\d{1,3})([dwmy])", re.ASCII)
_DAYS: Final = {"d": 1, "w": 7}


def shift_for(instruction: str, clock: Clock) -> timedelta:
    """The shift that obeys `2029-05-10`, `+3y`, `-2w` (from the zone's present day) or `reset`.

    Raises ValueError with the ways to write it.
    """
    if instruction == "reset":
        return timedelta()
    step = _STEP.fullmatch(instruction)
    try:
        day = _stepped(clock.today(), step) if step else date.fromisoformat(instruction)
        plausible_day(day)
    except (ValueError, OverflowError) as fault:
        raise ValueError("时钟应写作 2029-05-10、+3y、+2m、-10d 或 reset") from fault
    return clock.shift + (_same_time_on(day, clock.now()) - clock.now())


def _stepped(day: date, step: re.Match[str]) -> date:
    sign, unit = (1 if step[1] == "+" else -1), step[3]
    number = sign * int(step[2])
    if unit == "y":
        return add_years(day, number)
    if unit == "m":
        year, month = divmod(day.year * 12 + day.month - 1 + number, 12)
        return date(year, month + 1, min(day.day, 28))
    return day + timedelta(days=number * _DAYS[unit])


def _same_time_on(day: date, now: datetime) -> datetime:
    local: time = now.astimezone(SHANGHAI).timetz()
    return datetime.combine(day, local)
