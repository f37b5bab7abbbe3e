"""The rules of titles: how long they last, what continues them, what ends them, which is the first."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from services.registry.domain.titles import (
    Decision,
    Ground,
    Recognition,
    Refusal,
    Renewal,
    Revocation,
    Term,
    Titles,
    decided,
    valid_until,
)
from services.registry.procedures import terms
from shared.events import TitleStatus, tier_on
from shared.values import Tier
from tests.titles import DAY, ENTERPRISE

TODAY = date(2026, 11, 23)


def recognition(tier: Tier, on: date, until: date | None = None) -> Recognition:
    return Recognition(str(uuid4()), tier, "示例-1", "示例机关", "示例文号", on, until)


def renewal(renews: str, on: date) -> Renewal:
    return Renewal(str(uuid4()), renews, None, "示例机关", "示例复核", on)


def revocation(title_id: str, on: date) -> Revocation:
    return Revocation(title_id, Ground.FRAUD, "示例撤销", on)


def after(titles: Titles, *decisions: Decision, today: date = TODAY) -> Titles:
    for decision in decisions:
        titles = decided(ENTERPRISE, titles, decision, today, terms())
    return titles


# ---- how long ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first_day", "last_day"),
    [
        (date(2026, 11, 1), date(2029, 10, 31)),
        (date(2026, 1, 1), date(2028, 12, 31)),
        (date(2025, 3, 1), date(2028, 2, 29)),
        (date(2024, 2, 29), date(2027, 2, 27)),
    ],
)
def test_a_title_lasts_three_years_less_a_day(first_day: date, last_day: date) -> None:
    assert valid_until(first_day, terms()) == last_day


def test_a_term_is_of_the_law_in_force_on_its_first_day() -> None:
    lengthened = (Term(date(2022, 8, 1), 3), Term(date(2030, 1, 1), 5))
    assert valid_until(date(2029, 12, 31), lengthened) == date(2032, 12, 30)
    assert valid_until(date(2030, 1, 1), lengthened) == date(2034, 12, 31)
    assert valid_until(date(2019, 1, 1), lengthened) == date(2021, 12, 31), "what was given before any law we have"


def test_the_day_an_official_list_prints_goes_before_the_rule() -> None:
    (title,) = after((), recognition(Tier.INNOVATIVE, TODAY, date(2028, 1, 1)))
    assert title.valid_until == date(2028, 1, 1)


# ---- recognition ---------------------------------------------------------------------------------


def test_the_first_of_each_tier_is_first() -> None:
    titles = after((), recognition(Tier.INNOVATIVE, date(2024, 5, 1)), recognition(Tier.SPECIALISED, date(2025, 5, 1)))
    assert [(title.tier, title.first) for title in titles] == [(Tier.INNOVATIVE, True), (Tier.SPECIALISED, True)]


def test_recognition_after_a_gap_is_not_first() -> None:
    titles = after((), recognition(Tier.INNOVATIVE, date(2020, 1, 1)), recognition(Tier.INNOVATIVE, date(2024, 1, 1)))
    assert [title.first for title in titles] == [True, False]


def test_recognition_after_a_revocation_is_not_first() -> None:
    first = recognition(Tier.LITTLE_GIANT, date(2022, 1, 1))
    titles = after(
        (), first, revocation(first.title_id, date(2023, 1, 1)), recognition(Tier.LITTLE_GIANT, date(2025, 1, 1))
    )
    assert [title.first for title in titles] == [True, False]


def test_an_older_title_recorded_later_takes_its_place_and_the_word_first() -> None:
    newer, older = recognition(Tier.SPECIALISED, date(2025, 1, 1)), recognition(Tier.SPECIALISED, date(2020, 1, 1))
    titles = after((), newer, older)
    assert [(title.title_id, title.first) for title in titles] == [(older.title_id, True), (newer.title_id, False)]


def test_two_titles_of_one_tier_never_run_at_once() -> None:
    held = after((), recognition(Tier.INNOVATIVE, date(2025, 1, 1)))
    for on in (date(2022, 1, 2), date(2025, 1, 1), TODAY):
        with pytest.raises(Refusal, match="复核"):
            after(held, recognition(Tier.INNOVATIVE, on))
    assert len(after(held, recognition(Tier.INNOVATIVE, date(2022, 1, 1)))) == 2, "it ends the day before"
    assert len(after(held, recognition(Tier.SPECIALISED, TODAY))) == 2


def test_a_sole_trader_is_refused_any_title() -> None:
    with pytest.raises(Refusal, match="个体工商户"):
        decided(replace(ENTERPRISE, uscc="92330106MAY2KX9P1H"), (), recognition(Tier.INNOVATIVE, TODAY), TODAY, terms())


@pytest.mark.parametrize(
    ("on", "until", "words"),
    [(TODAY + DAY, None, "不能晚于今天"), (TODAY, TODAY - DAY, "有效期至不能早于认定日期")],
)
def test_a_recognition_with_impossible_days_is_refused(on: date, until: date | None, words: str) -> None:
    with pytest.raises(Refusal, match=words):
        after((), recognition(Tier.INNOVATIVE, on, until))


# ---- renewal -------------------------------------------------------------------------------------


def test_a_renewal_begins_the_day_after_and_is_not_first() -> None:
    first = recognition(Tier.INNOVATIVE, date(2023, 12, 1))
    titles = after((), first, renewal(first.title_id, TODAY))
    assert [title.first for title in titles] == [True, False]
    assert (titles[1].recognised_on, titles[1].valid_until) == (date(2026, 12, 1), date(2029, 11, 30))
    assert titles[1].renews == first.title_id
    assert titles[1].number == titles[0].number


def test_a_late_renewal_begins_when_it_was_decided() -> None:
    first = recognition(Tier.INNOVATIVE, date(2020, 1, 1))
    titles = after((), first, renewal(first.title_id, TODAY))
    assert titles[1].recognised_on == TODAY
    assert tier_on(titles, TODAY - DAY) is Tier.NONE


def test_only_the_newest_period_is_renewed() -> None:
    first = recognition(Tier.INNOVATIVE, date(2023, 12, 1))
    second = renewal(first.title_id, TODAY)
    held = after((), first, second)
    with pytest.raises(Refusal, match="最新一期"):
        after(held, renewal(first.title_id, TODAY))


def test_a_title_recognised_anew_since_is_not_renewed() -> None:
    old, new = recognition(Tier.INNOVATIVE, date(2020, 1, 1)), recognition(Tier.INNOVATIVE, date(2025, 1, 1))
    with pytest.raises(Refusal, match="最新一期"):
        after((), old, new, renewal(old.title_id, TODAY))


@pytest.mark.parametrize("on", [date(2023, 11, 30), TODAY + DAY])
def test_a_renewal_before_the_title_or_after_today_is_refused(on: date) -> None:
    first = recognition(Tier.INNOVATIVE, date(2023, 12, 1))
    with pytest.raises(Refusal, match="复核决定日期"):
        after((), first, renewal(first.title_id, on))


def test_a_revoked_title_is_not_renewed() -> None:
    first = recognition(Tier.INNOVATIVE, date(2024, 1, 1))
    held = after((), first, revocation(first.title_id, date(2025, 1, 1)))
    with pytest.raises(Refusal, match="已撤销"):
        after(held, renewal(first.title_id, TODAY))


# ---- revocation ----------------------------------------------------------------------------------


def test_a_revocation_ends_the_chain() -> None:
    first = recognition(Tier.INNOVATIVE, date(2023, 12, 1))
    second = renewal(first.title_id, TODAY)
    titles = after((), first, second, revocation(first.title_id, TODAY))
    assert {title.status for title in titles} == {TitleStatus.REVOKED}
    assert {tier_on(titles, TODAY + n * DAY) for n in range(0, 2000, 50)} == {Tier.NONE}
    assert tier_on(titles, TODAY - DAY) is Tier.INNOVATIVE


def test_a_revocation_leaves_other_titles_alone() -> None:
    low, high = recognition(Tier.INNOVATIVE, date(2025, 1, 1)), recognition(Tier.SPECIALISED, date(2025, 6, 1))
    titles = after((), low, high, revocation(high.title_id, TODAY))
    assert tier_on(titles, TODAY) is Tier.INNOVATIVE


def test_a_revocation_of_a_renewal_leaves_the_past_as_it_was() -> None:
    first = recognition(Tier.INNOVATIVE, date(2023, 1, 1))
    second = renewal(first.title_id, date(2025, 12, 1))
    titles = after((), first, second, revocation(second.title_id, TODAY))
    assert [title.status for title in titles] == [TitleStatus.VALID, TitleStatus.REVOKED]
    assert tier_on(titles, date(2025, 12, 31)) is Tier.INNOVATIVE


def test_a_second_revocation_does_not_lengthen_what_was_revoked_before() -> None:
    first = recognition(Tier.INNOVATIVE, date(2023, 6, 1))
    second = renewal(first.title_id, date(2026, 5, 1))
    held = after((), first, second, revocation(second.title_id, date(2026, 7, 1)))
    with pytest.raises(Refusal, match="已到期"):
        after(held, revocation(first.title_id, TODAY))
    earlier = after(held, revocation(first.title_id, date(2026, 5, 2)))
    assert [title.last_day for title in earlier] == [date(2026, 5, 1), date(2026, 6, 30)]


@pytest.mark.parametrize(
    ("on", "words"),
    [(TODAY + DAY, "不能晚于今天"), (date(2023, 12, 31), "不能早于认定日期")],
)
def test_a_revocation_outside_the_title_is_refused(on: date, words: str) -> None:
    first = recognition(Tier.INNOVATIVE, date(2024, 1, 1))
    with pytest.raises(Refusal, match=words):
        after((), first, revocation(first.title_id, on))


def test_what_is_over_is_not_revoked_again() -> None:
    first = recognition(Tier.INNOVATIVE, date(2020, 1, 1))
    with pytest.raises(Refusal, match="已到期"):
        after((), first, revocation(first.title_id, TODAY))
    held = after((), first, revocation(first.title_id, date(2021, 1, 1)))
    with pytest.raises(Refusal, match="已经撤销"):
        after(held, revocation(first.title_id, date(2021, 2, 1)))


@pytest.mark.parametrize("decision", [renewal("elsewhere", TODAY), revocation("elsewhere", TODAY)])
def test_a_title_the_enterprise_never_held_is_refused(decision: Any) -> None:
    with pytest.raises(Refusal, match="没有这一称号"):
        after((), decision)
