"""Endpoints: what an institution says of one, and what it is shown of it."""

from datetime import datetime, timedelta
from typing import Any, Final, Literal, Self

from pydantic import BaseModel, ConfigDict, Field

from services.finance.domain.shared_list import ListFilter
from services.finance.domain.webhooks import State
from services.finance.schemas.shared_list import Industry
from services.finance.service.webhooks.endpoints import WithSecret
from services.finance.store.tables import EndpointRow
from shared.strict import Body
from shared.values import District, HeldTier, Tier

_URL: Final = "https://hooks.bank.example/zjtx"
_SECRET: Final = "whsec_…"  # noqa: S105  # an example
ENDPOINT: Final[dict[str, Any]] = {
    "endpoint_id": "5b1f0a7e-9a44-4f0e-8b36-1c2d7e9f4a60",
    "url": _URL,
    "filter": {"tier": None, "holds": "specialised", "district": None, "industry": None},
    "state": "enabled",
    "state_label": "已启用",
    "reason": None,
    "sequence": 12,
    "number": 5208,
    "failed_attempts": 0,
    "test_asked": False,
    "tested_at": "2026-11-24T02:00:03Z",
    "old_secret_until": None,
    "created_at": "2026-11-24T02:00:00Z",
}


class EndpointIn(Body):
    model_config = ConfigDict(json_schema_extra={"examples": [{"url": _URL, "holds": "specialised"}]})

    url: str = Field(min_length=1, max_length=500, description="接收推送的网址：https，端口 443 或 8443，公开地址")
    tier: HeldTier | None = Field(default=None, description="最高称号恰为")
    holds: HeldTier | None = Field(default=None, description="持有该称号")
    district: District | None = Field(default=None, description="区、县（市）代码")
    industry: Industry | None = Field(default=None, description="行业门类与大类")
    changes_cursor: str | None = Field(
        default=None, max_length=600, description="从名单副本所到之处起推送；须是同一筛选条件的游标。省略即从现在起"
    )

    def to_filter(self) -> ListFilter:
        return ListFilter(tier=self.tier, holds=self.holds, district=self.district, industry=self.industry)

    def filters(self) -> dict[str, Any]:
        """What cursors are bound to."""
        return self.model_dump(mode="json", include={"tier", "holds", "district", "industry"}, exclude_none=True)


class EndpointPatch(Body):
    model_config = ConfigDict(json_schema_extra={"examples": [{"url": _URL}]})

    url: str = Field(min_length=1, max_length=500, description="新的接收网址；须重新测试并启用")


class EndpointStateIn(Body):
    model_config = ConfigDict(json_schema_extra={"examples": [{"state": "enabled"}]})

    state: Literal["enabled", "paused", "disabled"] = Field(description="启用、暂停或停用；启用须先通过测试")

    def to_state(self) -> State:
        return State(self.state)


class RotationIn(Body):
    model_config = ConfigDict(json_schema_extra={"examples": [{"overlap_hours": 24}]})

    overlap_hours: int = Field(default=24, ge=0, le=168, description="旧密钥与新密钥同时签名的小时数")

    def to_overlap(self) -> timedelta:
        return timedelta(hours=self.overlap_hours)


class EndpointFilterOut(BaseModel):
    """同名单的筛选条件"""

    tier: Tier | None
    holds: Tier | None
    district: str | None
    industry: str | None


class EndpointOut(BaseModel):
    """推送端点"""

    model_config = ConfigDict(json_schema_extra={"examples": [ENDPOINT]})

    endpoint_id: str
    url: str
    filter: EndpointFilterOut
    state: State
    state_label: str
    reason: str | None = Field(description="为何暂停、停用或须测试")
    sequence: int = Field(description="最近一次推送的序号；自 1 起连续")
    number: int = Field(description="推送已覆盖到的名单变更编号")
    failed_attempts: int = Field(description="当前推送连续失败的次数")
    test_asked: bool = Field(description="测试正在进行")
    tested_at: datetime | None = Field(description="现用网址通过测试的时间")
    old_secret_until: datetime | None = Field(description="旧密钥签名到何时")
    created_at: datetime

    @classmethod
    def of(cls, row: EndpointRow) -> Self:
        return cls(**_members(row))


class EndpointList(BaseModel):
    model_config = ConfigDict(json_schema_extra={"examples": [{"items": [ENDPOINT]}]})

    items: list[EndpointOut]


class EndpointWithSecret(EndpointOut):
    model_config = ConfigDict(json_schema_extra={"examples": [ENDPOINT | {"secret": _SECRET}]})

    secret: str | None = Field(description="核验签名的密钥，只显示这一次；以同一 Idempotency-Key 重试时为空")

    @classmethod
    def shown(cls, made: WithSecret) -> Self:
        return cls(**_members(made.row), secret=made.secret)


def _members(row: EndpointRow) -> dict[str, Any]:
    state = State(row.state)
    return {
        "endpoint_id": row.endpoint_id,
        "url": row.url,
        "filter": EndpointFilterOut(
            tier=Tier(row.tier) if row.tier else None,
            holds=Tier(row.holds) if row.holds else None,
            district=row.district,
            industry=row.industry,
        ),
        "state": state,
        "state_label": state.label,
        "reason": row.reason,
        "sequence": row.sequence,
        "number": row.number,
        "failed_attempts": row.failed,
        "test_asked": row.test_asked,
        "tested_at": row.tested_at,
        "old_secret_until": row.old_secret_until,
        "created_at": row.created_at,
    }
