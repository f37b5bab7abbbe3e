"""What the app's home shows, as it crosses HTTP."""

from datetime import date, datetime
from typing import Any, Final, Self

from pydantic import BaseModel, ConfigDict

from services.notifications.domain.kinds import Kind
from services.notifications.schemas.inbox import UNREAD, MessageOut, TargetOut, Unread
from services.notifications.service.summary import Summary
from services.notifications.store.inbox import Message

_DUTY: Final[dict[str, Any]] = {
    "message_id": "a37bb2be-bd4c-5b88-94a9-0d9ac7f7f9f5",
    "kind": "duty",
    "kind_label": "待办义务",
    "heading": "年度信息更新（2027-04-30 前）",
    "target": {
        "kind": "duty",
        "kind_label": "待办义务",
        "id": "6a1f6d5e-1d8b-4c0e-9a53-2f3f1c1f7a10",
        "href": "/registry/v1/enterprises/91330108MAXB0012XH/duties",
    },
    "delivered_at": "2027-01-04T01:00:00.407868Z",
    "read_at": None,
}
_SUMMARY: Final[dict[str, Any]] = {
    "unread": UNREAD,
    "newest": [_DUTY],
    "waiting": [{**_DUTY, "act_by": "2027-04-30", "days_left": 116}],
    "deadlines": [{**_DUTY, "act_by": "2027-04-30", "days_left": 116}],
}


class Brief(BaseModel):
    message_id: str
    kind: Kind
    kind_label: str
    heading: str
    target: TargetOut
    delivered_at: datetime
    read_at: datetime | None

    @classmethod
    def of(cls, row: Message, uscc: str) -> Self:
        return cls.model_validate(MessageOut.of(row, uscc).model_dump(include=set(Brief.model_fields)))


class Asking(Brief):
    act_by: date | None
    """The last day on which it helps to act"""
    days_left: int | None
    """0: today is the last"""


class SummaryOut(BaseModel):
    """首页概要. `waiting`: nothing goes on until the enterprise acts. `deadlines`: days ahead, the earliest first."""

    model_config = ConfigDict(json_schema_extra={"examples": [_SUMMARY]})

    unread: Unread
    newest: list[Brief]
    """Of each important kind the newest"""
    waiting: list[Asking]
    deadlines: list[Asking]

    @classmethod
    def of(cls, found: Summary, uscc: str) -> Self:
        def asking(row: Message) -> Asking:
            days_left = None if row.act_by is None else (row.act_by - found.today).days
            return Asking(**Brief.of(row, uscc).model_dump(), act_by=row.act_by, days_left=days_left)

        return cls(
            unread=Unread.of(found.unread),
            newest=[Brief.of(row, uscc) for row in found.newest],
            waiting=[asking(row) for row in found.asking if row.waits],
            deadlines=[asking(row) for row in found.asking if row.act_by is not None],
        )
