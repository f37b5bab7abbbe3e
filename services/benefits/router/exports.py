"""Exports for spreadsheets: to officers accounted for in the audit trail; of the public notice to anybody."""

from collections.abc import Mapping
from typing import Annotated, Any, Final, Literal
from urllib.parse import quote

from fastapi import APIRouter, Path, Query
from fastapi.responses import StreamingResponse

from services.benefits import problems as p
from services.benefits.router.addresses import BudgetId, Officer, Visitor
from services.benefits.router.evaluation import ASKED
from services.benefits.schemas.evaluation import EvaluationQuery
from services.benefits.schemas.payments import Month
from services.benefits.service import exports
from shared.auth import WITHOUT_LOGIN
from shared.edge import Export, Exporting, Reading
from shared.problems import problems
from shared.spreadsheets import FORMS, chunks, written

router = APIRouter(tags=["exports"])
Form = Annotated[Literal["csv", "xlsx"], Path(description="格式", examples=["csv"])]
_WORDS: Final = "表格文件；CSV 中可能被当作公式的文本前加单引号，XLSX 一律写作文本"
_CSV: Final = {"text/csv": {"schema": {"type": "string"}, "example": '"支付日","企业名称"\r\n'}}
_XLSX: Final = {FORMS["xlsx"][0]: {"schema": {"type": "string", "format": "binary"}, "example": "（XLSX 文件）"}}
FILE: Final[Mapping[int | str, dict[str, Any]]] = {200: {"description": _WORDS, "content": {**_CSV, **_XLSX}}}
CSV_FILE: Final[Mapping[int | str, dict[str, Any]]] = {200: {"description": _WORDS, "content": _CSV}}


@router.get(
    "/exports/evaluation.{form}", summary="导出政策评估", responses={**FILE, **ASKED}, response_class=StreamingResponse
)  # fmt: skip
async def export_evaluation(
    out: Exporting, officer: Officer, form: Form, query: Annotated[EvaluationQuery, Query()]
) -> StreamingResponse:
    return await _leave(out, form, await exports.of_evaluation(out.tx, officer, query.asked()))


@router.get(
    "/exports/missed.{form}", summary="导出应享未享名单", responses={**FILE, **ASKED}, response_class=StreamingResponse
)  # fmt: skip
async def export_missed(
    out: Exporting, officer: Officer, form: Form, query: Annotated[EvaluationQuery, Query()]
) -> StreamingResponse:
    """An officer of a district gets that district's enterprises, whatever the filter says."""
    return await _leave(out, form, await exports.of_missed(out.tx, officer, query.asked()))


@router.get(
    "/exports/budgets/{budget_id}.{form}", summary="导出预算年度报表",
    responses={**FILE, **problems(p.BudgetNotFound)}, response_class=StreamingResponse,
)  # fmt: skip
async def export_budget(out: Exporting, officer: Officer, budget_id: BudgetId, form: Form) -> StreamingResponse:
    return await _leave(out, form, await exports.of_budget(out.tx, officer, budget_id))


@router.get(
    "/payment-notices.csv", summary="公开下载：资金兑付公示", openapi_extra=WITHOUT_LOGIN, responses=dict(CSV_FILE),
    response_class=StreamingResponse,
)  # fmt: skip
async def download_payment_notices(tx: Reading, caller: Visitor, month: Annotated[Month, Query()]) -> StreamingResponse:
    """A whole month of the public notice, for anybody."""
    table = await exports.of_notice(tx, month)
    file, _ = await written("csv", table.headers, table.batches)
    return _file(file, "csv", table.name)


async def _leave(out: Export, form: str, table: exports.Table) -> StreamingResponse:
    """The file is whole and accounted for, with its rows, before its first byte leaves."""
    file, rows = await written(form, table.headers, table.batches)
    await out.account(rows=rows)
    return _file(file, form, table.name)


def _file(file: Any, form: str, name: str) -> StreamingResponse:
    headers = {
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(f'{name}.{form}')}",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "no-store",
    }
    return StreamingResponse(chunks(file), 200, headers, FORMS[form][0])
