"""融资统计 for officers: what institutions do for enterprises; as JSON, as a file, as a chart."""

from collections.abc import Mapping
from typing import Annotated, Any, Final, Literal
from urllib.parse import quote

from fastapi import APIRouter, Path, Query, Response
from fastapi.responses import StreamingResponse

from services.finance import problems as p
from services.finance.router.addresses import Officer, Overseer
from services.finance.schemas.figures import FiguresOut, FiguresQuery
from services.finance.service import figures
from shared.charts import MEDIA_TYPE
from shared.edge import Exporting, Reading
from shared.problems import problems
from shared.spreadsheets import FORMS, chunks, written

router = APIRouter(tags=["figures"])
Form = Annotated[Literal["csv", "xlsx"], Path(description="格式", examples=["csv"])]
ASKED: Final = problems(p.FiguresRefused)
FILE: Final[Mapping[int | str, dict[str, Any]]] = {
    200: {
        "description": "表格文件；CSV 中可能被当作公式的文本前加单引号，XLSX 一律写作文本",
        "content": {
            "text/csv": {"schema": {"type": "string"}, "example": '"分组","编号","名称"\r\n'},
            FORMS["xlsx"][0]: {"schema": {"type": "string", "format": "binary"}, "example": "（XLSX 文件）"},
        },
    }
}
_CHART: Final[dict[int | str, dict[str, Any]]] = {
    200: {"content": {MEDIA_TYPE: {"schema": {"type": "string"}, "example": "<svg><title>贷款余额</title></svg>"}}}
}


@router.get("/figures", summary="融资统计", responses=ASKED)
async def read_figures(tx: Reading, caller: Overseer, query: Annotated[FiguresQuery, Query()]) -> FiguresOut:
    """Firms served, balances, mean rates and fees, what became of applications and how long answers took.

    By institution, product, district or tier; an officer of a district sees that district. `method` says how each
    figure is worked out, and which add up to the total.
    """
    return FiguresOut.of(await figures.figures(tx, caller, query.asked()))


@router.get("/figures/chart.svg", summary="贷款余额图", response_class=Response, responses=ASKED | _CHART)
async def draw_figures(tx: Reading, caller: Overseer, query: Annotated[FiguresQuery, Query()]) -> Response:
    """Balances group by group; with a title and a description for whoever cannot see it."""
    drawn = await figures.chart(await figures.figures(tx, caller, query.asked()))
    return Response(drawn, media_type=MEDIA_TYPE, headers={"Cache-Control": "no-store"})


@router.get(
    "/exports/figures.{form}", summary="导出融资统计", responses={**FILE, **ASKED}, response_class=StreamingResponse
)  # fmt: skip
async def export_figures(
    out: Exporting, officer: Officer, form: Form, query: Annotated[FiguresQuery, Query()]
) -> StreamingResponse:
    """One row for each group and one for all; whole and accounted for before its first byte leaves."""
    table = await figures.table(out.tx, officer, query.asked())
    file, rows = await written(form, table.headers, table.batches)
    await out.account(rows=rows)
    headers = {
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(f'{table.name}.{form}')}",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "no-store",
    }
    return StreamingResponse(chunks(file), 200, headers, FORMS[form][0])
