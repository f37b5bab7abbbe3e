"""Match by example: which of my customers stand on the list."""

from collections.abc import Sequence
from dataclasses import dataclass

from services.finance import store
from services.finance.service.list_readers import check
from shared.callers import Caller
from shared.db import Tx


@dataclass(frozen=True, slots=True)
class Matches:
    answers: Sequence[tuple[str, str | None]]
    """In the order asked: the USCC, and the line it leads to"""

    @property
    def found(self) -> int:
        return sum(line is not None for _, line in self.answers)


async def matches(tx: Tx, caller: Caller, usccs: Sequence[str]) -> Matches:
    """By any code a firm ever had, or a firm it absorbed. Not on the list and not known at all look alike."""
    await check(tx, caller)
    lines = await store.matches.lines(tx, list(dict.fromkeys(usccs)))
    return Matches([(uscc, lines.get(uscc)) for uscc in usccs])
