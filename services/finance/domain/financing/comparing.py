"""Open offers side by side: what each costs after the interest subsidy, its guarantee and its fees.

Offers of different amounts and terms are ranked by what a yuan costs in a year; the sums stand beside it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Final

from services.finance.domain.products.costs import DAY_COUNT, Cost, Line, Need

_LAST: Final = Fraction(10**9)


@dataclass(frozen=True, slots=True)
class Choice:
    """What may be accepted: one part, and the guarantee that goes with it."""

    part_id: str
    guarantee_id: str | None
    need: Need
    """As it is offered"""
    lines: tuple[Line, ...]
    gross_fen: int | None
    net_fen: int | None
    cost: Cost
    """Of the part alone, with what benefits says of its subsidy"""
    acceptable: bool
    """The guarantee that goes with it is offered, too"""

    @property
    def yearly(self) -> Fraction | None:
        """Percent of the amount for a year of 360 days, after subsidy and fees."""
        return _yearly(self.net_fen, self.need)


def choice(
    part_id: str, guarantee_id: str | None, need: Need, cost: Cost, guarantee: Cost | None, *, acceptable: bool
) -> Choice:
    """A guarantee that is not offered yet leaves the sum open."""
    known = guarantee_id is None or guarantee is not None
    more = guarantee or Cost((), 0, 0, cost.subsidy)
    return Choice(
        part_id, guarantee_id, need, (*cost.lines, *more.lines),
        _sum(cost.gross_fen, more.gross_fen) if known else None, _sum(cost.net_fen, more.net_fen) if known else None,
        cost, acceptable,
    )  # fmt: skip


def _sum(one: int | None, other: int | None) -> int | None:
    return None if one is None or other is None else one + other


def _yearly(fen: int | None, need: Need) -> Fraction | None:
    return None if fen is None else Fraction(100 * fen * DAY_COUNT, need.amount_fen * need.days)


def percent(rate: Fraction) -> str:
    """With four decimals, half up."""
    exact = Decimal(rate.numerator) / Decimal(rate.denominator)
    return str(exact.quantize(Decimal("0.0001"), ROUND_HALF_UP))


def ranked(choices: Iterable[Choice]) -> list[Choice]:
    """Those that can be accepted first, the cheapest of them at the top; behind, by what is known."""
    return sorted(choices, key=_rank)


def _rank(one: Choice) -> tuple[bool, int, Fraction, str]:
    known = [rate for rate in (_yearly(one.net_fen, one.need), _yearly(one.gross_fen, one.need)) if rate is not None]
    certain = 0 if one.net_fen is not None else 1 if one.gross_fen is not None else 2
    return not one.acceptable, certain, known[0] if known else _LAST, one.part_id
