"""What holds for any history of decisions."""

import itertools
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from services.registry.domain.titles import Titles, cause_of_time, change, in_order, next_change_on, valid_until
from services.registry.procedures import terms
from shared.events import Standing, TierChanged, TitleStatus, counting_on, tier_on
from shared.values import HOLDABLE, Tier
from tests.services.histories import BEGIN, Step, histories
from tests.titles import DAY, ENTERPRISE

DAYS = st.integers(-1500, 6000).map(lambda days: BEGIN + days * DAY)


@given(histories(), DAYS)
def test_the_tier_on_every_day_is_the_highest_valid_title(steps: list[Step], day: date) -> None:
    for step in steps:
        valid = [
            title.tier
            for title in step.titles
            if title.recognised_on <= day <= title.valid_until
            and (title.ended_on is None or day < title.ended_on)
            and not any(
                one.from_on <= day and (one.until_on is None or day < one.until_on) for one in title.suspensions
            )
        ]
        assert tier_on(step.titles, day) is Tier.highest(valid)


@given(histories())
def test_each_tier_has_exactly_one_first_and_it_is_the_oldest(steps: list[Step]) -> None:
    for step in steps:
        for tier in HOLDABLE:
            of_tier = [title for title in step.titles if title.tier is tier]
            firsts = [title for title in of_tier if title.first]
            assert firsts == sorted(of_tier, key=lambda title: title.recognised_on)[:1]


@given(histories())
def test_no_two_titles_of_one_tier_count_on_the_same_day(steps: list[Step]) -> None:
    for step in steps:
        for tier in HOLDABLE:
            spans = sorted((t.recognised_on, t.last_day) for t in step.titles if t.tier is tier)
            spans = [(start, end) for start, end in spans if start <= end]
            assert all(before[1] < later[0] for before, later in itertools.pairwise(spans))


@given(histories())
def test_order_does_not_depend_on_the_order_of_recording(steps: list[Step]) -> None:
    for step in steps:
        assert in_order(reversed(step.titles)) == step.titles == in_order(step.titles)


@given(histories(), DAYS)
def test_nothing_changes_before_the_next_change_and_something_does_on_it(steps: list[Step], day: date) -> None:
    for step in steps:
        change_on = next_change_on(step.titles, day)
        counting = counting_on(step.titles, day)
        until = change_on or BEGIN + 9000 * DAY
        assert all(counting_on(step.titles, day + n * DAY) == counting for n in range(0, (until - day).days, 17))
        if change_on:
            assert counting_on(step.titles, change_on - DAY) == counting
            assert counting_on(step.titles, change_on) != counting


def _as_of(titles: Titles, day: date) -> Standing:
    return Standing(tier=tier_on(titles, day), on=day, titles=titles)


@given(histories(), DAYS, DAYS)
def test_told_on_each_day_the_next_change_names_every_day_is_told(steps: list[Step], start: date, day: date) -> None:
    for step in steps:
        told = _as_of(step.titles, start)
        while (due := next_change_on(step.titles, told.on)) is not None and due <= day:
            fact = change(ENTERPRISE, told, step.titles, due, *cause_of_time(told, due))
            assert fact is not None
            assert fact.previous == told
            told = fact.current
        if start <= day:
            assert told.counting == counting_on(step.titles, day)


@given(histories(), DAYS, DAYS)
def test_a_clock_moved_there_and_back_tells_what_it_told_before(steps: list[Step], here: date, there: date) -> None:
    for step in steps:
        told = _as_of(step.titles, here)
        away = change(ENTERPRISE, told, step.titles, there, *cause_of_time(told, there))
        assert (away is None) is (counting_on(step.titles, here) == counting_on(step.titles, there))
        if away is not None:
            back = change(ENTERPRISE, away.current, step.titles, here, *cause_of_time(away.current, here))
            assert back is not None
            assert back.current == told
            assert type(back) is type(away)


@given(histories())
def test_as_of_today_equals_what_the_facts_told(steps: list[Step]) -> None:
    """Replaying the facts gives, for the day of each, the tier and the titles that count on that day."""
    told = Standing(tier=Tier.NONE, on=BEGIN)
    for step in steps:
        if step.told is not None:
            assert step.told.previous == told
            assert isinstance(step.told, TierChanged) is (step.told.current.tier is not told.tier)
            told = step.told.current
            assert told.titles == step.titles
        assert tier_on(step.titles, step.on) is told.tier
        assert counting_on(step.titles, step.on) == told.counting


@given(histories())
def test_a_decision_never_takes_a_title_out_of_the_record(steps: list[Step]) -> None:
    for earlier, later in itertools.pairwise(steps):
        before, after = ({title.title_id: title for title in step.titles} for step in (earlier, later))
        assert before.keys() <= after.keys()
        for title_id, title in before.items():
            now = after[title_id]
            kept = {"status", "ended_on", "first", "suspensions"}
            assert title.model_dump(exclude=kept) == now.model_dump(exclude=kept)
            assert title.status is not TitleStatus.REVOKED or now.status is TitleStatus.REVOKED


@given(histories())
def test_the_spans_of_a_title_are_the_days_on_which_it_counts(steps: list[Step]) -> None:
    for title in steps[-1].titles if steps else ():
        days = [title.recognised_on + n * DAY for n in range(-3, 1_200)]
        counting = {day for day in days if title.counts_on(day)}
        assert counting == {day for day in days if any(first <= day <= last for first, last in title.spans)}
        assert all(before[1] + DAY < later[0] for before, later in itertools.pairwise(title.spans)), "apart, in order"


@given(histories())
@settings(max_examples=25)
def test_as_of_every_day_of_ten_years_equals_replaying_the_history_to_that_day(steps: list[Step]) -> None:
    """Replayed day by day with what time alone changes, the tier told last is the highest valid title of that day."""
    for step in steps[-1:]:
        told = _as_of(step.titles, BEGIN)
        due = next_change_on(step.titles, BEGIN)
        for day in (BEGIN + n * DAY for n in range(3_653)):
            if due == day:
                fact = change(ENTERPRISE, told, step.titles, day, *cause_of_time(told, day))
                assert fact is not None
                told, due = fact.current, next_change_on(step.titles, day)
            counting = counting_on(step.titles, day)
            assert told.tier is tier_on(step.titles, day) is Tier.highest(title.tier for title in counting)


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)))
def test_a_title_lasts_three_years_to_the_day(first_day: date) -> None:
    assert 1094 <= (valid_until(first_day, terms()) - first_day).days <= 1095
