"""一个数据从低到高: what each measure answers on the way, and exactly where an answer changes."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise
from typing import Final

from services.benefits.domain.calculation import Result, calculate
from services.benefits.domain.cases import Case, Thing
from services.benefits.domain.facts import OWN_FACTS, THINGS
from services.benefits.domain.formulas import InterestSubsidy, RateWithCap, Target
from services.benefits.domain.measures import Measure, RuleBook
from shared.conditions import Bound, Fact, Kind, Value, leaves
from shared.values import Verdict

SWEPT: Final = frozenset({Kind.COUNT, Kind.NUMBER, Kind.PERCENT, Kind.MONEY})
"""What has a lower and a higher"""
GRID: Final = 20
"""Even steps between the two ends, beside the places where something happens"""
_HUNDREDTHS: Final = frozenset({Kind.NUMBER, Kind.PERCENT})


@dataclass(frozen=True, slots=True)
class Answer:
    """Of one measure at one value."""

    clause: str
    verdict: Verdict
    amount_fen: int | None


@dataclass(frozen=True, slots=True)
class Point:
    at: Value
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class Threshold:
    """The first value, counted from below, at which the answer is another one."""

    at: Value
    clause: str
    label: str
    was: Answer
    becomes: Answer
    words: str


@dataclass(frozen=True, slots=True)
class Sweep:
    fact: Fact
    points: tuple[Point, ...]
    thresholds: tuple[Threshold, ...]


def sweep(book: RuleBook, case: Case, fact: Fact, low: int, high: int, only: Collection[str] | None = None) -> Sweep:
    """`low` and `high` in the smallest unit of the fact: fen, hundredths, or one. Of the measures that ask it."""
    asking = [one for one in book.policy_set.measures if fact.name in set(_asked(one))]
    chosen = [one for one in asking if only is None or {one.clause, one.benefit_code} & set(only)]
    grid = {low + (high - low) * step // GRID for step in range(GRID + 1)}
    edges = {edge for one in chosen for edge in _edges(one, fact)}
    places = sorted(grid | {edge for edge in edges if low <= edge <= high})
    clauses = [one.clause for one in chosen]
    points = [_point(book, _supposing(case, fact, place), fact, place, clauses) for place in places]
    thresholds = [found for below, above in pairwise(points) for found in _thresholds(chosen, fact, below, above)]
    return Sweep(fact, tuple(points), tuple(thresholds))


def _asked(measure: Measure) -> Iterator[str]:
    yield from (leaf.fact.name for leaf in leaves(measure.condition))
    formula = measure.formula
    yield from formula.needs
    if getattr(formula, "by_contribution", False):
        yield "contribution"
    if isinstance(formula, InterestSubsidy):
        yield "subsidy_share"
    if isinstance(formula, Target):
        yield from (formula.figure.name, formula.goal.name if formula.goal else "")


def _edges(measure: Measure, fact: Fact) -> Iterator[int]:
    """Every value from which on an answer can differ, with its neighbours, in the smallest unit."""
    for leaf in leaves(measure.condition):
        if isinstance(leaf, Bound) and leaf.fact is fact:
            yield from _around(_places(fact, leaf.value))
    formula = measure.formula
    if isinstance(formula, RateWithCap) and formula.of == fact.name and formula.kink is not None:
        yield from _around(formula.kink)
    if isinstance(formula, InterestSubsidy) and fact.name == "principal":
        yield from _around(formula.loan_cap_fen)
    if isinstance(formula, Target) and formula.figure is fact:
        yield from _around(_places(fact, formula.bound))


def _around(place: int) -> tuple[int, int, int]:
    return place - 1, place, place + 1


def _places(fact: Fact, value: Value) -> int:
    return int(Decimal(str(value)) * 100) if fact.kind in _HUNDREDTHS else int(str(value))


def value_at(fact: Fact, place: int) -> Value:
    return Decimal(place) / 100 if fact.kind in _HUNDREDTHS else place


def _supposing(case: Case, fact: Fact, place: int) -> Case:
    """With the fact at this value: the asker's own, or that of its first thing of the kind."""
    value = value_at(fact, place)
    kind = next((kind for kind in THINGS if fact.name in OWN_FACTS[kind]), None)
    if kind is None:
        return replace(case, facts={**case.facts, fact.name: value})
    first = next(iter(case.of(kind)), Thing(kind, ""))
    changed = replace(first, facts={**first.facts, fact.name: value})
    return replace(case, things=(changed, *(one for one in case.things if one is not first)))


def _point(book: RuleBook, case: Case, fact: Fact, place: int, clauses: Collection[str]) -> Point:
    answered: dict[str, Result] = {}
    for result in calculate(book, case, clauses).results:
        answered.setdefault(result.clause, result)
    answers = (Answer(clause, one.verdict, one.amount_fen) for clause, one in answered.items())
    return Point(value_at(fact, place), tuple(answers))


def _thresholds(measures: Collection[Measure], fact: Fact, below: Point, above: Point) -> Iterator[Threshold]:
    """Between neighbours that lie one unit apart, or the place would not be exact."""
    labels = {one.clause: one for one in measures}
    for was, becomes in zip(below.answers, above.answers, strict=True):
        measure = labels[was.clause]
        if was.verdict is not becomes.verdict:
            words = f"{fact.label}达到{fact.shown(above.at)}时"
            yield Threshold(above.at, was.clause, measure.label, was, becomes, words)
        elif _caps_here(measure, fact, above.at):
            words = f"{fact.label}从{fact.shown(above.at)}起，金额不再增加"
            yield Threshold(above.at, was.clause, measure.label, was, becomes, words)


def _caps_here(measure: Measure, fact: Fact, at: Value) -> bool:
    formula = measure.formula
    if isinstance(formula, RateWithCap):
        return formula.of == fact.name and formula.kink == at
    return isinstance(formula, InterestSubsidy) and fact.name == "principal" and formula.loan_cap_fen == at
