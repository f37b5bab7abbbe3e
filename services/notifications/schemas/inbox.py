"""The inbox, as it crosses HTTP."""

from datetime import datetime
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, Field

from services.notifications.store.tables import MessageRow
from shared.pages import PageQuery

_MESSAGE: dict[str, Any] = {
    "message_id": "e09db932-ef28-540c-b701-f479f42b584d",
    "cause_id": "3295c1f2-7d84-4ca5-b8de-1f3c9749db18",
    "heading": "贵企业现为省级专精特新中小企业",
    "text": (
        "当前梯度：省级专精特新中小企业（此前：无称号）。\n"
        "事由：浙江省经济和信息化厅认定为省级专精特新中小企业（示例文号〔2026〕第1批）。\n"
        "新开启：\n"
        "·首次认定省级“专精特新”中小企业一次性奖励，200,000.00 元（名义金额）\n"
        "·科技创新券额度提高，最高 500,000.00 元\n"
        "·纳入市级重点拟上市企业名单"
    ),
    "delivered_at": "2026-11-23T01:32:20.407868Z",
    "completed_at": "2026-11-23T01:32:20.407868Z",
    "read_at": None,
}


class InboxQuery(PageQuery):
    unread: bool = Field(default=False, description="只看未读")


class MessageOut(BaseModel):
    """消息. `completed_at` is empty while amounts are still being worked out; it never becomes another message."""

    model_config = ConfigDict(json_schema_extra={"examples": [{**_MESSAGE, "read_at": "2026-11-23T01:40:20.564445Z"}]})

    message_id: str
    cause_id: str
    heading: str
    text: str
    delivered_at: datetime
    completed_at: datetime | None
    read_at: datetime | None

    @classmethod
    def of(cls, row: MessageRow) -> Self:
        return cls.model_validate(row.model_dump(include=set(cls.model_fields)))


class Inbox(BaseModel):
    model_config = ConfigDict(json_schema_extra={"examples": [{"items": [_MESSAGE], "unread": 1, "next_cursor": None}]})

    items: list[MessageOut]
    unread: int
    next_cursor: str | None
