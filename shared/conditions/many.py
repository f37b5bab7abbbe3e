"""Many conditions asked of one subject at once: every comparison of all of them is an element of a few columns.

`population` turns one condition and many subjects into columns; this turns it round. What conditions share is judged
once. An element is a place: first the two constants, then the comparisons, then those under a `not`, then what joins
others, level by level, so that each level is one step over what stands before it.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any as Anything
from typing import Final

import numpy as np
from numpy.typing import NDArray

from shared.conditions.language import All, Any, AnyOf, Bound, Condition, Is, Leaf, Not, Op, Under, parts
from shared.truth import UNKNOWN, Truth

_TRUE, _FALSE = 0, 1
"""Places of the constants"""
_CERTAIN, _POSSIBLE = 1, 2
_MET, _UNKNOWN, _UNMET = _CERTAIN | _POSSIBLE, _POSSIBLE, 0
_NEGATED: Final = np.array([_MET, _UNMET, _UNKNOWN, _UNMET], dtype=np.uint8)
_MOST: Final = 2**63 - 1
_KNOWN: Final = UNKNOWN + 1
"""The lowest mark of a figure that is known"""
_RANGES: Final[Mapping[Op, Callable[[int], tuple[int, int]]]] = {
    Op.AT_LEAST: lambda limit: (limit, _MOST),
    Op.ABOVE: lambda limit: (limit + 1, _MOST),
    Op.AT_MOST: lambda limit: (_KNOWN, limit),
    Op.BELOW: lambda limit: (_KNOWN, limit - 1),
}
Places = NDArray[np.intp]
_Key = tuple[int, bool, int]
"""A level, whether it joins by `all`, and about how many each joins: the power of two that holds them"""
_At = int | tuple[_Key, int]
"""A place; or the how manieth of a level"""
_Levels = dict[_Key, dict[tuple[_At, ...], int]]


class _Level:
    """What joins others in one way, side by side from `first` on; it joins only places that stand before it.

    All join equally many: who joins fewer joins a constant besides that changes nothing.
    """

    def __init__(self, every: bool, first: int, joined: list[tuple[int, ...]]) -> None:
        self._join = np.bitwise_and if every else np.bitwise_or
        self._own = slice(first, first + len(joined))
        width, filling = max(map(len, joined)), _TRUE if every else _FALSE
        filled = [places + (filling,) * (width - len(places)) for places in joined]
        self._joined = np.ascontiguousarray(np.array(filled, dtype=np.intp).T)

    def judge(self, verdicts: NDArray[np.uint8]) -> None:
        self._join.reduce(verdicts.take(self._joined), axis=0, out=verdicts[self._own])


class Many:
    """`truths` of one subject is, element for element, what each condition says alone."""

    def __init__(self, conditions: Iterable[Condition]) -> None:
        self._facts: dict[str, int] = {}
        self._ranges: dict[tuple[int, int, int], int] = {}
        self._choices: dict[tuple[int, int], int] = {}
        self._plans: list[Anything] = [_plan(one, False) for one in conditions]
        for plan in self._plans:
            self._count(plan)
        self._lay_out()

    @property
    def facts(self) -> tuple[str, ...]:
        """Every fact that is asked."""
        return tuple(self._facts)

    def truths(self, marks: Mapping[str, int]) -> Truth:
        """Of each condition, in the order given; a fact that is left out is unknown."""
        told = np.array([marks.get(name, UNKNOWN) for name in self._facts] or [UNKNOWN], dtype=np.int64)
        verdicts = np.empty(self._size, dtype=np.uint8)
        verdicts[_TRUE], verdicts[_FALSE] = _MET, _UNMET
        figures, ranges = told.take(self._range_facts), slice(2, 2 + len(self._range_facts))
        verdicts[ranges] = (figures >= self._low) & (figures <= self._high)
        if len(self._bits):
            verdicts[ranges.stop : self._leaves] = (told.take(self._choice_facts) & self._bits) != 0
        verdicts[2 : self._leaves] *= _MET  # the mark of the unknown is in no range, and has no bit that is asked
        if UNKNOWN in told:
            verdicts[2 : self._leaves] |= (told == UNKNOWN).take(self._leaf_facts) * np.uint8(_UNKNOWN)
        if len(self._inverted):
            verdicts[self._leaves : self._leaves + len(self._inverted)] = _NEGATED.take(verdicts.take(self._inverted))
        for level in self._levels:
            level.judge(verdicts)
        said = verdicts.take(self._roots)
        return Truth((said & _CERTAIN).view(np.bool_), said != _UNMET)

    # ---- made once -------------------------------------------------------------------------------

    def _count(self, plan: Anything) -> None:
        """Gives every comparison a place among its kind."""
        if isinstance(plan, _Compared):
            at = self._facts.setdefault(plan.fact, len(self._facts))
            if plan.bits is None:
                self._ranges.setdefault((at, plan.low, plan.high), len(self._ranges))
            else:
                self._choices.setdefault((at, plan.bits), len(self._choices))
        elif isinstance(plan, _Joined):
            for one in plan.parts:
                self._count(one)

    def _lay_out(self) -> None:
        kind: dict[str, Anything] = {"dtype": np.int64}
        self._range_facts = np.array([fact for fact, _, _ in self._ranges], dtype=np.intp)
        self._low = np.array([low for _, low, _ in self._ranges], **kind)
        self._high = np.array([high for _, _, high in self._ranges], **kind)
        self._choice_facts = np.array([fact for fact, _ in self._choices], dtype=np.intp)
        self._bits = np.array([bits for _, bits in self._choices], **kind)
        self._leaf_facts = np.concatenate((self._range_facts, self._choice_facts))
        leaves = self._leaves = 2 + len(self._leaf_facts)
        turned: dict[int, int] = {}
        for plan in self._plans:
            self._turn(plan, turned, leaves)
        self._inverted: Places = np.array(list(turned), dtype=np.intp)
        self._size = leaves + len(turned)
        levels: _Levels = {}
        roots = [self._place(plan, turned, levels) for plan in self._plans]
        place_of: dict[tuple[_Key, int], int] = {}
        for key, nodes in sorted(levels.items()):
            for at in range(len(nodes)):
                place_of[key, at] = self._size + at
            self._size += len(nodes)

        def number(one: _At) -> int:
            return one if isinstance(one, int) else place_of[one]

        self._roots: Places = np.array([number(one) for one in roots], dtype=np.intp)
        self._levels = [
            _Level(key[1], place_of[key, 0], [tuple(map(number, joined)) for joined in nodes])
            for key, nodes in sorted(levels.items())
        ]

    def _leaf(self, plan: "_Compared") -> int:
        at = self._facts[plan.fact]
        if plan.bits is None:
            return 2 + self._ranges[at, plan.low, plan.high]
        return 2 + len(self._ranges) + self._choices[at, plan.bits]

    def _turn(self, plan: Anything, turned: dict[int, int], after: int) -> None:
        """Gives every comparison that is asked the other way round a place of its own."""
        if isinstance(plan, _Compared) and plan.inverted:
            turned.setdefault(self._leaf(plan), after + len(turned))
        elif isinstance(plan, _Joined):
            for one in plan.parts:
                self._turn(one, turned, after)

    def _place(self, plan: Anything, turned: Mapping[int, int], levels: "_Levels") -> "_At":
        """Of a constant or a comparison its place; of what joins others its level, and where it stands there."""
        if isinstance(plan, bool):
            return _TRUE if plan else _FALSE
        if isinstance(plan, _Compared):
            leaf = self._leaf(plan)
            return turned[leaf] if plan.inverted else leaf
        joined = tuple(dict.fromkeys(self._place(one, turned, levels) for one in plan.parts))
        level = 1 + max(0 if isinstance(one, int) else one[0][0] for one in joined)
        key = (level, plan.every, (len(joined) - 1).bit_length())
        there = levels.setdefault(key, {})
        return key, there.setdefault(joined, len(there))


# ---- a condition without `not` --------------------------------------------------------------------


class _Compared:
    """One comparison: a range, or bits of which one is there."""

    __slots__ = ("bits", "fact", "high", "inverted", "low")

    def __init__(self, fact: str, low: int, high: int, bits: int | None, inverted: bool) -> None:
        self.fact, self.low, self.high, self.bits, self.inverted = fact, low, high, bits, inverted


class _Joined:
    __slots__ = ("every", "parts")

    def __init__(self, every: bool, parts: list[Anything]) -> None:
        self.every, self.parts = every, parts


def _plan(condition: Condition, inverted: bool) -> Anything:
    """The same with every `not` moved down to the comparisons, joins of joins of one kind made one; or a constant."""
    if isinstance(condition, Not):
        return _plan(condition.condition, not inverted)
    if isinstance(condition, All | Any):
        return _joined(isinstance(condition, All) is not inverted, [_plan(one, inverted) for one in parts(condition)])
    return _compared(condition, inverted)


def _joined(every: bool, made: list[Anything]) -> Anything:
    flat: list[Anything] = []
    for one in made:
        flat += one.parts if isinstance(one, _Joined) and one.every is every else [one]
    if not flat:
        return every
    return flat[0] if len(flat) == 1 else _Joined(every, flat)


def _compared(leaf: Leaf, inverted: bool) -> Anything:
    name = leaf.fact.name
    if isinstance(leaf, AnyOf):
        return _Compared(name, 0, 0, leaf.wanted, inverted)
    if isinstance(leaf, Under):
        ranges = [_Compared(name, low, high, None, inverted) for low, high in leaf.ranges]
        return _joined(inverted, ranges)
    low, high = _bounds(leaf)
    return _Compared(name, low, high, None, inverted)


def _bounds(leaf: Bound | Is) -> tuple[int, int]:
    if isinstance(leaf, Bound):
        return _RANGES[leaf.op](leaf.limit)
    return (1, _MOST) if leaf.wanted else (_KNOWN, 0)
