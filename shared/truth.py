"""Three-valued judging on whole numbers, written once for one enterprise and for a column of them.

Every figure becomes a *mark*: a whole number that orders it among all bounds the law can write in hundredths, without
rounding. For a figure x counted in hundredths the mark is floor(x) + ceil(x): twice x where x is whole, and the odd
number between its neighbours where it is not. So 4.999999… % stays below 5 % and a column of marks is plain int64.
The operators below mean the same on one mark and on an array of marks.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from shared.values import Verdict

UNKNOWN: Final = -(2**63)
"""The mark of a figure nobody knows."""
_LOWEST: Final = {np.dtype(kind): int(np.iinfo(kind).min) for kind in (np.int8, np.int16, np.int32)}
HUNDREDTHS: Final = 100
"""The finest bound the law writes."""

Mark = Any
"""int, or an array with one mark for each enterprise: int64, or narrower for answers and choices (`is_unknown`)"""
Mask = Any
"""bool, or an array of them"""


def mark(value: Fraction | int) -> int:
    """floor + ceiling of its hundredths; Python's -(-n // d) is the ceiling."""
    hundredths, of = value.numerator * HUNDREDTHS, value.denominator
    return hundredths // of - (-hundredths) // of


@dataclass(frozen=True, slots=True)
class Truth:
    """`certain`: true whatever the unknown turns out to be; `possible`: true if every unknown turned out best."""

    certain: Mask
    possible: Mask

    @property
    def verdict(self) -> Verdict:
        """Of one enterprise."""
        if self.certain:
            return Verdict.MET
        return Verdict.UNKNOWN if self.possible else Verdict.UNMET


def is_unknown(figure: Mark) -> Mask:
    """A column of choices may be narrower than int64: its unknown is the lowest number of its own kind."""
    if isinstance(figure, np.ndarray) and figure.dtype != np.int64:
        return figure == _LOWEST[figure.dtype]
    return figure == UNKNOWN


def at_least(figure: Mark, limit: int) -> Truth:
    reached = figure >= limit  # the mark of the unknown is below every limit
    return Truth(reached, reached | is_unknown(figure))


def at_most(figure: Mark, limit: int) -> Truth:
    kept = figure <= limit
    return Truth(kept & (is_unknown(figure) ^ True), kept)


def above(figure: Mark, limit: int) -> Truth:
    return at_least(figure, limit + 1)


def below(figure: Mark, limit: int) -> Truth:
    return at_most(figure, limit - 1)


def between(figure: Mark, lowest: int, highest: int) -> Truth:
    kept = (figure >= lowest) & (figure <= highest)
    return Truth(kept, kept | is_unknown(figure))


def holds_any(figure: Mark, wanted: int) -> Truth:
    """At least one of the wanted bits; the unknown has none of them (its only bit is the sign)."""
    there = (figure & wanted) != 0
    return Truth(there, there | is_unknown(figure))


def negated(truth: Truth) -> Truth:
    """What is unknown stays unknown. `^ True` means the same on one truth and on a column."""
    return Truth(truth.possible ^ True, truth.certain ^ True)


def every(truths: Iterable[Truth]) -> Truth:
    """Of none: true. The first is taken as it is: on a column each `&` is a pass over it."""
    joined: Truth | None = None
    for truth in truths:
        joined = truth if joined is None else Truth(joined.certain & truth.certain, joined.possible & truth.possible)
    return Truth(True, True) if joined is None else joined


def some(truths: Iterable[Truth]) -> Truth:
    """Of none: false."""
    joined: Truth | None = None
    for truth in truths:
        joined = truth if joined is None else Truth(joined.certain | truth.certain, joined.possible | truth.possible)
    return Truth(False, False) if joined is None else joined


def number_of(truths: Iterable[Truth], needed: int) -> Truth:
    """At least `needed` of them."""
    certain: Any = 0
    possible: Any = 0
    for truth in truths:
        certain, possible = certain + truth.certain, possible + truth.possible
    return Truth(certain >= needed, possible >= needed)


VERDICTS: Final = (Verdict.UNMET, Verdict.UNKNOWN, Verdict.MET)
"""A verdict in a column is its place here."""
VerdictColumn = NDArray[np.int8]


def verdict_column(truth: Truth, size: int) -> VerdictColumn:
    """Certain counts double: unmet 0, unknown 1, met 2."""
    verdicts = np.zeros(size, dtype=np.int8)
    verdicts += truth.possible
    verdicts += truth.certain
    return verdicts


@dataclass(frozen=True, slots=True)
class Points:
    """What an indicator earns if every unknown turned out worst, and best."""

    worst: Any
    best: Any

    @property
    def granted(self) -> Any:
        """A missing figure earns nothing (63号 附件4; domain rule: unknown is 0 points until it is known)."""
        return self.worst * (self.worst == self.best)

    def reach(self, needed: int) -> Truth:
        return Truth(self.worst >= needed, self.best >= needed)

    def __add__(self, other: "Points") -> "Points":
        return Points(self.worst + other.worst, self.best + other.best)


def more(one: Any, other: Any) -> Any:
    """The larger of two numbers, or of each pair."""
    return one + (other - one) * (other > one)
