"""A registered enterprise as benefits knows it, alone and as one row of everybody's columns."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import overload

import numpy as np

from services.benefits.domain.cases import Case, Thing
from services.benefits.domain.facts import FACTS, THINGS, SubjectKind
from services.benefits.domain.population import Population, Rows
from services.benefits.domain.titles import title_facts
from shared.conditions import Value
from shared.conditions.population import Columns, columns
from shared.events import Title
from shared.values import Tier

_NEWEST, _OLDEST = 1, 2
"""Years back: figures of a later year nobody could know then, older ones are not those of 上年度 any more"""


@dataclass(frozen=True, slots=True)
class Firm:
    """What the registry told, the coefficient an authority set, and what is proved; None: nobody told."""

    enterprise_id: str
    uscc: str
    name: str
    district: str
    industry: str
    version: int
    titles: tuple[Title, ...]
    year: int | None = None
    staff: int | None = None
    revenue_fen: int | None = None
    rd_expense_fen: int | None = None
    contribution: int | None = None
    """In percent"""
    proved: Mapping[str, Value] = field(default_factory=dict)
    """What verified evidence gives of the enterprise itself; what the registry tells goes before it"""

    def facts(self, on: date) -> Mapping[str, Value]:
        """Those that are known on that day."""
        told: dict[str, Value | None] = {
            "district": self.district,
            "industry": self.industry,
            "contribution": self.contribution,
        }
        if self.year is None or _NEWEST <= on.year - self.year <= _OLDEST:
            told |= {"staff": self.staff, "revenue": self.revenue_fen, "rd_expense": self.rd_expense_fen}
        return {**self.proved, **{name: value for name, value in told.items() if value is not None}}

    def case(self, on: date) -> Case:
        return Case(SubjectKind.ENTERPRISE, on, self.facts(on), self.titles)

    def tier(self, on: date) -> Tier:
        return Tier.highest(title.tier for title in self.titles if title.counts_on(on))


class Cases(Sequence[Case]):
    """Of firms; each made when somebody asks for it, as only loans do."""

    def __init__(self, firms: Sequence[Firm], on: date) -> None:
        self._firms, self._on = firms, on

    @overload
    def __getitem__(self, at: int) -> Case: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Case]: ...
    def __getitem__(self, at: int | slice) -> Case | Sequence[Case]:
        return Cases(self._firms[at], self._on) if isinstance(at, slice) else self._firms[at].case(self._on)

    def __len__(self) -> int:
        return len(self._firms)


def population(firms: Sequence[Firm], on: date) -> Population:
    """Of their products, plots, loans and people nothing is known here: each has one of which nothing is known."""
    own = Rows(columns(FACTS, list(_facts(firms, on))))
    things = {kind: _unknown(kind, len(firms)) for kind in THINGS}
    return Population(SubjectKind.ENTERPRISE, on, own, Cases(firms, on), things)


def _facts(firms: Iterable[Firm], on: date) -> Iterator[Mapping[str, Value]]:
    none = title_facts((), on)
    for firm in firms:
        yield {**firm.facts(on), **(title_facts(firm.titles, on) if firm.titles else none)}


def _unknown(kind: SubjectKind, size: int) -> Rows:
    nothing = Thing(kind, "")
    return Rows(Columns(size, {}), {}, np.arange(size, dtype=np.int64), [nothing] * size)
