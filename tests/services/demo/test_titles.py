"""Titles of the demonstration city: cumulative, renewed without a gap, some expired."""

from collections import Counter
from datetime import timedelta
from itertools import pairwise

from shared.days import add_years
from shared.values import Tier
from tests.services.demo.sample import TODAY, city, holders, percent


def test_a_higher_title_rests_on_an_earlier_lower_one():
    rungs = (
        (Tier.SPECIALISED, Tier.INNOVATIVE),
        (Tier.HIDDEN_CHAMPION, Tier.SPECIALISED),
        (Tier.LITTLE_GIANT, Tier.SPECIALISED),
    )
    for firm in city():
        first = {title.tier: title.recognised_on for title in firm.titles if title.first}
        for upper, lower in rungs:
            if upper in first:
                assert first[lower] < first[upper]
                assert firm.holds(lower, first[upper])


def test_who_holds_a_higher_title_today_holds_the_lower_ones_too():
    innovative, specialised, champions, giants = ({firm.uscc for firm in holders(tier)} for tier in list(Tier)[1:])
    assert giants | champions < specialised < innovative
    assert len(giants & champions) == 3


def test_a_title_is_valid_for_three_years_less_a_day():
    for firm in city():
        for title in firm.titles:
            assert title.valid_until == add_years(title.recognised_on, 3) - timedelta(days=1)


def test_a_renewal_begins_the_day_after_the_last_term_and_only_the_first_is_first():
    for firm in city():
        for tier in {title.tier for title in firm.titles}:
            terms = [title for title in firm.titles if title.tier is tier]
            assert [title.first for title in terms] == [True] + [False] * (len(terms) - 1)
            for earlier, later in pairwise(terms):
                assert later.recognised_on == earlier.valid_until + timedelta(days=1)


def test_most_title_dates_lie_in_the_last_three_years_and_are_spread_over_batches():
    titles = [title for firm in city() for title in firm.titles]
    recent = sum(title.recognised_on > add_years(TODAY, -3) for title in titles)
    assert 55 < percent(recent, len(titles)) < 65
    batches = {tier: {title.recognised_on for title in titles if title.tier is tier} for tier in list(Tier)[1:]}
    assert [len(days) for days in batches.values()] == [17, 8, 4, 4]


def test_some_firms_let_their_titles_expire_and_some_never_had_one():
    untitled = [firm for firm in city() if firm.tier_on(TODAY) is Tier.NONE]
    expired = [firm for firm in untitled if firm.titles]
    assert (len(untitled), len(expired)) == (300, 180)
    assert sum(any(title.tier is Tier.SPECIALISED for title in firm.titles) for firm in expired) == 27


def test_the_tier_of_a_firm_is_its_highest_valid_title():
    assert Counter(firm.tier_on(TODAY) for firm in city()) == {
        Tier.NONE: 300,
        Tier.INNOVATIVE: 2750,
        Tier.SPECIALISED: 219,
        Tier.HIDDEN_CHAMPION: 7,
        Tier.LITTLE_GIANT: 24,
    }
