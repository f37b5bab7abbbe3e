"""政策评估: what became of each measure in a year, and who was eligible and was not paid."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from services.benefits import measures, store
from services.benefits.domain.claims import State
from services.benefits.domain.evaluation import (
    STAGES,
    Cell,
    Compared,
    Concentration,
    Counted,
    Funnel,
    Grown,
    Median,
    Period,
    Reason,
    Stage,
    Way,
    by,
    compare,
    concentration,
    counted,
    funnel,
    medians,
    period,
    reason,
    way_of,
)
from services.benefits.domain.measures import Frequency, Measure, PolicySet
from services.benefits.problems import EvaluationRefused, MeasureNotFound, MeasureVersionNotFound
from services.benefits.service import catalogue, versions
from services.benefits.store.scope import Scope
from services.benefits.store.tables import BudgetRow
from shared.callers import Caller
from shared.db import Tx
from shared.permissions import Matter, decide, visible_district
from shared.problems import Forbidden
from shared.values import CITY, Tier

_FIGURES: Final = ("revenue_fen", "rd_expense_fen")


@dataclass(frozen=True, slots=True)
class Asked:
    """None asks nothing."""

    year: int
    policy_set: str
    benefit_code: str | None = None
    version_id: str | None = None
    district: str | None = None
    tier: Tier | None = None


@dataclass(frozen=True, slots=True)
class Evaluated:
    """One measure."""

    measure: Measure
    counted: Counted
    funnel: Funnel
    medians: Mapping[Stage, Median]
    districts: Mapping[str, Funnel]
    tiers: Mapping[str, Funnel]
    missed: Mapping[Reason, int]
    """Who was eligible and not paid, by why; of a measure that pays"""
    budgets: Sequence[BudgetRow]
    concentration: Concentration
    growth: Mapping[str, Compared]
    """By figure: revenue_fen, rd_expense_fen"""


@dataclass(frozen=True, slots=True)
class Evaluation:
    policy_set: PolicySet
    period: Period
    asked: Asked
    """With the district it is of, whatever was asked"""
    measures: Sequence[Evaluated]
    paying: Funnel
    """Over the measures that pay and of which every stage is counted, an enterprise once for each"""
    figures_year: int | None
    """Growth is from the year before to this one; None: nobody told figures yet"""


@dataclass(frozen=True, slots=True)
class Missed:
    """One enterprise that was eligible under one measure and was not paid."""

    row: Any
    measure: Measure
    reason: Reason


@dataclass(frozen=True, slots=True)
class Subject:
    """What is asked, worked out."""

    asked: Asked
    policy_set: PolicySet
    measures: Mapping[str, Measure]
    counted: Mapping[str, Counted]
    scope: Scope

    @property
    def paying(self) -> Scope:
        """The same, of measures that pay."""
        return replace(self.scope, codes=[code for code, one in self.measures.items() if one.category.pays])


async def evaluate(tx: Tx, caller: Caller, asked: Asked) -> Evaluation:
    """Measures nobody was eligible under and nobody budgeted for are left out, unless asked for by name.

    Raises EvaluationRefused, PolicySetNotFound, MeasureNotFound, MeasureVersionNotFound.
    """
    of = await subject(tx, caller, asked)
    cells = by(await store.evaluation.cells(tx, of.scope), lambda cell: cell.benefit_code)
    spans = medians(await store.evaluation.lags(tx, of.scope))
    amounts = await store.evaluation.amounts(tx, of.scope)
    missed = await _reasons(tx, of)
    budgets = await _budgets(tx, caller, of)
    year, grown = await _grown(tx, of, list(amounts))
    shown = [
        Evaluated(
            measure=one,
            counted=of.counted[code],
            funnel=funnel(cells.get(code, ()), of.counted[code].stages),
            medians={stage: spans[code, stage] for stage in of.counted[code].stages if (code, stage) in spans},
            districts=_split(cells.get(code, ()), "district", of.counted[code]),
            tiers=_split(cells.get(code, ()), "tier", of.counted[code]),
            missed=missed.get(code, {}),
            budgets=budgets.get(code, ()),
            concentration=concentration(amounts.get(code, ())),
            growth={name: compare(grown.get((code, name), ())) for name in _FIGURES},
        )
        for code, one in of.measures.items()
        if code in cells or code in budgets or len(of.measures) == 1
    ]
    whole = [code for code in of.paying.codes if of.counted[code].whole]
    paying = funnel((cell for code in whole for cell in cells.get(code, ())), STAGES if whole else ())
    return Evaluation(of.policy_set, of.scope.period, of.asked, shown, paying, year)


def _split(cells: Sequence[Cell], name: str, of: Counted) -> dict[str, Funnel]:
    groups = by(cells, lambda cell: str(getattr(cell, name)))
    return {key: funnel(group, of.stages) for key, group in sorted(groups.items())}


async def missed(tx: Tx, caller: Caller, asked: Asked, after: tuple[str, str] | None, limit: int) -> Sequence[Missed]:
    """应享未享: a page in order of enterprise and measure. Raises as `evaluate`."""
    of = await subject(tx, caller, asked)
    rows = await store.evaluation.missed(tx, of.paying, after, limit)
    return [Missed(row, of.measures[row.benefit_code], _reason(row)) for row in rows]


def _reason(row: Any) -> Reason:
    claim = State(row.claim_state) if row.claim_state else None
    return reason(claim, told=bool(row.told_on), read=bool(row.read_on), account=bool(row.account))


# ---- what is asked --------------------------------------------------------------------------------


async def subject(tx: Tx, caller: Caller, asked: Asked) -> Subject:
    if not decide(caller, "evaluation.read", Matter(district=caller.district)):
        raise Forbidden("政策评估由在任的经办人员或监督人员查看")
    since, ended_on, code = None, None, asked.benefit_code
    if asked.version_id is not None:
        since, ended_on, code = await _in_force(tx, caller, asked.version_id)
    span = period(asked.year, tx.today, since, ended_on)
    if span is None:
        raise EvaluationRefused("该年度尚未开始，或该版本在该年度没有施行；请另选年度")
    days = (span.first, span.last)
    first, last = [(await catalogue.rules(tx, asked.policy_set, day)).book.policy_set for day in days]
    there = {one.benefit_code: one for one in (*first.measures, *last.measures)}
    if code is not None and code not in there:
        raise MeasureNotFound("请核对 benefit_code；全部条款见 /benefits/v1/measures")
    chosen = there if code is None else {code: there[code]}
    district = visible_district(caller, asked.district)
    once = frozenset(code for code, one in chosen.items() if one.frequency is Frequency.ONCE)
    ways = {code: way_of(one, vouchers=asked.policy_set == measures.SEED) for code, one in chosen.items()}
    scope = Scope(
        span,
        asked.policy_set,
        frozenset(chosen),
        once,
        frozenset(code for code, way in ways.items() if way is Way.VOUCHER),
        district,
        asked.tier,
        asked.version_id,
    )
    what = {code: counted(one, ways[code]) for code, one in chosen.items()}
    return Subject(replace(asked, district=district), last, chosen, what, scope)


async def _in_force(tx: Tx, caller: Caller, version_id: str) -> tuple[date, date | None, str]:
    """The first day of a version, the first it was in force no longer, and its measure."""
    row = await store.versions.find(tx, version_id)
    if row is None or not await versions.may_see(tx, caller, version_id):
        raise MeasureVersionNotFound("请核对版本编号 version_id")
    if row.in_force_from is None:
        raise EvaluationRefused("该版本尚未施行；施行之后才有可评估的内容")
    ends = [
        one.in_force_from
        for one in await store.versions.dated(tx)
        if one.in_force_from is not None
        and one.benefit_code == row.benefit_code
        and (one.in_force_from, one.number) > (row.in_force_from, row.number)
    ]
    ends += [row.withdrawn_on] if row.withdrawn_on else []
    return row.in_force_from, min(ends, default=None), row.benefit_code


# ---- the parts ------------------------------------------------------------------------------------


async def _reasons(tx: Tx, of: Subject) -> dict[str, Counter[Reason]]:
    found: dict[str, Counter[Reason]] = {}
    for row in await store.evaluation.missed_alike(tx, of.paying):
        found.setdefault(row.benefit_code, Counter())[_reason(row)] += row.enterprises
    return found


async def _budgets(tx: Tx, caller: Caller, of: Subject) -> dict[str, list[BudgetRow]]:
    """The city's, and those of the district the evaluation is of, or of all."""
    own = visible_district(caller, of.asked.district)
    issuers = None if own is None else (CITY, own)
    found: dict[str, list[BudgetRow]] = {}
    for row in await store.evaluation.budgets(tx, of.asked.year, issuers):
        if row.benefit_code in of.measures:
            found.setdefault(row.benefit_code, []).append(row)
    return found


async def _grown(tx: Tx, of: Subject, received: Sequence[str]) -> tuple[int | None, dict[tuple[str, str], list[Grown]]]:
    """Of measures somebody received under: each figure of who has two, the earlier above zero."""
    year = await store.evaluation.newest_year(tx, of.asked.year)
    found: dict[tuple[str, str], list[Grown]] = {}
    if year is None or not received:
        return year, found
    for row in await store.evaluation.figures(tx, replace(of.scope, codes=received), year):
        for name in _FIGURES:
            before, after = getattr(row, f"{name}_before"), getattr(row, f"{name}_after")
            if before and after is not None:
                found.setdefault((row.benefit_code, name), []).append(Grown(bool(row.received), before, after))
    return year, found
