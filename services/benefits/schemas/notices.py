"""Notices as officers write and read them."""

import json
from datetime import date, datetime
from typing import Annotated, Any, Final, Self

from pydantic import BaseModel, ConfigDict, Field

from services.benefits.domain.notices import NoticeState
from services.benefits.schemas.versions import Level
from services.benefits.service.rulebook import issuer
from services.benefits.store.tables import NoticeRow
from shared.days import Day
from shared.pages import PageQuery
from shared.strict import Body
from shared.values import Text

_NEW: Final[dict[str, Any]] = {
    "district": "330108",
    "title": "关于组织参加示例对接会的通知",
    "text": "请有意参加的企业于截止日期前通过专区报名。",
    "audience": {"fact": "title", "any_of": ["specialised", "little_giant"]},
    "deadline_on": "2026-12-20",
}
_NOTICE: Final[dict[str, Any]] = {
    **_NEW,
    "notice_id": "7a3f0c52-5d1e-4b86-9c20-1e4f6a8b3d95",
    "issuer": "滨江区",
    "state": "draft",
    "state_label": "草稿",
    "drafted_by": "officer:author",
    "drafted_at": "2026-11-29T01:32:20.407868Z",
    "published_by": None,
    "published_at": None,
    "withdrawal": None,
    "withdrawn_on": None,
}


class NoticeIn(Body):
    """Its words are written once: a mistake is withdrawn and written anew."""

    model_config = ConfigDict(json_schema_extra={"examples": [_NEW]})

    district: Level = Field(description="由谁发布：区、县（市）代码，市级为 330100；区、县（市）的只发给本地企业")
    title: Annotated[Text, Field(max_length=60)]
    text: Annotated[Text, Field(max_length=2_000)]
    audience: dict[str, Any] | str = Field(description="发给谁；写法同条款的 audience，全部企业写 anyone")
    deadline_on: Day | None = Field(default=None, description="截止日期；没有则省略")


class NoticeWithdrawalIn(Body):
    model_config = ConfigDict(json_schema_extra={"examples": [{"reason": "活动取消"}]})

    reason: Annotated[Text, Field(max_length=300)]


class NoticeOut(BaseModel):
    """通知公告"""

    model_config = ConfigDict(json_schema_extra={"examples": [_NOTICE]})

    notice_id: str
    district: str
    issuer: str
    title: str
    text: str
    audience: Any
    deadline_on: date | None
    state: NoticeState
    state_label: str
    drafted_by: str
    drafted_at: datetime
    published_by: str | None
    published_at: datetime | None
    withdrawal: str | None
    withdrawn_on: date | None

    @classmethod
    def of(cls, row: NoticeRow) -> Self:
        own = row.model_dump(exclude={"edit", "audience"})
        more = {"issuer": issuer(row.district), "state_label": NoticeState(row.state).label}
        return cls.model_validate({**own, **more, "audience": json.loads(row.audience)})


class NoticePage(BaseModel):
    model_config = ConfigDict(json_schema_extra={"examples": [{"items": [_NOTICE], "next_cursor": None}]})

    items: list[NoticeOut]
    next_cursor: str | None


class NoticeQuery(PageQuery):
    district: Level | None = Field(default=None, description="由谁发布", examples=["330100"])
    state: NoticeState | None = Field(default=None, description="状态", examples=["published"])
