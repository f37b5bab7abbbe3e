"""Removals to be acknowledged, and the board of who is behind."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated, Any, Final, Self

from pydantic import BaseModel, ConfigDict, Field

from services.finance.domain.webhooks import State
from services.finance.service.webhooks.removals import Lag
from services.finance.store.tables import RemovalRow
from shared.pages import MAX_PAGE, PageQuery
from shared.strict import Body

_REMOVAL: Final[dict[str, Any]] = {
    "number": 5207,
    "sequence": 12,
    "enterprise_id": "7d7a4c1e-58d1-4a3e-9c5b-0f5f4a6f9d21",
    "reason": "撤销省级专精特新中小企业称号",
    "removed_at": "2026-11-24T02:31:00Z",
    "due_on": "2026-11-26",
    "acknowledged_at": None,
}
_LAG: Final[dict[str, Any]] = {
    "institution_id": "demo-bank",
    "institution_name": "示例银行（演示）",
    "endpoint_id": "5b1f0a7e-9a44-4f0e-8b36-1c2d7e9f4a60",
    "state": "paused",
    "state_label": "已暂停",
    "reason": "连续三天未能送达",
    "sequence": 12,
    "behind": 31,
    "waiting_since": "2026-11-21T02:31:00Z",
    "lag_seconds": 259200.0,
    "open_removals": 3,
    "overdue_removals": 1,
    "due_on": "2026-11-23",
}
ChangeNumber = Annotated[int, Field(ge=1, le=2**53)]


class RemovalsQuery(PageQuery):
    open: bool | None = Field(default=None, description="true 只看尚未确认的，false 只看已确认的")


class RemovalOut(BaseModel):
    """移出名单，须确认"""

    model_config = ConfigDict(json_schema_extra={"examples": [_REMOVAL]})

    number: int = Field(description="名单变更的编号，推送各项中的 number")
    sequence: int = Field(description="在哪一次推送中")
    enterprise_id: str
    reason: str
    removed_at: datetime
    due_on: date = Field(description="最迟在这一天确认：两个工作日")
    acknowledged_at: datetime | None

    @classmethod
    def of(cls, row: RemovalRow) -> Self:
        return cls(
            number=row.number,
            sequence=row.sequence,
            enterprise_id=row.enterprise_id,
            reason=row.reason,
            removed_at=row.removed_at,
            due_on=row.due_on,
            acknowledged_at=row.acknowledged_at,
        )


class RemovalPage(BaseModel):
    """The oldest first."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"items": [_REMOVAL], "next_cursor": None}]})

    items: list[RemovalOut]
    next_cursor: str | None


class AcknowledgementsIn(Body):
    model_config = ConfigDict(json_schema_extra={"examples": [{"numbers": [5207]}]})

    numbers: list[ChangeNumber] = Field(
        min_length=1, max_length=MAX_PAGE, fail_fast=True, description="已在本机构处理完毕的移出，按变更编号"
    )


class AcknowledgementsOut(BaseModel):
    """Those of the numbers that are removals told to this endpoint; the first acknowledgement stands."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"items": [_REMOVAL | {"acknowledged_at": "2026-11-25T01:00:00Z"}], "unknown": []}]
        }
    )

    items: list[RemovalOut]
    unknown: list[int] = Field(description="不是推送给本端点的移出")

    @classmethod
    def of(cls, rows: Sequence[RemovalRow], asked: Sequence[int]) -> Self:
        known = {row.number for row in rows}
        return cls(items=[RemovalOut.of(row) for row in rows], unknown=sorted({*asked} - known))


class LagOut(BaseModel):
    """一个端点落后多少"""

    model_config = ConfigDict(json_schema_extra={"examples": [_LAG]})

    institution_id: str
    institution_name: str
    endpoint_id: str
    state: State
    state_label: str
    reason: str | None
    sequence: int
    behind: int = Field(description="尚未推送的名单变更数")
    waiting_since: datetime | None = Field(description="其中最早一项发生的时间")
    lag_seconds: float
    open_removals: int = Field(description="已推送、尚未确认的移出")
    overdue_removals: int = Field(description="其中已超过两个工作日的")
    due_on: date | None = Field(description="其中最早的确认期限")

    @classmethod
    def of(cls, lag: Lag) -> Self:
        state = State(lag.row.state)
        return cls(
            institution_id=lag.row.institution_id,
            institution_name=lag.institution_name,
            endpoint_id=lag.row.endpoint_id,
            state=state,
            state_label=state.label,
            reason=lag.row.reason,
            sequence=lag.row.sequence,
            behind=lag.behind,
            waiting_since=lag.waiting_since,
            lag_seconds=lag.lag_seconds,
            open_removals=lag.open_removals,
            overdue_removals=lag.overdue_removals,
            due_on=lag.due_on,
        )


class LagBoard(BaseModel):
    model_config = ConfigDict(json_schema_extra={"examples": [{"items": [_LAG]}]})

    items: list[LagOut]
