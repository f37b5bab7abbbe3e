"""How applications are reviewed (办理程序), as rules read it."""

from collections.abc import Mapping
from dataclasses import dataclass

from services.registry.domain.desks import State
from services.registry.domain.titles import Ground


@dataclass(frozen=True, slots=True)
class Procedure:
    """How applications are reviewed from a day on: dated data."""

    name: str
    notice_working_days: int
    desk_working_days: Mapping[State, int]
    """A state without an entry has no deadline of ours."""
    ban_years: Mapping[Ground, int]
    renewal_months: int
    """How long before a title's last day its renewal may be applied for."""
    cancels_every_tier: frozenset[Ground] = frozenset()
    """Grounds after which no title is left, whichever was the one they were found with."""
