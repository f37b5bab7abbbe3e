"""The lines of the shared list, and its changes."""

from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from services.finance.store.shared_list import ListFilter
from shared.days import Day
from shared.pages import PageQuery
from shared.values import District, HeldTier, Tier

_ENTRY: dict[str, Any] = {
    "enterprise_id": "7d7a4c1e-58d1-4a3e-9c5b-0f5f4a6f9d21",
    "uscc": "91330108MAXB0012XH",
    "former_usccs": [],
    "name": "示例传感技术有限公司",
    "district": "330108",
    "district_name": "滨江区",
    "industry": "C39",
    "tier": "specialised",
    "tier_label": "省级专精特新中小企业",
    "titles": [
        {
            "tier": "specialised",
            "number": "示例-2026-0001",
            "authority": "浙江省经济和信息化厅",
            "recognised_on": "2026-11-01",
            "valid_until": "2029-10-31",
        }
    ],
}
_CHANGE: dict[str, Any] = {
    "number": 1,
    "op": "upsert",
    "reason": "浙江省经济和信息化厅认定为省级专精特新中小企业（示例文号〔2026〕第1批）",
    "at": "2026-11-23T01:32:20.225462Z",
    "enterprise_id": _ENTRY["enterprise_id"],
    "uscc": _ENTRY["uscc"],
    "entry": _ENTRY,
}


class ListedTitle(BaseModel):
    tier: Tier
    number: str
    authority: str
    recognised_on: date
    valid_until: date


class ListEntry(BaseModel):
    """名单中的一家企业: public title facts only."""

    model_config = ConfigDict(json_schema_extra={"examples": [_ENTRY]})

    enterprise_id: str
    uscc: str
    former_usccs: list[str]
    name: str
    district: str
    district_name: str
    industry: str
    tier: Tier
    tier_label: str
    titles: list[ListedTitle]


class ListPage(BaseModel):
    model_config = ConfigDict(json_schema_extra={"examples": [{"items": [_ENTRY], "next_cursor": None}]})

    items: list[ListEntry]
    next_cursor: str | None


class ListQuery(PageQuery):
    tier: HeldTier | None = Field(default=None, description="最高称号恰为", examples=["specialised"])
    holds: HeldTier | None = Field(default=None, description="持有该称号", examples=["specialised"])
    district: District | None = Field(default=None, description="区、县（市）代码", examples=["330108"])
    industry: Annotated[str, StringConstraints(pattern=r"^[A-T][0-9]{2}$")] | None = Field(
        default=None, description="行业门类与大类", examples=["C39"]
    )
    as_of: Day | None = Field(default=None, description="哪一天的名单；省略为今天", examples=["2026-11-23"])

    def to_filter(self) -> ListFilter:
        return ListFilter(
            tier=self.tier,
            holds=self.holds,
            district=self.district,
            industry=self.industry,
        )


class ListChangeOut(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    number: int
    op: Literal["upsert", "remove"]
    reason: str
    at: datetime
    enterprise_id: str
    uscc: str
    entry: ListEntry | None


class ListChanges(BaseModel):
    """Changes in finance's dense sequence, the last word per enterprise; ask again after `upto` until it is `head`."""

    model_config = ConfigDict(
        from_attributes=True, json_schema_extra={"examples": [{"head": 1, "upto": 1, "items": [_CHANGE]}]}
    )

    head: int
    upto: int
    items: list[ListChangeOut]
