"""Figures derived from a profile on a day: years, windows, exact ratios, and what makes one unknown (63号 附件4)."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from services.registry.domain.criteria import Asked, Op
from services.registry.domain.figures import FIGURES, comparison, value_text
from services.registry.domain.figures.reading import Case, Reading
from services.registry.domain.profile import Answer, Credential, EquityRound, Profile, Provenance, Source
from services.registry.rulesets import size_rules
from shared.truth import mark
from shared.values import Tier, Verdict
from tests.services.registry.profiles import (
    LADDER,
    ON,
    ORIGIN,
    WAN,
    answering,
    make_profile,
    make_title,
    reporting,
)

VALID = Asked("credential", kinds=("tech_sme",))
PLACED = Asked("credential", years=3, kinds=("prize",), rank=3)


def read(profile: Profile, asked: Asked, on: date = ON) -> Reading:
    return FIGURES[asked.name].read(Case(profile, LADDER, on, size_rules()), asked)


def test_last_year_is_the_last_complete_one() -> None:
    assert read(make_profile(), Asked("revenue")).value == 8800 * WAN
    assert read(make_profile(), Asked("revenue"), date(2025, 12, 31)).value == 8000 * WAN
    assert read(make_profile(), Asked("revenue", back=1)).value == 8000 * WAN


def test_an_older_report_does_not_stand_in_for_the_missing_one() -> None:
    reading = read(make_profile(), Asked("revenue"), date(2027, 1, 1))
    assert reading.value is None
    assert reading.reason == "缺2026年营业收入"


def test_a_figure_carries_where_it_is_from() -> None:
    assert read(make_profile(), Asked("revenue")).origin == ORIGIN
    score = read(make_profile(), Asked("development_score")).origin
    assert score
    assert score.source is Source.EVALUATION_PLATFORM


def test_growth_of_two_years_is_the_mean_of_both_and_not_compounded() -> None:
    profile = reporting(make_profile(), 2023, main_revenue_fen=100)
    profile = reporting(profile, 2024, main_revenue_fen=150)
    profile = reporting(profile, 2025, main_revenue_fen=120)
    assert read(profile, Asked("main_growth", years=2)).value == Fraction(50 - 20, 2)
    assert read(profile, Asked("main_growth")).value == -20


@pytest.mark.parametrize("base", [0, -5])
def test_growth_from_nothing_or_from_a_loss_is_unknown(base: int) -> None:
    profile = reporting(make_profile(), 2024, net_profit_fen=base)
    reading = read(profile, Asked("profit_growth"))
    assert reading.value is None
    assert "增长率无意义" in reading.reason


def test_a_ratio_to_nothing_is_unknown() -> None:
    reading = read(reporting(make_profile(), 2025, revenue_fen=0), Asked("rd_ratio"))
    assert reading.value is None
    assert "比率无意义" in reading.reason


@pytest.mark.parametrize(
    ("last", "verdict"), [(110_250, Verdict.MET), (110_249, Verdict.UNMET), (110_251, Verdict.MET)]
)
def test_compound_growth_of_five_percent_is_a_factor_of_1_1025_exactly(last: int, verdict: Verdict) -> None:
    profile = reporting(make_profile(), 2023, revenue_fen=100_000)
    profile = reporting(profile, 2025, revenue_fen=last)
    asked = Asked("revenue_cagr", years=2)
    test = comparison(asked, Op.AT_LEAST, Fraction(5))
    assert test.truth(lambda one: read(profile, one).mark).verdict is verdict


def test_compound_growth_is_shown_as_a_yearly_rate() -> None:
    assert value_text(Asked("revenue_cagr", years=2), Fraction(11025, 100)) == "5%"
    assert value_text(Asked("revenue_cagr", years=2), Fraction(81)) == "-10%"


def test_a_ratio_just_under_a_line_is_neither_rounded_nor_shown_onto_it() -> None:
    value = Fraction(5) - Fraction(1, 10**12)
    assert mark(value) < mark(5) < mark(5 + Fraction(1, 10**12))
    assert value_text(Asked("rd_ratio"), value) == "4.9999…%"


@pytest.mark.parametrize(
    ("since", "at_year_end", "years"),
    [
        (date(2023, 1, 1), True, 3),
        (date(2023, 1, 2), True, 2),
        (date(2023, 6, 1), False, 3),
        (date(2023, 6, 2), False, 2),
        (date(2027, 1, 1), False, 0),
    ],
)
def test_years_in_the_niche_are_complete_ones(since: date, at_year_end: bool, years: int) -> None:
    profile = answering(make_profile(), niche_since=since)
    assert read(profile, Asked("niche_years", at_year_end=at_year_end)).value == years


@pytest.mark.parametrize(
    ("paid_on", "qualified", "counted"),
    [
        (date(2024, 6, 1), True, True),
        (date(2024, 5, 31), True, False),
        (ON, True, True),
        (date(2026, 6, 2), True, False),
        (date(2025, 1, 1), False, False),
    ],
)
def test_equity_counts_within_its_years_and_from_qualified_investors(
    paid_on: date, qualified: bool, counted: bool
) -> None:
    profile = make_profile(equity_rounds=(EquityRound(paid_on, 2_000 * WAN, ORIGIN, qualified),))
    assert read(profile, Asked("equity", years=2)).value == (2_000 * WAN if counted else 0)


@pytest.mark.parametrize(
    ("credential", "asked", "held"),
    [
        (Credential("tech_sme", ON, ORIGIN, valid_until=ON), VALID, 1),
        (Credential("tech_sme", date(2025, 1, 1), ORIGIN, date(2026, 5, 31)), VALID, 0),
        (Credential("prize", date(2023, 6, 1), ORIGIN, rank=3), PLACED, 1),
        (Credential("prize", date(2023, 5, 31), ORIGIN, rank=3), PLACED, 0),
        (Credential("prize", date(2025, 6, 1), ORIGIN, rank=4), PLACED, 0),
        (Credential("prize", date(2025, 6, 1), ORIGIN), PLACED, 0),
    ],
)
def test_a_credential_counts_while_valid_or_within_its_years_and_place(
    credential: Credential, asked: Asked, held: int
) -> None:
    assert read(make_profile(credentials=(credential,)), asked).value == held


def test_an_award_without_a_known_list_of_awards_is_unknown() -> None:
    assert read(make_profile(credentials=None), Asked("credential", kinds=("tech_sme",))).value is None


@pytest.mark.parametrize(("answer", "happened"), [(False, 0), (True, 1), (date(2023, 6, 2), 1), (date(2023, 6, 1), 0)])
def test_an_accident_weighs_three_years(answer: bool | date, happened: int) -> None:
    assert read(answering(make_profile(), accident=answer), Asked("accident", years=3)).value == happened


@pytest.mark.parametrize("points", [-1, 16, Decimal("7.5")])
def test_local_points_are_whole_and_within_the_group(points: int | Decimal) -> None:
    assert read(answering(make_profile(), local_points=points), Asked("local_points")).value is None


def test_a_score_of_another_year_is_not_this_years() -> None:
    old = Answer(80, Provenance(Source.EVALUATION_PLATFORM, date(2025, 12, 31)))
    profile = replace(make_profile(), answers={"development_score": old, "development_score_before": old})
    assert read(profile, Asked("development_score")).value is None
    assert read(profile, Asked("development_score_before")).value == 80


def test_a_large_firm_is_no_sme_and_an_unmeasured_one_is_unknown() -> None:
    large = reporting(make_profile(), 2025, staff=1000, revenue_fen=40_000 * WAN)
    assert read(large, Asked("sme")).value == 0
    half = reporting(large, 2025, staff=None)
    assert read(half, Asked("sme")).value is None
    assert read(reporting(half, 2025, revenue_fen=WAN), Asked("sme")).value == 1


def test_a_title_counts_on_its_days_only() -> None:
    held = (make_title(Tier.INNOVATIVE, date(2023, 6, 2)),)
    asked = Asked("title", kinds=("innovative",))

    def on(day: date) -> Fraction | None:
        return FIGURES["title"].read(Case(make_profile(), held, day, size_rules()), asked).value

    assert [on(date(2023, 6, 1)), on(ON), on(date(2026, 6, 2))] == [0, 1, 0]
