"""What time does to titles: which count on a day, when others will, and what is told of it."""

from datetime import date

import pytest

from services.registry.domain.titles import cause_of_time, change, in_order, next_change_on, raised
from shared.events import ChangeReason, Suspension, TierChanged, TitleChanged, TitleStatus, tier_on
from shared.values import Tier
from tests.titles import DAY, ENTERPRISE, make_title, standing

TODAY = date(2026, 11, 23)


def test_the_tier_is_the_highest_valid_one() -> None:
    titles = in_order(
        [
            make_title(Tier.INNOVATIVE, date(2024, 1, 1)),
            make_title(Tier.LITTLE_GIANT, date(2024, 6, 1), date(2025, 6, 1)),
            make_title(Tier.HIDDEN_CHAMPION, date(2024, 3, 1), date(2026, 1, 1)),
        ]
    )
    days = [date(2023, 1, 1), date(2024, 2, 1), date(2024, 4, 1), date(2025, 1, 1), date(2025, 9, 1), date(2026, 6, 1)]
    assert [tier_on(titles, day) for day in days] == [
        Tier.NONE,
        Tier.INNOVATIVE,
        Tier.HIDDEN_CHAMPION,
        Tier.LITTLE_GIANT,
        Tier.HIDDEN_CHAMPION,
        Tier.INNOVATIVE,
    ]


def test_the_next_change_is_the_day_on_which_other_titles_count_whatever_the_tier() -> None:
    low = make_title(Tier.INNOVATIVE, date(2025, 1, 1))
    high = make_title(Tier.SPECIALISED, date(2026, 1, 1), date(2028, 6, 30))
    assert next_change_on([low], TODAY) == date(2028, 1, 1)
    assert next_change_on([low, high], TODAY) == date(2028, 1, 1), "the lower title ends under the higher"
    assert next_change_on([low, high], date(2028, 1, 1)) == date(2028, 7, 1)
    assert next_change_on([low, high], date(2025, 6, 1)) == date(2026, 1, 1)
    assert next_change_on([], TODAY) is None
    assert next_change_on([low], date(2028, 1, 1)) is None


def test_a_title_that_never_counts_changes_nothing() -> None:
    looked_into = Suspension(from_on=TODAY, ground="fraud", document="示例暂停")
    suspended = make_title(Tier.INNOVATIVE, TODAY + DAY, status=TitleStatus.SUSPENDED, suspensions=(looked_into,))
    undone = make_title(Tier.SPECIALISED, TODAY + 9 * DAY, status=TitleStatus.REVOKED, ended_on=TODAY + 5 * DAY)
    assert next_change_on([suspended, undone], TODAY) is None


def test_a_renewal_that_takes_over_is_told_as_such_and_not_as_an_end() -> None:
    first = make_title(Tier.INNOVATIVE, date(2024, 1, 1))
    second = make_title(Tier.INNOVATIVE, first.valid_until + DAY, renews=first.title_id)
    before = standing(TODAY, first, second)
    assert next_change_on(before.titles, TODAY) == second.recognised_on
    reason, text = cause_of_time(before, second.recognised_on)
    assert (reason, text) == (ChangeReason.CONTINUED, "创新型中小企业称号复核后续期生效")
    told = change(ENTERPRISE, before, before.titles, second.recognised_on, reason, text)
    assert isinstance(told, TitleChanged)
    assert (told.previous.counting, told.current.counting) == ((before.titles[0],), (before.titles[1],))


def test_a_change_of_tier_is_told_as_such_and_any_other_change_as_a_change_of_titles() -> None:
    low, high = make_title(Tier.INNOVATIVE, date(2025, 1, 1)), make_title(Tier.SPECIALISED, TODAY)
    before = standing(TODAY, low)
    risen = change(raised(ENTERPRISE), before, in_order([low, high]), TODAY, ChangeReason.RECOGNISED, "示例")
    assert isinstance(risen, TierChanged)
    assert (risen.previous.tier, risen.current.tier) == (Tier.INNOVATIVE, Tier.SPECIALISED)
    assert risen.enterprise_version == ENTERPRISE.version + 1
    renewed = make_title(Tier.INNOVATIVE, low.valid_until + DAY, renews=low.title_id)
    same = change(raised(ENTERPRISE), before, in_order([low, renewed]), TODAY, ChangeReason.RENEWED, "示例")
    assert isinstance(same, TitleChanged)
    assert change(ENTERPRISE, before, before.titles, TODAY, ChangeReason.IMPORTED, "示例") is None


def test_time_alone_is_a_change_of_tier() -> None:
    low = make_title(Tier.INNOVATIVE, date(2024, 1, 1))
    over = low.valid_until + DAY
    told = change(ENTERPRISE, standing(TODAY, low), in_order([low]), over, ChangeReason.EXPIRED, "示例")
    assert isinstance(told, TierChanged)
    assert told.current.tier is Tier.NONE


@pytest.mark.parametrize("high", [Tier.SPECIALISED, Tier.HIDDEN_CHAMPION, Tier.LITTLE_GIANT])
def test_a_title_that_runs_out_under_a_higher_one_is_a_change_of_titles(high: Tier) -> None:
    low = make_title(Tier.INNOVATIVE, date(2024, 1, 1))
    before = standing(TODAY, low, make_title(high, date(2025, 6, 1)))
    over = low.valid_until + DAY
    assert cause_of_time(before, over) == (ChangeReason.EXPIRED, "创新型中小企业称号有效期届满")
    told = change(ENTERPRISE, before, before.titles, over, *cause_of_time(before, over))
    assert isinstance(told, TitleChanged)
    assert [title.tier for title in told.current.counting] == [high]
    assert change(ENTERPRISE, before, before.titles, low.valid_until, ChangeReason.EXPIRED, "示例") is None


def test_an_end_and_a_renewal_noticed_together_are_told_as_an_end_that_names_both() -> None:
    low, high = make_title(Tier.INNOVATIVE, date(2024, 1, 1)), make_title(Tier.SPECIALISED, date(2024, 1, 1))
    renewed = make_title(Tier.SPECIALISED, high.valid_until + DAY, renews=high.title_id)
    assert cause_of_time(standing(TODAY, low, high, renewed), renewed.recognised_on) == (
        ChangeReason.EXPIRED,
        "创新型中小企业称号有效期届满；省级专精特新中小企业称号复核后续期生效",
    )


def test_a_clock_moved_back_tells_the_earlier_day_again() -> None:
    low = make_title(Tier.INNOVATIVE, date(2024, 1, 1))
    late = standing(low.valid_until + DAY, low)
    assert cause_of_time(late, TODAY) == (ChangeReason.REWOUND, "时钟回拨（演示）")
    told = change(ENTERPRISE, late, late.titles, TODAY, *cause_of_time(late, TODAY))
    assert isinstance(told, TierChanged)
    assert (told.previous, told.current) == (late, standing(TODAY, *late.titles))
