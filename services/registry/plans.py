"""What the plan asks of the city, read from `parameters/plan/`: dated data, checked."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Annotated, Final

import yaml
from pydantic import BaseModel, ConfigDict, Field

from services.registry.domain.coverage import Cover
from services.registry.domain.goals import Goal

FOLDER: Final = Path(__file__).parent / "parameters" / "plan"
Whole = Annotated[int, Field(ge=0, le=10_000_000)]


class _Data(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Asked(_Data):
    """Of one goal: at least `value` by the end of `year`, or of every year."""

    goal: Goal
    value: Whole
    year: int | None
    clause: str
    words: str


class AskedCover(_Data):
    """So many percent of the holders, by a day or as soon as can be."""

    percent: Annotated[int, Field(ge=0, le=100)]
    by: date | None
    clause: str
    words: str


class AskedOfParks(_Data):
    title_holders: Whole | None
    """None: the plan names no number, and the city decides park by park"""
    clause: str
    words: str


class _Plan(_Data):
    plan: str
    title: str
    status: str
    valid_from: date
    goals: tuple[Asked, ...]
    coverage: dict[Cover, AskedCover]
    parks: AskedOfParks


@dataclass(frozen=True)
class Plan:
    name: str
    title: str
    goals: dict[Goal, Asked]
    coverage: dict[Cover, AskedCover]
    parks: AskedOfParks

    def targets(self, year: int) -> dict[Goal, int]:
        """What it asks of the city by the end of that very year: the number of 2025 says nothing of 2026."""
        return {goal: one.value for goal, one in self.goals.items() if one.year in (None, year)}

    def citation(self, goal: Goal) -> str:
        return f"《{self.title}》{self.goals[goal].clause}"


@cache
def _plans() -> tuple[_Plan, ...]:
    """In order of time."""
    found = [_Plan.model_validate(yaml.safe_load(file.read_text("utf-8"))) for file in FOLDER.glob("*.yaml")]
    return tuple(sorted(found, key=lambda one: one.valid_from))


def plan(on: date) -> Plan:
    """The plan in force on a day; before the first one, the first."""
    one = ([one for one in _plans() if one.valid_from <= on] or _plans()[:1])[-1]
    return Plan(one.plan, one.title, {goal.goal: goal for goal in one.goals}, one.coverage, one.parks)
