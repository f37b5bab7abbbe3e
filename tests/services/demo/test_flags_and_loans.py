"""Flags and loans of the demonstration city."""

from datetime import date
from decimal import Decimal

from shared.values import PROVINCIAL_AND_ABOVE, Tier
from tests.services.demo.sample import TODAY, WAN, city, growth, holders, percent


def test_flags_fall_on_the_firms_they_make_sense_for():
    overdue = [firm for firm in city() if firm.major_change_overdue]
    banned = [firm for firm in city() if firm.banned]
    assert (len(overdue), len(banned)) == (60, 33)
    assert all(firm.tier_on(TODAY) is not Tier.NONE for firm in overdue)
    assert all(firm.tier_on(TODAY) is Tier.NONE for firm in banned)


def test_drifting_holders_met_their_ruleset_and_no_longer_do():
    drifting = [firm for firm in city() if firm.drifting]
    assert len(drifting) == 90
    assert sum(firm.tier_on(TODAY) in PROVINCIAL_AND_ABOVE for firm in drifting) == 8
    for firm in drifting:
        last = firm.annual[-1]
        assert percent(last.rd_expense_fen, last.revenue_fen) < 3
        assert percent(last.total_debt_fen, last.total_assets_fen) > 75
        assert growth(firm)[-1] < 0
        assert not firm.high_tech
        assert all(title.recognised_on < date(2026, 1, 1) for title in firm.titles)


def test_loans_are_of_provincial_holders_and_drawn_while_they_held_the_title():
    borrowers = [firm for firm in city() if firm.loans]
    assert borrowers
    for firm in borrowers:
        assert all(firm.tier_on(loan.drawn_on) in PROVINCIAL_AND_ABOVE for loan in firm.loans)
        assert all(loan.drawn_on <= TODAY for loan in firm.loans)


def test_about_a_third_of_the_provincial_holders_borrow_in_a_year():
    held = [firm for firm in holders(Tier.SPECIALISED) if firm.tier_on(date(2025, 1, 1)) is not Tier.NONE]
    since = [firm for firm in held if firm.tier_on(date(2025, 1, 1)) in PROVINCIAL_AND_ABOVE]
    borrowed = [firm for firm in since if any(loan.drawn_on.year == 2025 for loan in firm.loans)]
    assert 25 < percent(len(borrowed), len(since)) < 45


def test_loan_terms_lie_within_the_model():
    for loan in (loan for firm in city() for loan in firm.loans):
        assert type(loan.principal_fen) is int
        assert 50 * WAN <= loan.principal_fen <= 8_000 * WAN
        assert 12 <= loan.tenor_months <= 120
        assert loan.rate_percent >= 2
        assert loan.rate_percent == loan.rate_percent.quantize(Decimal("0.01"))
