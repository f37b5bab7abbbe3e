"""A condition as a policy officer writes it, and what to mend when it cannot be read.

all: [ … ]                                every one of these
any: [ … ]                                at least one of these
not: { … }                                the opposite
{fact: staff, at_least: 20}               also above, at_most, below: counts, numbers, percents, amounts, days
{fact: revenue, at_least: 1000万元}        an amount is written with its unit: 元, 万元, 亿元; a percent with %
{fact: overdue, is: false}                a yes or no
{fact: title, any_of: [specialised]}      one of some choices; of a code, what it begins with
provincial                                a condition that was given a name
"""

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from typing import Any as Given
from typing import Final

from shared.conditions.facts import Fact, Kind, Unacceptable, Value, Vocabulary, code_range
from shared.conditions.language import All, Any, AnyOf, Bound, Condition, Is, Not, Op, Under

Named = Mapping[str, Condition]
_JOINING: Final[dict[str, type[All] | type[Any]]] = {"all": All, "any": Any}
_DEEPEST: Final = 8
_MONEY: Final = {"元": 100, "万元": 1_000_000, "亿元": 10_000_000_000}
_WRITTEN: Final = re.compile(r"(-?\d{1,15}(?:\.\d{1,6})?)\s*(\D*)", re.ASCII)
_CHOSEN: Final = frozenset({Kind.ONE, Kind.SOME, Kind.CODE})


class ConditionRefused(ValueError):
    """The words say where, what is wrong, and what would be right."""


def read(data: Given, facts: Vocabulary, named: Named | None = None) -> Condition:
    """Raises ConditionRefused."""
    return _read(data, facts, named or {}, "条件", 0)


def _read(data: Given, facts: Vocabulary, named: Named, at: str, depth: int) -> Condition:
    if depth > _DEEPEST:
        raise ConditionRefused(f"{at}：嵌套不得超过 {_DEEPEST} 层")
    if isinstance(data, str):
        if data not in named:
            raise ConditionRefused(f"{at}：没有名为“{data}”的条件{_meant(data, named)}")
        return named[data]
    if not isinstance(data, Mapping):
        raise ConditionRefused(f"{at}：应写作 fact、all、any、not 之一，或一个已命名的条件")
    keys = set(data)
    if "fact" in keys:
        return _compared(data, facts, at)
    if len(keys) != 1 or not keys <= {*_JOINING, "not"}:
        raise ConditionRefused(f"{at}：应恰有 fact、all、any、not 之一，现有：{'、'.join(map(str, data)) or '无'}")
    [(key, inner)] = data.items()
    if key == "not":
        return Not(_read(inner, facts, named, f"{at}.not", depth + 1))
    if not isinstance(inner, list) or not inner:
        raise ConditionRefused(f"{at}.{key}：应列出至少一个条件")
    parts = (_read(one, facts, named, f"{at}.{key}[{n}]", depth + 1) for n, one in enumerate(inner, 1))
    return _JOINING[key](tuple(parts))


def _meant(name: str, there: Mapping[str, object], limit: int = 3) -> str:
    near = get_close_matches(name, there, limit, 0.5)
    return f"；是否指：{'、'.join(near)}" if near else ""


def _compared(data: Mapping[str, Given], facts: Vocabulary, at: str) -> Condition:
    name = data["fact"]
    if not isinstance(name, str) or name not in facts:
        raise ConditionRefused(f"{at}：清单中没有事实“{name}”{_meant(str(name), facts)}")
    fact, asked = facts[name], {key: value for key, value in data.items() if key != "fact"}
    if len(asked) != 1:
        raise ConditionRefused(f"{at}：“{fact.label}”应恰有一个比较，现有：{'、'.join(asked) or '无'}")
    [(how, wanted)] = asked.items()
    allowed = _allowed(fact)
    if how not in allowed:
        raise ConditionRefused(f"{at}：“{fact.label}”不能用 {how} 比较；可用：{'、'.join(allowed)}")
    try:
        return allowed[how](fact, how, wanted)
    except Unacceptable as fault:
        raise ConditionRefused(f"{at}：{fault}") from None


Reader = Callable[[Fact, str, Given], Condition]


def _allowed(fact: Fact) -> Mapping[str, Reader]:
    if fact.kind is Kind.FLAG:
        return {"is": _flag}
    if fact.kind in _CHOSEN:
        return {"any_of": _under if fact.kind is Kind.CODE else _any_of}
    return {op.value: _bound for op in Op}


def _flag(fact: Fact, _: str, wanted: Given) -> Condition:
    return Is(fact, bool(fact.accept(wanted)))


def _any_of(fact: Fact, _: str, wanted: Given) -> Condition:
    codes = _codes(fact, wanted)
    strange = [code for code in codes if code not in fact.choices]
    if strange:
        near = _meant(strange[0], fact.choices)
        raise Unacceptable(f"“{fact.label}”没有“{strange[0]}”{near}；可选：{'、'.join(fact.choices)}")
    return AnyOf(fact, codes, fact.bits(codes))


def _under(fact: Fact, _: str, wanted: Given) -> Condition:
    codes = _codes(fact, wanted)
    for code in codes:
        fact.accept(code)
    return Under(fact, codes, tuple(code_range(code) for code in codes))


def _codes(fact: Fact, wanted: Given) -> tuple[str, ...]:
    if not isinstance(wanted, list) or not wanted or not all(isinstance(one, str) for one in wanted):
        raise Unacceptable(f"“{fact.label}”的 any_of 应列出至少一项，如 any_of: [{next(iter(fact.choices), 'C39')}]")
    return tuple(dict.fromkeys(wanted))


def _bound(fact: Fact, how: str, wanted: Given) -> Condition:
    value = fact.accept(written(fact, wanted))
    return Bound(fact, Op(how), value, fact.mark(value))


def written(fact: Fact, text: Given) -> Value:
    """A bound with the unit of its fact. Raises Unacceptable."""
    if fact.kind is Kind.DAY:
        return _day(fact, text)
    found = _WRITTEN.fullmatch(str(text)) if isinstance(text, str | int) and not isinstance(text, bool) else None
    units = _units(fact)
    if found is None or found[2] not in units:
        shown = "、".join(unit or "不带单位的数字" for unit in units)
        raise Unacceptable(f"“{fact.label}”的界限应以下列单位书写：{shown}；现为“{text}”")
    scaled = Decimal(found[1]) * units[found[2]]
    return int(scaled) if scaled == int(scaled) else scaled


def _units(fact: Fact) -> Mapping[str, int]:
    if fact.kind is Kind.MONEY:
        return _MONEY
    if fact.kind is Kind.PERCENT:
        return {"%": 1}
    return {fact.unit: 1, "": 1}


def _day(fact: Fact, text: Given) -> date:
    if isinstance(text, date):
        return text
    try:
        return date.fromisoformat(str(text))
    except ValueError:
        raise Unacceptable(f"“{fact.label}”的界限应为日期，如 2025-12-31；现为“{text}”") from None
