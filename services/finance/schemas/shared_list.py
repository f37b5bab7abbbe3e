"""The lines of the shared list, and its changes."""

from datetime import date
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from services.finance.domain.shared_list import ListFilter
from shared.days import Day
from shared.pages import PageQuery
from shared.values import District, HeldTier, Tier

ENTRY: dict[str, Any] = {
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


class ListedTitle(BaseModel):
    tier: Tier
    number: str
    authority: str
    recognised_on: date
    valid_until: date


class ListEntry(BaseModel):
    """名单中的一家企业: public title facts only."""

    model_config = ConfigDict(json_schema_extra={"examples": [ENTRY]})

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


CURSOR = "pZ0c3H1uYb8Jm2k4Qe6w1VsibGlzdC1jaGFuZ2VzIiwi…"


class ListPage(BaseModel):
    model_config = ConfigDict(
        json_schema_extra={"examples": [{"items": [ENTRY], "next_cursor": None, "changes_cursor": CURSOR}]}
    )

    items: list[ListEntry]
    next_cursor: str | None
    changes_cursor: str | None = Field(
        description="名单变更的游标，由第一页确定、各页相同：取完各页后由此继续取变更；指定 as_of 时为空"
    )


Industry = Annotated[str, StringConstraints(pattern=r"^[A-T][0-9]{2}$")]


class ListFilters(BaseModel):
    """By what the list is asked: the same for pages, changes, files, digests and comparisons."""

    model_config = ConfigDict(extra="forbid")

    tier: HeldTier | None = Field(default=None, description="最高称号恰为", examples=["specialised"])
    holds: HeldTier | None = Field(default=None, description="持有该称号", examples=["specialised"])
    district: District | None = Field(default=None, description="区、县（市）代码", examples=["330108"])
    industry: Industry | None = Field(default=None, description="行业门类与大类", examples=["C39"])

    def to_filter(self) -> ListFilter:
        return ListFilter(tier=self.tier, holds=self.holds, district=self.district, industry=self.industry)

    def filters(self) -> dict[str, Any]:
        """What cursors are bound to."""
        return self.model_dump(mode="json", include={"tier", "holds", "district", "industry"}, exclude_none=True)


class ListQuery(ListFilters, PageQuery):
    as_of: Day | None = Field(default=None, description="哪一天的名单；省略为今天", examples=["2026-11-23"])

    def filters(self) -> dict[str, Any]:
        return PageQuery.filters(self)
