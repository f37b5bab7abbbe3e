"""The changes of the shared list, and how far they have come."""

from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from services.finance.schemas.shared_list import CURSOR, ENTRY, ListEntry, ListFilters
from services.finance.service.list_changes import MAX_WAIT
from services.finance.service.list_status import Status
from shared.pages import MAX_PAGE
from shared.values import HOLDABLE

_CHANGE: dict[str, Any] = {
    "number": 1,
    "op": "upsert",
    "reason": "浙江省经济和信息化厅认定为省级专精特新中小企业（示例文号〔2026〕第1批）",
    "at": "2026-11-23T01:32:20.225462Z",
    "enterprise_id": ENTRY["enterprise_id"],
    "uscc": ENTRY["uscc"],
    "entry": ENTRY,
}
_STATUS: dict[str, Any] = {
    "history": "3f0d6c1e-4a52-4d7e-9f0a-2b8c1d5e7f90",
    "head": 5210,
    "changed_at": "2026-11-23T01:32:20.225462Z",
    "followed_at": "2026-11-23T01:32:21.104203Z",
    "count": 3,
    "by_tier": {"innovative": 1, "specialised": 2, "hidden_champion": 0, "little_giant": 0},
    "cursor": CURSOR,
    "yours": {"number": 5208, "behind": 2, "waiting_since": "2026-11-23T01:31:02.000315Z", "lag_seconds": 78.225},
}


class ChangesQuery(ListFilters):
    cursor: str | None = Field(
        default=None,
        max_length=600,
        description="名单各页的 changes_cursor，或上一次返回的 cursor；省略即从第一项变更起",
    )
    limit: int = Field(default=MAX_PAGE, ge=1, le=MAX_PAGE, description="一次最多看多少项变更")
    wait: int = Field(default=0, ge=0, le=MAX_WAIT, description="没有变更时最多等待的秒数")


class ListChangeOut(BaseModel):
    number: int
    op: Literal["upsert", "remove"]
    reason: str
    at: datetime
    enterprise_id: str
    uscc: str
    entry: ListEntry | None


class ListChanges(BaseModel):
    """Changes in a dense sequence, the last word per enterprise; ask again with `cursor` until `upto` is `head`."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"items": [_CHANGE], "head": 1, "upto": 1, "cursor": CURSOR}]}
    )

    items: list[ListChangeOut]
    head: int = Field(description="名单最新变更的编号")
    upto: int = Field(description="做完本页各项后，副本所到的编号")
    cursor: str = Field(description="做完本页各项后，副本所到之处；下次由此继续")


class StatusQuery(ListFilters):
    changes_cursor: str | None = Field(default=None, max_length=600, description="副本所到之处；给出则说明落后多少")


class CopyStatusOut(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    number: int
    behind: int = Field(description="尚未处理的变更数")
    waiting_since: datetime | None = Field(description="其中最早一项发生的时间")
    lag_seconds: float


class ListStatus(BaseModel):
    """How far the list is: whoever polls this sees whether its copy is fresh without taking a page."""

    model_config = ConfigDict(json_schema_extra={"examples": [_STATUS]})

    history: str = Field(description="变更历史的标识；恢复备份后改变，旧游标随之失效")
    head: int = Field(description="最新变更的编号")
    changed_at: datetime | None = Field(description="最新变更的时间")
    followed_at: datetime | None = Field(description="最近一次跟上登记服务的时间")
    count: int = Field(description="所问范围内的企业数")
    by_tier: dict[str, int] = Field(description="按最高称号分")
    cursor: str = Field(description="此刻名单所到之处")
    yours: CopyStatusOut | None = Field(description="请求中游标所代表的副本；未给游标时为空")

    @classmethod
    def of(cls, status: Status) -> "ListStatus":
        return cls(
            history=status.history,
            head=status.head,
            changed_at=status.changed_at,
            followed_at=status.followed_at,
            count=sum(status.by_tier.values()),
            by_tier={tier.value: status.by_tier.get(tier, 0) for tier in HOLDABLE},
            cursor=status.cursor,
            yours=CopyStatusOut.model_validate(status.copy) if status.copy else None,
        )
