"""The target board as rules: counting, shares, places, projections. Exact, whatever the numbers."""

import itertools
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.registry.domain.board import Count, Line, Span, board, percent, span, whole
from services.registry.domain.goals import COUNTING, Entry, Goal, Kind, Rule, Stated, entered
from services.registry.domain.titles import Refusal
from services.registry.plans import plan
from shared.values import CITY, DISTRICTS, PROVINCIAL_AND_ABOVE, Tier

YEARS = st.integers(2000, 2100)
counts = st.builds(Count, *[st.integers(0, 40_000)] * 4)
days = st.dates(date(2000, 1, 1), date(2100, 12, 31))
GOAL = Goal.SPECIALISED


def line(count: Count, on: Span, target: int | None = None) -> Line:
    return Line("330108", target, count, on.elapsed)


def test_the_plan_asks_what_the_draft_prints() -> None:
    draft = plan(date(2026, 11, 23))
    assert draft.targets(2025) == {
        Goal.INNOVATIVE: 30_000,
        Goal.SPECIALISED: 2_500,
        Goal.HIDDEN_CHAMPION: 100,
        Goal.LITTLE_GIANT: 240,
        Goal.INDUSTRIAL_LAND: 10_000,
    }
    assert all("杭州市加快中小企业“专精特新”发展行动计划" in draft.citation(goal) for goal in Goal)


def test_what_the_plan_asks_for_2025_it_does_not_ask_for_another_year_but_land_it_asks_for_every_year() -> None:
    draft = plan(date(2026, 11, 23))
    assert draft.targets(2024) == draft.targets(2026) == {Goal.INDUSTRIAL_LAND: 10_000}


def test_innovative_counts_ever_and_the_others_count_valid_with_higher_titles_inside() -> None:
    assert {goal: how.rule for goal, how in COUNTING.items()} == {
        Goal.INNOVATIVE: Rule.EVER,
        Goal.SPECIALISED: Rule.VALID,
        Goal.HIDDEN_CHAMPION: Rule.VALID,
        Goal.LITTLE_GIANT: Rule.VALID,
        Goal.INDUSTRIAL_LAND: Rule.ENTERED,
    }
    assert COUNTING[Goal.SPECIALISED].tiers == PROVINCIAL_AND_ABOVE
    assert COUNTING[Goal.LITTLE_GIANT].tiers == {Tier.LITTLE_GIANT}


@pytest.mark.parametrize(
    ("year", "as_of", "share"),
    [
        (2025, date(2025, 1, 1), Fraction(1, 365)),
        (2025, date(2025, 7, 2), Fraction(183, 365)),
        (2024, date(2024, 2, 29), Fraction(60, 366)),
        (2025, date(2025, 12, 31), Fraction(1)),
        (2025, date(2026, 3, 1), Fraction(1)),
        (2025, date(2024, 12, 31), Fraction(0)),
        (2025, date(2020, 5, 1), Fraction(0)),
    ],
)
def test_the_elapsed_share_counts_the_day_itself(year: int, as_of: date, share: Fraction) -> None:
    assert Span(year, as_of).elapsed == share


def test_a_board_shows_today_and_of_a_year_that_is_over_its_last_day() -> None:
    today = date(2026, 11, 23)
    assert span(2026, None, today).day == today
    assert span(2024, None, today).day == date(2024, 12, 31)
    assert span(2024, today, today).day == date(2024, 12, 31)
    assert span(2030, None, today).elapsed == 0


def test_half_way_through_the_year_half_of_what_it_will_bring_is_there() -> None:
    on = Span(2025, date(2025, 7, 2))  # 183 of 365 days
    one = line(Count(opening=100, actual=150, in_notice=20), on, target=200)
    assert one.gained == 50
    assert one.progress_percent == Decimal("75.00")
    assert one.projected == 100 + 100  # 50 ÷ 183/365 = 99.7…
    assert one.projected_with_notice == 100 + 140  # 70 ÷ 183/365 = 139.6…


def test_before_the_year_begins_nothing_is_projected_and_without_target_there_is_no_progress() -> None:
    one = line(Count(100, 100), Span(2027, date(2026, 11, 23)))
    assert (one.projected, one.projected_with_notice, one.progress_percent) == (None, None, None)
    assert line(Count(0, 3), Span(2026, date(2026, 11, 23)), target=0).progress_percent is None


@given(counts, YEARS, days)
def test_a_projection_is_what_there_is_once_the_year_is_over(count: Count, year: int, as_of: date) -> None:
    on = Span(year, max(as_of, date(year, 12, 31)))
    assert line(count, on).projected == count.actual
    assert line(count, on).projected_with_notice == count.actual + count.in_notice + count.awaiting


@given(counts, days)
def test_those_in_notice_never_lower_a_projection_and_none_is_below_nobody(count: Count, as_of: date) -> None:
    one = line(count, Span(as_of.year, as_of))
    assert one.projected is not None
    assert one.projected_with_notice is not None
    assert 0 <= one.projected <= one.projected_with_notice
    assert abs(Fraction(one.projected) - max(Fraction(0), count.opening + one.gained / one.elapsed)) <= Fraction(1, 2)


@given(st.dictionaries(st.sampled_from(list(DISTRICTS)), counts), st.dictionaries(st.sampled_from(list(DISTRICTS)),
       st.integers(0, 5_000)), days)  # fmt: skip
def test_districts_add_up_to_the_city_and_places_follow_progress(
    found: dict[str, Count], targets: dict[str, int], as_of: date
) -> None:
    [tally] = board(
        [GOAL],
        {(GOAL, district): count for district, count in found.items()},
        {(GOAL, district): target for district, target in targets.items()} | {(GOAL, CITY): 2_500},
        Span(as_of.year, as_of),
    )
    assert [one.district for one in tally.districts] == list(DISTRICTS)
    assert tally.city.count == sum(found.values(), Count())
    shares = [one.share_percent for one in tally.districts if one.share_percent is not None]
    assert abs(sum(shares) - 100) <= Decimal("0.07") if tally.city.count.actual else not shares
    placed = sorted((one for one in tally.districts if one.rank), key=lambda one: one.rank or 0)
    assert {one.district for one in placed} == {district for district, target in targets.items() if target}
    progress = [one.progress or Fraction(0) for one in placed]
    assert progress == sorted(progress, reverse=True)
    assert all((a.rank == b.rank) is (a.progress == b.progress) for a, b in itertools.pairwise(placed))


@given(st.fractions(min_value=-1_000, max_value=1_000))
def test_rounding_is_half_up(value: Fraction) -> None:
    assert Fraction(-1, 2) < whole(value) - value <= Fraction(1, 2)
    assert abs(Fraction(percent(value)) - 100 * value) <= Fraction(1, 200)


def test_rounding_at_the_half() -> None:
    assert [whole(Fraction(n, 2)) for n in (-3, -1, 1, 3)] == [-1, 0, 1, 2]
    assert percent(Fraction(1, 3)) == Decimal("33.33")
    assert percent(Fraction(12_345, 1_000_000)) == Decimal("1.23")
    assert percent(Fraction(12_350, 1_000_000)) == Decimal("1.24")


def test_another_statement_makes_a_version_and_the_same_again_does_not() -> None:
    key, today = Entry(Kind.TARGET, 2026, GOAL, "330108"), date(2026, 11, 23)
    first = entered(key, Stated(520, "示例"), today)
    assert (first.value, first.version) == (520, 1)
    assert entered(first, Stated(530, "示例"), today).version == 2
    assert entered(first, Stated(520, "示例"), today) is first
    assert entered(key, Stated(0, ""), today).version == 1


@pytest.mark.parametrize("until", [date(2025, 12, 31), date(2027, 1, 1), date(2026, 11, 24)])
def test_a_result_is_of_its_year_and_not_of_the_future(until: date) -> None:
    key = Entry(Kind.RESULT, 2026, Goal.INDUSTRIAL_LAND, "330108")
    with pytest.raises(Refusal, match="截至日期"):
        entered(key, Stated(860, "示例", until), date(2026, 11, 23))
    assert entered(key, Stated(860, "示例", date(2026, 11, 23) - timedelta(days=1)), date(2026, 11, 23)).value == 860
