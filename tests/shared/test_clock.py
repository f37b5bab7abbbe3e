"""What may be told to the clock, and what it makes of it."""

from datetime import date, timedelta

import pytest

from shared.clock import Clock, shift_for


def today_after(instruction: str, clock: Clock) -> date:
    moved = Clock()
    moved.shift = shift_for(instruction, clock)
    return moved.today()


def clock_on(day: date) -> Clock:
    clock = Clock()
    clock.shift = timedelta(days=(day - clock.today()).days)
    return clock


@pytest.mark.parametrize(
    ("start", "instruction", "day"),
    [
        (date(2026, 11, 23), "2029-05-10", date(2029, 5, 10)),
        (date(2026, 11, 23), "+3y", date(2029, 11, 23)),
        (date(2024, 2, 29), "+3y", date(2027, 2, 28)),
        (date(2024, 2, 29), "-4y", date(2020, 2, 29)),
        (date(2026, 11, 23), "+2m", date(2027, 1, 23)),
        (date(2026, 1, 15), "-1m", date(2025, 12, 15)),
        (date(2026, 11, 23), "+2w", date(2026, 12, 7)),
        (date(2026, 11, 23), "-10d", date(2026, 11, 13)),
    ],
)
def test_a_day_or_a_step_moves_the_clock_to_that_day(start: date, instruction: str, day: date) -> None:
    assert today_after(instruction, clock_on(start)) == day


def test_the_time_of_day_stays() -> None:
    clock = Clock()
    shift = shift_for("2029-05-10", clock)
    assert abs(shift - timedelta(days=(date(2029, 5, 10) - clock.today()).days)) < timedelta(seconds=1)


def test_reset_takes_the_clock_back_to_real_time() -> None:
    assert shift_for("reset", clock_on(date(2031, 1, 1))) == timedelta()


def test_steps_add_up() -> None:
    clock = clock_on(date(2026, 11, 23))
    clock.shift = shift_for("+3y", clock)
    clock.shift = shift_for("+1d", clock)
    assert clock.today() == date(2029, 11, 24)


@pytest.mark.parametrize(
    "instruction", ["", "tomorrow", "3y", "+3", "+1000d", "+y", "2026-02-30", "1900-01-01", "+999y"]
)
def test_anything_else_is_refused_with_the_ways_to_write_it(instruction: str) -> None:
    with pytest.raises(ValueError, match="reset"):
        shift_for(instruction, Clock())
