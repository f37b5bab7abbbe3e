"""Tables that leave for a spreadsheet, as CSV or XLSX, and that no spreadsheet takes for a formula.

CSV has no types: a spreadsheet that opens one takes a cell that begins with = + - @ for a formula, whatever stands in
quotation marks. One way is used against it, and only on text: an apostrophe is put before the first character of a
cell that a spreadsheet could read as the beginning of a formula, full-width forms, leading spaces and quotation marks
included; and inside a cell after ; TAB and line ends, where a spreadsheet set to another separator would begin a new
one. The importer of lists takes the leading apostrophe away again. Numbers are written as numbers.

XLSX has types: text is written as text, in cells formatted as text, so that editing one does not turn it into a
formula; no text becomes a link or a number.
"""

import asyncio
import csv
import io
import re
from collections.abc import AsyncIterable, AsyncIterator, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from tempfile import SpooledTemporaryFile
from typing import IO, Any, Final, Protocol, Self

import xlsxwriter

Cell = str | int | Decimal | date | None
Rows = Sequence[Sequence[Cell]]
IN_MEMORY: Final = 4 * 1024 * 1024
"""A larger file waits on disk."""
CHUNK: Final = 64 * 1024
GUARD: Final = "'"
TEXT_FORMAT: Final = 49
"""The built-in number format "@"."""
_BEGINNING: Final = re.compile(
    r"(^|[;\t\r\n])"  # of the cell, or of what another separator would make a cell
    r"(?=[\s\u200b\u2060\ufeff\"'`‘’“”＂＇]*[=+\-@＝＋－＠﹦﹢﹣﹫−])"
)
_ALSO: Final = ("'", "\t", "\r", "\n")
"""An apostrophe of the text's own, so that the importer gives back what was there; and controls, which are skipped."""


def guarded(text: str) -> str:
    """The text as a cell of a CSV that every spreadsheet takes for text."""
    safe = _BEGINNING.sub(rf"\g<1>{GUARD}", text)
    return GUARD + safe if text.startswith(_ALSO) and not safe.startswith(GUARD + text[0]) else safe


class Sheet(Protocol):
    """A table being written; `close` hands the whole file over, at its beginning."""

    def __init__(self, headers: Sequence[str]) -> None: ...

    def add(self, rows: Rows) -> None: ...

    def close(self) -> IO[bytes]: ...


class Csv:
    """UTF-8 with the mark by which spreadsheets know it, every cell in quotation marks."""

    def __init__(self, headers: Sequence[str]) -> None:
        self._file: IO[bytes] = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115  # handed over by close()
        self._file.write("\ufeff".encode())
        self.add([headers])

    def add(self, rows: Rows) -> None:
        text = io.StringIO(newline="")
        csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerows(
            [guarded(cell) if isinstance(cell, str) else _plain(cell) for cell in row] for row in rows
        )
        self._file.write(text.getvalue().encode())

    def close(self) -> IO[bytes]:
        self._file.seek(0)
        return self._file


class Xlsx:
    """One sheet; row by row to disk, so that memory does not grow with it."""

    def __init__(self, headers: Sequence[str]) -> None:
        self._file: IO[bytes] = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115  # handed over by close()
        never = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
        self._book = xlsxwriter.Workbook(self._file, {"constant_memory": True, **never})
        self._sheet = self._book.add_worksheet()
        self._text = self._book.add_format({"num_format": TEXT_FORMAT, "quote_prefix": True})
        self._next = 0
        self.add([headers])

    def add(self, rows: Rows) -> None:
        for row in rows:
            for column, cell in enumerate(row):
                if isinstance(cell, int | Decimal):
                    self._sheet.write_number(self._next, column, cell)
                elif cell is not None:
                    self._sheet.write_string(self._next, column, str(cell), self._text)
            self._next += 1

    def close(self) -> IO[bytes]:
        self._book.close()
        self._file.seek(0)
        return self._file


FORMS: Final[Mapping[str, tuple[str, Callable[[Sequence[str]], Sheet]]]] = {
    "csv": ("text/csv; charset=utf-8", Csv),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", Xlsx),
}
"""By the ending of the name: media type, and what writes it."""


@dataclass(frozen=True)
class Table:
    """`batches` are read while they are written: a city is not held in memory."""

    name: str
    headers: Sequence[str]
    batches: AsyncIterable[Rows]

    @classmethod
    def of(cls, name: str, headers: Sequence[str], rows: Rows) -> Self:
        """Of rows that are there already."""

        async def once() -> AsyncIterator[Rows]:
            yield rows

        return cls(name, headers, once())


async def written(form: str, headers: Sequence[str], batches: AsyncIterable[Rows]) -> tuple[IO[bytes], int]:
    """The finished file and how many rows it has; other requests go on meanwhile."""
    _, sheet_of = FORMS[form]
    sheet, count = await asyncio.to_thread(sheet_of, headers), 0
    try:
        async for rows in batches:
            await asyncio.to_thread(sheet.add, rows)
            count += len(rows)
    except BaseException:
        sheet.close().close()  # nobody is given the file
        raise
    return await asyncio.to_thread(sheet.close), count


async def chunks(file: IO[bytes]) -> AsyncIterator[bytes]:
    with file:
        while chunk := await asyncio.to_thread(file.read, CHUNK):
            yield chunk


def _plain(cell: Any) -> str:
    return "" if cell is None else str(cell)
