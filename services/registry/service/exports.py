"""Exports (导出): what an officer may see, as a table for a spreadsheet."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from services.registry import store
from services.registry.domain.board import Line
from services.registry.domain.goals import COUNTING, SCOPES
from services.registry.service import cliff, goals
from services.registry.service.cliff import Cliff
from services.registry.service.goals import Board
from services.registry.store.enterprises import Wanted
from services.registry.store.tables import EnterpriseRow
from shared.callers import Caller
from shared.db import Tx
from shared.events import Title, tier_on
from shared.permissions import visible_district
from shared.spreadsheets import Cell, Rows, Table
from shared.values import DISTRICTS, EnterpriseId, yuan

ENTERPRISES_AT_ONCE: Final = 1_000
ENTERPRISE_HEADERS: Final = (
    "企业名称",
    "统一社会信用代码",
    "所在区县",
    "行业代码",
    "从业人员",
    "营业收入（元）",
    "最高称号",
    "证书编号",
    "认定机关",
    "认定文件",
    "认定日期",
    "有效期至",
)
BOARD_HEADERS: Final = (
    "年度",
    "看板日",
    "目标项",
    "区县",
    "目标",
    "实际",
    "单位",
    "当年净增",
    "公示中",
    "待认定",
    "完成进度（%）",
    "占全市（%）",
    "进度名次",
    "数量名次",
    "年末预计",
    "年末预计（含公示）",
)
CLIFF_HEADERS: Final = ("区县", "称号")


async def enterprises(tx: Tx, caller: Caller, wanted: Wanted) -> Table:
    """One row an enterprise, with its highest title today; an officer of a district gets that district's."""
    visible = replace(wanted, district=visible_district(caller, wanted.district))
    return Table(f"企业名册-{tx.today}", ENTERPRISE_HEADERS, _enterprises(tx, visible))


async def _enterprises(tx: Tx, wanted: Wanted) -> AsyncIterator[Rows]:
    after = None
    while True:
        page = await store.enterprises.page(tx, wanted, after, ENTERPRISES_AT_ONCE)
        held = await store.titles.of(tx, [EnterpriseId(row.enterprise_id) for row in page.rows])
        yield [_enterprise(row, held.get(EnterpriseId(row.enterprise_id), ()), wanted.on) for row in page.rows]
        after = page.last
        if after is None:
            return


def _enterprise(row: EnterpriseRow, titles: tuple[Title, ...], today: date) -> Sequence[Cell]:
    tier = tier_on(titles, today)
    title = next((one for one in reversed(titles) if one.tier is tier and one.counts_on(today)), None)
    of_title: Sequence[Cell] = (None,) * 5
    if title is not None:
        of_title = (title.number, title.authority, title.document, title.recognised_on, title.last_day)
    revenue = None if row.revenue_fen is None else yuan(row.revenue_fen)
    return (
        row.name, row.uscc, DISTRICTS[row.district], row.industry, row.staff, revenue, tier.label, *of_title,
    )  # fmt: skip


async def board(tx: Tx, year: int, as_of: date | None) -> Table:
    """As it is published: the city, then its districts, goal by goal."""
    shown = await goals.show_board(tx, year, as_of)
    return Table.of(f"目标看板-{year}-{shown.span.day}", BOARD_HEADERS, _board(shown))


def _board(shown: Board) -> Rows:
    return [
        (shown.span.year, shown.span.day, COUNTING[tally.goal].label, *_line(line, COUNTING[tally.goal].unit))
        for tally in shown.tallies
        for line in (tally.city, *tally.districts)
    ]


def _line(line: Line, unit: str) -> Sequence[Cell]:
    return (
        SCOPES[line.district], line.target, line.count.actual, unit, line.gained,
        line.count.in_notice, line.count.awaiting,
        line.progress_percent, line.share_percent, line.rank, line.rank_by_count,
        line.projected, line.projected_with_notice,
    )  # fmt: skip


async def expiry_cliff(tx: Tx, caller: Caller, as_of: date | None, district: str | None) -> Table:
    shown = await cliff.show(tx, caller, as_of, district)
    headers = (*CLIFF_HEADERS, *map(str, shown.window.months), "合计")
    return Table.of(f"到期悬崖-{shown.window.first_day}", headers, _cliff(shown))


def _cliff(shown: Cliff) -> Rows:
    return [(DISTRICTS[edge.district], edge.tier.label, *edge.by_month, edge.total) for edge in shown.edges]
