"""What a ruleset asks: comparisons of figures, joined; criteria, scored indicators, and the standard of a tier."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Final

from shared.truth import (
    Mark,
    Points,
    Truth,
    above,
    at_least,
    at_most,
    below,
    every,
    more,
    number_of,
    some,
)
from shared.values import Tier


@dataclass(frozen=True, slots=True)
class Asked:
    """One figure of the catalogue, with what the clause says about it."""

    name: str
    back: int = 0
    """Years before the last complete year (上年度)."""
    years: int = 0
    """近 N 年: the span a total, a mean or a window covers."""
    kinds: tuple[str, ...] = ()
    """Of credentials, or the tiers of titles; any of them will do."""
    rank: int = 0
    """The last place that counts; 0: every place."""
    at_year_end: bool = False
    """截至上年末"""


class Op(StrEnum):
    AT_LEAST = "at_least"
    """以上: includes the number."""
    ABOVE = "above"
    """超过: excludes it."""
    AT_MOST = "at_most"
    """以下, 不超过 (63号): includes it."""
    BELOW = "below"


COMPARE: Final[dict[Op, Callable[[Mark, int], Truth]]] = {
    Op.AT_LEAST: at_least,
    Op.ABOVE: above,
    Op.AT_MOST: at_most,
    Op.BELOW: below,
}
Marks = Callable[[Asked], Mark]


@dataclass(frozen=True, slots=True)
class Comparison:
    asked: Asked
    op: Op
    bound: Fraction
    """In the unit the law writes it in."""
    limit: int
    """The same as a mark."""

    def truth(self, marks: Marks) -> Truth:
        return COMPARE[self.op](marks(self.asked), self.limit)


@dataclass(frozen=True, slots=True)
class AllOf:
    conditions: tuple["Condition", ...]

    def truth(self, marks: Marks) -> Truth:
        return every(condition.truth(marks) for condition in self.conditions)


@dataclass(frozen=True, slots=True)
class AnyOf:
    conditions: tuple["Condition", ...]

    def truth(self, marks: Marks) -> Truth:
        return some(condition.truth(marks) for condition in self.conditions)


@dataclass(frozen=True, slots=True)
class CountOf:
    """At least `needed` of them."""

    conditions: tuple["Condition", ...]
    needed: int

    def truth(self, marks: Marks) -> Truth:
        return number_of((condition.truth(marks) for condition in self.conditions), self.needed)


Condition = Comparison | AllOf | AnyOf | CountOf


def comparisons(condition: Condition) -> Iterator[Comparison]:
    if isinstance(condition, Comparison):
        yield condition
    else:
        for inner in condition.conditions:
            yield from comparisons(inner)


class Occasion(StrEnum):
    NEW = "new"
    """新申报"""
    RENEWAL = "renewal"
    """复核"""


class Role(StrEnum):
    VETO = "veto"
    """一票否决"""
    GATE = "gate"
    """必备条件"""
    DIRECT = "direct"
    """直通条件"""
    INDICATOR = "indicator"
    """评分指标"""


@dataclass(frozen=True, slots=True)
class Criterion:
    code: str
    label: str
    clause: str
    test: Condition
    evidence: str
    """凭证: what to bring, in words an enterprise reads."""
    note: str = ""
    only_for: Occasion | None = None
    manual: bool = False
    """The text gives no number: an officer's answer decides, and until then it is unknown."""
    bestowed: bool = False
    """An honour that others give: of ways equally short, the planner names first those one can go by oneself."""

    @property
    def tests(self) -> tuple[Condition, ...]:
        return (self.test,)


@dataclass(frozen=True, slots=True)
class Band:
    points: int
    test: Condition


@dataclass(frozen=True, slots=True)
class Indicator:
    code: str
    label: str
    clause: str
    group: str
    bands: tuple[Band, ...]
    """Most points first; the points of the best one that holds count, so a value on a boundary takes the higher."""
    otherwise: int
    evidence: str
    note: str = ""
    manual: bool = False

    @property
    def tests(self) -> tuple[Condition, ...]:
        return tuple(band.test for band in self.bands)

    @property
    def full(self) -> int:
        return self.bands[0].points

    def points(self, marks: Marks) -> Points:
        worst: int = self.otherwise
        best: int = self.otherwise
        for band in self.bands:
            truth = band.test.truth(marks)
            worst = more(worst, band.points * truth.certain)
            best = more(best, band.points * truth.possible)
        return Points(worst, best)


Rule = Criterion | Indicator


@dataclass(frozen=True, slots=True)
class Group:
    code: str
    label: str
    full: int
    floor: int
    """The group's own pass mark; 0: none."""


@dataclass(frozen=True, slots=True)
class Score:
    clause: str
    pass_mark: int
    groups: tuple[Group, ...]
    indicators: tuple[Indicator, ...]


@dataclass(frozen=True, slots=True)
class Standard:
    """认定标准 of one tier: no veto, every gate and, where it has them, the score or one of the direct passes."""

    ruleset: str
    tier: Tier
    title: str
    """The ruleset's document, as a citation."""
    valid_from: date
    valid_until: date | None
    vetoes: tuple[Criterion, ...]
    gates: tuple[Criterion, ...]
    direct: tuple[Criterion, ...]
    score: Score | None

    def applies_on(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_until is None or day <= self.valid_until)

    def asked_of(self, occasion: Occasion) -> tuple[tuple[Role, Criterion], ...]:
        """Every yes-or-no criterion of the occasion, with its role."""
        kinds = ((Role.VETO, self.vetoes), (Role.GATE, self.gates), (Role.DIRECT, self.direct))
        return tuple((role, one) for role, criteria in kinds for one in criteria if one.only_for in (None, occasion))

    @property
    def indicators(self) -> tuple[Indicator, ...]:
        return self.score.indicators if self.score else ()

    def rules_of(self, occasion: Occasion) -> tuple[tuple[Role, Rule], ...]:
        """Everything it asks on the occasion, the indicators last."""
        return (*self.asked_of(occasion), *((Role.INDICATOR, one) for one in self.indicators))


@dataclass(frozen=True, slots=True)
class Judged:
    """The outcome, of one enterprise or of a column of them."""

    whole: Truth
    criteria: dict[tuple[Role, str], Truth]
    points: dict[str, Points]
    groups: dict[str, Points]
    total: Points
    score: Truth | None


def judge(standard: Standard, occasion: Occasion, marks: Marks) -> Judged:
    criteria = {(role, one.code): one.test.truth(marks) for role, one in standard.asked_of(occasion)}
    points = {one.code: one.points(marks) for one in standard.indicators}
    needed = [truth for (role, _), truth in criteria.items() if role is not Role.DIRECT]
    ways = [truth for (role, _), truth in criteria.items() if role is Role.DIRECT]
    total, groups, score = Points(0, 0), dict[str, Points](), None
    if standard.score:
        groups = {group.code: Points(0, 0) for group in standard.score.groups}
        for one in standard.score.indicators:
            groups[one.group] += points[one.code]
            total += points[one.code]
        floors = (groups[group.code].reach(group.floor) for group in standard.score.groups)
        score = every([total.reach(standard.score.pass_mark), *floors])
        ways.append(score)
    whole = every([*needed, some(ways)] if ways else needed)
    return Judged(whole, criteria, points, groups, total, score)
