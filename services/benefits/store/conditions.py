"""A condition as SQL over portraits: true, false, or NULL where it hangs on what nobody knows.

SQL joins with NULL as the language joins with the unknown, so the same condition judged here, on one subject and on a
column says the same (a property test). A choice of few is asked as a list of its possible marks, for an index.
"""

from collections.abc import Callable, Mapping
from typing import Any as Anything
from typing import Final

from sqlalchemy import BigInteger, ColumnElement, and_, cast, false, literal, not_, or_, true
from sqlmodel import col

from services.benefits.domain.measures import DISTRICT
from services.benefits.domain.portraits import COLUMNS
from services.benefits.store.tables import PortraitRow
from shared.conditions import All, Any, AnyOf, Bound, Condition, Fact, Is, Kind, Not, Op, Under
from shared.dialects import member
from shared.values import DISTRICTS

_FEW: Final = 5
"""Choices of which any number may hold: 32 marks at most"""
_COMPARED: Final[Mapping[Op, Callable[[Anything, int], ColumnElement[bool]]]] = {
    Op.AT_LEAST: lambda mark, limit: mark >= limit,
    Op.ABOVE: lambda mark, limit: mark > limit,
    Op.AT_MOST: lambda mark, limit: mark <= limit,
    Op.BELOW: lambda mark, limit: mark < limit,
}


def mark(name: str) -> ColumnElement[Anything]:
    """Of a fact by its name."""
    if name in COLUMNS:
        column: ColumnElement[Anything] = getattr(PortraitRow, name)
        return column
    return cast(member(col(PortraitRow.more), literal(name)), BigInteger)


def holds(condition: Condition) -> ColumnElement[Anything]:
    return _SAID[type(condition)](condition)


def _any_of(leaf: AnyOf) -> ColumnElement[bool]:
    asked, marks = mark(leaf.fact.name), _marks(leaf.fact, leaf.wanted)
    return asked.in_(marks) if marks else asked.op("&")(leaf.wanted) != 0


def _marks(fact: Fact, wanted: int) -> list[int]:
    """Every mark that has one of the bits; none, where there are too many to list."""
    if fact.kind is Kind.ONE:
        return [1 << place for place in range(len(fact.choices)) if wanted >> place & 1]
    if len(fact.choices) > _FEW:
        return []
    return [bits for bits in range(1 << len(fact.choices)) if bits & wanted]


def _under(leaf: Under) -> ColumnElement[bool]:
    """Nothing lies below a district: it is asked as it stands, for an index."""
    asked = mark(leaf.fact.name)
    whole = [low for code, (low, _) in zip(leaf.codes, leaf.ranges, strict=True) if _is_whole(leaf.fact, code)]
    ranges = [one for code, one in zip(leaf.codes, leaf.ranges, strict=True) if not _is_whole(leaf.fact, code)]
    said = [asked.between(low, high) for low, high in ranges]
    return or_(*([asked.in_(whole)] if whole or not said else []), *said)


def _is_whole(fact: Fact, code: str) -> bool:
    return fact.name == DISTRICT and code in DISTRICTS


_SAID: Final[Mapping[type, Callable[[Anything], ColumnElement[Anything]]]] = {
    All: lambda one: and_(true(), *map(holds, one.conditions)),
    Any: lambda one: or_(false(), *map(holds, one.conditions)),
    Not: lambda one: not_(holds(one.condition)),
    Bound: lambda one: _COMPARED[one.op](mark(one.fact.name), one.limit),
    Is: lambda one: mark(one.fact.name) == int(one.wanted),
    AnyOf: _any_of,
    Under: _under,
}
