"""Entitlements, and what a tier would open. Money in yuan strings."""

from datetime import date
from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field

from services.benefits.schemas.catalogue_examples import DRAFT, PLAN
from services.benefits.service.entitlements import Outlook
from services.benefits.store.tables import EntitlementRow
from shared.events import Item
from shared.pages import PageQuery
from shared.values import Certainty, Tier, yuan

_ENTITLEMENT: dict[str, Any] = {
    "benefit_code": "specialised-first-award",
    "occasion": "first",
    "policy_set": "HZ-DRAFT-2022",
    "status": "open",
    "label": "首次认定省级“专精特新”中小企业一次性奖励",
    "amount": "200000.00",
    "certainty": "nominal",
    "reason": (
        f"首次认定为省级专精特新中小企业（2026-11-01，示例文号〔2026〕第1批）；《{PLAN}》第二（一）2条；{DRAFT}"
    ),
    "opened_on": "2026-11-01",
    "closed_on": None,
    "cause_id": "3295c1f2-7d84-4ca5-b8de-1f3c9749db18",
}
_OUTLOOK: dict[str, Any] = {
    "tier": "little_giant",
    "label": "国家级专精特新“小巨人”企业",
    "opens": [
        {
            "benefit_code": "little-giant-first-award",
            "label": "首次认定国家级专精特新“小巨人”企业一次性奖励",
            "amount": "1000000.00",
            "certainty": "nominal",
            "reason": (f"首次认定为国家级专精特新“小巨人”企业（2026-11-23，拟认定）；《{PLAN}》第二（一）2条；{DRAFT}"),
        },
        {
            "benefit_code": "ip-advantage-cultivation",
            "label": "纳入市级知识产权优势企业培育对象",
            "amount": None,
            "certainty": "non_monetary",
            "reason": (f"持有国家级专精特新“小巨人”企业称号，有效至 2029-11-22；《{PLAN}》第二（二）7条；{DRAFT}"),
        },
    ],
}


class EntitlementOut(BaseModel):
    """享受资格: amount with its certainty, and why."""

    benefit_code: str
    occasion: str
    policy_set: str
    status: str
    label: str
    amount: str | None
    certainty: Certainty
    reason: str
    opened_on: date
    closed_on: date | None
    cause_id: str

    @classmethod
    def of(cls, row: EntitlementRow) -> Self:
        amount = None if row.amount_fen is None else yuan(row.amount_fen)
        return cls(**row.model_dump(exclude={"enterprise_id", "amount_fen"}), amount=amount)


class EntitlementPage(BaseModel):
    model_config = ConfigDict(json_schema_extra={"examples": [{"items": [_ENTITLEMENT], "next_cursor": None}]})

    items: list[EntitlementOut]
    next_cursor: str | None


class EntitlementQuery(PageQuery):
    status: Literal["open", "closed"] | None = Field(default=None, description="现在开启或已关闭", examples=["open"])


class OpensOut(BaseModel):
    benefit_code: str
    label: str
    amount: str | None
    certainty: Certainty
    reason: str

    @classmethod
    def of(cls, item: Item) -> Self:
        amount = None if item.amount_fen is None else yuan(item.amount_fen)
        return cls(
            benefit_code=item.code,
            label=item.label,
            amount=amount,
            certainty=item.certainty,
            reason=item.reason,
        )


class OutlookOut(BaseModel):
    model_config = ConfigDict(json_schema_extra={"examples": [_OUTLOOK]})

    tier: Tier
    label: str
    opens: list[OpensOut]

    @classmethod
    def of(cls, outlook: Outlook) -> Self:
        return cls(tier=outlook.tier, label=outlook.tier.label, opens=[OpensOut.of(item) for item in outlook.opens])
