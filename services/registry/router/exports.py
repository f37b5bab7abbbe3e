"""Exports for spreadsheets: to officers, of what they may see, accounted for in the audit trail."""

from typing import Annotated, Final

from fastapi import APIRouter, Query
from fastapi.responses import StreamingResponse

from services.registry.router.addresses import AsOf, Officer
from services.registry.router.cliff import InDistrict
from services.registry.router.goals import BoardYear
from services.registry.schemas.enterprises import EnterpriseFilters
from services.registry.service import exports
from shared.edge import Exporting
from shared.exports import Form, leave, table_file

router = APIRouter(tags=["exports"])
FILE: Final = table_file('"企业名称","统一社会信用代码"')


@router.get(
    "/exports/enterprises.{form}", summary="导出企业名册", responses=dict(FILE), response_class=StreamingResponse
)  # fmt: skip
async def export_enterprises(
    out: Exporting, officer: Officer, form: Form, query: Annotated[EnterpriseFilters, Query()]
) -> StreamingResponse:
    """An officer of a district gets that district's enterprises, whatever the filter says."""
    return await leave(out, form, await exports.enterprises(out.tx, officer, query.wanted(out.tx.today)))


@router.get(
    "/exports/target-board.{form}", summary="导出目标看板", responses=dict(FILE), response_class=StreamingResponse
)  # fmt: skip
async def export_board(
    out: Exporting, officer: Officer, form: Form, year: BoardYear, as_of: AsOf = None
) -> StreamingResponse:
    return await leave(out, form, await exports.board(out.tx, year, as_of))


@router.get(
    "/exports/expiry-cliff.{form}", summary="导出到期悬崖", responses=dict(FILE), response_class=StreamingResponse
)  # fmt: skip
async def export_cliff(
    out: Exporting, officer: Officer, form: Form, as_of: AsOf = None, district: InDistrict = None
) -> StreamingResponse:
    return await leave(out, form, await exports.expiry_cliff(out.tx, officer, as_of, district))
