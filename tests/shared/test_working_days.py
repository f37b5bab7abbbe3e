"""Working days by the published calendar, and without one."""

from datetime import date

import pytest

from services.registry.procedures import procedure
from shared.working_days.published import calendar

CALENDAR = calendar()


@pytest.mark.parametrize(
    ("day", "working"),
    [
        (date(2026, 10, 5), False),
        (date(2026, 10, 10), True),
        (date(2026, 9, 20), True),
        (date(2026, 2, 14), True),
        (date(2026, 2, 23), False),
        (date(2026, 11, 28), False),
        (date(2025, 10, 8), False),
        (date(2025, 1, 26), True),
        (date(2025, 1, 2), True),
    ],
)
def test_holidays_rest_and_made_up_weekends_work(day: date, working: bool) -> None:
    assert CALENDAR.is_working(day) is working


def test_a_notice_of_five_days_counts_the_day_it_opens() -> None:
    """As published: 2025-12-05 to 12-11."""
    span = CALENDAR.period(date(2025, 12, 5), 5)
    assert (span.first, span.last, span.provisional) == (date(2025, 12, 5), date(2025, 12, 11), False)


def test_a_notice_opened_on_a_holiday_begins_with_the_next_working_day() -> None:
    span = CALENDAR.period(date(2026, 10, 1), 5)
    assert (span.first, span.last) == (date(2026, 10, 8), date(2026, 10, 13)), "10 October, a Saturday, is worked"


def test_a_deadline_does_not_count_the_day_it_starts() -> None:
    assert CALENDAR.after(date(2026, 9, 30), 1) == date(2026, 10, 8)
    assert CALENDAR.after(date(2026, 11, 23), 5) == date(2026, 11, 30)


@pytest.mark.parametrize(
    ("opened", "last", "provisional"),
    [
        (date(2026, 12, 25), date(2026, 12, 31), False),
        (date(2026, 12, 28), date(2027, 1, 1), True),
        (date(2030, 1, 1), date(2030, 1, 7), True),
    ],
)
def test_a_year_without_a_published_calendar_counts_monday_to_friday_and_says_so(
    opened: date, last: date, provisional: bool
) -> None:
    span = CALENDAR.period(opened, 5)
    assert (span.last, span.provisional) == (last, provisional)


def test_a_year_has_as_many_working_days_as_its_notice_leaves() -> None:
    """261 weekdays in 2026, less the weekday holidays, and the made-up weekends: counted from the notice by hand."""
    days = [date.fromordinal(n) for n in range(date(2026, 1, 1).toordinal(), date(2027, 1, 1).toordinal())]
    weekday_holidays = 2 + 6 + 1 + 3 + 1 + 1 + 5
    assert sum(CALENDAR.is_working(day) for day in days) == 261 - weekday_holidays + 6


def test_the_procedure_of_a_day_is_the_last_that_was_in_force() -> None:
    assert procedure(date(2026, 11, 24)).name == procedure(date(2020, 1, 1)).name == "HZ-2022"
    assert procedure(date(2026, 11, 24)).notice_working_days == 5
