"""A measure asked of everybody at once: the same conditions and formulas on columns, equal to the fen to one by one."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from services.benefits.domain.cases import Case, Thing
from services.benefits.domain.facts import FACTS, THINGS, SubjectKind
from services.benefits.domain.formulas import InterestSubsidy, Target
from services.benefits.domain.interest_columns import subsidies
from services.benefits.domain.measures import Measure, RuleBook
from shared.conditions import leaves
from shared.conditions.population import BLOCK, Column, Columns, columns
from shared.truth import UNKNOWN, VERDICTS, VerdictColumn, every, verdict_column
from shared.values import Verdict

_MET = VERDICTS.index(Verdict.MET)


@dataclass(frozen=True)
class Rows:
    """Subjects of one kind: the askers themselves, or their things, each behind its owner."""

    columns: Columns
    received: Mapping[str, Column] = field(default_factory=dict)
    """Fen by benefit_code"""
    owner: NDArray[np.int64] | None = None
    """Of things: the row of the asker"""
    things: Sequence[Thing] = ()


@dataclass(frozen=True)
class Answers:
    """Of one measure; an element for each row of the kind it is for."""

    kind: SubjectKind
    verdicts: VerdictColumn
    fen: Column
    """UNKNOWN where there is no amount, as in a result that has none"""

    def count(self, verdict: Verdict) -> int:
        return int(np.count_nonzero(self.verdicts == VERDICTS.index(verdict)))

    @property
    def total_fen(self) -> int:
        return int(self.fen[self.fen != UNKNOWN].sum())


class Population:
    """Askers of one kind on one day."""

    def __init__(self, kind: SubjectKind, on: date, own: Rows, cases: Sequence[Case] = ()) -> None:
        """`cases` are needed for measures about things, and about loans for their titles."""
        self.kind, self.on, self.own, self.cases = kind, on, own, cases
        self._things: dict[SubjectKind, Rows] = {}

    @classmethod
    def of(cls, cases: Sequence[Case]) -> "Population":
        """In the order given."""
        kinds, days = {case.kind for case in cases}, {case.on for case in cases}
        assert len(kinds) == len(days) == 1, "a population is of one kind on one day"
        own = Rows(columns(FACTS, [case.values for case in cases]), _received([case.received for case in cases]))
        return cls(kinds.pop(), days.pop(), own, cases)

    def rows(self, kind: SubjectKind) -> Rows:
        """Things in the order of their owners; one of which nothing is known where an owner brings none."""
        if kind not in THINGS:
            return self.own
        if kind not in self._things:
            owned = [
                (row, thing) for row, case in enumerate(self.cases) for thing in case.of(kind) or [Thing(kind, "")]
            ]
            things = [thing for _, thing in owned]
            self._things[kind] = Rows(
                columns(FACTS, [thing.facts for thing in things]),
                _received([thing.received for thing in things]),
                np.array([row for row, _ in owned], dtype=np.int64),
                things,
            )
        return self._things[kind]


def _received(told: Sequence[Mapping[str, int]]) -> Mapping[str, Column]:
    codes = {code for one in told for code in one}
    return {code: np.array([one.get(code, 0) for one in told], dtype=np.int64) for code in codes}


class _Block:
    """The figures of some rows as formulas read them."""

    def __init__(self, block: Columns, received: Mapping[str, Column]) -> None:
        self.mark = block.mark
        self._received = received

    def received(self, codes: Iterable[str]) -> Any:
        told = [self._received[code] for code in codes if code in self._received]
        return sum(told) if told else 0


def answer(book: RuleBook, measure: Measure, population: Population) -> Answers:
    """Of a measure that is for this kind of asker."""
    kind = next(one for one in measure.subjects if one.asker is population.kind)
    rows = population.rows(kind)
    asked = rows.columns if rows.owner is None else _with_owners(measure, rows, population.own)
    verdicts, fen = np.empty(asked.size, dtype=np.int8), np.empty(asked.size, dtype=np.int64)
    for start in range(0, asked.size, BLOCK):
        part = slice(start, start + BLOCK)
        received = {code: column[part] for code, column in rows.received.items()}
        block = _Block(asked.block(start, start + BLOCK), received)
        verdicts[part], fen[part] = _answered(measure, block, kind, len(verdicts[part]))
    if isinstance(measure.formula, InterestSubsidy):
        fen = _interest(book, measure.formula, population, rows, verdicts == _MET)
    return Answers(kind, verdicts, fen)


def _answered(measure: Measure, figures: _Block, kind: SubjectKind, size: int) -> tuple[VerdictColumn, Any]:
    truth = measure.condition.truth(figures.mark)
    if isinstance(measure.formula, Target):
        truth = every([truth, measure.formula.reached(figures, kind is SubjectKind.DISTRICT)])
    return verdict_column(truth, size), np.where(truth.certain, measure.formula.fen(figures), UNKNOWN)


def _with_owners(measure: Measure, rows: Rows, own: Rows) -> Columns:
    """The columns of things, and beside them those of their owners that the measure asks."""
    assert rows.owner is not None
    asked = {leaf.fact.name for leaf in leaves(measure.condition)} - set(rows.columns.marks)
    beside = {name: own.columns.marks[name][rows.owner] for name in asked if name in own.columns.marks}
    return Columns(rows.columns.size, {**beside, **rows.columns.marks})


def _interest(
    book: RuleBook, formula: InterestSubsidy, population: Population, rows: Rows, met: NDArray[np.bool_]
) -> Column:
    """All loans of an owner together."""
    assert rows.owner is not None
    by_owner: dict[int, list[int]] = defaultdict(list)
    for row in np.flatnonzero(met):
        by_owner[int(rows.owner[row])].append(int(row))
    asking = [(population.cases[owner], [(row, rows.things[row]) for row in mine]) for owner, mine in by_owner.items()]
    return subsidies(formula, asking, len(met), book.quotes, population.on)
