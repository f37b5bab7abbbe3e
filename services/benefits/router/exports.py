"""Exports for spreadsheets: to officers accounted for in the audit trail; of the public notice to anybody."""

from typing import Annotated, Final

from fastapi import APIRouter, Query
from fastapi.responses import StreamingResponse

from services.benefits import problems as p
from services.benefits.router.addresses import BudgetId, Officer, Visitor
from services.benefits.router.evaluation import ASKED
from services.benefits.schemas.evaluation import EvaluationQuery
from services.benefits.schemas.payments import Month
from services.benefits.service import exports
from shared.auth import WITHOUT_LOGIN
from shared.edge import Exporting, Reading
from shared.exports import Form, attached, csv_file, leave, table_file
from shared.problems import problems
from shared.spreadsheets import written

router = APIRouter(tags=["exports"])
_FIRST_LINE: Final = '"支付日","企业名称"'
FILE: Final = table_file(_FIRST_LINE)


@router.get(
    "/exports/evaluation.{form}", summary="导出政策评估", responses={**FILE, **ASKED}, response_class=StreamingResponse
)  # fmt: skip
async def export_evaluation(
    out: Exporting, officer: Officer, form: Form, query: Annotated[EvaluationQuery, Query()]
) -> StreamingResponse:
    return await leave(out, form, await exports.of_evaluation(out.tx, officer, query.asked()))


@router.get(
    "/exports/missed.{form}", summary="导出应享未享名单", responses={**FILE, **ASKED}, response_class=StreamingResponse
)  # fmt: skip
async def export_missed(
    out: Exporting, officer: Officer, form: Form, query: Annotated[EvaluationQuery, Query()]
) -> StreamingResponse:
    """An officer of a district gets that district's enterprises, whatever the filter says."""
    return await leave(out, form, await exports.of_missed(out.tx, officer, query.asked()))


@router.get(
    "/exports/budgets/{budget_id}.{form}", summary="导出预算年度报表",
    responses={**FILE, **problems(p.BudgetNotFound)}, response_class=StreamingResponse,
)  # fmt: skip
async def export_budget(out: Exporting, officer: Officer, budget_id: BudgetId, form: Form) -> StreamingResponse:
    return await leave(out, form, await exports.of_budget(out.tx, officer, budget_id))


@router.get(
    "/payment-notices.csv", summary="公开下载：资金兑付公示", openapi_extra=WITHOUT_LOGIN,
    responses=dict(csv_file(_FIRST_LINE)), response_class=StreamingResponse,
)  # fmt: skip
async def download_payment_notices(tx: Reading, caller: Visitor, month: Annotated[Month, Query()]) -> StreamingResponse:
    """A whole month of the public notice, for anybody."""
    table = await exports.of_notice(tx, month)
    file, _ = await written("csv", table.headers, table.batches)
    return attached(file, "csv", table.name)
