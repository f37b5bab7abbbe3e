"""触达 as officers read it."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final, Self

from pydantic import BaseModel, ConfigDict, Field

from services.benefits.domain.evaluation import Reached, wasted_percent
from services.benefits.service.reach import Reach
from shared.values import DISTRICTS, TIER_LABELS, Tier

_COUNTS: Final[dict[str, Any]] = {
    "matched": 640,
    "sent": 512,
    "arrived": 498,
    "bounced": 14,
    "delivered": 640,
    "read": 401,
    "claimed": 233,
    "paid": 187,
    "unread": 96,
    "too_late": 3,
    "wasted_percent": "15.5",
}
_REACH: Final[dict[str, Any]] = {
    "benefit_code": "specialised-first-award",
    "label": "首次认定省级“专精特新”中小企业一次性奖励",
    "counts": _COUNTS,
    "median_days_to_read": "1.0",
    "measured": 401,
    "districts": [{"district": "330108", "district_label": "滨江区", "counts": _COUNTS}],
    "tiers": [{"tier": "specialised", "tier_label": "省级专精特新中小企业", "counts": _COUNTS}],
}


class ReachCounts(BaseModel):
    """Enterprises."""

    matched: int = Field(description="条款所面向的企业")
    sent: int = Field(description="经电子邮件、短信等外发的")
    arrived: int = Field(description="外发渠道回执已送达的")
    bounced: int = Field(description="外发均未送达的")
    delivered: int = Field(description="已入收件箱的")
    read: int
    claimed: int
    paid: int
    unread: int = Field(description="入收件箱满14天仍未阅读的")
    too_late: int = Field(description="阅读时条款已停止、资格已关闭的")
    wasted_percent: Decimal | None = Field(description="未读与过时阅读占已入收件箱，%")

    @classmethod
    def of(cls, counts: Mapping[Reached, int]) -> Self:
        return cls(**{name.value: number for name, number in counts.items()}, wasted_percent=wasted_percent(counts))


class ReachOfDistrict(BaseModel):
    district: str
    district_label: str
    counts: ReachCounts


class ReachOfTier(BaseModel):
    tier: Tier
    tier_label: str
    counts: ReachCounts


class ReachOut(BaseModel):
    benefit_code: str
    label: str
    counts: ReachCounts
    median_days_to_read: Decimal | None = Field(description="从入收件箱到首次阅读的天数中位数")
    measured: int = Field(description="中位数所依据的企业数")
    districts: list[ReachOfDistrict]
    tiers: list[ReachOfTier]

    @classmethod
    def of(cls, one: Reach) -> Self:
        span = one.read_after
        return cls(
            benefit_code=one.measure.benefit_code,
            label=one.measure.label,
            counts=ReachCounts.of(one.counts),
            median_days_to_read=span.days if span else None,
            measured=span.enterprises if span else 0,
            districts=[
                ReachOfDistrict(district=code, district_label=DISTRICTS[code], counts=ReachCounts.of(counts))
                for code, counts in one.districts.items()
            ],
            tiers=[
                ReachOfTier(tier=Tier(tier), tier_label=TIER_LABELS[Tier(tier)], counts=ReachCounts.of(counts))
                for tier, counts in one.tiers.items()
            ],
        )


class ReachList(BaseModel):
    """触达. Measures of which it is known for whom they are; each enterprise counts once for each."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"items": [_REACH]}]})

    items: list[ReachOut]
