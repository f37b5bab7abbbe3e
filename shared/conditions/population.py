"""Many subjects as columns: the marks of each fact, UNKNOWN where nobody knows."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any as Anything
from typing import Final

import numpy as np
from numpy.typing import NDArray

from shared.conditions.facts import Fact, Kind, Value, Vocabulary
from shared.conditions.language import Condition, Joining, Marks, parts
from shared.truth import UNKNOWN, Truth

Column = NDArray[Anything]
"""Of whole numbers"""
BLOCK: Final = 49_152
"""Rows judged at a time: their columns stay in the cache of a core, which is worth a factor of two to three."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Facts nobody knows of anybody have no column: their mark is UNKNOWN for all."""

    size: int
    marks: Mapping[str, Column]

    def mark(self, name: str) -> Anything:
        return self.marks.get(name, UNKNOWN)

    def block(self, start: int, stop: int) -> "Columns":
        """The rows from `start` on, up to but without `stop`: views, nothing is copied."""
        stop = min(stop, self.size)
        return Columns(stop - start, {name: column[start:stop] for name, column in self.marks.items()})


class Shared:
    """Several conditions judged together: what they share is judged once, in an order found once."""

    def __init__(self, conditions: Iterable[Condition]) -> None:
        self._parts: list[tuple[Condition, tuple[int, ...]]] = []
        """Each with the places of what it joins, which stand before it"""
        self._places: dict[Condition, int] = {}
        self._wanted = [self._place(one) for one in conditions]

    def _place(self, condition: Condition) -> int:
        found = self._places.get(condition)
        if found is None:
            joined = tuple(self._place(one) for one in parts(condition))
            found = self._places[condition] = len(self._parts)
            self._parts.append((condition, joined))
        return found

    def truths(self, marks: Marks) -> list[Truth]:
        """Of each condition, in the order given; the same as asking it alone."""
        found: list[Truth] = []
        for condition, joined in self._parts:
            if joined and isinstance(condition, Joining):
                found.append(condition.joined([found[place] for place in joined]))
            else:
                found.append(condition.truth(marks))
        return [found[place] for place in self._wanted]


def narrow(fact: Fact) -> type[np.signedinteger[Anything]]:
    """The narrowest number that holds the marks of a fact: a choice needs an eighth of what an amount does."""
    if fact.kind is Kind.FLAG:
        return np.int8
    if fact.kind in (Kind.ONE, Kind.SOME):
        return next(kind for kind in (np.int8, np.int16, np.int32, np.int64) if len(fact.choices) < np.iinfo(kind).bits)
    return np.int64


def column(fact: Fact, marks: Iterable[int]) -> Column:
    """UNKNOWN becomes the lowest number of the column's kind (`is_unknown`)."""
    kind = narrow(fact)
    unknown = int(np.iinfo(kind).min)
    return np.array([unknown if one == UNKNOWN else one for one in marks], dtype=kind)


def columns(facts: Vocabulary, subjects: Sequence[Mapping[str, Value]]) -> Columns:
    """In the order given."""
    told = {name for subject in subjects for name in subject}
    marks = {name: column(facts[name], (facts[name].mark(one.get(name)) for one in subjects)) for name in told}
    return Columns(len(subjects), marks)
