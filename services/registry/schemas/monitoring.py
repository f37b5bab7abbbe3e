"""What monitoring found, with its reasons and how fresh it is."""

import json
from datetime import date, datetime
from typing import Annotated, Any, Final, Self

from pydantic import BaseModel, ConfigDict, Field

from services.registry.domain.monitoring import KIND_LABELS, Kind
from services.registry.schemas.enterprises import DistrictIn
from services.registry.service.monitoring import Report
from shared.days import utc
from shared.pages import PageQuery
from shared.values import DISTRICTS, HeldTier, Tier

_ITEM: Final[dict[str, Any]] = {
    "uscc": "91330108MAXB0012XH",
    "name": "示例传感技术有限公司",
    "district": "330108",
    "district_name": "滨江区",
    "kind": "not_carried",
    "kind_label": "现有数据已不符合所持称号",
    "tier": "specialised",
    "tier_label": "省级专精特新中小企业",
    "ruleset": "MIIT-2026-02",
    "judged_on": "2026-11-23",
    "reasons": [
        {
            "code": "debt_ratio",
            "label": "资产负债率不高于80%",
            "clause": "认定标准 专精特新中小企业",
            "words": "上年度资产负债率81.25%",
        }
    ],
}
_PAGE: Final[dict[str, Any]] = {
    "items": [_ITEM],
    "next_cursor": None,
    "not_carried": 1,
    "one_step": 0,
    "freshness": {"enterprises": 2000, "waiting": 0, "oldest_at": "2026-11-22T16:00:12.204511Z"},
}


class MonitoringQuery(PageQuery):
    kind: Annotated[Kind, Field(description="not_carried 已不符合所持称号，one_step 距上一级只差一项")] | None = None
    district: DistrictIn | None = None
    tier: HeldTier | None = Field(default=None, description="所持的，或只差一项的称号", examples=["specialised"])


class ReasonOut(BaseModel):
    """The criterion that fails, or the one that lacks."""

    code: str
    label: str
    clause: str
    words: str


class FindingOut(BaseModel):
    uscc: str
    name: str
    district: str
    district_name: str
    kind: Kind
    kind_label: str
    tier: Tier
    tier_label: str
    ruleset: str
    judged_on: date
    reasons: list[ReasonOut]

    @classmethod
    def of(cls, row: Any) -> Self:
        return cls(
            uscc=row.uscc,
            name=row.name,
            district=row.district,
            district_name=DISTRICTS[row.district],
            kind=Kind(row.kind),
            kind_label=KIND_LABELS[Kind(row.kind)],
            tier=Tier(row.tier),
            tier_label=Tier(row.tier).label,
            ruleset=row.ruleset,
            judged_on=row.judged_on,
            reasons=[ReasonOut(**reason) for reason in json.loads(row.reasons)],
        )


class FreshnessOut(BaseModel):
    enterprises: int = Field(description="可见的企业")
    waiting: int = Field(description="其中资料已变、尚未重新测评的")
    oldest_at: datetime | None = Field(description="最早一次测评的时间")


class MonitoringPage(BaseModel):
    """动态监测; the counts are of the whole list, not of the page, and of both kinds."""

    model_config = ConfigDict(json_schema_extra={"examples": [_PAGE]})

    items: list[FindingOut]
    next_cursor: str | None
    not_carried: int
    one_step: int
    freshness: FreshnessOut

    @classmethod
    def of(cls, report: Report, next_cursor: str | None) -> Self:
        fresh = report.freshness
        return cls(
            items=[FindingOut.of(row) for row in report.rows],
            next_cursor=next_cursor,
            not_carried=report.totals.get(Kind.NOT_CARRIED, 0),
            one_step=report.totals.get(Kind.ONE_STEP, 0),
            freshness=FreshnessOut(
                enterprises=fresh.enterprises,
                waiting=fresh.waiting,
                oldest_at=fresh.oldest_at and utc(fresh.oldest_at),
            ),
        )
