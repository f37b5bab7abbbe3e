"""Exact means and medians, rounded once, at the end."""

from collections import Counter
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from statistics import median_high, median_low
from typing import Final

UNITS_A_PERCENT: Final = 10_000
"""Rates have at most four decimals: they are counted in ten-thousandths of a percent."""
_RATE: Final = Decimal("0.0001")
_TENTH: Final = Decimal("0.1")


def mean(weighed: Iterable[tuple[int, Fraction]]) -> Decimal | None:
    """(weight, value): half up to four places. None where nothing has weight."""
    total, weight = Fraction(), 0
    for heavy, value in weighed:
        total += heavy * value
        weight += heavy
    if not weight:
        return None
    exact = total / weight
    return (Decimal(exact.numerator) / exact.denominator).quantize(_RATE, ROUND_HALF_UP)


def median(counted: Counter[int]) -> Decimal | None:
    """Of values, each so many times: it ends in .0 or .5."""
    values = sorted(counted.elements())
    if not values:
        return None
    return (Decimal(median_low(values) + median_high(values)) / 2).quantize(_TENTH)
