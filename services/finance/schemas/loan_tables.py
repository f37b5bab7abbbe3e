"""Loans as a spreadsheet sends them: a CSV table with Chinese headers, one row for each entry, of every kind."""

from itertools import zip_longest
from typing import Any, Final

from services.finance.domain.loans.entries import KIND_LABELS
from services.finance.domain.loans.refusals import Refusal
from services.finance.domain.products.costs import LOAN_PURPOSE_LABELS
from services.finance.problems import LoanTableUnreadable
from services.finance.schemas.loans import MAX_ROWS, read_row
from services.finance.service.loans.reporting import Reported
from shared.csv_tables import NotCsv, table_of

HEADERS: Final = {
    "种类": "kind",
    "合同编号": "contract",
    "编号": "number",
    "更正编号": "corrects",
    "统一社会信用代码": "uscc",
    "放款金额（元）": "principal",
    "年利率（%）": "rate",
    "放款日": "drawn_on",
    "到期日": "matures_on",
    "用途": "purpose",
    "产品编号": "product_id",
    "担保机构": "guarantor",
    "年担保费率（%）": "guarantee_rate",
    "计息期起": "first_on",
    "计息期止": "last_on",
    "还本日": "repaid_on",
    "逾期起": "from_on",
    "逾期止": "until_on",
    "金额（元）": "amount",
    "罚息（元）": "penalty",
}
"""Columns that no row of a file needs may be left out; so may be whatever a row does not need in it."""
_NEEDED: Final = ("种类", "合同编号", "编号")
_WORDS: Final[dict[str, dict[str, str]]] = {
    "kind": {label: kind.value for kind, label in KIND_LABELS.items()},
    "purpose": {label: purpose.value for purpose, label in LOAN_PURPOSE_LABELS.items()},
}


def rows_of(content: bytes) -> list[Reported | Refusal]:
    """The rows below the header, in order. Raises LoanTableUnreadable."""
    try:
        table = table_of(content, MAX_ROWS + 2)
    except NotCsv as fault:
        raise LoanTableUnreadable(str(fault)) from fault
    header = [cell.strip() for cell in table[0]] if table else []
    if set(_NEEDED) - set(header) or set(header) - set(HEADERS) or len(set(header)) != len(header):
        raise LoanTableUnreadable(f"表头应为：{'、'.join(HEADERS)}，各至多一次；种类、合同编号、编号必有")
    if not 1 <= len(table) - 1 <= MAX_ROWS:
        raise LoanTableUnreadable(f"一次报送 1 至 {MAX_ROWS} 行，请分批")
    return [read_row(_members(header, row)) for row in table[1:]]


def _members(header: list[str], row: list[str]) -> dict[str, Any]:
    """A short row ends in empty cells. What stands under no column makes the row unreadable: a comma was not quoted."""
    found = {}
    for name, cell in zip_longest(header, row, fillvalue=""):
        text = cell.strip().removeprefix("'")
        if text:
            member = HEADERS.get(name, "")
            found[member] = _WORDS.get(member, {}).get(text, _day(text) if member.endswith("_on") else text)
    return found


def _day(text: str) -> str:
    """2026/1/5 and 2026.1.5 are how spreadsheets write a day."""
    first, *rest = text.replace("/", "-").replace(".", "-").split("-")
    return "-".join([first, *(part.zfill(2) for part in rest)])
