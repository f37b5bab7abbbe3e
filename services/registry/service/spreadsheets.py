"""Reads an official list (CSV or XLSX with Chinese headers) into rows of text. Bounded before it is believed."""

import csv
import io
import zipfile
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from python_calamine import CalamineError, CalamineWorkbook

from services.registry.problems import ListUnreadable

MAX_ROWS: Final = 50_000
MAX_UNPACKED: Final = 100 * 1024 * 1024
MAX_RATIO: Final = 100
MAX_ENTRIES: Final = 100
HEADERS: Final = {
    "企业名称": "name",
    "统一社会信用代码": "uscc",
    "所在区县": "district",
    "行业代码": "industry",
    "称号": "tier",
    "证书编号": "number",
    "认定机关": "authority",
    "认定文件": "document",
    "认定日期": "recognised_on",
    "有效期至": "valid_until",
}
"""The columns of a list; the last one may be left out."""
OPTIONAL: Final = frozenset({"有效期至", "行业代码"})


@dataclass(frozen=True, slots=True)
class ListRow:
    number: int
    """As the spreadsheet counts: the header is row 1."""
    cells: dict[str, str]


def read_list(content: bytes) -> list[ListRow]:
    """The rows under the header, blank ones left out. Raises ListUnreadable with the way out."""
    table = _xlsx(content) if content.startswith(b"PK") else _csv(content)
    header = [cell.strip() for cell in table[0]] if table else []
    missing = [name for name in HEADERS if name not in header and name not in OPTIONAL]
    if missing:
        raise ListUnreadable(f"缺少列：{'、'.join(missing)}；表头应为：{'、'.join(HEADERS)}")
    strange = [name for name in header if name and name not in HEADERS]
    if strange:
        raise ListUnreadable(f"不认识的列：{'、'.join(strange)[:100]}；表头应为：{'、'.join(HEADERS)}")
    if len(set(header)) != len(header):
        raise ListUnreadable("表头有重复的列")
    if len(table) - 1 > MAX_ROWS:
        raise ListUnreadable(f"一次最多导入 {MAX_ROWS} 行，请分批")
    return [
        ListRow(
            number,
            {HEADERS[name]: cell.strip().removeprefix("'") for name, cell in zip(header, row, strict=False) if name},
        )
        for number, row in enumerate(table[1:], 2)
        if any(cell.strip() for cell in row)
    ]


def _csv(content: bytes) -> list[list[str]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            text = content.decode("gb18030")
        except UnicodeDecodeError as fault:
            raise ListUnreadable("文件应为 UTF-8 或 GB18030 编码的 CSV，或 XLSX") from fault
    if "\0" in text:
        raise ListUnreadable("文件不是文本，请另存为 CSV 或 XLSX")
    try:
        return list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error as fault:
        raise ListUnreadable("CSV 的引号或分隔符有误") from fault


def _xlsx(content: bytes) -> list[list[str]]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            unpacked = sum(entry.file_size for entry in entries)
        if (
            len(entries) > MAX_ENTRIES
            or unpacked > MAX_UNPACKED
            or unpacked > MAX_RATIO * max(len(content), 1)
            or any(entry.flag_bits & 1 for entry in entries)
        ):
            raise ListUnreadable("文件过大、已加密或结构异常，请另存为普通 XLSX")
        rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    except (CalamineError, zipfile.BadZipFile, ValueError, OSError, IndexError) as fault:
        raise ListUnreadable("文件不是可读的 XLSX，请另存后重试") from fault
    return [[_text(cell) for cell in row] for row in rows]


def _text(cell: object) -> str:
    match cell:
        case datetime():
            return cell.date().isoformat()
        case date():
            return cell.isoformat()
        case float() if cell.is_integer():
            return str(int(cell))
        case _:
            return str(cell)
