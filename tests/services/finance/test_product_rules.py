"""The rules of products: what they cost to the fen, whom they suit, in which order."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.finance.domain.products.costs import NO_SUBSIDY, Need, Purpose, Subsidy, SubsidyStatus, cost, share
from services.finance.domain.products.matching import Match, fit, ranked
from services.finance.domain.products.offers import Fee, Offer, ProductKind
from shared.conditions import Subject, read
from shared.conditions.enterprises import ENTERPRISE
from shared.values import Certainty, Tier, Verdict

HELD = read({"fact": "title", "any_of": ["specialised", "little_giant"]}, ENTERPRISE)
OFFER = Offer(
    product_id="a",
    number=1,
    institution_id="demo-bank",
    institution_name="示例银行",
    by_bank=True,
    kind=ProductKind.LOAN,
    name="示例贷",
    condition=HELD,
    rate=Decimal("2.95"),
    certainty=Certainty.UPPER_BOUND,
    guarantee_rate=Decimal("0.5"),
    fees=(),
    limits={Tier.SPECIALISED: 1_000_000_000},
    months=(12, 12),
    subsidy=None,
    valid_from=date(2026, 1, 1),
    valid_until=None,
)
NEED = Need(500_000_000, 12, date(2026, 11, 24), Purpose.OTHER)
rates = st.decimals(0, 36, places=4)
amounts = st.integers(1, 10**12)


def granted(fen: int) -> Subsidy:
    return Subsidy(SubsidyStatus.GRANTED, "示例政策", fen)


def test_the_arithmetic_of_a_loan_is_shown_line_by_line() -> None:
    made = cost(OFFER, NEED, granted(5_000_000))
    assert [(line.label, line.fen) for line in made.lines] == [
        ("利息", 14_954_861),  # 5,000,000.00 × 2.95 % × 365 / 360 = 149,548.611…
        ("担保费", 2_500_000),
        ("减：贴息", -5_000_000),
    ]
    assert made.lines[0].text == "5000000.00 × 2.95% × 365天 ÷ 360"
    assert (made.gross_fen, made.net_fen) == (17_454_861, 12_454_861)


@settings(max_examples=60)
@given(amounts, rates, st.integers(1, 4_000))
def test_a_line_is_the_exact_product_rounded_half_up_once(fen: int, rate: Decimal, days: int) -> None:
    exact = Fraction(fen) * Fraction(rate) * days / 36_000
    assert share(fen, rate, days, 360) == int(exact + Fraction(1, 2))


@settings(max_examples=60)
@given(
    amounts, rates, st.none() | rates, st.lists(rates | st.integers(0, 10**9), max_size=3), st.integers(1, 240), amounts
)
def test_the_lines_add_up_and_a_subsidy_never_exceeds_the_interest(
    amount: int, rate: Decimal, guarantee: Decimal | None, fees: list[Decimal | int], months: int, subsidy: int
) -> None:
    charged = tuple(Fee("手续费", one, None) if isinstance(one, Decimal) else Fee("评估费", None, one) for one in fees)
    offer = replace(OFFER, rate=rate, guarantee_rate=guarantee, fees=charged)
    need = replace(NEED, amount_fen=amount, months=months)
    made = cost(offer, need, granted(subsidy))
    assert made.net_fen == sum(line.fen for line in made.lines)
    assert made.gross_fen == sum(line.fen for line in made.lines if line.fen > 0)
    assert made.net_fen == (made.gross_fen or 0) - min(subsidy, made.lines[0].fen)
    dearer = cost(replace(offer, rate=rate + 1), need, NO_SUBSIDY)
    assert (dearer.gross_fen or 0) >= (made.gross_fen or 0)


def test_an_unknown_subsidy_is_no_zero() -> None:
    made = cost(OFFER, NEED, Subsidy(SubsidyStatus.UNKNOWN, "政策服务没有回应"))
    assert (made.gross_fen, made.net_fen) == (17_454_861, None)
    open_price = cost(replace(OFFER, rate=None), NEED, NO_SUBSIDY)
    assert (open_price.gross_fen, open_price.net_fen) == (None, None)


def test_a_term_ends_on_the_same_day_of_the_month_or_its_last() -> None:
    assert replace(NEED, drawn_on=date(2027, 8, 31), months=6).matures_on == date(2028, 2, 29)
    assert NEED.matures_on == date(2027, 11, 24)


@pytest.mark.parametrize(
    ("facts", "tier", "need", "verdict", "said"),
    [
        ({"title": frozenset({"specialised"})}, Tier.SPECIALISED, NEED, Verdict.MET, "有效称号"),
        ({"title": frozenset()}, Tier.NONE, NEED, Verdict.UNMET, "有效称号"),
        ({}, Tier.SPECIALISED, NEED, Verdict.UNKNOWN, "缺“有效称号”"),
        ({"title": frozenset({"specialised"})}, Tier.SPECIALISED, replace(NEED, months=6), Verdict.UNMET, "12个月"),
        ({"title": frozenset({"little_giant"})}, Tier.LITTLE_GIANT, NEED, Verdict.MET, "有效称号"),
        ({}, Tier.SPECIALISED, replace(NEED, amount_fen=1_000_000_001), Verdict.UNMET, "≤10000000.00元"),
    ],
)
def test_it_suits_by_conditions_limit_and_term_and_what_is_unknown_is_not_a_no(
    facts: dict[str, frozenset[str]], tier: Tier, need: Need, verdict: Verdict, said: str
) -> None:
    found = fit(OFFER, need, Subject(ENTERPRISE, facts), tier)
    assert found.verdict is verdict
    assert said in found.reason


def test_the_limit_is_that_of_the_highest_tier_named_at_or_below_the_one_held() -> None:
    offer = replace(OFFER, limits={Tier.NONE: 1, Tier.SPECIALISED: 2, Tier.LITTLE_GIANT: 3})
    assert [offer.limit_for(tier) for tier in Tier] == [1, 1, 2, 2, 3]
    assert OFFER.limit_for(Tier.INNOVATIVE) is None


def test_what_suits_comes_first_and_of_it_the_cheapest_after_subsidy() -> None:
    holder = Subject(ENTERPRISE, {"title": frozenset({"specialised"})})

    def match(name: str, rate: str | None, subsidy: Subsidy, months: tuple[int, int] = (1, 36)) -> Match:
        offer = replace(OFFER, product_id=name, name=name, rate=rate and Decimal(rate), months=months)
        return Match(offer, fit(offer, NEED, holder, Tier.SPECIALISED), cost(offer, NEED, subsidy))

    matches = [
        match("open", None, NO_SUBSIDY),
        match("unmet", "1", NO_SUBSIDY, (1, 6)),
        match("unknown", "1", Subsidy(SubsidyStatus.UNKNOWN, "")),
        match("dear", "4", NO_SUBSIDY),
        match("subsidised", "4.5", granted(10_000_000)),
    ]
    assert [one.offer.name for one in ranked(matches)] == ["subsidised", "dear", "unknown", "open", "unmet"]
