"""预演: a version asked of everybody beside what is in force: who gains, who loses, how much, and what nobody knows."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from services.benefits.domain.calculation import Result, calculate
from services.benefits.domain.facts import FACTS, SubjectKind
from services.benefits.domain.firms import Firm, population
from services.benefits.domain.measures import Measure, RuleBook
from services.benefits.domain.population import Answers, Population, answer, kind_of
from shared.conditions import leaves
from shared.truth import UNKNOWN, VERDICTS, is_unknown
from shared.values import DISTRICTS, TIER_LABELS, Tier, Verdict

SAMPLES: Final = 3
"""Of each kind of change"""
Mask = NDArray[np.bool_]
_MET, _UNKNOWN = VERDICTS.index(Verdict.MET), VERDICTS.index(Verdict.UNKNOWN)


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two rules, over everybody."""

    met: int
    unknown: int
    unmet: int
    fen: int


@dataclass(frozen=True, slots=True)
class Moved:
    """Those for whom it changes, and by how much together."""

    enterprises: int
    fen: int


@dataclass(frozen=True, slots=True)
class Share:
    """Of one tier in one district."""

    tier: Tier
    district: str
    met_before: int
    met: int
    fen_before: int
    fen: int

    @property
    def labels(self) -> tuple[str, str]:
        return TIER_LABELS[self.tier], DISTRICTS[self.district]


@dataclass(frozen=True, slots=True)
class Missing:
    """A fact without which the verdict, or the amount, stays unknown."""

    fact: str
    label: str
    enterprises: int


@dataclass(frozen=True, slots=True)
class Sample:
    """One enterprise, with the whole trace of both rules."""

    change: str
    """gains, loses or unknown"""
    uscc: str
    name: str
    before: Result | None
    after: Result


@dataclass(frozen=True, slots=True)
class Report:
    population: int
    before: Side | None
    """None: nothing is in force under this benefit_code"""
    after: Side
    gaining: Moved
    losing: Moved
    shares: tuple[Share, ...]
    """Where there is anything, by tier and district"""
    missing: tuple[Missing, ...]
    """The most frequent first"""
    samples: tuple[Sample, ...]


@dataclass(frozen=True, slots=True)
class _Column:
    """One rule over everybody."""

    met: Mask
    unknown: Mask
    fen: NDArray[np.int64]
    """Money, 0 where there is none"""

    @property
    def side(self) -> Side:
        met, unknown = int(self.met.sum()), int(self.unknown.sum())
        return Side(met, unknown, len(self.met) - met - unknown, int(self.fen.sum()))


def rehearse(before: RuleBook, after: RuleBook, benefit_code: str, firms: Sequence[Firm], on: date) -> Report:
    """`before`: what is in force; `after`: the same with the version."""
    everybody = population(firms, on)
    new = after.policy_set.find(benefit_code)
    assert new is not None, "the version stands in its own book"
    old = before.policy_set.find(benefit_code)
    now = _column(after, new, everybody)
    was = None if old is None else _column(before, old, everybody)
    change = now.fen - (0 if was is None else was.fen)
    had = np.zeros(len(firms), dtype=np.bool_) if was is None else was.met
    gains = (change > 0) | (now.met & ~had)
    loses = (change < 0) | (had & ~now.met)
    chosen = {"gains": gains & ~loses, "loses": loses, "unknown": now.unknown & ~loses}
    return Report(
        population=len(firms),
        before=None if was is None else was.side,
        after=now.side,
        gaining=Moved(int(chosen["gains"].sum()), int(change[chosen["gains"]].sum())),
        losing=Moved(int(loses.sum()), int(change[loses].sum())),
        shares=tuple(_shares(was, now, firms, on)),
        missing=tuple(_missing(new, now, everybody)),
        samples=tuple(
            _sample(kind, before, after, benefit_code, firms[row], on)
            for kind, rows in chosen.items()
            for row in np.flatnonzero(rows)[:SAMPLES]
        ),
    )


def _column(book: RuleBook, measure: Measure, everybody: Population) -> _Column:
    """Of a measure that is for no enterprise: nobody is asked."""
    size = everybody.own.columns.size
    if SubjectKind.ENTERPRISE not in measure.askers:
        nobody = np.zeros(size, dtype=np.bool_)
        return _Column(nobody, nobody, np.zeros(size, dtype=np.int64))
    found: Answers = answer(book, measure, everybody)
    paid = (found.fen != UNKNOWN) & measure.category.pays
    return _Column(found.verdicts == _MET, found.verdicts == _UNKNOWN, np.where(paid, found.fen, 0))


def _shares(was: _Column | None, now: _Column, firms: Sequence[Firm], on: date) -> Iterable[Share]:
    tiers, districts = list(Tier), list(DISTRICTS)
    places = {code: at for at, code in enumerate(districts)}
    ranks = {tier: at for at, tier in enumerate(tiers)}
    cells = np.array([ranks[one.tier(on)] * len(districts) + places[one.district] for one in firms], dtype=np.int64)
    size = len(tiers) * len(districts)
    of_now = _by_cell(now, cells, size)
    of_was = _by_cell(was, cells, size) if was else (np.zeros(size, np.int64), np.zeros(size, np.int64))
    for cell in np.flatnonzero(of_now[0] + of_was[0]):
        tier, district = divmod(int(cell), len(districts))
        yield Share(
            tiers[tier],
            districts[district],
            met_before=int(of_was[0][cell]),
            met=int(of_now[0][cell]),
            fen_before=int(of_was[1][cell]),
            fen=int(of_now[1][cell]),
        )


def _by_cell(one: _Column, cells: Any, size: int) -> tuple[Any, Any]:
    """How many met in each cell, and their fen: whole numbers throughout."""
    met, fen = np.zeros(size, dtype=np.int64), np.zeros(size, dtype=np.int64)
    np.add.at(met, cells, one.met)
    np.add.at(fen, cells, one.fen)
    return met, fen


def _missing(measure: Measure, now: _Column, everybody: Population) -> list[Missing]:
    counts: dict[str, int] = {}
    if SubjectKind.ENTERPRISE in measure.askers:
        counts = dict(_lacking(measure, now, everybody))
    found = [Missing(name, FACTS[name].label, number) for name, number in counts.items() if number]
    return sorted(found, key=lambda one: (-one.enterprises, one.fact))


def _lacking(measure: Measure, now: _Column, everybody: Population) -> Mapping[str, int]:
    """For a verdict every comparison whose figure nobody knows; for an amount what the formula needs."""
    kind = kind_of(measure, everybody)
    asked = dict.fromkeys((leaf.fact.name for leaf in leaves(measure.condition)), now.unknown)
    needed = {name: now.met | asked.get(name, now.met) for name in measure.formula.needs}
    size = len(now.met)
    own, things = everybody.own.columns, everybody.rows(kind).columns

    def unknown(name: str) -> Mask:
        mark = things.marks.get(name, own.mark(name))
        return np.broadcast_to(np.asarray(is_unknown(mark)), (size,))

    return {name: int((rows & unknown(name)).sum()) for name, rows in {**asked, **needed}.items()}


def _sample(change: str, before: RuleBook, after: RuleBook, code: str, firm: Firm, on: date) -> Sample:
    case = firm.case(on)
    was = calculate(before, case, (code,)).results if before.policy_set.find(code) else ()
    return Sample(change, firm.uscc, firm.name, was[0] if was else None, calculate(after, case, (code,)).results[0])
