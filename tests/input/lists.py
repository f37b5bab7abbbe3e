"""Official lists nobody should send, and the verdict beside each."""

import io
import zipfile
from dataclasses import dataclass
from typing import Final

import xlsxwriter

HEADER: Final = (
    "企业名称",
    "统一社会信用代码",
    "所在区县",
    "行业代码",
    "称号",
    "证书编号",
    "认定机关",
    "认定文件",
    "认定日期",
)
LINK: Final = 0o120777 << 16
_SHEET: Final = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData></worksheet>'
)


@dataclass(frozen=True)
class Upload:
    case: str
    content: bytes
    verdict: int
    name: str = "名单.csv"
    errors: int = 0
    """Of an accepted dry run: how many rows it names."""


def csv_of(*rows: tuple[str, ...] | list[str], header: tuple[str, ...] = HEADER) -> bytes:
    return "\n".join(",".join(row) for row in (header, *rows)).encode()


def xlsx_of(*rows: tuple[str, ...]) -> bytes:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate((HEADER, *rows)):
            sheet.write_row(number, 0, row)
    return content.getvalue()


def with_parts(xlsx: bytes, *, attributes: int = 0, **parts: bytes) -> bytes:
    """The same workbook with these parts put in or replaced."""
    content = io.BytesIO()
    named = {name.replace("__", "/").replace("_dot_", "."): part for name, part in parts.items()}
    with zipfile.ZipFile(io.BytesIO(xlsx)) as old, zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            if entry.filename not in named:
                new.writestr(entry, old.read(entry))
        for name, part in named.items():
            entry = zipfile.ZipInfo(name)
            entry.external_attr = attributes
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, part)
    return content.getvalue()


def with_sheet(xlsx: bytes, rows: str, prologue: str = "") -> bytes:
    sheet = (prologue + _SHEET.format(rows)).encode()
    return with_parts(xlsx, xl__worksheets__sheet1_dot_xml=sheet)


def encrypted(xlsx: bytes) -> bytes:
    """Says so in the flags of every entry, as a password-protected archive does."""
    content = bytearray(xlsx)
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(signature)
        while at >= 0:
            content[at + offset] |= 1
            at = content.find(signature, at + 4)
    return bytes(content)


def uploads(good: tuple[str, ...]) -> tuple[Upload, ...]:
    """`good` is a row that would be accepted."""
    book = xlsx_of(good)
    laughs = (
        "<!DOCTYPE x ["
        + '<!ENTITY a "ha">'
        + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    )
    text = '<row r="1"><c r="A1" t="inlineStr"><is><t>{}</t></is></c></row>'
    return (
        Upload("a good list", csv_of(good), 200),
        Upload("a good list with BOM", b"\xef\xbb\xbf" + csv_of(good), 200),
        Upload("a good list in GB18030", csv_of(good).decode().encode("gb18030"), 200),
        Upload("a good workbook", book, 200),
        Upload("a name that climbs out", csv_of(good), 200, "../../../../etc/passwd"),
        Upload("a name with a NUL and markup", csv_of(good), 200, "<svg onload=alert(1)>\x00.csv"),
        Upload("a formula is text", csv_of(("=1+1", *good[1:])), 200),
        Upload("markup is text", csv_of(("<script>alert(1)</script>", *good[1:])), 200),
        Upload("header only", csv_of(), 200),
        Upload("a short row", csv_of(good[:3]), 200, errors=5),
        Upload("a day that is none", csv_of((*good[:8], "2026-02-29")), 200, errors=1),
        Upload("a year 0", csv_of((*good[:8], "0000/1/1")), 200, errors=1),
        Upload("a wrong check digit", csv_of((good[0], good[1][:-1] + "I", *good[2:])), 200, errors=1),
        Upload("bidi override in a name", csv_of(("示例\u202e公司", *good[1:])), 200, errors=1),
        Upload("10,000 characters", csv_of(("企" * 10_000, *good[1:])), 200, errors=1),
        Upload("Arabic digits in a code", csv_of((*good[:3], "C٣٩", *good[4:])), 200, errors=1),
        Upload("a longer row", csv_of((*good, "zhaoyao")), 422),
        Upload("nothing", b"", 422),
        Upload("an empty line", b"\n", 422),
        Upload("a missing column", csv_of(good[1:], header=HEADER[1:]), 422),
        Upload("an unknown column", csv_of((*good, "1"), header=(*HEADER, "zhaoyao")), 422),
        Upload("a column twice", csv_of((*good, good[0]), header=(*HEADER, HEADER[0])), 422),
        Upload("a NUL", csv_of(good).replace("示".encode(), b"\0"), 422),
        Upload("an open quote", csv_of(('"示例', *good[1:])), 422),
        Upload("neither UTF-8 nor GB18030", b"\xff\xff\xff" + csv_of(good), 422),
        Upload("UTF-16", csv_of(good).decode().encode("utf-16"), 422),
        Upload("1,048,577 rows", csv_of(good) + b"\n" + b"," * 8 + b"\n," * 1_048_576, 422),
        Upload("20 MB", b"a" * 20_000_000, 413),
        Upload("a picture", b"\x89PNG\r\n\x1a\n" + bytes(range(256)), 422),
        Upload("an encrypted workbook (OLE)", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2_048), 422, "名单.xlsx"),
        Upload("an encrypted archive", encrypted(book), 422, "名单.xlsx"),
        Upload("half a workbook", book[: len(book) // 2], 422, "名单.xlsx"),
        Upload("a zip of nothing", b"PK\x05\x06" + bytes(18), 422, "名单.xlsx"),
        Upload("macros", with_parts(book, xl__vbaProject_dot_bin=b"\0"), 422, "名单.xlsm"),
        Upload("another format in the same zip", with_parts(book, content_dot_xml=b"<x/>"), 422, "名单.ods"),
        Upload("a symlink", with_parts(book, attributes=LINK, xl__link=b"/etc/passwd"), 422, "名单.xlsx"),
        Upload("a zip bomb", with_parts(book, xl__bomb_dot_xml=b" " * 50_000_000), 422, "名单.xlsx"),
        Upload("billion laughs", with_sheet(book, text.format("&i;"), laughs + "]>"), 422, "名单.xlsx"),
        Upload(
            "an external entity",
            with_sheet(book, text.format("&e;"), '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'),
            422,
            "名单.xlsx",
        ),
        Upload(
            "two cells at the ends of the widest sheet",
            with_sheet(book, '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"/></row>'),
            422,
            "名单.xlsx",
        ),
        Upload("a cell without an address", with_sheet(book, "<row><c><v>1</v></c></row>"), 422, "名单.xlsx"),
        Upload(
            "1,048,577 rows in a workbook",
            with_sheet(book, "".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in range(1, 1_048_578))),
            422,
            "名单.xlsx",
        ),
    )
