"""Comparisons of named facts, joined by all, any and not. The same code judges one subject and a column of them."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from shared.conditions.facts import Fact, Value
from shared.truth import (
    Mark,
    Truth,
    above,
    at_least,
    at_most,
    below,
    between,
    every,
    holds_any,
    negated,
    some,
)

Marks = Callable[[str], Mark]
"""The mark of a fact by its name: of one subject, or a column with one for each."""


class Op(StrEnum):
    AT_LEAST = "at_least"
    """不低于, 不少于, 以上: includes the bound."""
    ABOVE = "above"
    """超过: excludes it."""
    AT_MOST = "at_most"
    """不超过: includes it."""
    BELOW = "below"


_COMPARE: Final[dict[Op, Callable[[Mark, int], Truth]]] = {
    Op.AT_LEAST: at_least,
    Op.ABOVE: above,
    Op.AT_MOST: at_most,
    Op.BELOW: below,
}


@dataclass(frozen=True, slots=True)
class Bound:
    fact: Fact
    op: Op
    value: Value
    limit: int
    """The bound as a mark"""

    def truth(self, marks: Marks) -> Truth:
        return _COMPARE[self.op](marks(self.fact.name), self.limit)


@dataclass(frozen=True, slots=True)
class Is:
    """A yes or no."""

    fact: Fact
    wanted: bool

    def truth(self, marks: Marks) -> Truth:
        answer = marks(self.fact.name)
        return at_least(answer, 1) if self.wanted else at_most(answer, 0)


@dataclass(frozen=True, slots=True)
class AnyOf:
    """The choice is one of these; of several choices, at least one is."""

    fact: Fact
    codes: tuple[str, ...]
    wanted: int
    """The same as bits"""

    def truth(self, marks: Marks) -> Truth:
        return holds_any(marks(self.fact.name), self.wanted)


@dataclass(frozen=True, slots=True)
class Under:
    """The code begins with one of these."""

    fact: Fact
    codes: tuple[str, ...]
    ranges: tuple[tuple[int, int], ...]

    def truth(self, marks: Marks) -> Truth:
        code = marks(self.fact.name)
        return some(between(code, *one) for one in self.ranges)


@dataclass(frozen=True, slots=True)
class All:
    """Of none: always so."""

    conditions: tuple["Condition", ...]

    def joined(self, truths: Iterable[Truth]) -> Truth:
        return every(truths)

    def truth(self, marks: Marks) -> Truth:
        return self.joined(one.truth(marks) for one in self.conditions)


@dataclass(frozen=True, slots=True)
class Any:
    conditions: tuple["Condition", ...]

    def joined(self, truths: Iterable[Truth]) -> Truth:
        return some(truths)

    def truth(self, marks: Marks) -> Truth:
        return self.joined(one.truth(marks) for one in self.conditions)


@dataclass(frozen=True, slots=True)
class Not:
    condition: "Condition"

    @property
    def conditions(self) -> tuple["Condition", ...]:
        return (self.condition,)

    def joined(self, truths: Iterable[Truth]) -> Truth:
        [truth] = truths
        return negated(truth)

    def truth(self, marks: Marks) -> Truth:
        return negated(self.condition.truth(marks))


Leaf = Bound | Is | AnyOf | Under
Joining = All | Any | Not
Condition = Leaf | Joining
ALWAYS: Final = All(())


def parts(condition: Condition) -> tuple[Condition, ...]:
    """What a condition joins; nothing, of a comparison."""
    return condition.conditions if isinstance(condition, Joining) else ()


def leaves(condition: Condition) -> Iterator[Leaf]:
    """Every comparison in it."""
    if isinstance(condition, Joining):
        for one in condition.conditions:
            yield from leaves(one)
    else:
        yield condition
