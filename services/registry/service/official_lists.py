"""Reads an official list (CSV or XLSX with Chinese headers) into rows of text. Bounded before it is believed."""

import io
import re
import stat
import zipfile
import zlib
from dataclasses import dataclass
from datetime import date, datetime
from itertools import zip_longest
from typing import Final

from python_calamine import CalamineError, CalamineWorkbook

from services.registry.problems import ListUnreadable
from shared.csv_tables import NotCsv, table_of

MAX_ROWS: Final = 50_000
MAX_UNPACKED: Final = 100 * 1024 * 1024
MAX_RATIO: Final = 100
MAX_ENTRIES: Final = 100
_FOREIGN_PARTS: Final = re.compile(r"vbaproject\.bin|workbook\.bin|content\.xml", re.IGNORECASE)
"""Macros, and the parts that make the reader take the file for another format."""
_UNSAFE_XML: Final = re.compile(rb"<!DOCTYPE|<!ENTITY|\0")
_STRAY_CELL: Final = re.compile(
    rb"<(?:\w+:)?c(?![\w:])(?!\s+(?:[\w:]+=\"[^\"]*\"\s+)*r=\"[A-Za-z][0-9]{1,5}\"[\s/>])",
)
"""A cell that does not say it lies in A1:Z99999: the reader lays out the whole rectangle of a sheet, however empty."""
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
    named = [name for name in header if name]
    missing = [name for name in HEADERS if name not in header and name not in OPTIONAL]
    if missing:
        raise ListUnreadable(f"缺少列：{'、'.join(missing)}；表头应为：{'、'.join(HEADERS)}")
    strange = [str(place) for place, name in enumerate(header, 1) if name and name not in HEADERS]
    if strange:
        raise ListUnreadable(f"第 {'、'.join(strange[:20])} 列不认识；表头应为：{'、'.join(HEADERS)}")
    if len(set(named)) != len(named):
        raise ListUnreadable("表头有重复的列")
    if len(table) - 1 > MAX_ROWS:
        raise ListUnreadable(f"一次最多导入 {MAX_ROWS} 行，请分批")
    return [
        ListRow(number, _cells(header, row, number))
        for number, row in enumerate(table[1:], 2)
        if any(cell.strip() for cell in row)
    ]


def _cells(header: list[str], row: list[str], number: int) -> dict[str, str]:
    """A short row ends in empty cells; a long one means that a comma was not quoted."""
    pairs = [(name or "", (cell or "").strip()) for name, cell in zip_longest(header, row)]
    if any(cell and not name for name, cell in pairs):
        raise ListUnreadable(f"第 {number} 行有内容不在任何一列之下；请检查多余的分隔符")
    return {HEADERS[name]: cell.removeprefix("'") for name, cell in pairs if name}


def _csv(content: bytes) -> list[list[str]]:
    try:
        return table_of(content, MAX_ROWS + 2)
    except NotCsv as fault:
        raise ListUnreadable(f"{fault}；也可使用 XLSX") from fault


def _xlsx(content: bytes) -> list[list[str]]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            unpacked = sum(entry.file_size for entry in entries)
            if (
                len(entries) > MAX_ENTRIES
                or unpacked > MAX_UNPACKED
                or unpacked > MAX_RATIO * max(len(content), 1)
                or any(_is_odd(entry) or _is_unsafe(archive.read(entry)) for entry in entries)
            ):
                raise ListUnreadable("文件过大、已加密、含宏或结构异常，请另存为普通 XLSX")
        rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    except (CalamineError, zipfile.BadZipFile, ValueError, OSError, IndexError, RuntimeError, zlib.error) as fault:
        raise ListUnreadable("文件不是可读的 XLSX，请另存后重试") from fault
    return [[_text(cell) for cell in row] for row in rows]


def _is_odd(entry: zipfile.ZipInfo) -> bool:
    encrypted, link = entry.flag_bits & 1, stat.S_ISLNK(entry.external_attr >> 16)
    return bool(encrypted or link or _FOREIGN_PARTS.search(entry.filename))


def _is_unsafe(part: bytes) -> bool:
    """Only XML begins with "<"; pictures and printer settings are not read."""
    text = part.removeprefix(b"\xef\xbb\xbf").lstrip()
    if not text.startswith((b"<", b"\0<", b"\xff\xfe", b"\xfe\xff")):
        return False
    return bool(_UNSAFE_XML.search(text) or _STRAY_CELL.search(text))


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
