"""Named facts: what a condition may ask, and what may be given for it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from functools import cached_property, reduce
from operator import or_
from types import MappingProxyType
from typing import Any, Final

from shared.truth import UNKNOWN, mark
from shared.values import yuan

Value = bool | int | Decimal | Fraction | date | str | frozenset[str]
_FEN_PER_WAN: Final = 1_000_000
_MOST: Final = 10**15
"""Of a count, and of an amount in fen: far beyond every enterprise, and well below the end of int64."""
CODE_LENGTH: Final = 7
"""Seven bytes of a code stay a positive int64."""


class Kind(StrEnum):
    FLAG = "flag"
    COUNT = "count"
    NUMBER = "number"
    """With up to two decimals"""
    PERCENT = "percent"
    MONEY = "money"
    """In fen"""
    DAY = "day"
    ONE = "one"
    """One of some named choices"""
    SOME = "some"
    """Any number of some named choices, none included"""
    CODE = "code"
    """A code of a public table, asked by its beginning: C asks for C39, too"""

    @property
    def label(self) -> str:
        return _KINDS[self]


_UNITS: Final = {Kind.MONEY: "元", Kind.PERCENT: "%"}
_KINDS: Final = {
    Kind.FLAG: "是或否",
    Kind.COUNT: "整数",
    Kind.NUMBER: "数，最多两位小数",
    Kind.PERCENT: "百分数",
    Kind.MONEY: "金额，元",
    Kind.DAY: "日期",
    Kind.ONE: "所列之一",
    Kind.SOME: "所列的若干项，可以没有",
    Kind.CODE: "公开代码表中的代码",
}


class Unacceptable(ValueError):
    """Not a value of this fact; the words say what would be."""


@dataclass(frozen=True, eq=False)
class Fact:
    """One fact of a closed list; there is one object for each name."""

    name: str
    label: str
    kind: Kind
    unit: str = ""
    choices: Mapping[str, str] = field(default_factory=dict)
    """Code → what a person reads; of ONE and SOME all there are, of CODE those that have a word."""
    signed: bool = False
    """May be below zero"""
    most: int = _MOST
    """Of a number: in its own unit, an amount in fen"""

    @property
    def unit_shown(self) -> str:
        """Beside a value as a person reads it; some kinds have the same unit always."""
        return _UNITS.get(self.kind, self.unit)

    def mark(self, value: Value | None) -> int:
        """The whole number by which it is compared, without rounding; UNKNOWN for None."""
        return UNKNOWN if value is None else _MARKS[self.kind](self, value)

    def shown(self, value: Value | None) -> str:
        """As a person reads it."""
        return "不明" if value is None else _SHOWN[self.kind](self, value)

    def accept(self, value: Value) -> Value:
        """The value, if it is one of this fact. Raises Unacceptable, in words for whoever gave it."""
        try:
            return _ACCEPT[self.kind](self, value)
        except Unacceptable as fault:
            raise Unacceptable(f"“{self.label}”{fault}") from None

    def bits(self, codes: Iterable[str]) -> int:
        """Of ONE and SOME: a bit for each choice."""
        return reduce(or_, (self._bit_of[code] for code in codes), 0)

    @cached_property
    def _bit_of(self) -> Mapping[str, int]:
        return {code: 1 << place for place, code in enumerate(self.choices)}


Vocabulary = Mapping[str, Fact]


def vocabulary(*facts: Fact) -> Vocabulary:
    """By name; a name stands for one thing."""
    found = {fact.name: fact for fact in facts}
    assert len(found) == len(facts), "a fact stands twice"
    return MappingProxyType(found)


class Subject:
    """What is known of one subject; what is left out is unknown. Marks are made once."""

    __slots__ = ("_marks", "facts", "values")

    def __init__(self, facts: Vocabulary, values: Mapping[str, Value]) -> None:
        self.facts = facts
        self.values = values
        self._marks: dict[str, int] = {}

    def mark(self, name: str) -> int:
        found = self._marks.get(name)
        if found is None:
            found = self._marks[name] = self.facts[name].mark(self.values.get(name))
        return found

    def shown(self, name: str) -> str:
        return self.facts[name].shown(self.values.get(name))


# ---- how each kind is compared ---------------------------------------------------------------------

Given = Any
"""A Value of the kind at hand"""


def code_range(code: str) -> tuple[int, int]:
    """The marks of every code that begins so."""
    low, high = (code.encode("ascii").ljust(CODE_LENGTH, fill) for fill in (b"\x00", b"\xff"))
    return int.from_bytes(low, "big"), int.from_bytes(high, "big")


def _whole(_: Fact, value: Given) -> int:
    return int(value)


def _hundredths(_: Fact, value: Given) -> int:
    return mark(Fraction(value))


def _ordinal(_: Fact, value: Given) -> int:
    return int(value.toordinal())


def _bit(fact: Fact, value: Given) -> int:
    return fact.bits([value])


def _bits(fact: Fact, value: Given) -> int:
    return fact.bits(value)


def _code(_: Fact, value: Given) -> int:
    return code_range(value)[0]


_MARKS: Final[Mapping[Kind, Callable[[Fact, Given], int]]] = {
    Kind.FLAG: _whole,
    Kind.COUNT: _whole,
    Kind.NUMBER: _hundredths,
    Kind.PERCENT: _hundredths,
    Kind.MONEY: _whole,
    Kind.DAY: _ordinal,
    Kind.ONE: _bit,
    Kind.SOME: _bits,
    Kind.CODE: _code,
}

# ---- how each kind is read ---------------------------------------------------------------------------


def amount_text(fen: int) -> str:
    """In 万元 where that is whole, else to the fen."""
    return f"{fen // _FEN_PER_WAN}万元" if fen % _FEN_PER_WAN == 0 and fen else f"{yuan(fen)}元"


def number_text(value: Any) -> str:
    """Without trailing zeros; cut, never rounded across a bound: 4.999… is not 5."""
    exact = Fraction(value)
    cut = Decimal(int(abs(exact) * 10_000)).scaleb(-4)
    more = "…" if abs(exact) != Fraction(cut) else ""
    text = f"{cut:f}"
    return ("-" if exact < 0 else "") + (text if more else text.rstrip("0").rstrip(".")) + more


def _choice(fact: Fact, value: Given) -> str:
    return fact.choices[value]


def _choices(fact: Fact, value: Given) -> str:
    return "、".join(label for code, label in fact.choices.items() if code in value) or "无"


_SHOWN: Final[Mapping[Kind, Callable[[Fact, Given], str]]] = {
    Kind.FLAG: lambda _, value: "是" if value else "否",
    Kind.COUNT: lambda fact, value: f"{value}{fact.unit}",
    Kind.NUMBER: lambda fact, value: f"{number_text(value)}{fact.unit}",
    Kind.PERCENT: lambda _, value: f"{number_text(value)}%",
    Kind.MONEY: lambda _, value: amount_text(value),
    Kind.DAY: lambda _, value: str(value),
    Kind.ONE: _choice,
    Kind.SOME: _choices,
    Kind.CODE: lambda fact, value: fact.choices.get(value, value),
}

# ---- what each kind accepts --------------------------------------------------------------------------


def _flag(_: Fact, value: Given) -> Value:
    if not isinstance(value, bool):
        raise Unacceptable("请答是或否（true 或 false）")
    return value


def _integer(fact: Fact, value: Given) -> Value:
    if isinstance(value, bool) or not isinstance(value, int) or (value < 0 and not fact.signed):
        raise Unacceptable("应为整数，不为负" if not fact.signed else "应为整数")
    if abs(value) > fact.most:
        raise Unacceptable(f"不得超过{fact.shown(fact.most)}")
    return value


def _decimal(fact: Fact, value: Given) -> Value:
    """Two decimals are exact as a mark, so that one subject and a population are paid the same."""
    number = Decimal(value) if isinstance(value, int | Decimal) and not isinstance(value, bool) else None
    if number is None or not number.is_finite() or (number < 0 and not fact.signed):
        raise Unacceptable("应为数字，不为负" if not fact.signed else "应为数字")
    if abs(number) > fact.most:
        raise Unacceptable(f"不得超过{fact.shown(fact.most)}")
    if round(number, 2) != number:
        raise Unacceptable("应为数字，最多两位小数")
    return number if isinstance(value, Decimal) else int(number)


def _day(_: Fact, value: Given) -> Value:
    if not isinstance(value, date):
        raise Unacceptable("日期应写作 YYYY-MM-DD")
    return value


def _one(fact: Fact, value: Given) -> Value:
    if not isinstance(value, str) or value not in fact.choices:
        raise Unacceptable(f"请选择其一：{'、'.join(fact.choices)}")
    return value


def _some(fact: Fact, value: Given) -> Value:
    if isinstance(value, str) or not set(value) <= set(fact.choices):
        raise Unacceptable(f"请从中选择：{'、'.join(fact.choices)}")
    return frozenset(value)


def _public_code(_: Fact, value: Given) -> Value:
    if not isinstance(value, str) or not value.isascii() or not value.isalnum() or len(value) > CODE_LENGTH:
        raise Unacceptable(f"应为代码：至多 {CODE_LENGTH} 位字母或数字")
    return value


_ACCEPT: Final[Mapping[Kind, Callable[[Fact, Given], Value]]] = {
    Kind.FLAG: _flag,
    Kind.COUNT: _integer,
    Kind.NUMBER: _decimal,
    Kind.PERCENT: _decimal,
    Kind.MONEY: _integer,
    Kind.DAY: _day,
    Kind.ONE: _one,
    Kind.SOME: _some,
    Kind.CODE: _public_code,
}
