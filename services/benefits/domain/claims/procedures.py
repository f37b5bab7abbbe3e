"""What the handling of claims is held to: bands of approval, days to appeal. Dated data."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Band:
    """审批档: up to an amount, so many persons approve."""

    up_to_fen: int | None
    """The last amount of the band; None: without end"""
    approvers: int


@dataclass(frozen=True, slots=True)
class ClaimProcedure:
    name: str
    valid_from: date
    bands: Sequence[Band]
    """By amount; the last has no end"""
    appeal_days: int

    def approvers(self, amount_fen: int) -> int:
        """How many persons have to approve this amount."""
        return next(band.approvers for band in self.bands if band.up_to_fen is None or amount_fen <= band.up_to_fen)
