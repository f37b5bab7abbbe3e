"""How a table leaves as a file: the form in the address, what the document says of it, and the answer itself."""

from collections.abc import Mapping
from typing import IO, Annotated, Any, Final, Literal
from urllib.parse import quote

from fastapi import Path
from fastapi.responses import StreamingResponse

from shared.edge import Export
from shared.spreadsheets import FORMS, Table, chunks, written

Form = Annotated[Literal["csv", "xlsx"], Path(description="格式", examples=["csv"])]
_WORDS: Final = "表格文件；CSV 中可能被当作公式的文本前加单引号，XLSX 一律写作文本"
_XLSX: Final = {FORMS["xlsx"][0]: {"schema": {"type": "string", "format": "binary"}, "example": "（XLSX 文件）"}}
Responses = Mapping[int | str, dict[str, Any]]


def csv_file(example: str) -> Responses:
    """The `responses=` of a route that answers with CSV; `example` is its first line."""
    content = {"text/csv": {"schema": {"type": "string"}, "example": f"{example}\r\n"}}
    return {200: {"description": _WORDS, "content": content}}


def table_file(example: str) -> Responses:
    """Of a route that answers in either form."""
    csv = csv_file(example)[200]
    return {200: csv | {"content": csv["content"] | _XLSX}}


async def leave(out: Export, form: str, table: Table) -> StreamingResponse:
    """The file is whole and accounted for, with its rows, before its first byte leaves."""
    file, rows = await written(form, table.headers, table.batches)
    await out.account(rows=rows)
    return attached(file, form, table.name)


def attached(file: IO[bytes], form: str, name: str) -> StreamingResponse:
    headers = {
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(f'{name}.{form}')}",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "no-store",
    }
    return StreamingResponse(chunks(file), 200, headers, FORMS[form][0])
