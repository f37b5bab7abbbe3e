"""Many enterprises as columns: int64 arrays, one element for each enterprise, `UNKNOWN` where nobody knows."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from services.registry.domain.profile import Answer, Credential, EquityRound, Profile
from services.registry.domain.sizes import SizeRules
from shared.events import Title
from shared.truth import HUNDREDTHS, UNKNOWN

Column = NDArray[np.int64]
Rows = NDArray[np.int64]
_PERCENT = 100
_HUGE = 2**61
_SAFE = _HUGE // (_PERCENT * HUNDREDTHS)
"""Up to here a number of fen can be multiplied into hundredths of a percent and stay int64."""


@dataclass(frozen=True)
class City:
    profiles: Sequence[Profile]
    titles: Sequence[Sequence[Title]]
    """Of each enterprise, in the same order."""
    on: date
    sizes: SizeRules
    _columns: dict[object, Column] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.profiles)

    @property
    def last_year(self) -> int:
        return self.on.year - 1

    def kept(self, key: object, make: Callable[[], Column]) -> Column:
        """A column is made once."""
        if key not in self._columns:
            self._columns[key] = make()
        return self._columns[key]

    def reported(self, name: str, back: int) -> Column:
        """A figure of the annual reports of one year."""
        year = self.last_year - back

        def make() -> Column:
            reports = (profile.reports.get(year) for profile in self.profiles)
            return column(None if report is None else getattr(report, name) for report in reports)

        return self.kept(("report", name, year), make)

    def answered(self, name: str, number: Callable[[Answer], int | None]) -> Column:
        """An answer, as a mark or a day."""

        def make() -> Column:
            answers = (profile.answers.get(name) for profile in self.profiles)
            return column(None if answer is None else number(answer) for answer in answers)

        return self.kept(("answer", name, number), make)

    @cached_property
    def credentials(self) -> dict[str, list[tuple[int, Credential]]]:
        """By kind, with the row of the holder."""
        by_kind: dict[str, list[tuple[int, Credential]]] = {}
        for row, profile in enumerate(self.profiles):
            for one in profile.credentials or ():
                by_kind.setdefault(one.kind, []).append((row, one))
        return by_kind

    @cached_property
    def equity_rounds(self) -> list[tuple[int, EquityRound]]:
        return [(row, one) for row, profile in enumerate(self.profiles) for one in profile.equity_rounds or ()]

    @cached_property
    def held(self) -> dict[str, set[int]]:
        """The rows that hold a title of a tier on the day."""
        rows: dict[str, set[int]] = {}
        for row, titles in enumerate(self.titles):
            for title in titles:
                if title.counts_on(self.on):
                    rows.setdefault(title.tier, set()).add(row)
        return rows

    def flags(self, rows: Any, unknown: NDArray[np.bool_] | None = None) -> Column:
        """The marks of a yes for these rows and a no for the others."""
        marks = np.zeros(len(self), dtype=np.int64)
        marks[list(rows)] = 2 * HUNDREDTHS
        if unknown is not None:
            marks[unknown & (marks == 0)] = UNKNOWN
        return marks


def column(values: Any) -> Column:
    return np.array([UNKNOWN if value is None else value for value in values], dtype=np.int64)


def marked(whole: Column) -> Column:
    """The marks of whole numbers."""
    return np.where(whole == UNKNOWN, UNKNOWN, np.where(whole == UNKNOWN, 0, whole) * (2 * HUNDREDTHS))


def percent(part: Any, whole: Any, usable: NDArray[np.bool_]) -> Column:
    """The marks of part / whole in percent where usable, exactly: floor + ceiling of its hundredths.

    Python's own integers take over where int64 would not hold the product.
    """
    part, whole = np.where(usable, part, 0), np.where(usable, whole, 1)
    if part.dtype != object and len(part) and max(-int(part.min()), int(part.max())) > _SAFE:
        part, whole = part.astype(object), whole.astype(object)
    scaled = part * (_PERCENT * HUNDREDTHS)
    marks = scaled // whole - (-scaled) // whole
    marks = np.minimum(np.maximum(marks, -_HUGE), _HUGE)  # far beyond every bound, and int64 again
    return np.where(usable, marks, UNKNOWN).astype(np.int64)


def exact(values: Column) -> NDArray[np.object_]:
    """As Python's integers, which products of three amounts need."""
    return values.astype(object)
