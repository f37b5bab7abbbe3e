"""A mark as a person reads it: what is left of a value where only marks are kept."""

from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction
from typing import Final

from shared.conditions.facts import Fact, Kind, Value
from shared.truth import HUNDREDTHS, UNKNOWN

_BITS: Final = 64


def shown(fact: Fact, mark: int) -> str:
    """The same as of the value; of a figure between two hundredths the one in the middle."""
    return fact.shown(None if mark == UNKNOWN else value(fact, mark))


def value(fact: Fact, mark: int) -> Value:
    return _VALUES[fact.kind](fact, mark)


def chosen(fact: Fact, mark: int) -> tuple[str, ...]:
    """Of a choice: the codes whose bits are there."""
    return tuple(code for place, code in enumerate(fact.choices) if mark >> place & 1)


def code(mark: int) -> str:
    return mark.to_bytes(_BITS // 8, "big").strip(b"\x00").decode("ascii")


_VALUES: Final[Mapping[Kind, Callable[[Fact, int], Value]]] = {
    Kind.FLAG: lambda _, mark: bool(mark),
    Kind.COUNT: lambda _, mark: mark,
    Kind.MONEY: lambda _, mark: mark,
    Kind.NUMBER: lambda _, mark: Fraction(mark, 2 * HUNDREDTHS),
    Kind.PERCENT: lambda _, mark: Fraction(mark, 2 * HUNDREDTHS),
    Kind.DAY: lambda _, mark: date.fromordinal(mark),
    Kind.ONE: lambda fact, mark: chosen(fact, mark)[0],
    Kind.SOME: lambda fact, mark: frozenset(chosen(fact, mark)),
    Kind.CODE: lambda _, mark: code(mark),
}
