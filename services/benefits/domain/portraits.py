"""企业画像: the facts of an enterprise as marks, and which of them made the difference to a measure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from services.benefits.domain.facts import FACTS
from services.benefits.domain.firms import Firm
from services.benefits.domain.measures import FIRST_TITLE, TITLE, Measure
from services.benefits.domain.titles import TitleDay
from shared.conditions import Condition, leaves
from shared.conditions.marks import shown
from shared.truth import UNKNOWN

COLUMNS: Final = ("title", "first_title", "district", "industry", "staff", "revenue", "rd_expense", "contribution")
"""Facts of which everybody has one, or may: each is a column of its own where portraits are kept"""
Marks = Mapping[str, int]
"""By fact, of what is known"""
NOTHING: Final[Marks] = {}


def portrait(firm: Firm, on: date) -> dict[str, int]:
    """What is known on a day."""
    titles = TitleDay(firm.titles, on)
    found = {name: FACTS[name].mark(value) for name, value in firm.facts(on).items()}
    return {**found, TITLE: titles.mark(TITLE), FIRST_TITLE: titles.mark(FIRST_TITLE)}


def changes_on(firm: Firm, on: date) -> date | None:
    """The first later day on which annual figures become those of 上年度, or are so no longer, with nobody telling."""
    if firm.year is None:
        return None
    days = (date(firm.year + 1, 1, 1), date(firm.year + 3, 1, 1))
    return next((day for day in days if day > on), None)


@dataclass(frozen=True, slots=True)
class Changed:
    """A fact that made the difference, as a person reads it."""

    fact: str
    label: str
    before: str
    after: str


def decisive(measure: Measure, before: Marks, after: Marks) -> tuple[Changed, ...]:
    """The facts that changed a comparison of the measure, each once."""
    moved = {
        leaf.fact.name: leaf.fact
        for leaf in leaves(measure.condition)
        if before.get(leaf.fact.name) != after.get(leaf.fact.name) and _said(leaf, before) != _said(leaf, after)
    }
    return tuple(
        Changed(name, fact.label, *(shown(fact, marks.get(name, UNKNOWN)) for marks in (before, after)))
        for name, fact in moved.items()
    )


def _said(leaf: Condition, marks: Marks) -> tuple[bool, bool]:
    truth = leaf.truth(lambda name: marks.get(name, UNKNOWN))
    return bool(truth.certain), bool(truth.possible)
