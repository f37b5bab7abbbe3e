"""Many subjects as columns: an int64 of marks for each fact, UNKNOWN where nobody knows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from shared.conditions.facts import Value, Vocabulary
from shared.truth import UNKNOWN

Column = NDArray[np.int64]
BLOCK: Final = 32_768
"""Rows judged at a time: their columns stay in the cache of a core, which is worth a factor of two to three."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Facts nobody knows of anybody have no column: their mark is UNKNOWN for all."""

    size: int
    marks: Mapping[str, Column]

    def mark(self, name: str) -> Any:
        return self.marks.get(name, UNKNOWN)

    def block(self, start: int, stop: int) -> "Columns":
        """The rows from `start` on, up to but without `stop`: views, nothing is copied."""
        stop = min(stop, self.size)
        return Columns(stop - start, {name: column[start:stop] for name, column in self.marks.items()})


def columns(facts: Vocabulary, subjects: Sequence[Mapping[str, Value]]) -> Columns:
    """In the order given."""
    told = {name for subject in subjects for name in subject}
    marks = {
        name: np.array([facts[name].mark(subject.get(name)) for subject in subjects], dtype=np.int64) for name in told
    }
    return Columns(len(subjects), marks)
