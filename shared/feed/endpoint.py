"""`GET /internal/feed`: the truth that RabbitMQ makes fast. Only services read it."""

from typing import Annotated, Any, Final

from fastapi import APIRouter, Query, Request, Response

from shared.auth import Caller, caller_of
from shared.feed.numbering import CHUNK, Feed, Lost
from shared.feed.relay import batch
from shared.problems import Gone, problems

router = APIRouter(tags=["internal"])
MEDIA_TYPE: Final = "application/cloudevents-batch+json"
RESPONSES: Final[dict[int | str, dict[str, Any]]] = {
    200: {
        "description": "事实，按编号排列；编号从 after + 1 起连续",
        "content": {MEDIA_TYPE: {"schema": {"type": "array", "items": {"type": "object"}}, "example": []}},
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
