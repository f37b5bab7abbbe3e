"""`GET /internal/feed`: the truth that RabbitMQ makes fast. Only services read it."""

from typing import Annotated, Any, Final

from fastapi import APIRouter, Query, Request, Response

from shared.auth import caller_of
from shared.callers import Caller
from shared.feed.numbering import CHUNK, Feed, Lost
from shared.feed.relay import batch
from shared.problems import Gone, problems

router = APIRouter(tags=["internal"])
MEDIA_TYPE: Final = "application/cloudevents-batch+json"
_FACT: Final[dict[str, Any]] = {
    "specversion": "1.0",
    "id": "46f8ae98-34c2-4e70-8bb1-b7784629a094",
    "source": "/zjtx/registry",
    "type": "cn.hangzhou.zjtx.registry.enterprise.registered.v1",
    "subject": "91330108MAXB0012XH",
    "time": "2026-11-23T01:30:18.999922Z",
    "datacontenttype": "application/json",
    "partitionkey": "7d7a4c1e-58d1-4a3e-9c5b-0f5f4a6f9d21",
    "correlationid": "ce1c10be328a4a8bbe5ddbe2c678abfe",
    "actor": "officer:officer-330100",
    "data": {
        "enterprise_id": "7d7a4c1e-58d1-4a3e-9c5b-0f5f4a6f9d21",
        "uscc": "91330108MAXB0012XH",
        "enterprise_version": 1,
        "name": "示例传感技术有限公司",
        "district": "330108",
        "industry": "C39",
        "usccs": ["91330108MAXB0012XH"],
        "figures": {
            "year": 2025,
            "staff": 120,
            "revenue_fen": 18_000_000_000,
            "main_revenue_fen": 17_000_000_000,
            "rd_expense_fen": 1_200_000_000,
        },
    },
}
RESPONSES: Final[dict[int | str, dict[str, Any]]] = {
    200: {
        "description": "事实，按编号排列；编号从 after + 1 起连续",
        "content": {MEDIA_TYPE: {"schema": {"type": "array", "items": {"type": "object"}}, "example": [_FACT]}},
        "headers": {
            "X-Feed-Epoch": {"schema": {"type": "string"}, "description": "历史的标识；恢复备份后改变"},
            "X-Feed-Head": {"schema": {"type": "integer"}, "description": "最新编号"},
        },
    }
}


class CursorLost(Gone):
    code, title = "FEED_CURSOR_LOST", "游标不属于这段历史"


@router.get(
    "/internal/feed",
    summary="读取本服务的事实流",
    response_class=Response,
    responses=RESPONSES | problems(CursorLost),
)
async def read_feed(
    request: Request,
    caller: Annotated[Caller, caller_of("service")],
    after: Annotated[int, Query(ge=0, le=2**62, description="已处理到的编号")] = 0,
    epoch: Annotated[str, Query(max_length=36)] = "",
    event_id: Annotated[str, Query(max_length=36, description="该编号的事实 id，用于核对")] = "",
    limit: Annotated[int, Query(ge=1, le=CHUNK)] = CHUNK,
) -> Response:
    """Facts after a cursor as a CloudEvents batch; 410 and never an empty success for a foreign cursor."""
    feed: Feed = request.app.state.feed
    try:
        position, bodies = await feed.after(after, epoch, event_id, limit)
    except Lost as fault:
        raise CursorLost("核对来源是否恢复过备份；确认后重建投影（zjtx rebuild）") from fault
    return Response(
        batch([body.encode() for body in bodies]),
        media_type=MEDIA_TYPE,
        headers={
            "X-Feed-Epoch": position.epoch,
            "X-Feed-Head": str(position.head),
            "Cache-Control": "no-store",
        },
    )
