"""What an institution offers: the terms of one offer, and how far they may leave the product that was asked for."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from services.finance.domain.products.costs import Need
from services.finance.domain.products.offers import PRICES, Fee, Offer
from shared.values import Certainty, yuan


class TermsRefused(Exception):
    """Cannot be offered; says why and the way out."""


@dataclass(frozen=True, slots=True)
class Terms:
    """报价"""

    amount_fen: int
    months: int
    rate: Decimal | None
    """A year, percent of the amount; None: the kind of product has fees only"""
    guarantee_rate: Decimal | None
    """担保费率 a year, where a guarantee is needed that is no part of this application"""
    fees: tuple[Fee, ...]
    guarantee_needed: bool
    valid_until: date
    """The last day on which it may be accepted"""
    contract_ref: str | None
    """Where the text of the contract is found"""
    note: str | None

    def need(self, asked: Need) -> Need:
        """What is offered of what was asked for: as much, for as long."""
        return replace(asked, amount_fen=self.amount_fen, months=self.months)

    def applied_to(self, product: Offer) -> Offer:
        """The product at the price that is offered."""
        return replace(product, rate=self.rate, guarantee_rate=self.guarantee_rate, fees=self.fees)


def check(terms: Terms, product: Offer, asked: Need, today: date) -> None:
    """Raises TermsRefused. What the city approved holds: a rate is never above the one published."""
    if terms.valid_until < today:
        raise TermsRefused("报价的最后一天不能早于今天；请更正 valid_until")
    if terms.amount_fen <= 0:
        raise TermsRefused("报价金额应大于零；不能提供的，请答复拒绝并说明理由")
    if terms.amount_fen > asked.amount_fen:
        raise TermsRefused(f"报价金额不得超过企业申请的 {yuan(asked.amount_fen)} 元")
    priced = product.kind in PRICES
    if priced and terms.rate is None:
        raise TermsRefused("请在 rate 中写明年利率或年费率")
    if not priced and terms.rate is not None:
        raise TermsRefused("该类产品没有利率；请用 fees 列出费用")
    published = None if product.certainty is Certainty.LOWER_BOUND else product.rate
    if terms.rate is not None and published is not None and terms.rate > published:
        raise TermsRefused(f"报价利率不得高于产品公布的 {published:f}%；请更正 rate，或先更改产品")
    if terms.guarantee_rate is not None and not terms.guarantee_needed:
        raise TermsRefused("列明担保费率的，请同时写明需要担保（guarantee_needed）")
