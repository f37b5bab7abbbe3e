"""Exports against spreadsheets: what goes in comes out as text, and nothing of it as a formula."""

import csv
import io
import re
import zipfile
from collections.abc import AsyncIterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import product
from tempfile import SpooledTemporaryFile
from typing import IO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from shared import spreadsheets
from shared.spreadsheets import FORMS, Cell, Rows, chunks, guarded, written

LEADING = ("", " ", "\u3000", "\u00a0", "\ufeff", "\u200b", '"', "'", "“", "\t", "\r", "\n", ' "')
TRIGGERS = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "﹦", "−")
FORMULAS = [f"{before}{trigger}1+1" for before, trigger in product(LEADING, TRIGGERS)]
DANGEROUS = [
    *FORMULAS,
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("http://example.invalid","点此")',
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "示例;=1+1",
    "示例\t=1+1",
    "示例\n=1+1",
    "示例\r\n＝1+1",
    '示例;"=1+1"',
    "\t",
    "\r",
]
HARMLESS = [
    "示例传感技术有限公司",
    "91330108MAXB0012XH",
    "0571-00000000",
    "a=b",
    "示例（一）",
    "1+1",
    "http://example.invalid",
]
"""Nothing in them begins a formula: they leave as they are."""
_FORMULA = re.compile(r"[=+\-@＝＋－＠﹦﹢﹣﹫−]")


def begins_a_formula(cell: str) -> bool:
    """As the most careless spreadsheet would judge: past blanks, controls and quotation marks, but not past an
    apostrophe at the very beginning, which every one of them takes for "text follows"."""
    if cell.startswith("'"):
        return False
    return bool(_FORMULA.match(cell.lstrip(" \t\r\n\u3000\u00a0\ufeff\u200b\u2060\"“”‘’`＂＇'")))


async def file_of(form: str, headers: Sequence[str], rows: Rows) -> IO[bytes]:
    async def batches() -> AsyncIterator[Rows]:
        yield rows[:2]
        yield rows[2:]

    file, count = await written(form, headers, batches())
    assert count == len(rows)
    return file


async def read_csv(rows: Rows, delimiter: str = ",") -> list[list[str]]:
    with await file_of("csv", ["名称"], rows) as file:
        content = file.read()
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=delimiter))


async def read_xlsx(rows: Rows) -> tuple[list[list[object]], str]:
    with await file_of("xlsx", ["名称"], rows) as file:
        content = file.read()
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = "".join(archive.read(name).decode() for name in archive.namelist())
    return [list(row) for row in sheet], parts


async def test_no_text_of_a_csv_begins_a_formula_whichever_separator_a_spreadsheet_is_set_to() -> None:
    rows = [[text, "其后"] for text in DANGEROUS]
    assert all(begins_a_formula(text) for text in FORMULAS if text[0] != "'"), "the judge is asleep"
    [_, *back] = await read_csv(rows)
    assert [begins_a_formula(cell) for row in back for cell in row].count(True) == 0
    assert len(back) == len(rows)
    for separator in (";", "\t"):
        for row in await read_csv(rows, separator):
            for cell in row:
                assert not begins_a_formula(cell), (separator, row)


def test_a_line_end_inside_a_cell_begins_no_formula_either() -> None:
    for text in DANGEROUS:
        assert not any(begins_a_formula(line) for line in re.split(r"[\r\n]", guarded(text)) if line), repr(text)


async def test_what_begins_no_formula_leaves_a_csv_as_it_is() -> None:
    [_, *back] = await read_csv([[text] for text in HARMLESS])
    assert back == [[text] for text in HARMLESS]


@given(st.text(alphabet=st.sampled_from("=+-@＝－ \t\r\n'\"“;,示a1\u3000\ufeff"), max_size=8))
def test_a_guarded_text_is_text_and_without_its_apostrophe_it_is_what_it_was(text: str) -> None:
    safe = guarded(text)
    assert not begins_a_formula(safe)
    if not re.search(r"[;\t\r\n]", text):
        assert safe.removeprefix("'") == text


async def test_xlsx_holds_every_text_as_text_unchanged() -> None:
    texts = [*DANGEROUS, *HARMLESS, "_x0041_", "007", "1e5", "<b>&", "𠮷"]
    texts = [text for text in texts if text.strip("\t\r\n") == text]  # XML keeps no line ends at the edges
    sheet, parts = await read_xlsx([[text] for text in texts])
    assert sheet[0] == ["名称"]
    assert [row[0] for row in sheet[1:]] == texts
    assert "<f>" not in parts
    assert "<hyperlink " not in parts
    assert 'numFmtId="49"' in parts, "text format: editing a cell does not make it a formula"


@pytest.mark.parametrize("form", FORMS)
async def test_numbers_leave_as_numbers_and_nothing_as_nothing(form: str) -> None:
    row: list[Cell] = [-7, 12, Decimal("96.15"), date(2026, 11, 23), None, "末"]
    if form == "csv":
        assert (await read_csv([row]))[1] == ["-7", "12", "96.15", "2026-11-23", "", "末"]
    else:
        assert (await read_xlsx([row]))[0][1] == [-7.0, 12.0, 96.15, "2026-11-23", "", "末"]


@pytest.mark.parametrize("form", FORMS)
async def test_a_large_file_leaves_in_pieces_and_whole(form: str) -> None:
    file = await file_of(form, ["编号", "名称"], [[n, f"示例企业{n}"] for n in range(20_000)])
    size = file.seek(0, 2)
    file.seek(0)
    pieces = [piece async for piece in chunks(file)]
    assert file.closed
    assert sum(map(len, pieces)) == size
    assert len(pieces) > 1
    assert max(map(len, pieces)) <= 64 * 1024


@pytest.mark.parametrize("form", FORMS)
async def test_a_file_nobody_is_given_is_closed(form: str, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[IO[bytes]] = []

    def opening(size: int) -> IO[bytes]:
        opened.append(SpooledTemporaryFile(size))  # noqa: SIM115  # closed by whom it is given to
        return opened[-1]

    async def failing() -> AsyncIterator[Rows]:
        yield [("示例",)]
        raise ConnectionError("the database went away")

    monkeypatch.setattr(spreadsheets, "SpooledTemporaryFile", opening)
    with pytest.raises(ConnectionError):
        await written(form, ("列",), failing())
    assert [file.closed for file in opened] == [True]
