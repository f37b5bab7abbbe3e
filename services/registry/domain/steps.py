"""The smallest change that makes a condition hold, figure by figure."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final

from services.registry.domain.criteria import AllOf, AnyOf, Asked, Comparison, Condition, CountOf, Marks, Op
from shared.truth import UNKNOWN

_NEXT: Final = {Op.AT_LEAST: 0, Op.ABOVE: 2, Op.AT_MOST: 0, Op.BELOW: -2}
"""From a bound's mark to the nearest figure that holds: where the bound is excluded, the next hundredth."""


@dataclass(frozen=True, slots=True)
class Step:
    """One figure moved as little as its bound asks."""

    test: Comparison
    present: int
    """As a mark, UNKNOWN where nobody knows it."""

    @property
    def target(self) -> int:
        return self.test.limit + _NEXT[self.test.op]

    @property
    def change(self) -> Fraction:
        """Relative to the larger of the two figures; a whole one where the figure is unknown."""
        if self.present == UNKNOWN:
            return Fraction(1)
        return Fraction(abs(self.target - self.present), max(abs(self.target), abs(self.present)))


Steps = tuple[Step, ...]


def change(steps: Steps) -> Fraction:
    return sum((step.change for step in steps), Fraction(0))


class Moved:
    """The figures with some of them moved."""

    def __init__(self, marks: Marks) -> None:
        self._marks = marks
        self._targets: dict[Asked, int] = {}

    def __call__(self, asked: Asked) -> int:
        moved: int = self._targets[asked] if asked in self._targets else self._marks(asked)
        return moved

    def after(self, steps: Iterable[Step]) -> "Moved":
        """A step whose bound already holds moves nothing: of several steps on one figure the furthest counts."""
        moved = Moved(self._marks)
        moved._targets = dict(self._targets)
        for step in steps:
            if not step.test.truth(moved).certain:
                moved._targets[step.test.asked] = step.target
        return moved


def cheapest(condition: Condition, marks: Moved) -> Steps:
    """The fewest steps that make it certain, ties by the smallest change; none where it is."""
    if condition.truth(marks).certain:
        return ()
    return _CHEAPEST[type(condition)](condition, marks)


def alternatives(condition: Condition, marks: Moved) -> tuple[Steps, ...]:
    """The cheapest steps by each way a condition offers: the dearer way may serve another criterion too."""
    inner = condition.conditions if isinstance(condition, AnyOf) else (condition,)
    return tuple(dict.fromkeys(cheapest(one, marks) for one in inner))


def cost(steps: Steps) -> tuple[int, Fraction]:
    return len(steps), change(steps)


def _one(condition: Comparison, marks: Moved) -> Steps:
    return (Step(condition, marks(condition.asked)),)


def _every(condition: AllOf, marks: Moved) -> Steps:
    steps: Steps = ()
    for inner in condition.conditions:
        steps += cheapest(inner, marks.after(steps))
    return steps


def _any(condition: AnyOf, marks: Moved) -> Steps:
    return min((cheapest(inner, marks) for inner in condition.conditions), key=cost)


def _number(condition: CountOf, marks: Moved) -> Steps:
    options = sorted((cheapest(inner, marks) for inner in condition.conditions), key=cost)
    return tuple(step for option in options[: condition.needed] for step in option)


_CHEAPEST: Final[dict[type[Condition], Callable[[Any, Moved], Steps]]] = {
    Comparison: _one,
    AllOf: _every,
    AnyOf: _any,
    CountOf: _number,
}
