"""Shapes of notifications that cross HTTP."""

from datetime import datetime
from typing import Self

from pydantic import BaseModel, Field

from services.notifications.store import MessageRow
from shared.pages import PageQuery


class InboxQuery(PageQuery):
    unread: bool = Field(default=False, description="只看未读")


class MessageOut(BaseModel):
    """消息. `completed_at` is empty while amounts are still being worked out; it never becomes another message."""

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
    items: list[MessageOut]
    unread: int
    next_cursor: str | None
