"""The next step: the fewest criteria that are enough, none of them idle, each with its smallest change and evidence."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import combinations, product
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.registry.domain.assessment import Readings
from services.registry.domain.criteria import Occasion, Role, Standard, judge
from services.registry.domain.figures.reading import Case
from services.registry.domain.planning import Lack, Plan, plan
from services.registry.domain.profile import IpClass, Profile
from services.registry.domain.steps import Moved, alternatives
from services.registry.rulesets import size_rules, standard, standards
from shared.events import Title
from shared.values import Tier, Verdict
from tests.services.registry.profiles import (
    LADDER,
    ON,
    WAN,
    answering,
    any_profile,
    any_titles,
    make_profile,
    near_profile,
    reporting,
)

FEW: Final = settings(max_examples=60, deadline=None)


def the(ruleset: str, tier: Tier) -> Standard:
    found = standard(ruleset, tier)
    assert found
    return found


INNOVATIVE: Final = the("MIIT-2022-63", Tier.INNOVATIVE)
SPECIALISED: Final = the("MIIT-2022-63", Tier.SPECIALISED)
GIANT: Final = the("MIIT-2026-02", Tier.LITTLE_GIANT)


def planned(one: Standard, profile: Profile, titles: Sequence[Title] = LADDER, on: date = ON) -> Plan:
    return plan(one, profile, on, titles, size_rules())


def rescored(one: Standard, profile: Profile, titles: Sequence[Title], chosen: Sequence[Lack]) -> Verdict:
    marks = Moved(Readings(Case(profile, titles, ON, size_rules())).mark)
    return judge(one, Occasion.NEW, marks.after(s for lack in chosen for s in lack.steps)).whole.verdict


def codes(chosen: Sequence[Lack]) -> list[str]:
    return [lack.rule.code for lack in chosen]


@given(st.one_of(near_profile(), any_profile()), any_titles(), st.sampled_from(standards()))
@FEW
def test_the_set_rescored_passes_and_without_any_one_member_it_does_not(
    profile: Profile, titles: tuple[Title, ...], one: Standard
) -> None:
    found = planned(one, profile, titles)
    assert found.enough
    assert rescored(one, profile, titles, found.fewest) is Verdict.MET
    for lack in found.fewest:
        rest = [other for other in found.fewest if other is not lack]
        assert rescored(one, profile, titles, rest) is not Verdict.MET
    assert bool(found.fewest) is (found.verdict is not Verdict.MET)


_percent = st.integers(0, 90)


@given(
    ip=st.sampled_from([None, {}, {IpClass.II: 1}, {IpClass.I_OTHER: 1}]),
    rd=st.integers(0, 7),
    growth=st.integers(-20, 20),
    debt=_percent,
    main=st.integers(40, 90),
    field=st.sampled_from([True, False, None]),
    unchecked=st.sampled_from([None, "violation"]),
)
@settings(max_examples=40, deadline=None)
def test_no_smaller_set_of_criteria_would_do(
    ip: dict[IpClass, int] | None, rd: int, growth: int, debt: int, main: int, field: bool | None, unchecked: str | None
) -> None:
    """Every way to raise every indicator and to meet every gate, tried out."""
    revenue = 1_000 * WAN
    profile = answering(
        make_profile(ip=ip, credentials=()), strategic_field=field, **({unchecked: None} if unchecked else {})
    )
    profile = reporting(profile, 2024, main_revenue_fen=revenue * main)
    profile = reporting(
        profile,
        2025,
        revenue_fen=revenue * 100,
        rd_expense_fen=revenue * rd,
        total_assets_fen=revenue * 100,
        total_debt_fen=revenue * debt,
        main_revenue_fen=revenue * main * (100 + growth) // 100,
    )
    found = planned(INNOVATIVE, profile, ())
    marks = Moved(Readings(Case(profile, (), ON, size_rules())).mark)
    ways = [alternatives(one.test, marks) for _, one in INNOVATIVE.asked_of(Occasion.NEW)]
    ways += [
        tuple(steps for band in one.bands for steps in alternatives(band.test, marks)) for one in INNOVATIVE.indicators
    ]
    ways = [way for way in ways if any(way)]
    for some in combinations(ways, min(len(found.fewest) - 1, 2)) if found.fewest else ():
        for steps in product(*some):
            moved = marks.after(step for each in steps for step in each)
            assert judge(INNOVATIVE, Occasion.NEW, moved).whole.verdict is not Verdict.MET


def test_one_raised_ratio_is_enough_where_the_ability_to_innovate_is_short() -> None:
    """V2 of the domain reference: 15 of 20 in 创新能力, by a ratio of 4.9 %."""
    profile = make_profile(ip={}, credentials=())
    profile = reporting(profile, 2025, rd_expense_fen=8800 * WAN * 49 // 1000)
    [lack] = planned(INNOVATIVE, profile).fewest
    assert lack.rule.code == "rd_ratio"
    assert lack.words == ("上年度研发费用占营业收入比重：现为4.9%，需≥5%",)
    assert "审计报告" in lack.evidence


def test_ties_go_to_the_smallest_relative_change() -> None:
    """Five points short: a ratio from 4.9 to 5, or a class of intellectual property nobody has yet."""
    profile = make_profile(ip={IpClass.II: 1}, credentials=())
    profile = reporting(profile, 2025, rd_expense_fen=8800 * WAN * 29 // 1000)
    assert codes(planned(INNOVATIVE, profile).fewest) == ["rd_ratio"]


def test_a_gate_that_an_indicator_meets_on_its_way_is_not_asked_twice() -> None:
    """1.7 % fails the gate of 3 %, and the score is 6 short: raised to 10 % the ratio does both.

    By the amount (五百万元) the change would be smaller, but the gate would still have to be met.
    """
    poor = answering(make_profile(), local_points=6, digital_level=1, field_grade="C", own_brand=False, standards=0)
    poor = replace(poor, credentials=(), ip={IpClass.I_OWN: 1})
    for year in (2024, 2025):
        poor = reporting(poor, year, rd_expense_fen=150 * WAN, net_profit_fen=8800 * WAN * 5 // 100)
    found = planned(SPECIALISED, poor)
    assert [(lack.role, lack.rule.code) for lack in found.fewest] == [(Role.INDICATOR, "rd")]
    assert found.fewest[0].words == ("上年度研发费用占营业收入比重：现为1.7045…%，需≥10%",)


def test_the_plan_names_everything_that_lacks_and_asks_evidence_for_the_unknown() -> None:
    profile = answering(make_profile(), development_score=None, niche_share=9, niche_rank_national=8)
    found = planned(GIANT, profile)
    assert codes(found.lacks) == ["market", "development_score"]
    assert codes(found.fewest) == ["market", "development_score"]
    assert [lack.verdict for lack in found.lacks] == [Verdict.UNMET, Verdict.UNKNOWN]
    assert found.lacks[1].words == ("专精特新发展评价得分：现为不明，需≥60",)
    assert all(lack.evidence for lack in found.lacks)


def test_whoever_meets_the_standard_lacks_nothing() -> None:
    found = planned(GIANT, make_profile())
    assert (found.verdict, found.fewest, found.lacks, found.enough) == (Verdict.MET, (), (), True)


@pytest.mark.parametrize("one", standards(), ids=lambda one: f"{one.ruleset} {one.tier}")
def test_from_an_empty_profile_there_is_a_way_to_every_tier(one: Standard) -> None:
    empty = Profile(uscc="91330108MAXB0012XH", district="330108", industry="C39")
    found = planned(one, empty, ())
    assert found.enough
    assert found.fewest


def test_of_ways_equally_short_an_honour_that_others_give_comes_last() -> None:
    """Nothing is known of it: each direct pass is one step away, and a prize is not to be had by asking."""
    profile = replace(make_profile(), credentials=(), institution=None, institution_origin=None, equity_rounds=None)
    profile = replace(profile, reports={}, ip=None)
    chosen = planned(INNOVATIVE, profile, ())
    assert chosen.enough
    assert "recognised_innovator" in codes(chosen.fewest)
    assert not any(lack.rule.code == "science_award" for lack in chosen.fewest)
