"""One city for the tests of this folder, and what they ask of it."""

from collections.abc import Iterator
from datetime import date
from functools import cache
from itertools import pairwise

from services.demo.city import City, draw
from services.demo.firm import Firm
from shared.values import Tier

TODAY = date(2026, 11, 23)
YI = 10_000_000_000
"""1亿元 in fen"""
WAN = 1_000_000
"""1万元 in fen"""


@cache
def city() -> City:
    return draw(3000, seed=7, today=TODAY)


def holders(tier: Tier) -> list[Firm]:
    return city().holding(tier)


def steady(tier: Tier) -> Iterator[Firm]:
    return (firm for firm in holders(tier) if not firm.drifting)


def percent(part: int, whole: int) -> float:
    return part * 100 / whole


def growth(firm: Firm) -> list[float]:
    """Of main revenue, in percent, for the second and the third year."""
    return [percent(year.main_revenue_fen, before.main_revenue_fen) - 100 for before, year in pairwise(firm.annual)]
