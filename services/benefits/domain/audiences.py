"""受众: for whom a condition holds, counted over everybody: how many, where, who cannot be told and what is missing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from services.benefits.domain.facts import FACTS
from services.benefits.domain.measures import TITLE, Measure
from shared.conditions import Condition, leaves
from shared.conditions.language import ALWAYS, All
from shared.conditions.marks import chosen, code
from shared.values import Tier

SAMPLE: Final = 10


@dataclass(frozen=True, slots=True)
class Audience:
    """`certain` must hold; `open`, what is asked of the case itself, must not be ruled out."""

    certain: Condition
    open: Condition = ALWAYS

    @classmethod
    def of(cls, measure: Measure) -> "Audience":
        """As matching asks it."""
        return cls(measure.whom, measure.requires)

    @property
    def facts(self) -> tuple[str, ...]:
        """What is asked for certain."""
        return tuple(dict.fromkeys(leaf.fact.name for leaf in leaves(self.certain)))

    def within(self, district: Condition) -> "Audience":
        return Audience(All((district, self.certain)), self.open)


@dataclass(frozen=True, slots=True)
class Cell:
    """Enterprises of one district and tier."""

    district: str
    tier: Tier
    enterprises: int


@dataclass(frozen=True, slots=True)
class Lacking:
    """A fact that nobody knows of so many, and without which nobody can tell."""

    fact: str
    label: str
    enterprises: int
    measures: int = 1
    """Versions in force that hang on it"""


@dataclass(frozen=True, slots=True)
class Counted:
    population: int
    matched: int
    unknown: int
    cells: tuple[Cell, ...]
    lacking: tuple[Lacking, ...]
    """The most frequent first"""
    sample: tuple[tuple[str, str, str, Tier], ...]
    """USCC, name, district and tier of a few"""
    waiting: int
    """Enterprises that changed, which these figures do not show yet"""
    on: date


def cells(counts: Sequence[tuple[int, int, int]]) -> tuple[Cell, ...]:
    """Of the marks of district and titles, and how many have both."""
    found: dict[tuple[str, Tier], int] = {}
    for district, titles, enterprises in counts:
        key = code(district), tier_of(titles)
        found[key] = found.get(key, 0) + enterprises
    ordered = sorted(found.items(), key=lambda one: (one[0][0], one[0][1].rank))
    return tuple(Cell(*key, enterprises) for key, enterprises in ordered)


def tier_of(titles: int) -> Tier:
    """The highest of the titles in a mark."""
    return Tier.highest(map(Tier, chosen(FACTS[TITLE], titles)))


def lacking(counts: dict[str, int], measures: dict[str, int] | None = None) -> tuple[Lacking, ...]:
    found = [
        Lacking(name, FACTS[name].label, number, (measures or {}).get(name, 1))
        for name, number in counts.items()
        if number
    ]
    return tuple(sorted(found, key=lambda one: (-one.enterprises, one.fact)))
