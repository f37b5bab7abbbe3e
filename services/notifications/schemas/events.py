"""What whoever watches an inbox is sent."""

import json
from typing import Any, Final

from pydantic import BaseModel, ConfigDict, Field

from services.notifications.schemas.inbox import MESSAGE, MessageOut
from services.notifications.store.inbox import Message


class EventsQuery(BaseModel):
    model_config = ConfigDict(extra="forbid")

    last_event_id: str | None = Field(
        default=None, max_length=600, description="从哪个事件之后补发；请求头 Last-Event-ID 优先"
    )
    follow: bool = Field(default=True, description="false：补发错过的后即结束")


def rendered(row: Message, uscc: str) -> str:
    return MessageOut.of(row, uscc).model_dump_json()


STREAM: Final[dict[int | str, dict[str, Any]]] = {
    200: {
        "description": (
            "事件流：message.new 新消息，message.completed 金额补全，message.read 已读，message.withdrawn 所告失效，"
            "数据均为消息；unread 未读数；end 推送结束及原因。断开后带最后的事件编号（Last-Event-ID）重新连接，即补发"
        ),
        "content": {
            "text/event-stream": {
                "schema": {"type": "string"},
                "example": (
                    f"event: message.new\ndata: {json.dumps(MESSAGE, ensure_ascii=False)}\nid: 5mXq\n\n"
                    'event: unread\ndata: {"unread":1}\n\n'
                ),
            }
        },
    }
}
"""The `responses=` of the route that sends it"""
