"""融资统计 for officers: what institutions do for enterprises; as JSON, as a file, as a chart."""

from typing import Annotated, Any, Final

from fastapi import APIRouter, Query, Response
from fastapi.responses import StreamingResponse

from services.finance import problems as p
from services.finance.router.addresses import Officer, Overseer
from services.finance.schemas.figures import FiguresOut, FiguresQuery
from services.finance.service import figures
from shared.charts import MEDIA_TYPE
from shared.edge import Exporting, Reading
from shared.exports import Form, leave, table_file
from shared.problems import problems

router = APIRouter(tags=["figures"])
ASKED: Final = problems(p.FiguresRefused)
FILE: Final = table_file('"分组","编号","名称"')
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
    return await leave(out, form, await figures.table(out.tx, officer, query.asked()))
