"""What holds of every firm: the missing never becomes a no, the city is judged like one, results repeat to the byte."""

import json
from collections.abc import Iterator
from dataclasses import fields, replace
from typing import Final

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.registry.domain.assessment import Assessment, assess
from services.registry.domain.city import assess_city
from services.registry.domain.criteria import Occasion, Role, Standard, comparisons
from services.registry.domain.figures import FIGURES
from services.registry.domain.figures.city import City
from services.registry.domain.figures.reading import Case
from services.registry.domain.profile import AnnualReport, Profile
from services.registry.domain.records import profile_from
from services.registry.rulesets import size_rules, standard, standards
from services.registry.schemas.verdicts import VerdictOut
from shared.canonical import canonical, plain
from shared.events import Title
from shared.truth import UNKNOWN, VERDICTS
from shared.values import Tier, Verdict
from tests.services.registry.profiles import (
    LADDER,
    ON,
    WAN,
    any_profile,
    any_titles,
    make_profile,
    make_report,
    near_profile,
    reporting,
)

Titles = tuple[Title, ...]
FEW: Final = settings(max_examples=60, deadline=None)
EVERY: Final = pytest.mark.parametrize("one", standards(), ids=lambda one: f"{one.ruleset} {one.tier}")


def judged(one: Standard, profile: Profile, titles: Titles, occasion: Occasion = Occasion.NEW) -> Assessment:
    return assess(one, profile, ON, titles, size_rules(), occasion)


@pytest.mark.parametrize("tier", [Tier.INNOVATIVE, Tier.SPECIALISED, Tier.LITTLE_GIANT])
def test_the_good_firm_meets_every_rung_of_2026(tier: Tier) -> None:
    name = "MIIT-2022-63" if tier is Tier.INNOVATIVE else "MIIT-2026-02"
    one = standard(name, tier)
    assert one
    result = judged(one, make_profile(), LADDER)
    assert [
        each.code for each in result.criteria if each.verdict is not Verdict.MET and each.role is not Role.DIRECT
    ] == []
    assert result.verdict is Verdict.MET


@EVERY
def test_of_an_empty_profile_nothing_is_said_but_what_its_own_code_says(one: Standard) -> None:
    empty = Profile(uscc="91330108MAXB0012XH", district="330108", industry="C39")
    result = judged(one, empty, LADDER)
    assert result.verdict is Verdict.UNKNOWN
    assert not [each.code for each in result.criteria if each.verdict is Verdict.UNMET]
    assert result.points in (0, None)


def without_each(profile: Profile) -> Iterator[Profile]:
    """The profile with one thing taken away, each in turn."""
    for year, report in profile.reports.items():
        yield replace(profile, reports={other: one for other, one in profile.reports.items() if other != year})
        for each in fields(AnnualReport):
            if each.name not in ("year", "origin", "origins"):
                yield reporting(profile, year, **{each.name: None})
        assert report
    for name in profile.answers:
        yield replace(profile, answers={other: one for other, one in profile.answers.items() if other != name})
    yield replace(profile, ip=None)
    yield replace(profile, institution=None)
    yield replace(profile, credentials=None)
    yield replace(profile, equity_rounds=None)


@given(
    st.one_of(near_profile(), any_profile()),
    any_titles(),
    st.sampled_from(standards()),
    st.sampled_from(Occasion),
    st.data(),
)
@FEW
def test_a_missing_figure_never_turns_into_unmet(
    profile: Profile, titles: Titles, one: Standard, occasion: Occasion, data: st.DataObject
) -> None:
    poorer = data.draw(st.sampled_from([*without_each(profile), profile]))
    before, after = judged(one, profile, titles, occasion), judged(one, poorer, titles, occasion)
    assert after.verdict in (before.verdict, Verdict.UNKNOWN)
    for was, now in zip(before.criteria, after.criteria, strict=True):
        assert now.verdict in (was.verdict, Verdict.UNKNOWN)
        assert now.points in (was.points, 0)


@given(
    st.one_of(near_profile(), any_profile()),
    any_titles(),
    st.integers(1, 5_000 * WAN),
    st.sampled_from(range(2022, 2026)),
    st.sampled_from(Occasion),
)
@FEW
def test_more_research_never_lowers_a_verdict(
    profile: Profile, titles: Titles, more: int, year: int, occasion: Occasion
) -> None:
    report = profile.reports.get(year)
    spent = report.rd_expense_fen if report else None
    richer = profile if spent is None else reporting(profile, year, rd_expense_fen=spent + more)
    for one in standards():
        before, after = judged(one, profile, titles, occasion), judged(one, richer, titles, occasion)
        assert VERDICTS.index(after.verdict) >= VERDICTS.index(before.verdict)
        for was, now in zip(before.criteria, after.criteria, strict=True):
            assert VERDICTS.index(now.verdict) >= VERDICTS.index(was.verdict)
            assert now.points >= was.points


@given(st.one_of(near_profile(), any_profile()), any_titles(), st.sampled_from(standards()))
@FEW
def test_a_result_made_again_from_what_was_kept_is_the_same_to_the_byte(
    profile: Profile, titles: Titles, one: Standard
) -> None:
    first = judged(one, profile, titles)
    kept = json.loads(canonical({"ruleset": first.ruleset, "tier": first.tier, "profile": plain(profile)}))
    restored = profile_from(kept["profile"])
    again = standard(kept["ruleset"], Tier(kept["tier"]))
    assert again
    assert restored == profile
    assert canonical(judged(again, restored, titles)) == canonical(first)


@given(
    st.lists(st.tuples(st.one_of(near_profile(), any_profile()), any_titles()), max_size=6), st.sampled_from(Occasion)
)
@FEW
def test_the_city_is_judged_like_every_one_of_its_firms(
    firms: list[tuple[Profile, Titles]], occasion: Occasion
) -> None:
    profiles, titles = [firm[0] for firm in firms], [firm[1] for firm in firms]
    city = assess_city(standards(), profiles, titles, ON, size_rules(), occasion)
    for one, column in zip(standards(), city, strict=True):
        for row, profile in enumerate(profiles):
            alone = judged(one, profile, titles[row], occasion)
            assert VERDICTS[column.verdict[row]] is alone.verdict
            assert (None if column.points is None else column.points[row]) == alone.points
            for result in alone.criteria:
                if result.role is Role.INDICATOR:
                    assert column.indicators[result.code][row] == result.points
                else:
                    assert VERDICTS[column.criteria[result.role, result.code][row]] is result.verdict


TESTS: Final = (
    *(criterion.test for one in standards() for _, criterion in one.asked_of(Occasion.NEW)),
    *(band.test for one in standards() for indicator in one.indicators for band in indicator.bands),
)
ASKED: Final = {test.asked for condition in TESTS for test in comparisons(condition)}
BEYOND: Final = 2**61
"""Columns cut marks here, far beyond every bound."""


@given(st.one_of(near_profile(), any_profile()), any_titles())
@FEW
def test_a_column_holds_the_very_marks_of_each_firm(profile: Profile, titles: Titles) -> None:
    case, city = Case(profile, titles, ON, size_rules()), City([profile], [titles], ON, size_rules())
    for asked in ASKED:
        alone = FIGURES[asked.name].read(case, asked).mark
        cut = alone if alone == UNKNOWN else max(-BEYOND, min(BEYOND, alone))
        assert FIGURES[asked.name].column(city, asked)[0] == cut, asked


def test_a_city_on_the_lines_is_judged_exactly_where_floats_would_not_be() -> None:
    """One fen either side of 3 % and of 10 % growth on amounts that no float holds."""
    revenue = 3 * 10**14 + 1
    reports = [
        {2025: make_report(2025, revenue_fen=revenue, rd_expense_fen=-(-revenue * 3 // 100) + less)} for less in (0, -1)
    ]
    profiles = [make_profile(reports={**make_profile().reports, **report}) for report in reports]
    one = standard("MIIT-2022-63", Tier.SPECIALISED)
    assert one
    [city] = assess_city([one], profiles, [LADDER, LADDER], ON, size_rules())
    assert [VERDICTS[at] for at in city.criteria[Role.GATE, "rd"]] == [Verdict.MET, Verdict.UNMET]
    assert np.array_equal(city.verdict, [2, 0])


def test_an_unknown_score_from_outside_waits_for_a_person() -> None:
    one = standard("MIIT-2026-02", Tier.SPECIALISED)
    assert one
    good = make_profile()
    profile = replace(good, answers={name: a for name, a in good.answers.items() if name != "development_score"})
    result = judged(one, profile, LADDER)
    assert result.verdict is Verdict.UNKNOWN
    assert [each.code for each in VerdictOut.of(result).manual_review] == ["development_score"]
