"""Versions in force, all asked of one enterprise at once: which are for it, and which hang on what nobody knows."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from services.benefits.domain.facts import SubjectKind
from services.benefits.domain.measures import FIRST_TITLE, TITLE, Measure
from services.benefits.domain.portraits import NOTHING, Marks
from shared.conditions.many import Many


@dataclass(frozen=True, slots=True)
class Judged:
    """Places of measures in `Live.measures`."""

    matched: NDArray[np.intp]
    """In its audience for certain, and nothing known rules it out"""
    undecided: NDArray[np.intp]
    """Neither in it nor out of it, as long as some fact is unknown"""


class Live:
    """What officers published and is in force for enterprises. The policy set's own rows are nobody's publication."""

    def __init__(self, measures: Iterable[Measure]) -> None:
        self.measures = tuple(one for one in measures if one.enacted and SubjectKind.ENTERPRISE in one.askers)

    @cached_property
    def _conditions(self) -> Many:
        return Many([*(one.whom for one in self.measures), *(one.requires for one in self.measures)])

    def grown_into(self, before: Marks | None, after: Marks) -> list[Measure]:
        """What is for an enterprise now and was not before; `before` None: it was not known.

        Without what opens by itself and would not with the titles of before: that is told with the change of titles.
        """
        if not self.measures or before == after:
            return []
        was = before or NOTHING
        now = set(self.judge(after).matched.tolist())
        then = set() if before is None else set(self.judge(was).matched.tolist())
        by_others = self.judge({**after, **{name: was.get(name, 0) for name in (TITLE, FIRST_TITLE)}}).matched.tolist()
        new = [(self.measures[place], place in by_others) for place in sorted(now - then)]
        return [measure for measure, untitled in new if untitled or not measure.automatic]

    def judge(self, marks: Marks) -> Judged:
        """The same as `matching.matches` says of each measure alone."""
        said, size = self._conditions.truths(marks), len(self.measures)
        certain: Any = said.certain[:size]
        possible, open_ = said.possible[:size], said.possible[size:]
        return Judged(np.flatnonzero(certain & open_), np.flatnonzero(possible & ~certain & open_))
