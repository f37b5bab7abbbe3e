"""Exports (导出): evaluations, budgets' years and the public notice of payments as tables, and a funnel as a chart."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import date
from typing import Final

from services.benefits import measures
from services.benefits.domain.evaluation import Funnel, Median, Stage
from services.benefits.service import evaluation, payments, statements
from services.benefits.service.evaluation import Asked, Evaluation, Missed
from services.benefits.store.tables import PaymentOrderRow
from shared import charts
from shared.callers import Caller
from shared.db import Tx
from shared.spreadsheets import Cell, Rows, Table
from shared.values import DISTRICTS, TIER_LABELS, Tier, yuan

AT_ONCE: Final = 1_000
EVALUATION_HEADERS: Final = (
    "条款编号", "条款", "类别", "范围", "环节", "到达企业数", "其中有记录", "金额（元）", "占应享（%）",
    "占上一环节（%）", "距上一环节天数中位数", "中位数企业数", "计数方式",
)  # fmt: skip
MISSED_HEADERS: Final = (
    "企业名称", "统一社会信用代码", "所在区县", "最高称号", "条款", "资格", "起始日", "金额（元）", "告知日", "阅读日",
    "申领日", "原因", "建议",
)  # fmt: skip
STATEMENT_HEADERS: Final = (
    "月份", "期初可用（元）", "额度调整（元）", "预留（元）", "支付（元）", "追回（元）", "释放（元）",
    "期末可用（元）",
)  # fmt: skip
NOTICE_HEADERS: Final = ("支付日", "企业名称", "所在区县", "条款", "金额（元）")
_ENTITLED: Final = {1: "已开启", 0: "须申请"}


async def of_evaluation(tx: Tx, caller: Caller, asked: Asked) -> Table:
    """One row for each measure, scope (all, district, tier) and stage."""
    found = await evaluation.evaluate(tx, caller, asked)
    return Table.of(f"政策评估-{asked.year}-{found.period.last}", EVALUATION_HEADERS, _evaluation(found))


def _evaluation(found: Evaluation) -> Rows:
    rows: list[Sequence[Cell]] = []
    for one in found.measures:
        named = (one.measure.clause, one.measure.label, one.measure.category.label)
        scopes = [("合计", one.funnel, one.medians)]
        scopes += [(DISTRICTS[code], funnel, {}) for code, funnel in one.districts.items()]
        scopes += [(TIER_LABELS[Tier(tier)], funnel, {}) for tier, funnel in one.tiers.items()]
        for scope, funnel, spans in scopes:
            rows += [(*named, scope, *line, one.counted.words) for line in _lines(funnel, spans)]
    return rows


def _lines(funnel: Funnel, spans: Mapping[Stage, Median]) -> Rows:
    lines = []
    for step in funnel:
        span, fen = spans.get(step.stage), step.fen
        days: Sequence[Cell] = (span.days, span.enterprises) if span else (None, None)
        amount = None if fen is None else yuan(fen)
        lines.append((step.stage.label, step.reached, step.recorded, amount, step.of_eligible, step.of_before, *days))
    return lines


async def of_missed(tx: Tx, caller: Caller, asked: Asked) -> Table:
    return Table(f"应享未享-{asked.year}-{tx.today}", MISSED_HEADERS, _missed(tx, caller, asked))


async def _missed(tx: Tx, caller: Caller, asked: Asked) -> AsyncIterator[Rows]:
    after = None
    while True:
        page = await evaluation.missed(tx, caller, asked, after, AT_ONCE)
        yield [_missed_line(one) for one in page]
        if len(page) < AT_ONCE:
            return
        after = (page[-1].row.enterprise_id, page[-1].row.benefit_code)


def _missed_line(one: Missed) -> Sequence[Cell]:
    row = one.row
    amount = None if row.fen is None else yuan(int(row.fen))
    return (
        row.name, row.uscc, DISTRICTS[row.district], TIER_LABELS[Tier(row.tier)], one.measure.label,
        _ENTITLED[row.entitled], row.since, amount, row.told_on, row.read_on, row.claimed_on,
        one.reason.label, one.reason.way_out,
    )  # fmt: skip


async def of_budget(tx: Tx, caller: Caller, budget_id: str) -> Table:
    """Raises BudgetNotFound."""
    stated = await statements.of_budget(tx, caller, budget_id)
    rows = [
        (month.month, *(yuan(fen) for fen in (
            month.opening_fen, month.granted_fen, month.reserved_fen, month.paid_fen, month.returned_fen,
            month.released_fen, month.remaining_fen,
        )))
        for month in stated.months
    ]  # fmt: skip
    name = f"预算年度报表-{stated.budget.year}-{stated.budget.benefit_code}"
    return Table.of(name, STATEMENT_HEADERS, rows)


async def of_notice(tx: Tx, month: str) -> Table:
    """公示 of a month, in order of the day: nothing but what the public notice shows."""
    return Table(f"资金兑付公示-{month}", NOTICE_HEADERS, _notice(tx, month))


async def _notice(tx: Tx, month: str) -> AsyncIterator[Rows]:
    after: tuple[date, str] | None = None
    while True:
        page = await payments.published(tx, month, after, AT_ONCE)
        yield [_notice_line(row) for row in page]
        if len(page) < AT_ONCE:
            return
        settled_on = page[-1].settled_on
        assert settled_on is not None, "what is paid has its day"
        after = (settled_on, page[-1].order_id)


def _notice_line(row: PaymentOrderRow) -> Sequence[Cell]:
    label = measures.label_of(row.benefit_code)
    return (row.settled_on, row.holder, DISTRICTS.get(row.district, row.district), label, yuan(row.amount_fen))


# ---- the chart ------------------------------------------------------------------------------------


async def funnel_chart(found: Evaluation) -> bytes:
    """Of the one measure that was asked for, or of all that pay."""
    one = found.measures[0] if len(found.measures) == 1 else None
    funnel, what = (one.funnel, one.measure.label) if one else (found.paying, "资金类条款合计")
    where = DISTRICTS.get(found.asked.district or "", "全市")
    title = f"政策评估 {found.asked.year} 年 {where}：{what}"
    shown = [(step.stage.label, step.reached) for step in funnel if step.reached is not None]
    words = "；".join(f"{label}{reached}家" for label, reached in shown)
    described = f"{found.period.first} 至 {found.period.last}：{words}。"
    if funnel[-1].of_eligible is not None:
        described += f"兑付率{funnel[-1].of_eligible}%。"
    if len(shown) < len(funnel):
        unseen = "、".join(step.stage.label for step in funnel if step.reached is None)
        described += f"{unseen}不计。" + (one.counted.words if one else "")
    return await asyncio.to_thread(charts.bars, title, described, shown)
