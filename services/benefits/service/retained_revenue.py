"""市县留成 of firms, imported by the city's finance officers: all or nothing, every bad row named.

Tax data: no figure stands in a log, in the audit trail or in an answer but to those officers.
"""

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Annotated, Any, Final

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import ErrorDetails

from services.benefits import store
from services.benefits.problems import FiguresHaveErrors, FiguresUnreadable
from shared.callers import Caller
from shared.csv_tables import NotCsv, table_of
from shared.db import Tx
from shared.permissions import decide
from shared.problems import Forbidden
from shared.values import DISTRICTS, CreditCode, Money

MAX_ROWS: Final = 50_000
_FIRST_YEAR: Final = 2_000
HEADERS: Final = {
    "企业名称": "name",
    "统一社会信用代码": "uscc",
    "所在区县": "district",
    "年度": "year",
    "市县留成（元）": "amount",
}
"""The columns; the name is for the reader, and may be left out"""
_COLUMNS: Final = {name: header for header, name in HEADERS.items()}
_DISTRICT_CODES: Final = {name: code for code, name in DISTRICTS.items()} | {code: code for code in DISTRICTS}
_NOT_YOURS: Final = "企业的留成数据属涉税信息，由市财政局人员导入和查看；区、县（市）可查看本地合计"


@dataclass(frozen=True, slots=True)
class RowError:
    row: int
    column: str | None
    reason: str


@dataclass
class Report:
    """What an import did, or in a dry run would do."""

    dry_run: bool
    rows: int = 0
    recorded: int = 0
    unchanged: int = 0
    errors: list[RowError] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Line:
    """A row as it came, all text."""

    number: int
    cells: Mapping[str, str]


class _Figure(BaseModel):
    """One row that can be read."""

    model_config = ConfigDict(frozen=True)

    uscc: CreditCode
    district: str
    year: Annotated[int, Field(ge=_FIRST_YEAR)]
    fen: int


async def import_file(tx: Tx, caller: Caller, content: bytes, *, dry_run: bool) -> Report:
    """Raises FiguresUnreadable, and FiguresHaveErrors unless it is a dry run."""
    _check(caller, writes=True)
    return await import_lines(tx, caller, await asyncio.to_thread(_lines, content), dry_run=dry_run)


async def import_lines(tx: Tx, caller: Caller, lines: Sequence[Line], *, dry_run: bool) -> Report:
    """The same figures twice change nothing; another figure for a firm and year is its next version."""
    _check(caller, writes=True)
    report = Report(dry_run, rows=len(lines))
    figures = dict(_readable(lines, report, tx.today.year))
    ids = await store.retained_revenue.ids_of(tx, [one.uscc for one in figures.values()])
    await store.retained_revenue.lock_firms(tx, list(ids.values()))
    there = await store.retained_revenue.stated(tx, list(ids.values()))
    rows: dict[tuple[str, int], dict[str, Any]] = {}
    seen: dict[tuple[str, int], int] = {}
    for number, one in figures.items():
        if one.uscc not in ids:
            report.errors.append(RowError(number, _COLUMNS["uscc"], "该企业尚未登记；请先办理登记，或核对代码"))
            continue
        key = (ids[one.uscc], one.year)
        if key in seen:
            report.errors.append(RowError(number, None, f"与第 {seen[key]} 行是同一企业同一年度；请只保留一行"))
            continue
        seen[key], before = number, there.get(key)
        if before is not None and (before.district, before.amount_fen) == (one.district, one.fen):
            report.unchanged += 1
            continue
        rows[key] = {
            "enterprise_id": key[0],
            "year": one.year,
            "version": 1 if before is None else before.version + 1,
            "district": one.district,
            "amount_fen": one.fen,
            "actor": caller.actor,
            "stated_at": tx.now,
        }
    report.recorded = len(rows)
    report.errors.sort(key=lambda error: error.row)
    if not dry_run:
        _raise_for(report)
        await store.retained_revenue.add(tx, list(rows.values()))
    return report


def _raise_for(report: Report) -> None:
    if report.errors:
        raise FiguresHaveErrors(
            f"共 {len(report.errors)} 处错误；请更正后重新导入，可先试运行",
            errors=[{"row": one.row, "column": one.column, "reason": one.reason} for one in report.errors[:1000]],
        )


def _check(caller: Caller, *, writes: bool) -> None:
    if not decide(caller, "revenue.write" if writes else "revenue.read"):
        raise Forbidden(_NOT_YOURS)


async def page(tx: Tx, caller: Caller, year: int, district: str | None, after: str, limit: int) -> Sequence[Any]:
    """The figures of firms, for the city's finance officers alone."""
    _check(caller, writes=False)
    return await store.retained_revenue.page(tx, year, district, after, limit)


# ---- reading a file --------------------------------------------------------------------------------


def _lines(content: bytes) -> list[Line]:
    """Raises FiguresUnreadable."""
    try:
        table = table_of(content, MAX_ROWS + 2)
    except NotCsv as fault:
        raise FiguresUnreadable(str(fault)) from fault
    header = [cell.strip() for cell in table[0]] if table else []
    named = [name for name in header if name]
    missing = [name for name in HEADERS if name not in header and HEADERS[name] != "name"]
    if missing or len(set(named)) != len(named) or set(named) - set(HEADERS):
        raise FiguresUnreadable(f"表头应为：{'、'.join(HEADERS)}，各出现一次；企业名称可省略")
    if len(table) - 1 > MAX_ROWS:
        raise FiguresUnreadable(f"一次最多导入 {MAX_ROWS} 行，请分批")
    return [
        Line(number, _cells(header, row, number))
        for number, row in enumerate(table[1:], 2)
        if any(cell.strip() for cell in row)
    ]


def _cells(header: list[str], row: list[str], number: int) -> dict[str, str]:
    """A short row ends in empty cells; a long one means that a comma was not quoted."""
    pairs = [(name or "", (cell or "").strip()) for name, cell in zip_longest(header, row)]
    if any(cell and not name for name, cell in pairs):
        raise FiguresUnreadable(f"第 {number} 行有内容不在任何一列之下；请检查多余的分隔符")
    return {HEADERS[name]: cell.removeprefix("'") for name, cell in pairs if name}


def _readable(lines: Sequence[Line], report: Report, this_year: int) -> Iterator[tuple[int, _Figure]]:
    for line in lines:
        try:
            one = _Figure.model_validate(_values(line.cells))
        except ValidationError as fault:
            report.errors += [RowError(line.number, *_why(error)) for error in fault.errors()]
            continue
        if one.year > this_year:
            report.errors.append(RowError(line.number, _COLUMNS["year"], "年度不能晚于今年"))
            continue
        yield line.number, one


def _values(cells: Mapping[str, str]) -> dict[str, Any]:
    year = cells.get("year", "")
    return {
        "uscc": cells.get("uscc", ""),
        "district": _DISTRICT_CODES.get(cells.get("district", "")),
        "year": int(year) if year.isascii() and year.isdigit() and len(year) == 4 else None,
        "fen": _fen(cells.get("amount", "")),
    }


def _fen(text: str) -> int | None:
    """Below zero where more was given back."""
    try:
        return int(Money.from_signed_yuan(text))
    except ValueError:
        return None


_REASONS: Final = {
    "district": f"应为区、县（市）的名称或代码：{'、'.join(DISTRICTS.values())}",
    "year": f"应为 {_FIRST_YEAR} 年以来的四位年度",
    "fen": "应为元，最多两位小数，不带千分位；净退还的为负数",
}


def _why(error: ErrorDetails) -> tuple[str | None, str]:
    """Column and reason; what was sent is not repeated."""
    name = str(error["loc"][0])
    column = _COLUMNS.get("amount" if name == "fen" else name)
    return column, _REASONS.get(name) or error["msg"].removeprefix("Value error, ")
