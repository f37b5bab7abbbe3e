"""The weekly cap: so many messages of no urgency for each enterprise and ISO week of Shanghai."""

from datetime import date, datetime, time, timedelta

from shared.days import SHANGHAI, shanghai_day


def week_of(at: datetime) -> str:
    """2026-W48: the week whose cap a message sent at that instant is counted in."""
    year, week, _ = shanghai_day(at).isocalendar()
    return f"{year}-W{week:02d}"


def next_monday(day: date) -> date:
    return day + timedelta(days=7 - day.weekday())


def next_time(at: datetime, clock: time) -> datetime:
    """The next instant after this one at which clocks in Shanghai show that time."""
    local = at.astimezone(SHANGHAI)
    today = datetime.combine(local.date(), clock, SHANGHAI)
    return today if today > local else today + timedelta(days=1)


def next_week(at: datetime, clock: time) -> datetime:
    """That time of the Monday on which the next week begins."""
    return datetime.combine(next_monday(shanghai_day(at)), clock, SHANGHAI)


def free_slots(taken: frozenset[int], cap: int) -> list[int]:
    """Which of a week's messages are not spent, by number."""
    return [slot for slot in range(1, cap + 1) if slot not in taken]
