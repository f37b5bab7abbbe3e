"""Which category and certainty a formula can have: what would contradict itself is not loaded."""

from collections.abc import Callable
from typing import Any, Final

from services.benefits.domain.formulas import (
    BidDeduction,
    ByLevel,
    Fixed,
    FloorPrice,
    Formula,
    Fund,
    Increase,
    InterestSubsidy,
    Marker,
    Qualification,
    Quota,
    RateWithCap,
    Service,
    Target,
)
from services.benefits.domain.measures import Category
from shared.values import Certainty

_NOMINAL_OR_UP_TO: Final = frozenset({Certainty.NOMINAL, Certainty.UPPER_BOUND})
_FITS: Final[dict[type[Any], tuple[Category, frozenset[Certainty]]]] = {
    Fixed: (Category.MONETARY_FIXED, _NOMINAL_OR_UP_TO),
    ByLevel: (Category.MONETARY_FIXED, _NOMINAL_OR_UP_TO),
    RateWithCap: (Category.MONETARY_RATE_CAPPED, _NOMINAL_OR_UP_TO),
    InterestSubsidy: (Category.INTEREST_SUBSIDY, frozenset({Certainty.UPPER_BOUND})),
    FloorPrice: (Category.PRICE_RULE, frozenset({Certainty.LOWER_BOUND})),
    BidDeduction: (Category.PRICE_RULE, frozenset({Certainty.NOMINAL})),
    Marker: (Category.PRICE_RULE, frozenset({Certainty.NON_MONETARY})),
    Quota: (Category.QUOTA, frozenset({Certainty.UPPER_BOUND})),
    Fund: (Category.QUOTA, frozenset({Certainty.LOWER_BOUND})),
    Increase: (Category.QUOTA, frozenset({Certainty.NOMINAL})),
    Qualification: (Category.QUALIFICATION, frozenset({Certainty.NON_MONETARY, Certainty.RATE_UNSPECIFIED})),
    Service: (Category.SERVICE, frozenset({Certainty.NON_MONETARY, Certainty.RATE_UNSPECIFIED})),
    Target: (Category.TARGET, frozenset({Certainty.LOWER_BOUND})),
}
_UNSPECIFIED: Final[dict[type[Any], Callable[[Any], bool]]] = {
    RateWithCap: lambda one: one.hundredths is None,
    Service: lambda one: bool(one.support),
}


def refuse_misfit(formula: Formula, category: Category, certainty: Certainty) -> None:
    """Raises ValueError where formula, category and certainty contradict each other."""
    fitting, certainties = _FITS[type(formula)]
    if category is not fitting:
        raise ValueError(f"这一公式属于 {fitting.value}（{fitting.label}），不是 {category.value}")
    open_rate = _UNSPECIFIED.get(type(formula))
    if open_rate and open_rate(formula):
        certainties = frozenset({Certainty.RATE_UNSPECIFIED})
    elif open_rate:
        certainties -= {Certainty.RATE_UNSPECIFIED}
    if certainty not in certainties:
        allowed = "、".join(sorted(certainties))
        raise ValueError(f"certainty {certainty} 与公式矛盾；这里应为 {allowed}")
