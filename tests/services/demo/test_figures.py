"""Figures of the demonstration city: small enough for an SME, good enough for the title."""

from datetime import date
from itertools import pairwise

import pytest

from services.demo.firm import AnnualFigures, QualityItem
from services.demo.model import city_model
from services.demo.sme import is_sme
from shared.days import add_years
from shared.values import Tier
from tests.services.demo.sample import TODAY, WAN, YI, city, growth, percent, steady


def test_figures_are_those_of_the_last_three_complete_years_in_whole_fen():
    for firm in city():
        assert [year.year for year in firm.annual] == [2023, 2024, 2025]
        for year in firm.annual:
            assert all(type(getattr(year, name)) is int for name in AnnualFigures.__slots__)
            assert 0 < year.main_revenue_fen <= year.revenue_fen
            assert 0 <= year.rd_expense_fen <= year.revenue_fen
            assert 0 < year.total_debt_fen < year.total_assets_fen
            assert 0 <= year.rd_staff <= year.staff
        assert firm.staff == firm.annual[-1].staff >= 3


def test_three_earlier_years_lead_up_to_them():
    caps = city_model().sme_caps
    for firm in city():
        assert [year.year for year in firm.earlier] == [2020, 2021, 2022]
        for year, following in pairwise((*firm.earlier, firm.annual[0])):
            assert 0 < year.main_revenue_fen <= year.revenue_fen <= following.revenue_fen * 2
            assert 0 <= year.rd_expense_fen <= year.revenue_fen
            assert 0 < year.total_debt_fen < year.total_assets_fen
            assert 0 <= year.rd_staff <= year.staff
        if firm.tier_on(TODAY) is not Tier.NONE:
            assert all(is_sme(caps, firm.industry, year.staff, year.revenue_fen) for year in firm.earlier)


def test_a_title_decided_at_the_end_of_2023_finds_the_research_it_asks_for_in_2022():
    decided = [
        firm
        for firm in steady(Tier.SPECIALISED)
        if any(title.tier is Tier.SPECIALISED and title.recognised_on == date(2023, 12, 15) for title in firm.titles)
    ]
    assert decided
    for firm in decided:
        year = firm.earlier[-1]
        assert year.rd_expense_fen >= 100 * WAN
        assert year.revenue_fen >= 1_000 * WAN
        assert year.rd_expense_fen * 100 >= 3 * year.revenue_fen


@pytest.mark.parametrize(
    ("industry", "staff", "revenue", "expected"),
    [
        ("C35", 1200, 30_000, True),
        ("C35", 1000, 40_000, False),
        ("C35", 999, 40_000, True),
        ("I65", 400, 9_000, True),
        ("I65", 400, 10_000, False),
        ("M73", 299, 90_000, True),
        ("M73", 300, 100, False),
    ],
)
def test_one_measure_below_its_cap_makes_an_sme(industry: str, staff: int, revenue: int, expected: bool):
    assert is_sme(city_model().sme_caps, industry, staff, revenue * WAN) is expected


def test_every_firm_is_an_sme_in_every_year():
    caps = city_model().sme_caps
    for firm in city():
        assert all(is_sme(caps, firm.industry, year.staff, year.revenue_fen) for year in firm.annual)


def test_specialised_holders_pass_the_gates_of_research_revenue_and_debt():
    for firm in steady(Tier.SPECIALISED):
        for year in firm.annual:
            assert year.rd_expense_fen >= 100 * WAN
            assert percent(year.rd_expense_fen, year.revenue_fen) >= 3
            assert year.revenue_fen >= 1_000 * WAN
            assert percent(year.main_revenue_fen, year.revenue_fen) >= 60
            assert percent(year.total_debt_fen, year.total_assets_fen) <= 80


def test_titles_decided_from_april_2026_pass_the_gates_of_2026():
    decided = [
        firm
        for firm in steady(Tier.SPECIALISED)
        for title in firm.titles
        if title.tier is Tier.SPECIALISED and title.recognised_on >= date(2026, 4, 1)
    ]
    assert decided
    for firm in decided:
        assert firm.class1_ip >= 1
        assert firm.development_score is not None
        assert firm.development_score >= 50
        assert all(year.revenue_fen >= 1_500 * WAN for year in firm.annual)


def test_little_giants_pass_their_gates():
    for firm in steady(Tier.LITTLE_GIANT):
        assert sum(growth(firm)) / 2 >= 5
        assert firm.class1_ip >= 2
        assert firm.niche_share_percent >= 10
        assert {QualityItem.CERTIFICATION, QualityItem.OWN_BRAND} <= set(firm.quality_items)
        for year in firm.annual:
            needed = 3 if year.revenue_fen >= YI else 6
            assert percent(year.rd_expense_fen, year.revenue_fen) >= needed
            assert year.revenue_fen >= 5_000 * WAN
            assert percent(year.main_revenue_fen, year.revenue_fen) >= 70
            assert percent(year.total_debt_fen, year.total_assets_fen) <= 70


def test_hidden_champions_rise_for_two_years_after_ten_in_their_niche():
    for firm in steady(Tier.HIDDEN_CHAMPION):
        first = min(title.recognised_on for title in firm.titles if title.tier is Tier.HIDDEN_CHAMPION)
        assert add_years(firm.niche_since, 10) <= first
        revenues = [year.revenue_fen for year in firm.annual]
        assert revenues == sorted(revenues)
        assert all(percent(year.rd_expense_fen, year.revenue_fen) >= 4 for year in firm.annual)


def test_a_holder_without_a_high_tech_certificate_has_the_figures_for_the_innovative_title():
    by_score = [firm for firm in steady(Tier.INNOVATIVE) if not firm.high_tech]
    assert len(by_score) > 300
    for firm in by_score:
        last = firm.annual[-1]
        assert percent(last.rd_expense_fen, last.revenue_fen) >= 3
        assert growth(firm)[-1] >= 5
        assert percent(last.total_debt_fen, last.total_assets_fen) <= 75
        assert percent(last.main_revenue_fen, last.revenue_fen) >= 70
