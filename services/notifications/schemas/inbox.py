"""The inbox, as it crosses HTTP."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Annotated, Any, Final, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from services.notifications.domain.kinds import KINDS, Kind, templates
from services.notifications.domain.messages import Template, folded
from services.notifications.domain.targets import TargetKind, target
from services.notifications.store.inbox import Wanted
from shared.pages import PageQuery

MESSAGE: Final[dict[str, Any]] = {
    "message_id": "e09db932-ef28-540c-b701-f479f42b584d",
    "cause_id": "3295c1f2-7d84-4ca5-b8de-1f3c9749db18",
    "kind": "title",
    "kind_label": "称号与梯度",
    "heading": "贵企业现为省级专精特新中小企业",
    "text": (
        "当前梯度：省级专精特新中小企业（此前：无称号）。\n"
        "事由：浙江省经济和信息化厅认定为省级专精特新中小企业（示例文号〔2026〕第1批）。\n"
        "新开启：\n"
        "·首次认定省级“专精特新”中小企业一次性奖励，200,000.00 元（名义金额）\n"
        "·科技创新券额度提高，最高 500,000.00 元\n"
        "·纳入市级重点拟上市企业名单"
    ),
    "target": {
        "kind": "enterprise",
        "kind_label": "企业档案",
        "id": "7d7a4c1e-58d1-4a3e-9c5b-0f5f4a6f9d21",
        "href": "/registry/v1/enterprises/91330108MAXB0012XH",
    },
    "act_by": None,
    "delivered_at": "2026-11-23T01:32:20.407868Z",
    "completed_at": "2026-11-23T01:32:20.407868Z",
    "read_at": None,
    "archived_at": None,
    "withdrawn_at": None,
}
UNREAD: Final[dict[str, Any]] = {
    "unread": 1,
    "by_kind": [{"kind": "title", "kind_label": "称号与梯度", "unread": 1}],
}


def _somewhat(text: str) -> str:
    if text and not folded(text):
        raise ValueError("请输入要查找的文字")
    return text


class InboxQuery(PageQuery):
    unread: bool = Field(default=False, description="只看未读")
    archived: bool = Field(default=False, description="看已归档的；默认看未归档的")
    kind: Kind | None = Field(default=None, description="只看一类")
    search: Annotated[str, AfterValidator(_somewhat)] = Field(
        default="", max_length=40, description="标题或正文中的文字，一个字起；不分全角半角和大小写"
    )

    def wanted(self) -> Wanted:
        of_kind = None if self.kind is None else templates(self.kind)
        return Wanted(self.unread, self.archived, of_kind, folded(self.search))


class TargetOut(BaseModel):
    """消息所指的事项. `href` is a path of the zone, to be asked for with the reader's own token."""

    kind: TargetKind
    kind_label: str
    id: str
    href: str


class MessageOut(BaseModel):
    """消息. `completed_at` is empty while amounts are still being worked out; it never becomes another message.
    `act_by`: the last day on which it helps to act. `withdrawn_at`: what it told of holds no longer."""

    model_config = ConfigDict(json_schema_extra={"examples": [{**MESSAGE, "read_at": "2026-11-23T01:40:20.564445Z"}]})

    message_id: str
    cause_id: str
    kind: Kind
    kind_label: str
    heading: str
    text: str
    target: TargetOut
    act_by: date | None
    delivered_at: datetime
    completed_at: datetime | None
    read_at: datetime | None
    archived_at: datetime | None
    withdrawn_at: datetime | None

    @classmethod
    def of(cls, row: Any, uscc: str) -> Self:
        template = Template(row.template)
        kind, leads = KINDS[template], target(template, uscc, row.target_id)
        return cls(
            message_id=row.message_id,
            cause_id=row.cause_id,
            kind=kind,
            kind_label=kind.label,
            heading=row.heading,
            text=row.text,
            target=TargetOut(kind=leads.kind, kind_label=leads.kind.label, id=leads.id, href=leads.href),
            act_by=row.act_by,
            delivered_at=row.delivered_at,
            completed_at=row.completed_at,
            read_at=row.read_at,
            archived_at=row.archived_at,
            withdrawn_at=row.withdrawn_at,
        )


class Inbox(BaseModel):
    model_config = ConfigDict(json_schema_extra={"examples": [{"items": [MESSAGE], "unread": 1, "next_cursor": None}]})

    items: list[MessageOut]
    unread: int
    """Of the whole inbox, whatever was asked for; what is archived does not count"""
    next_cursor: str | None

    @classmethod
    def of(cls, rows: Sequence[Any], uscc: str, unread: int, next_cursor: str | None) -> Self:
        return cls(items=[MessageOut.of(row, uscc) for row in rows], unread=unread, next_cursor=next_cursor)


class KindUnread(BaseModel):
    kind: Kind
    kind_label: str
    unread: int


class Unread(BaseModel):
    """未读数，按类别."""

    model_config = ConfigDict(json_schema_extra={"examples": [UNREAD]})

    unread: int
    by_kind: list[KindUnread]

    @classmethod
    def of(cls, counts: Mapping[Kind, int]) -> Self:
        each = [KindUnread(kind=kind, kind_label=kind.label, unread=count) for kind, count in counts.items()]
        return cls(unread=sum(counts.values()), by_kind=each)


class MarkedRead(BaseModel):
    model_config = ConfigDict(json_schema_extra={"examples": [{"marked": 3, "now": UNREAD}]})

    marked: int
    """How many were unread and are read now"""
    now: Unread
