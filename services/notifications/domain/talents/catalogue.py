"""The catalogue: needs added up by district, industry and occupation, and nobody in it who did not agree.

Who agreed to be named is counted and named. The others are counted in a cell only where there are several of them; the
rest of an occupation goes together into one line of the whole city, and if that, too, is of too few, it is left out.
An edition follows others: where fewer changed than make a line, what is said of them stays as it was said last. So no
line, no difference of two, and no difference of one in two editions, says what one enterprise needs that did not agree.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, NamedTuple

from services.notifications.domain.talents.states import Level

WHOLE_CITY: Final = "330100"


@dataclass(frozen=True, slots=True)
class Need:
    enterprise_id: str
    name: str
    district: str
    industry: str
    """The division, such as C39"""
    occupation: str
    level: Level
    number: int
    may_be_named: bool


@dataclass(frozen=True, slots=True)
class Line:
    district: str
    """330100: the rest of the occupation, from the whole city"""
    industry: str | None
    """None: the rest"""
    occupation: str
    number: int
    """People"""
    levels: Mapping[Level, int]
    enterprises: int
    named: tuple[str, ...]
    """Those that agreed"""


Part = Mapping[str, tuple[tuple[Level, int], ...]]
"""Of a line those who did not agree: by enterprise_id, which levels and how many people"""
Basis = Mapping[str, Part]
"""By place (`_place`), what was said last"""
_Cell = tuple[str, str | None, str]
_LEFT_OUT: Final[_Cell] = ("", None, "")


class Catalogue(NamedTuple):
    lines: Sequence[Line]
    """In the order of their keys"""
    left_out: int | None
    """People; None: of too few enterprises to say"""
    basis: Basis
    """For the next edition"""


def catalogue(needs: Iterable[Need], fewest: int, before: Basis = MappingProxyType({})) -> Catalogue:
    """`before`: of the last edition."""
    agreed: dict[_Cell, list[Need]] = defaultdict(list)
    others: dict[_Cell, list[Need]] = defaultdict(list)
    for one in needs:
        (agreed if one.may_be_named else others)[one.district, one.industry, one.occupation].append(one)
    said, basis = _Said(fewest, before), dict(before)
    cells = {cell for cell in map(_cell, before) if cell[1] is not None}
    rest: dict[_Cell, list[Need]] = defaultdict(list)
    for cell in sorted(cells | others.keys(), key=str):
        if not said.of(cell, others.get(cell, ())):
            rest[WHOLE_CITY, None, cell[2]] += others.get(cell, ())
    left: list[Need] = []
    for cell in sorted({*rest, *(one for one in map(_cell, before) if one[0] == WHOLE_CITY)}, key=str):
        if not said.of(cell, rest.get(cell, ())):
            left += rest.get(cell, ())
    left_out = said.of(_LEFT_OUT, left)
    lines = [
        _line(cell, said.parts.get(cell, {}), _part(others.get(cell, ())), agreed.get(cell, ()))
        for cell in sorted(agreed.keys() | said.parts.keys() - {_LEFT_OUT}, key=_order)
    ]
    basis |= {_place(cell): part for cell, part in said.parts.items()}
    return Catalogue(lines, _people(left_out) if left_out else None, basis)


class _Said:
    """What is said of those who did not agree, place by place; empty: nothing."""

    def __init__(self, fewest: int, before: Basis) -> None:
        self._fewest, self._before = fewest, before
        self.parts: dict[_Cell, Part] = {}

    def of(self, cell: _Cell, needs: Sequence[Need]) -> Part:
        now, last = _part(needs), self._before.get(_place(cell), {})
        changed = sum(now.get(one) != last.get(one) for one in now.keys() | last.keys())
        part = last if last and 0 < changed < self._fewest else now if len(now) >= self._fewest else {}
        if part:
            self.parts[cell] = part
        return part


def _part(needs: Iterable[Need]) -> Part:
    by_owner: dict[str, list[tuple[Level, int]]] = defaultdict(list)
    for one in needs:
        by_owner[one.enterprise_id].append((one.level, one.number))
    return {owner: tuple(sorted(them)) for owner, them in by_owner.items()}


def _people(part: Part) -> int:
    return sum(number for them in part.values() for _, number in them)


def _place(cell: _Cell) -> str:
    return "/".join((cell[0], cell[1] or "", cell[2]))


def _cell(place: str) -> _Cell:
    district, industry, occupation = place.split("/")
    return district, industry or None, occupation


def _order(cell: _Cell) -> tuple[bool, str, str, str]:
    return cell[1] is None, cell[0], cell[1] or "", cell[2]


def _line(cell: _Cell, part: Part, now: Part, agreed: Sequence[Need]) -> Line:
    """Who agreed since, and is still counted as it was before, is named and not counted twice."""
    counted = [one for one in agreed if part.get(one.enterprise_id) in (None, now.get(one.enterprise_id))]
    people = [*((one.level, one.number) for one in counted), *(one for them in part.values() for one in them)]
    levels = {level: sum(number for one, number in people if one is level) for level in Level}
    return Line(
        district=cell[0],
        industry=cell[1],
        occupation=cell[2],
        number=sum(number for _, number in people),
        levels={level: number for level, number in levels.items() if number},
        enterprises=len(part.keys() | {one.enterprise_id for one in agreed}),
        named=tuple(sorted({one.name for one in agreed})),
    )
