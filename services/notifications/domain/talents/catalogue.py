"""The catalogue: needs added up by district, industry and occupation, and nobody in it who did not agree.

Who agreed to be named is counted and named. The others are counted in a cell only where there are several of them; the
rest of an occupation goes together into one line of the whole city, and if that, too, is of too few, it is left out.
So no line, and no difference of two, says what one enterprise needs that did not agree.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

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


def catalogue(needs: Iterable[Need], fewest: int) -> tuple[Sequence[Line], int]:
    """The lines, in the order of their keys, and how many people were left out."""
    agreed: dict[tuple[str, str, str], list[Need]] = defaultdict(list)
    others: dict[tuple[str, str, str], list[Need]] = defaultdict(list)
    for one in needs:
        (agreed if one.may_be_named else others)[one.district, one.industry, one.occupation].append(one)
    rest: dict[str, list[Need]] = defaultdict(list)
    for key in list(others):
        if _enterprises(others[key]) < fewest:
            rest[key[2]] += others.pop(key)
    cells = {key: [*agreed.get(key, ()), *others.get(key, ())] for key in agreed.keys() | others.keys()}
    lines = [_line(*key, cells[key]) for key in sorted(cells)]
    kept = {occupation: left for occupation, left in rest.items() if _enterprises(left) >= fewest}
    lines += [_line(WHOLE_CITY, None, occupation, kept[occupation]) for occupation in sorted(kept)]
    left_out = sum(one.number for occupation, left in rest.items() if occupation not in kept for one in left)
    return lines, left_out


def _enterprises(needs: Sequence[Need]) -> int:
    return len({one.enterprise_id for one in needs})


def _line(district: str, industry: str | None, occupation: str, needs: Sequence[Need]) -> Line:
    levels = {level: sum(one.number for one in needs if one.level is level) for level in Level}
    return Line(
        district=district,
        industry=industry,
        occupation=occupation,
        number=sum(one.number for one in needs),
        levels={level: number for level, number in levels.items() if number},
        enterprises=_enterprises(needs),
        named=tuple(sorted({one.name for one in needs if one.may_be_named})),
    )
