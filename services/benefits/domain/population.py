"""A measure asked of everybody at once: the same conditions and formulas on columns, equal to the fen to one by one."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from math import gcd
from typing import Any

import numpy as np
from numpy.typing import NDArray

from services.benefits.domain.cases import Case, Thing
from services.benefits.domain.facts import FACTS, THINGS, SubjectKind
from services.benefits.domain.formulas import InterestSubsidy, Target
from services.benefits.domain.formulas.grants import CONTRIBUTION
from services.benefits.domain.interest_columns import subsidies
from services.benefits.domain.measures import Measure, RuleBook
from shared.conditions import leaves
from shared.conditions.population import BLOCK, Column, Columns, Shared, columns
from shared.truth import UNKNOWN, VERDICTS, Truth, VerdictColumn, every, verdict_column
from shared.values import Verdict

_MET = VERDICTS.index(Verdict.MET)


@dataclass(frozen=True)
class Rows:
    """Subjects of one kind: the askers themselves, or their things, each behind its owner."""

    columns: Columns
    received: Mapping[str, Column] = field(default_factory=dict)
    """Fen by benefit_code"""
    owner: NDArray[np.int64] | None = None
    """Of things: the row of the asker; ascending, and every asker has at least one"""
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

    def __init__(
        self,
        kind: SubjectKind,
        on: date,
        own: Rows,
        cases: Sequence[Case] = (),
        things: Mapping[SubjectKind, Rows] | None = None,
    ) -> None:
        """Things come from the cases, or as rows; loans need the cases, for the titles of each day."""
        self.kind, self.on, self.own, self.cases = kind, on, own, cases
        self._things: dict[SubjectKind, Rows] = dict(things or {})
        self._behind: dict[tuple[SubjectKind, str], Column] = {}

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

    def behind(self, kind: SubjectKind, name: str) -> Column | None:
        """A fact of the owners, for each of their things; made once. None: nobody knows it of anybody."""
        owner, marks = self.rows(kind).owner, self.own.columns.marks.get(name)
        if owner is None or marks is None:
            return None
        if (kind, name) not in self._behind:
            self._behind[kind, name] = marks[owner]
        return self._behind[kind, name]


def _received(told: Sequence[Mapping[str, int]]) -> Mapping[str, Column]:
    codes = {code for one in told for code in one}
    return {code: np.array([one.get(code, 0) for one in told], dtype=np.int64) for code in codes}


class _Block:
    """The figures of some rows as formulas read them."""

    def __init__(self, block: Columns, received: Mapping[str, Column]) -> None:
        self.mark = block.mark
        self.size = block.size
        self._received = received

    def received(self, codes: Iterable[str]) -> Any:
        told = [self._received[code] for code in codes if code in self._received]
        return sum(told) if told else 0


@dataclass(frozen=True)
class _Judged:
    """Some rows with the truth of each measure, in the order of the measures."""

    part: slice
    figures: _Block
    truths: Sequence[Truth]


def answer(book: RuleBook, measure: Measure, population: Population) -> Answers:
    """Of a measure that is for this kind of asker."""
    kind = kind_of(measure, population)
    rows = population.rows(kind)
    size = rows.columns.size
    verdicts, fen = np.empty(size, dtype=np.int8), np.empty(size, dtype=np.int64)
    for block in _judged([measure], kind, population):
        [truth] = block.truths
        verdicts[block.part] = verdict_column(truth, block.figures.size)
        fen[block.part] = np.where(truth.certain, measure.formula.fen(block.figures), UNKNOWN)
    if isinstance(measure.formula, InterestSubsidy):
        fen = _interest(book, measure.formula, population, rows, verdicts == _MET)
    return Answers(kind, verdicts, fen)


def totals(book: RuleBook, measures: Iterable[Measure], population: Population) -> Column:
    """What each asker gets under all of these together, its things included, in fen."""
    by_kind: dict[SubjectKind, list[Measure]] = defaultdict(list)
    for one in measures:
        by_kind[kind_of(one, population)].append(one)
    total = np.zeros(population.own.columns.size, dtype=np.int64)
    for kind, asked in by_kind.items():
        rows = population.rows(kind)
        jointly = [one for one in asked if isinstance(one.formula, InterestSubsidy)]
        of_rows = _sums([one for one in asked if one not in jointly], kind, rows, population)
        for one in jointly:
            fen = answer(book, one, population).fen
            of_rows += np.where(fen == UNKNOWN, 0, fen)
        total += of_rows if rows.owner is None else _by_owner(of_rows, rows.owner, len(total))
    return total


def kind_of(measure: Measure, population: Population) -> SubjectKind:
    """Of the rows a measure answers."""
    return next(one for one in measure.subjects if one.asker is population.kind)


def _sums(measures: Sequence[Measure], kind: SubjectKind, rows: Rows, population: Population) -> Column:
    """Of each row, over the measures; block by block, so that a block stays in the cache for all of them."""
    sums = np.zeros(rows.columns.size, dtype=np.int64)
    for block in _judged(measures, kind, population):
        outright: list[tuple[NDArray[np.bool_], int]] = []
        for one, truth in zip(measures, block.truths, strict=True):
            certain, fen = truth.certain, one.formula.fen(block.figures)
            if isinstance(fen, np.ndarray):
                sums[block.part] += (certain & (fen != UNKNOWN)) * fen
            elif fen != UNKNOWN and fen:
                outright.append((certain, fen))
        if outright:
            sums[block.part] += _of_amounts(outright)
    return sums


def _of_amounts(given: Sequence[tuple[NDArray[np.bool_], int]]) -> Column:
    """What is given outright, added up in the largest unit that divides every amount: the law's round amounts make
    numbers so small that they take a quarter of the time of fen, and are as exact."""
    unit = gcd(*(fen for _, fen in given))
    most = sum(fen for _, fen in given) // unit
    small = next(kind for kind in (np.int16, np.int32, np.int64) if most <= np.iinfo(kind).max)
    units = np.zeros(1, dtype=small)
    for certain, fen in given:
        units = units + np.multiply(certain, small(fen // unit), dtype=small)
    added: Column = units.astype(np.int64) * unit
    return added


def _by_owner(of_things: Column, owner: NDArray[np.int64], owners: int) -> Column:
    """Things stand in the order of their owners, and every owner has at least one."""
    if len(owner) == owners:
        return of_things
    starts = np.flatnonzero(np.concatenate(([True], owner[1:] != owner[:-1])))
    total: Column = np.add.reduceat(of_things, starts)
    return total


def _judged(measures: Sequence[Measure], kind: SubjectKind, population: Population) -> Iterator[_Judged]:
    rows, asked = population.rows(kind), _with_owners(measures, kind, population)
    shared = Shared(one.condition for one in measures)
    for start in range(0, asked.size, BLOCK):
        part = slice(start, start + BLOCK)
        received = {code: column[part] for code, column in rows.received.items()}
        figures = _Block(asked.block(start, start + BLOCK), received)
        truths = shared.truths(figures.mark)
        yield _Judged(part, figures, [_aimed(*one, figures, kind) for one in zip(measures, truths, strict=True)])


def _aimed(measure: Measure, truth: Truth, figures: _Block, kind: SubjectKind) -> Truth:
    """With the target, where the measure is one."""
    if not isinstance(measure.formula, Target):
        return truth
    return every([truth, measure.formula.reached(figures, kind is SubjectKind.DISTRICT)])


def _with_owners(measures: Iterable[Measure], kind: SubjectKind, population: Population) -> Columns:
    """Of things: their columns, and beside them those of their owners that the measures ask."""
    own = population.rows(kind).columns
    if kind not in THINGS:
        return own
    asked = {leaf.fact.name for one in measures for leaf in leaves(one.condition)}
    names = asked.union(*(one.formula.needs for one in measures), {CONTRIBUTION}) - set(own.marks)
    beside = {name: column for name in names if (column := population.behind(kind, name)) is not None}
    return Columns(own.size, {**beside, **own.marks})


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
