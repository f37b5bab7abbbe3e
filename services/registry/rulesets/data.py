"""The shape of a ruleset as a policy officer writes it, and how it becomes frozen rules."""

import re
from collections.abc import Callable
from datetime import date
from fractions import Fraction
from typing import Final, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from services.registry.domain.criteria import (
    AllOf,
    AnyOf,
    Asked,
    Band,
    Condition,
    CountOf,
    Criterion,
    Group,
    Indicator,
    Occasion,
    Op,
    Score,
    Standard,
)
from services.registry.domain.figures import FIGURES, comparison, levels
from services.registry.domain.figures.reading import Unit
from shared.values import HeldTier, Tier

FEN_PER_WAN: Final = 1_000_000
_BOUND: Final = re.compile(r"(-?\d+(?:\.\d+)?)(\D*)")
_UNITS: Final[dict[Unit, dict[str, int]]] = {
    Unit.MONEY: {"万元": FEN_PER_WAN, "亿元": 10_000 * FEN_PER_WAN},
    Unit.PERCENT: {"%": 1},
    Unit.YEARS: {"年": 1},
    Unit.NUMBER: {"项": 1, "个": 1, "名": 1, "级": 1, "分": 1},
}


R = TypeVar("R")


class RulesetRefused(ValueError):
    """The data contradicts itself; the words name the ruleset and the clause."""


class _Data(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class _Figure(_Data):
    """Which figure, and what the clause says about its span."""

    figure: str | None = None
    kinds: tuple[str, ...] = ()
    tiers: tuple[HeldTier, ...] = ()
    within_years: int = 0
    over_years: int = 0
    in_each_of_years: int = 1
    rank_at_most: int = 0
    at_year_end: bool = False

    def asked(self, name: str) -> tuple[Asked, ...]:
        if name not in FIGURES:
            raise ValueError(f"there is no figure {name}")
        return tuple(
            Asked(
                name,
                back=back,
                years=self.within_years or self.over_years,
                kinds=self.kinds or tuple(tier.value for tier in self.tiers),
                rank=self.rank_at_most,
                at_year_end=self.at_year_end,
            )
            for back in range(self.in_each_of_years)
        )


class Question(_Figure):
    at_least: str | int | None = None
    above: str | int | None = None
    at_most: str | int | None = None
    below: str | int | None = None
    is_: bool | None = Field(default=None, alias="is")
    all_of: tuple["Question", ...] = ()
    any_of: tuple["Question", ...] = ()
    count_of: tuple["Question", ...] = ()

    def condition(self) -> Condition:
        """Raises ValueError for what is not exactly one question."""
        joined = [bool(self.figure), bool(self.all_of), bool(self.any_of), bool(self.count_of)]
        if sum(joined) != 1:
            raise ValueError("a test is one of figure, all_of, any_of and count_of")
        if self.figure:
            return self._compared(self.figure)
        if self.count_of:
            if not isinstance(self.at_least, int):
                raise ValueError("count_of needs at_least, a number")
            return CountOf(tuple(one.condition() for one in self.count_of), self.at_least)
        if self.all_of:
            return AllOf(tuple(one.condition() for one in self.all_of))
        return AnyOf(tuple(one.condition() for one in self.any_of))

    def _compared(self, name: str) -> Condition:
        asked = self.asked(name)
        bounds = {op: getattr(self, op.value) for op in Op if getattr(self, op.value) is not None}
        if FIGURES[name].unit is Unit.FLAG:
            if bounds:
                raise ValueError(f"{name} is a yes or no and has no bound")
            op, bound = (Op.AT_MOST, Fraction(0)) if self.is_ is False else (Op.AT_LEAST, Fraction(1))
        else:
            if len(bounds) != 1 or self.is_ is not None:
                raise ValueError(f"{name} needs one bound")
            [(op, text)] = bounds.items()
            bound = _bound(name, str(text))
        tests = tuple(comparison(one, op, bound) for one in asked)
        return tests[0] if len(tests) == 1 else AllOf(tests)


def _bound(name: str, text: str) -> Fraction:
    """A bound with the unit of its figure, or the name of a level."""
    if named := levels(name):
        if text not in named:
            raise ValueError(f"{name} has the levels {', '.join(named)}, not {text}")
        return Fraction(named.index(text))
    units, written = _UNITS[FIGURES[name].unit], _BOUND.fullmatch(text)
    if written is None or written[2] not in units:
        raise ValueError(f"{name} is written in {' or '.join(units)}, not as {text}")
    return Fraction(written[1]) * units[written[2]]


class CriterionData(_Data):
    code: str = Field(pattern=r"^[a-z0-9_]{2,40}$")
    label: str
    clause: str = Field(min_length=1)
    test: Question
    evidence: str = Field(min_length=1)
    note: str = ""
    only_for: Occasion | None = None
    manual: bool = False
    bestowed: bool = False

    def rule(self) -> Criterion:
        return Criterion(
            self.code,
            self.label,
            self.clause,
            self.test.condition(),
            self.evidence,
            self.note,
            self.only_for,
            self.manual,
            self.bestowed,
        )


class BandData(Question):
    points: int = Field(ge=1)


class IndicatorData(_Figure):
    code: str = Field(pattern=r"^[a-z0-9_]{2,40}$")
    label: str
    clause: str = Field(min_length=1)
    group: str
    bands: tuple[BandData, ...] = ()
    points_as_given: int | None = None
    """The figure is the points, up to this many."""
    otherwise: int = 0
    evidence: str = Field(min_length=1)
    note: str = ""
    manual: bool = False

    def rule(self) -> Indicator:
        if bool(self.bands) == bool(self.points_as_given):
            raise ValueError("an indicator has bands, or takes its points as given")
        if self.points_as_given and self.points_as_given != getattr(FIGURES.get(self.figure or ""), "highest", None):
            raise ValueError(f"{self.figure} is not read up to {self.points_as_given}")
        full = self.points_as_given or 0
        given = (BandData(figure=self.figure, at_least=f"{n}分", points=n) for n in range(full, 0, -1))
        own = self.model_dump(include=set(_Figure.model_fields), exclude_defaults=True)
        bands = tuple(
            Band(one.points, one.model_copy(update={} if one.any_of or one.count_of else own).condition())
            for one in self.bands or given
        )
        points = [band.points for band in bands]
        if points != sorted(set(points), reverse=True) or points[-1] <= self.otherwise:
            raise ValueError("bands go from most points to fewest, each once")
        return Indicator(
            self.code, self.label, self.clause, self.group, bands, self.otherwise, self.evidence, self.note, self.manual
        )


class GroupData(_Data):
    code: str
    label: str
    full: int
    floor: int


class ScoreData(_Data):
    clause: str
    pass_mark: int
    groups: tuple[GroupData, ...]
    indicators: tuple[IndicatorData, ...]


class StandardData(_Data):
    valid_until: date | None = None
    """Only where it differs from the ruleset's."""
    gates: tuple[CriterionData, ...]
    direct: tuple[CriterionData, ...] = ()
    score: ScoreData | None = None


class RulesetData(_Data):
    id: str
    title: str
    issuer: str
    valid_from: date
    valid_until: date | None
    confirmed: Literal["excerpts", "full_text"]
    vetoes: tuple[CriterionData, ...]
    standards: dict[HeldTier, StandardData]

    def rules(self) -> dict[Tier, Standard]:
        return {tier: self._standard(tier, data) for tier, data in self.standards.items()}

    def _standard(self, tier: Tier, data: StandardData) -> Standard:
        here = f"{self.id}, {tier}"
        criteria = {
            name: tuple(_ruled(here, one.clause, one.rule) for one in group)
            for name, group in (("vetoes", self.vetoes), ("gates", data.gates), ("direct", data.direct))
        }
        score = self._score(here, data.score) if data.score else None
        codes = [(name == "direct", one.code) for name, group in criteria.items() for one in group]
        if len(set(codes)) != len(codes):
            raise RulesetRefused(f"{here}: a code stands twice")
        return Standard(
            ruleset=self.id,
            tier=tier,
            title=self.title,
            valid_from=self.valid_from,
            valid_until=data.valid_until if "valid_until" in data.model_fields_set else self.valid_until,
            **criteria,
            score=score,
        )

    def _score(self, here: str, data: ScoreData) -> Score:
        indicators = tuple(_ruled(here, one.clause, one.rule) for one in data.indicators)
        for group in data.groups:
            full = sum(one.full for one in indicators if one.group == group.code)
            if full != group.full:
                raise RulesetRefused(
                    f"{here}, {data.clause}: {group.label} is {group.full}, its indicators give {full}"
                )
        strange = {one.group for one in indicators} - {group.code for group in data.groups}
        if strange:
            raise RulesetRefused(f"{here}, {data.clause}: no group is called {', '.join(sorted(strange))}")
        groups = tuple(Group(one.code, one.label, one.full, one.floor) for one in data.groups)
        return Score(data.clause, data.pass_mark, groups, indicators)


def _ruled(here: str, clause: str, rule: Callable[[], R]) -> R:
    try:
        return rule()
    except ValueError as fault:
        raise RulesetRefused(f"{here}, {clause}: {fault}") from fault
