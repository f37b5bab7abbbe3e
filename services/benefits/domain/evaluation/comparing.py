"""What went to how few, and how those who received grew beside those who were eligible and did not.

The comparison is of medians and says nothing of causes. A group under `SMALLEST` is not shown, so that no figure can be
traced to one enterprise.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from statistics import median
from typing import Final

from services.benefits.domain.evaluation.funnel import percent

SMALLEST: Final = 5
_TENTH: Final = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class Grown:
    """Two annual figures of one enterprise in fen, the earlier above zero."""

    received: bool
    before_fen: int
    after_fen: int


@dataclass(frozen=True, slots=True)
class Growth:
    """Of one group. None: the group is too small to be shown."""

    enterprises: int | None
    median_percent: Decimal | None


@dataclass(frozen=True, slots=True)
class Compared:
    """Suppressed as a whole where either group is too small: of one alone the other could be worked out."""

    received: Growth
    others: Growth
    suppressed: bool


def compare(firms: Iterable[Grown]) -> Compared:
    groups: dict[bool, list[Decimal]] = {True: [], False: []}
    for firm in firms:
        groups[firm.received].append(Decimal(firm.after_fen - firm.before_fen) * 100 / firm.before_fen)
    if min(map(len, groups.values())) < SMALLEST:
        return Compared(Growth(None, None), Growth(None, None), suppressed=True)
    return Compared(_growth(groups[True]), _growth(groups[False]), suppressed=False)


def _growth(percents: Sequence[Decimal]) -> Growth:
    return Growth(len(percents), median(percents).quantize(_TENTH, ROUND_HALF_UP))


@dataclass(frozen=True, slots=True)
class Concentration:
    """Of the money paid. Percent; None: fewer recipients than may be shown."""

    recipients: int
    largest: Decimal | None
    """The share of who received most"""
    top_tenth: Decimal | None
    """The share of the tenth of recipients who received most, rounded up to whole enterprises"""


def concentration(amounts: Iterable[int]) -> Concentration:
    """`amounts`: fen by recipient."""
    largest_first = sorted(amounts, reverse=True)
    count, total = len(largest_first), sum(largest_first)
    if count < SMALLEST:
        return Concentration(count, None, None)
    return Concentration(count, percent(largest_first[0], total), percent(sum(largest_first[: -(-count // 10)]), total))
