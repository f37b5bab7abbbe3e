"""Exact means and medians, rounded once, at the end."""

from collections import Counter
from collections.abc import Iterable
from decimal import Context, Decimal, Inexact
from fractions import Fraction
from statistics import median_high, median_low
from typing import Final

UNITS_A_PERCENT: Final = 10_000
"""Rates have at most four decimals: they are counted in ten-thousandths of a percent."""
_PLACES: Final = 4
_TENTH: Final = Decimal("0.1")


_EXACT: Final = Context(prec=80, traps=[Inexact])
"""Money times a rate, and sums of them: it would say so if a digit were ever lost."""


def mean(weighed: Iterable[tuple[int, Decimal]], weight: int) -> Decimal | None:
    """Σ weight × value over all the weight. None where nothing has weight."""
    total = Decimal()
    for heavy, value in weighed:
        total = _EXACT.add(total, _EXACT.multiply(heavy, value))
    return _rounded(Fraction(total) / weight) if weight else None


def percent(weighed_units: int, weight: int) -> Decimal | None:
    """The same, of rates that were weighed and added up as whole units."""
    return _rounded(Fraction(weighed_units, weight * UNITS_A_PERCENT)) if weight else None


def _rounded(exact: Fraction) -> Decimal:
    """Half up to four places, of a number that is not below zero: exact, however long it is."""
    units = (2 * exact.numerator * UNITS_A_PERCENT + exact.denominator) // (2 * exact.denominator)
    return Decimal(units).scaleb(-_PLACES)


def median(counted: Counter[int]) -> Decimal | None:
    """Of values, each so many times: it ends in .0 or .5."""
    values = sorted(counted.elements())
    if not values:
        return None
    return (Decimal(median_low(values) + median_high(values)) / 2).quantize(_TENTH)
