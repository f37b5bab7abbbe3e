"""融资统计: what institutions do for enterprises, by institution, product, district or tier; as a table and a chart."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from services.finance import store
from services.finance.domain.figures.cells import Cells, Firms, Grouping, Span, span
from services.finance.domain.figures.lines import Line, line
from services.finance.problems import FiguresRefused
from services.finance.store.figures.scope import Scope
from shared import charts
from shared.callers import Caller
from shared.db import Tx
from shared.permissions import Matter, decide, visible_district
from shared.problems import Forbidden
from shared.spreadsheets import Cell, Table
from shared.values import DISTRICTS, Tier, yuan
from shared.working_days.published import calendar

HEADERS: Final = (
    "分组", "编号", "名称",
    "有余额企业数", "有余额贷款笔数", "放款金额（元）", "贷款余额（元）", "逾期贷款笔数", "逾期金额（元）",
    "加权平均利率（%）", "有担保费率的余额（元）", "加权平均担保费率（%）", "期内新放款笔数", "期内新放款金额（元）",
    "期内送达件数", "已答复", "其中报价", "其中不予办理", "逾期未答复", "答复前撤回或关闭", "待答复",
    "已接受报价", "接受报价企业数", "接受报价金额（元）", "接受报价平均利率（%）", "接受报价平均担保费率（%）",
    "接受报价一次性费用（占金额%）",
    "答复用时中位数（工作日）", "最长答复用时（工作日）", "答复用时中位数（小时）", "最长答复用时（小时）",
)  # fmt: skip
UNNAMED: Final = "未注明产品"
TOGETHER: Final = "合计"
CHARTED: Final = 16
"""Bars that can still be read"""


@dataclass(frozen=True, slots=True)
class Asked:
    """None asks nothing."""

    by: Grouping
    on: date | None = None
    since: date | None = None
    district: str | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """`key` is None of loans whose product was not told."""

    key: str | None
    label: str
    line: Line


@dataclass(frozen=True, slots=True)
class Figures:
    by: Grouping
    span: Span
    district: str | None
    """It is of, whatever was asked; None: the whole city"""
    groups: Sequence[Group]
    together: Line


async def figures(tx: Tx, caller: Caller, asked: Asked) -> Figures:
    """A district's officers see that district. Groups in which nothing happened are left out. Raises FiguresRefused."""
    if not decide(caller, "figures.read", Matter(district=caller.district)):
        raise Forbidden("融资统计由在任的经办人员或监督人员查看")
    days = span(asked.since, asked.on, tx.today)
    if days is None:
        raise FiguresRefused("统计日 on 不能晚于今天，起始日 since 不能晚于统计日；请更正日期")
    scope = Scope(days, asked.by, visible_district(caller, asked.district))
    loans, applications = store.figures.loans, store.figures.applications
    working = calendar().counted(days.first, days.last)
    cells = Cells(
        await loans.cells(tx, scope),
        await applications.parts(tx, scope),
        await applications.offers(tx, scope),
        await applications.answers(tx, scope, working),
    )
    own = {key: line(its) for key, its in cells.by_key().items()}
    groups = [Group(key, label, own[key]) for key, label in (await _LABELS[asked.by](tx, own.keys())).items()]
    together = line(cells, Firms(await loans.owing(tx, scope), await applications.accepting(tx, scope)))
    return Figures(asked.by, days, scope.district, groups, together)


# ---- what groups are called, in which order they stand --------------------------------------------

Labels = Mapping[str | None, str]


async def _institutions(tx: Tx, keys: Collection[str | None]) -> Labels:
    return _apart(await store.figures.labels.institutions(tx, {key for key in keys if key is not None}))


async def _products(tx: Tx, keys: Collection[str | None]) -> Labels:
    named = await store.figures.labels.products(tx, {key for key in keys if key is not None})
    own = _apart({key: f"{name}（{institution}）" for key, (name, institution) in named.items()})
    return {**own, **({None: UNNAMED} if None in keys else {})}


def _apart(names: Mapping[str, str]) -> Labels:
    """In order of the name; what is called alike is told apart by its id."""
    often = Counter(names.values())
    ordered = sorted(names.items(), key=lambda one: (one[1], one[0]))
    return {key: name if often[name] == 1 else f"{name} {key}" for key, name in ordered}


async def _districts(_: Tx, keys: Collection[str | None]) -> Labels:
    return {code: label for code, label in DISTRICTS.items() if code in keys}


async def _tiers(_: Tx, keys: Collection[str | None]) -> Labels:
    return {tier.value: tier.label for tier in Tier if tier in keys}


_LABELS: Final[Mapping[Grouping, Callable[[Tx, Collection[str | None]], Awaitable[Labels]]]] = {
    Grouping.INSTITUTION: _institutions,
    Grouping.PRODUCT: _products,
    Grouping.DISTRICT: _districts,
    Grouping.TIER: _tiers,
}


# ---- in other forms -------------------------------------------------------------------------------


async def table(tx: Tx, caller: Caller, asked: Asked) -> Table:
    """One row for each group, and one for all together."""
    found = await figures(tx, caller, asked)
    name = f"融资统计-{found.by.label}-{found.span.first}-{found.span.last}"
    rows = [(found.by.label, one.key, one.label, *_row(one.line)) for one in found.groups]
    return Table.of(name, HEADERS, [*rows, (found.by.label, None, TOGETHER, *_row(found.together))])


def _row(one: Line) -> Sequence[Cell]:
    lent, sent, took, spent = one.lending, one.applying, one.accepting, one.answering
    return (
        one.firms.owing, lent.loans, yuan(lent.principal_fen), yuan(lent.outstanding_fen),
        lent.overdue_loans, yuan(lent.overdue_fen), lent.rate, yuan(lent.guaranteed_fen), lent.guarantee_rate,
        lent.new_loans, yuan(lent.new_fen),
        sent.sent, sent.answered, sent.offered, sent.refused, sent.expired, sent.ended, sent.waiting, sent.accepted,
        one.firms.accepting, yuan(took.amount_fen), took.rate, took.guarantee_rate, took.fees,
        spent.median_days, spent.slowest_days, spent.median_hours, spent.slowest_hours,
    )  # fmt: skip


async def chart(found: Figures) -> bytes:
    """What is outstanding, group by group, the largest first."""
    where = DISTRICTS.get(found.district or "", "全市")
    title = f"{where}贷款余额（万元），按{found.by.label}，{found.span.last}"
    sizes = sorted(((one.label, one.line.lending.outstanding_fen) for one in found.groups), key=lambda one: -one[1])
    shown, rest = sizes[:CHARTED], sizes[CHARTED:]
    bars = [(label, _myriads(fen)) for label, fen in shown]
    bars += [("其余", _myriads(sum(fen for _, fen in rest)))] if rest else []
    lent = found.together.lending
    described = f"合计{yuan(lent.outstanding_fen)}元，{found.together.firms.owing}家企业，{lent.loans}笔。" + "；".join(
        f"{label}{count}万元" for label, count in bars
    )
    return await asyncio.to_thread(charts.bars, title, described, bars or [(TOGETHER, 0)])


def _myriads(fen: int) -> int:
    """万元, half up"""
    return (fen + 500_000) // 1_000_000
