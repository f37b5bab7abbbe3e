"""What titles entitle to: first times for ever, standing ones while they stand."""

from collections.abc import Sequence
from datetime import date

from hypothesis import given

from services.benefits.domain.entitlements import Entitled, Rule, difference, entitled, would_open
from services.benefits.measures import rules
from shared.conditions import AnyOf, read
from shared.conditions.enterprises import ENTERPRISE
from shared.events import Standing, Title, TitleStatus
from shared.values import Certainty, Tier
from tests.services.histories import BEGIN, Step, histories
from tests.titles import DAY, make_title, standing

RULES = rules()
TODAY = date(2026, 11, 23)
PROVINCIAL = {"innovation-voucher-quota", "listing-candidate"}
NATIONAL = {"ip-advantage-cultivation", "class-d-talent", "commendation"}


def codes(*titles: Title, on: date = TODAY) -> set[str]:
    return {code for code, _ in entitled(RULES, standing(on, *titles).titles, on)}


def opened(previous: Standing, current: Standing) -> tuple[set[str], set[str]]:
    made = difference(RULES, previous, current)
    return {one.rule.benefit_code for one in made.gained}, {one.rule.benefit_code for one in made.lost}


def opens(tier: Tier, titles: Sequence[Title] = ()) -> tuple[Entitled, ...]:
    return would_open(RULES, standing(TODAY, *titles), tier, TODAY, entitled(RULES, titles, TODAY))


# ---- what each tier opens ----------------------------------------------------------------------------


def test_an_innovative_title_opens_nothing_of_the_draft() -> None:
    assert codes(make_title(Tier.INNOVATIVE, TODAY)) == set()


def test_a_provincial_title_opens_its_award_and_the_clauses_for_provincial_and_above() -> None:
    assert codes(make_title(Tier.SPECIALISED, TODAY)) == {"specialised-first-award", *PROVINCIAL}


def test_a_hidden_champion_has_the_clauses_for_provincial_and_above_but_not_the_provincial_award() -> None:
    assert codes(make_title(Tier.HIDDEN_CHAMPION, TODAY)) == PROVINCIAL


def test_a_little_giant_has_everything_but_the_provincial_award() -> None:
    assert codes(make_title(Tier.LITTLE_GIANT, TODAY)) == {"little-giant-first-award", *PROVINCIAL, *NATIONAL}


def test_an_upgrade_pays_both_awards() -> None:
    provincial = make_title(Tier.SPECIALISED, date(2025, 1, 1))
    both = standing(TODAY, provincial, make_title(Tier.LITTLE_GIANT, TODAY))
    gained, lost = opened(standing(TODAY, provincial), both)
    assert gained == {"little-giant-first-award", *NATIONAL}
    assert lost == set()
    awards = [one.rule.amount_fen for one in entitled(RULES, both.titles, TODAY).values() if one.occasion == "first"]
    assert sorted(fen for fen in awards if fen) == [20_000_000, 100_000_000]


# ---- once, for ever ------------------------------------------------------------------------------------


def test_a_renewal_without_a_gap_opens_and_closes_nothing() -> None:
    first = make_title(Tier.SPECIALISED, date(2023, 12, 1))
    second = make_title(Tier.SPECIALISED, first.valid_until + DAY, renews=first.title_id)
    assert opened(standing(TODAY, first), standing(TODAY, first, second)) == (set(), set())
    later = second.recognised_on + DAY
    assert "specialised-first-award" in codes(first, second, on=later)
    kept = entitled(RULES, standing(later, first, second).titles, later)
    assert {one.since for one in kept.values()} == {first.recognised_on}


def test_recognition_after_a_gap_opens_no_second_award() -> None:
    old, new = make_title(Tier.LITTLE_GIANT, date(2020, 1, 1)), make_title(Tier.LITTLE_GIANT, TODAY)
    gained, _ = opened(standing(TODAY, old), standing(TODAY, old, new))
    assert gained == {*PROVINCIAL, *NATIONAL}


def test_recognition_after_a_revocation_opens_no_second_award() -> None:
    ended = date(2025, 1, 1)
    old = make_title(Tier.SPECIALISED, date(2024, 1, 1), status=TitleStatus.REVOKED, ended_on=ended)
    assert codes(old, on=ended - DAY) == {"specialised-first-award", *PROVINCIAL}
    assert codes(old, on=ended) == set()
    at_once = make_title(Tier.SPECIALISED, ended)
    assert codes(old, at_once, on=ended) == PROVINCIAL, "even on the very day"


def test_an_older_title_found_later_takes_the_word_first_with_it() -> None:
    new = make_title(Tier.SPECIALISED, date(2025, 1, 1))
    older = make_title(Tier.SPECIALISED, date(2019, 1, 1))
    _, lost = opened(standing(TODAY, new), standing(TODAY, older, new))
    assert lost == {"specialised-first-award"}


def test_expiry_and_revocation_close_what_the_title_opened() -> None:
    title = make_title(Tier.SPECIALISED, date(2024, 1, 1))
    over = title.valid_until + DAY
    assert opened(standing(TODAY, title), standing(over, title)) == (
        set(),
        {"specialised-first-award", *PROVINCIAL},
    )


def test_a_title_that_ends_under_a_higher_one_closes_its_award_and_opens_it_when_the_clock_goes_back() -> None:
    low, high = make_title(Tier.SPECIALISED, date(2024, 1, 1)), make_title(Tier.LITTLE_GIANT, date(2025, 6, 1))
    before, after = standing(low.valid_until, low, high), standing(low.valid_until + DAY, low, high)
    assert before.tier is after.tier is Tier.LITTLE_GIANT
    assert opened(before, after) == (set(), {"specialised-first-award"})
    assert opened(after, before) == ({"specialised-first-award"}, set())


def test_a_renewal_that_takes_over_changes_no_more_than_the_day_in_the_reason() -> None:
    first = make_title(Tier.SPECIALISED, date(2024, 1, 1))
    second = make_title(Tier.SPECIALISED, first.valid_until + DAY, renews=first.title_id)
    before, after = standing(first.valid_until, first, second), standing(second.recognised_on, first, second)
    assert opened(before, after) == (set(), set())
    reasons = {one.key: one.reason for one in difference(RULES, before, after).after.values()}
    assert f"有效至 {second.valid_until}" in reasons["listing-candidate", "standing"]


def test_a_lower_provincial_title_keeps_the_standing_clauses_when_the_higher_ends() -> None:
    low = make_title(Tier.SPECIALISED, date(2025, 1, 1))
    high = make_title(Tier.LITTLE_GIANT, date(2025, 6, 1), TODAY)
    _, lost = opened(standing(TODAY, low, high), standing(TODAY + DAY, low, high))
    assert lost == {"little-giant-first-award", *NATIONAL}


# ---- outlook ---------------------------------------------------------------------------------------------


def test_the_outlook_names_what_a_tier_would_open_beyond_what_is_open() -> None:
    provincial = standing(TODAY, make_title(Tier.SPECIALISED, date(2025, 1, 1)))
    ahead = opens(Tier.LITTLE_GIANT, provincial.titles)
    assert {one.rule.benefit_code for one in ahead} == {"little-giant-first-award", *NATIONAL}
    assert {one.rule.benefit_code for one in opens(Tier.SPECIALISED)} == {
        "specialised-first-award",
        *PROVINCIAL,
    }


def test_the_outlook_of_a_spent_first_time_promises_no_award() -> None:
    spent = standing(TODAY, make_title(Tier.LITTLE_GIANT, date(2020, 1, 1))).titles
    ahead = {one.rule.benefit_code for one in opens(Tier.LITTLE_GIANT, spent)}
    assert ahead == {*PROVINCIAL, *NATIONAL}


def test_no_title_opens_nothing() -> None:
    assert opens(Tier.NONE) == ()


def test_the_outlook_imagines_a_title_of_the_usual_three_years() -> None:
    reasons = {one.reason for one in opens(Tier.SPECIALISED) if one.occasion == "standing"}
    assert reasons
    assert all("有效至 2029-11-22；" in reason for reason in reasons)


def test_every_entitlement_says_why_under_which_clause_and_that_it_is_a_draft() -> None:
    for one in entitled(RULES, standing(TODAY, make_title(Tier.LITTLE_GIANT, TODAY)).titles, TODAY).values():
        assert Tier.LITTLE_GIANT.label in one.reason
        assert "条；征求意见稿，非兑付依据" in one.reason


# ---- what holds for any history --------------------------------------------------------------------------


@given(histories())
def test_entitlements_are_a_function_of_the_titles_and_the_day(steps: list[Step]) -> None:
    for step in steps:
        again = tuple(Title.model_validate_json(title.model_dump_json()) for title in step.titles)
        assert entitled(RULES, step.titles, step.on) == entitled(RULES, again, step.on)
        assert entitled(reversed(RULES), step.titles, step.on) == entitled(RULES, step.titles, step.on)


@given(histories())
def test_gained_and_lost_add_up_to_what_is_open_in_the_end(steps: list[Step]) -> None:
    added: set[tuple[str, str]] = set()
    for told in (step.told for step in steps if step.told):
        made = difference(RULES, told.previous, told.current)
        gained, lost = ({one.key for one in side} for side in (made.gained, made.lost))
        assert not gained & added
        assert lost <= added
        added = (added | gained) - lost
        assert added == set(made.after) == set(entitled(RULES, told.current.titles, told.current.on))


@given(histories())
def test_an_award_is_open_only_in_the_first_unbroken_period_of_its_tier(steps: list[Step]) -> None:
    asks = read({"fact": "first_title", "any_of": ["innovative"]}, ENTERPRISE)
    assert isinstance(asks, AnyOf)
    rule = Rule("award", "奖", "依据", 1, Certainty.NOMINAL, asks)
    for step in steps:
        own = [title for title in step.titles if title.tier is Tier.INNOVATIVE]
        days = [BEGIN + n * DAY for n in range(-1500, 5000, 41)]
        open_days = [day for day in days if entitled([rule], step.titles, day)]
        assert all(any(title.counts_on(day) for title in own) for day in open_days)
        if own and own[0].status is not TitleStatus.REVOKED:
            assert [day for day in days if own[0].counts_on(day)] == [
                day for day in open_days if day <= own[0].last_day
            ]
