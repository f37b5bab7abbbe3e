"""The terms of a product, as an institution states them. Rates are percent of the amount; money is in fen."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final

from shared.conditions import Condition
from shared.values import Certainty, Tier


class ProductKind(StrEnum):
    """Article 11 of the plan (专精特新贷、保、险, 债券), article 7 (知识产权质押) and article 10 (专精特新专版)."""

    LOAN = "loan"
    GUARANTEE = "guarantee"
    INSURANCE = "insurance"
    BOND = "bond"
    IP_PLEDGE = "ip_pledge"
    EQUITY = "equity"
    EQUITY_BOARD = "equity_board"

    @property
    def label(self) -> str:
        return KIND_LABELS[self]


KIND_LABELS: Final = {
    ProductKind.LOAN: "专精特新贷",
    ProductKind.GUARANTEE: "专精特新保（担保）",
    ProductKind.INSURANCE: "专精特新险（保险）",
    ProductKind.BOND: "债券融资",
    ProductKind.IP_PLEDGE: "知识产权质押融资",
    ProductKind.EQUITY: "股权投资",
    ProductKind.EQUITY_BOARD: "区域性股权市场“专精特新专版”",
}
PRICES: Final[Mapping[ProductKind, str]] = {
    ProductKind.LOAN: "利息",
    ProductKind.GUARANTEE: "担保费",
    ProductKind.INSURANCE: "保费",
    ProductKind.BOND: "票面利息",
    ProductKind.IP_PLEDGE: "利息",
}
"""What the yearly rate of a kind is called; the others have fees only."""
LENDING: Final = frozenset({ProductKind.LOAN, ProductKind.IP_PLEDGE})
"""Whose interest a measure may subsidise"""


class VersionState(StrEnum):
    PENDING = "pending"
    PUBLISHED = "published"
    REFUSED = "refused"
    REPLACED = "replaced"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        return STATE_LABELS[self]


STATE_LABELS: Final = {
    VersionState.PENDING: "待审核",
    VersionState.PUBLISHED: "已发布",
    VersionState.REFUSED: "未通过",
    VersionState.REPLACED: "已被新版本取代",
    VersionState.WITHDRAWN: "已下架",
}


@dataclass(frozen=True, slots=True)
class Fee:
    """Paid once: a percentage of the amount, or an amount."""

    label: str
    percent: Decimal | None
    fen: int | None


@dataclass(frozen=True, slots=True)
class SubsidyNamed:
    """The measure of benefits that subsidises the interest."""

    policy_set: str
    measure: str


@dataclass(frozen=True, slots=True)
class Offer:
    product_id: str
    number: int
    """Of the version"""
    institution_id: str
    institution_name: str
    by_bank: bool
    kind: ProductKind
    name: str
    condition: Condition
    rate: Decimal | None
    """A year; None: agreed from case to case"""
    certainty: Certainty
    """Whether the rate is the rate, the highest or the lowest"""
    guarantee_rate: Decimal | None
    """担保费率, a year; None: no guarantee is asked for"""
    fees: tuple[Fee, ...]
    limits: Mapping[Tier, int]
    """For whoever holds this tier or one above that is not named; nobody below the lowest named"""
    months: tuple[int, int]
    """The shortest and the longest term"""
    subsidy: SubsidyNamed | None
    valid_from: date
    valid_until: date | None

    def limit_for(self, tier: Tier) -> int | None:
        """None: it is not for that tier."""
        named = [one for one in self.limits if one.rank <= tier.rank]
        return self.limits[Tier.highest(named)] if named else None
