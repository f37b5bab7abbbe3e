"""预算年度报表: a budget month by month, from its ledger.

remaining = opening + granted - reserved + released + returned, and each month opens with what remained of the one
before. A payment takes of what was reserved, so it changes nothing that is free; what it leaves of the reservation is
released by it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

_DECEMBER: Final = 12


@dataclass(frozen=True, slots=True)
class Moved:
    """What a budget's transfers of one day moved, in fen."""

    day: date
    granted_fen: int = 0
    """Of the limit: opened and raised, less lowered"""
    reserved_fen: int = 0
    released_fen: int = 0
    paid_fen: int = 0
    returned_fen: int = 0
    """Clawed back, and arrived"""


@dataclass(frozen=True, slots=True)
class Month:
    month: str
    """YYYY-MM"""
    opening_fen: int
    granted_fen: int
    reserved_fen: int
    paid_fen: int
    returned_fen: int
    released_fen: int
    remaining_fen: int


def months(year: int, moved: Iterable[Moved], today: date) -> list[Month]:
    """Those of the budget's year as far as it has come, and any before or after in which something moved."""
    days = sorted(moved, key=lambda one: one.day)
    shown = [(year, month) for month in range(1, _DECEMBER + 1) if (year, month) <= (today.year, today.month)]
    every = sorted({*shown, *((one.day.year, one.day.month) for one in days)})
    found, opening = [], 0
    for key in every:
        here = [one for one in days if (one.day.year, one.day.month) == key]
        granted, reserved, released, paid, returned = (
            sum(getattr(one, f"{name}_fen") for one in here)
            for name in ("granted", "reserved", "released", "paid", "returned")
        )
        remaining = opening + granted - reserved + released + returned
        named = f"{key[0]:04d}-{key[1]:02d}"
        found.append(Month(named, opening, granted, reserved, paid, returned, released, remaining))
        opening = remaining
    return found
