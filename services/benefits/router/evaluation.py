"""政策评估 for officers: what became of each measure, and who was eligible and was not paid."""

from typing import Annotated, Any, Final

from fastapi import APIRouter, Query, Request, Response

from services.benefits import problems as p
from services.benefits.router.addresses import Overseer
from services.benefits.schemas import evaluation as s
from services.benefits.schemas.reach import ReachList, ReachOut
from services.benefits.service import evaluation, exports, reach
from shared.charts import MEDIA_TYPE
from shared.edge import Reading
from shared.idempotency import IdempotentRoute
from shared.pages import CursorOutdated, Cursors, InvalidCursor, place
from shared.problems import problems

router = APIRouter(route_class=IdempotentRoute, tags=["evaluation"])
ASKED: Final = problems(p.EvaluationRefused, p.PolicySetNotFound, p.MeasureNotFound, p.MeasureVersionNotFound)
_CHART: Final[dict[int | str, dict[str, Any]]] = {
    200: {"content": {MEDIA_TYPE: {"schema": {"type": "string"}, "example": "<svg><title>政策评估</title></svg>"}}}
}


@router.get("/evaluation", summary="政策评估", responses=ASKED)
async def read_evaluation(
    tx: Reading, caller: Overseer, query: Annotated[s.EvaluationQuery, Query()]
) -> s.EvaluationOut:
    """Per measure: eligible, told, read, claimed, approved, paid; days between; who missed out; cost; growth."""
    return s.EvaluationOut.of(await evaluation.evaluate(tx, caller, query.asked()))


@router.get("/evaluation/reach", summary="触达", responses=ASKED)
async def read_reach(tx: Reading, caller: Overseer, query: Annotated[s.EvaluationQuery, Query()]) -> ReachList:
    """Per measure: matched, sent, in the inbox, read, claimed, paid; and for nothing. By district and tier."""
    return ReachList(items=[ReachOut.of(one) for one in await reach.reach(tx, caller, query.asked())])


@router.get("/evaluation/missed", summary="应享未享", responses=ASKED | problems(InvalidCursor, CursorOutdated))
async def list_missed(
    request: Request, tx: Reading, caller: Overseer, query: Annotated[s.MissedQuery, Query()]
) -> s.MissedPage:
    """Who was eligible under a measure that pays and was not paid, each with one reason and who has to act."""
    cursors: Cursors = request.app.state.cursors
    after = place(cursors.read(query.cursor, "missed", caller.actor, query.filters()), str)
    rows = await evaluation.missed(tx, caller, query.asked(), after, query.limit)
    next_cursor = None
    if len(rows) == query.limit:
        last = f"{rows[-1].row.enterprise_id} {rows[-1].row.benefit_code}"
        next_cursor = cursors.write("missed", caller.actor, query.filters(), last)
    return s.MissedPage(items=[s.MissedOut.of(one) for one in rows], next_cursor=next_cursor)


@router.get(
    "/evaluation/chart.svg", summary="政策评估漏斗图", response_class=Response, responses=ASKED | _CHART
)  # fmt: skip
async def draw_evaluation(tx: Reading, caller: Overseer, query: Annotated[s.EvaluationQuery, Query()]) -> Response:
    """One measure, or all that pay together; with a title and a description for whoever cannot see it."""
    drawn = await exports.funnel_chart(await evaluation.evaluate(tx, caller, query.asked()))
    return Response(drawn, media_type=MEDIA_TYPE, headers={"Cache-Control": "no-store"})
