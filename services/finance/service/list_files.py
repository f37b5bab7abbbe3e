"""The whole list as a file: CSV for a spreadsheet, JSON Lines for a program; its checksum comes first."""

import asyncio
import base64
import hashlib
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from tempfile import SpooledTemporaryFile
from typing import IO, Any, Final

from services.finance import store
from services.finance.domain.shared_list import ListFilter
from services.finance.service.list_readers import Place, Reader, check
from shared.db import Tx
from shared.signing import KeyRing
from shared.spreadsheets import IN_MEMORY, Csv
from shared.values import Tier

AT_ONCE: Final = 1_000
FILE_TYPE: Final = "zjtx-list-file+jwt"
HEADERS: Final = (
    "企业编号",
    "企业名称",
    "统一社会信用代码",
    "曾用代码",
    "区县代码",
    "区县",
    "行业",
    "最高称号",
    "全部称号",
    "文号",
    "认定机关",
    "认定日期",
    "有效期至",
)
"""企业编号 is the enterprise_id; the last five are of each title in turn, separated by 、"""


@dataclass(frozen=True, slots=True)
class File:
    content: IO[bytes]
    rows: int
    size: int
    checksum: str
    """SHA-256, base64, as the header Repr-Digest has it (RFC 9530)"""
    cursor: str
    """With which the changes after this file are asked"""
    statement: str
    """A JWS by which the checksum and what the file is can be proved to others"""


async def written(tx: Tx, reader: Reader, asked: ListFilter, form: str, keys: KeyRing) -> File:
    """The file is whole before it leaves. Lines may be newer than the cursor: its changes tell them in full again."""
    state = await check(tx, reader.caller)
    place = Place(state.head, state.cause_id)
    sheet: Any = _FORMS[form]()
    rows = 0
    async for lines in _lines(tx, asked):
        await asyncio.to_thread(sheet.add_lines, lines)
        rows += len(lines)
    content = sheet.close()
    size, digest = await asyncio.to_thread(_measured, content)
    cursor = reader.copy(place, state.history)
    claims = {
        "sha256": digest.hex(),
        "rows": rows,
        "form": form,
        "filters": dict(reader.filters),
        "number": place.number,
        "history": state.history,
        "iat": int(tx.now.timestamp()),
    }
    return File(content, rows, size, base64.b64encode(digest).decode(), cursor, keys.sign(claims, FILE_TYPE))


async def _lines(tx: Tx, asked: ListFilter) -> AsyncIterator[list[str]]:
    after = ""
    while found := await store.shared_list.documents(tx, asked, after, AT_ONCE):
        yield [document for _, document in found]
        after = found[-1][0]


def _measured(content: IO[bytes]) -> tuple[int, bytes]:
    content.seek(0)
    hasher, size = hashlib.sha256(), 0
    while chunk := content.read(1 << 20):
        hasher.update(chunk)
        size += len(chunk)
    content.seek(0)
    return size, hasher.digest()


class _ListAsCsv(Csv):
    def __init__(self) -> None:
        super().__init__(HEADERS)

    def add_lines(self, documents: list[str]) -> None:
        self.add([_cells(json.loads(document)) for document in documents])


def _cells(line: dict[str, Any]) -> list[str]:
    titles = line["titles"]
    return [
        line["enterprise_id"],
        line["name"],
        line["uscc"],
        "、".join(line["former_usccs"]),
        line["district"],
        line["district_name"],
        line["industry"],
        line["tier_label"],
        "、".join(Tier(title["tier"]).label for title in titles),
        *("、".join(title[name] for title in titles) for name in _OF_TITLES),
    ]


_OF_TITLES: Final = ("number", "authority", "recognised_on", "valid_until")


class _ListAsJsonLines:
    """Each line is the canonical JSON of an entry: its SHA-256 is the entry's leaf in the digest of the list."""

    def __init__(self) -> None:
        self._file: IO[bytes] = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115  # handed over by close()

    def add_lines(self, documents: list[str]) -> None:
        self._file.write("".join(f"{document}\n" for document in documents).encode())

    def close(self) -> IO[bytes]:
        return self._file


_FORMS: Final = {"csv": _ListAsCsv, "jsonl": _ListAsJsonLines}
