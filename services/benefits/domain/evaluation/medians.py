"""Days from one stage to the next: exact medians.

The median of an odd number of enterprises is the days of the middle one, of an even number the mean of the two in the
middle, so it ends in .0 or .5. Counted are whole days between two recorded days; who reached a stage without a record
of the one before, or was recorded there earlier, has no such span and is left out.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from services.benefits.domain.evaluation.funnel import Stage


@dataclass(frozen=True, slots=True)
class Lag:
    """So many enterprises were at the stage before on one day and at `stage` on another."""

    benefit_code: str
    stage: Stage
    since: date
    until: date
    enterprises: int = 1


@dataclass(frozen=True, slots=True)
class Median:
    stage: Stage
    days: Decimal
    enterprises: int
    """Whose spans it is the median of"""


def medians(lags: Iterable[Lag]) -> dict[tuple[str, Stage], Median]:
    """By measure and stage: the days it took from the stage before."""
    spans: dict[tuple[str, Stage], Counter[int]] = {}
    for lag in lags:
        if (days := (lag.until - lag.since).days) >= 0 and lag.enterprises:
            spans.setdefault((lag.benefit_code, lag.stage), Counter())[days] += lag.enterprises
    return {key: Median(key[1], middle(counted), counted.total()) for key, counted in spans.items()}


def middle(counted: Counter[int]) -> Decimal:
    """The median of values, each so many times; there is at least one."""
    total = counted.total()
    wanted = ((total - 1) // 2, total // 2)
    found: list[int] = []
    passed = 0
    for value in sorted(counted):
        passed += counted[value]
        while len(found) < 2 and wanted[len(found)] < passed:
            found.append(value)
    return (Decimal(found[0] + found[1]) / 2).quantize(Decimal("0.1"))
