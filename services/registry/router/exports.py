"""Exports for spreadsheets: to officers, of what they may see, accounted for in the audit trail."""

from collections.abc import Mapping
from typing import Annotated, Any, Final, Literal
from urllib.parse import quote

from fastapi import APIRouter, Path, Query
from fastapi.responses import StreamingResponse

from services.registry.router.addresses import AsOf, Officer
from services.registry.router.cliff import InDistrict
from services.registry.router.goals import BoardYear
from services.registry.schemas.enterprises import EnterpriseFilters
from services.registry.service import exports
from shared.edge import Export, Exporting
from shared.spreadsheets import FORMS, chunks, written

router = APIRouter(tags=["exports"])
Form = Annotated[Literal["csv", "xlsx"], Path(description="格式", examples=["csv"])]
FILE: Final[Mapping[int | str, dict[str, Any]]] = {
    200: {
        "description": "表格文件；CSV 中可能被当作公式的文本前加单引号，XLSX 一律写作文本",
        "content": {
            "text/csv": {"schema": {"type": "string"}, "example": '"企业名称","统一社会信用代码"\r\n'},
            FORMS["xlsx"][0]: {"schema": {"type": "string", "format": "binary"}, "example": "（XLSX 文件）"},
        },
    }
}


@router.get(
    "/exports/enterprises.{form}", summary="导出企业名册", responses=dict(FILE), response_class=StreamingResponse
)  # fmt: skip
async def export_enterprises(
    out: Exporting, officer: Officer, form: Form, query: Annotated[EnterpriseFilters, Query()]
) -> StreamingResponse:
    """An officer of a district gets that district's enterprises, whatever the filter says."""
    return await _leave(out, form, await exports.enterprises(out.tx, officer, query.wanted(out.tx.today)))


@router.get(
    "/exports/target-board.{form}", summary="导出目标看板", responses=dict(FILE), response_class=StreamingResponse
)  # fmt: skip
async def export_board(
    out: Exporting, officer: Officer, form: Form, year: BoardYear, as_of: AsOf = None
) -> StreamingResponse:
    return await _leave(out, form, await exports.board(out.tx, year, as_of))


@router.get(
    "/exports/expiry-cliff.{form}", summary="导出到期悬崖", responses=dict(FILE), response_class=StreamingResponse
)  # fmt: skip
async def export_cliff(
    out: Exporting, officer: Officer, form: Form, as_of: AsOf = None, district: InDistrict = None
) -> StreamingResponse:
    return await _leave(out, form, await exports.expiry_cliff(out.tx, officer, as_of, district))


async def _leave(out: Export, form: str, table: exports.Table) -> StreamingResponse:
    """The file is whole and accounted for, with its rows, before its first byte leaves."""
    file, rows = await written(form, table.headers, table.batches)
    await out.account(rows=rows)
    headers = {
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(f'{table.name}.{form}')}",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "no-store",
    }
    return StreamingResponse(chunks(file), 200, headers, FORMS[form][0])
