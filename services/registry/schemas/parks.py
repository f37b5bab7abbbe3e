"""Parks, the decisions about them, and who is in them."""

from datetime import date, datetime
from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from services.registry.domain.parks import HONOUR_LABELS, KIND_LABELS, Honour, ParkDecision, ParkKind
from services.registry.schemas import city_examples as examples
from services.registry.schemas.enterprises import DistrictIn
from services.registry.service.parks import ParkShown, Tenants
from services.registry.store.parks import Tenant
from services.registry.store.tables import ParkDecisionRow
from shared.days import Day
from shared.pages import PageQuery
from shared.strict import Body
from shared.values import DISTRICTS, CreditCode, Name, Text, Tier, Verdict

Kind = Annotated[ParkKind, Field(strict=False, description="产业园区、小微企业园、孵化器")]
Area = Annotated[int, Field(ge=1, le=100_000_000, description="建筑面积，平方米，取整")]


class ParkIn(Body):
    model_config = ConfigDict(json_schema_extra={"examples": [examples.NEW_PARK]})

    name: Name
    district: DistrictIn
    kind: Kind
    area_sqm: Area


class ParkPatch(Body):
    """What to correct, at least one member; members left out stay as they are."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"area_sqm": 130_000}], "minProperties": 1})

    name: Name | None = None
    kind: Kind | None = None
    area_sqm: Area | None = None

    @model_validator(mode="after")
    def _corrects_something(self) -> Self:
        if not self.model_fields_set or any(getattr(self, name) is None for name in self.model_fields_set):
            raise ValueError("请至少更正一项，且不得为 null")
        return self

    def values(self) -> dict[str, Any]:
        return self.model_dump(exclude_unset=True)


class ParkQuery(PageQuery):
    district: DistrictIn | None = None


class ParkOut(BaseModel):
    """园区; the counts are of the enterprises the caller may see, today."""

    model_config = ConfigDict(json_schema_extra={"examples": [examples.PARK]})

    park_id: str
    name: str
    district: str
    district_name: str
    kind: ParkKind
    kind_label: str
    area_sqm: int
    honours: list[Honour]
    enterprises: int
    title_holders: int = Field(description="省级以上有效称号企业")
    by_tier: dict[Tier, int] = Field(description="按最高有效称号")
    needed: int | None = Field(description="“一定数量”的配置值；计划未写明，null 为逐园认定")
    enough: Verdict
    version: int

    @classmethod
    def of(cls, shown: ParkShown) -> Self:
        return cls.model_validate(_members(shown))


def _members(shown: ParkShown) -> dict[str, Any]:
    park = shown.park
    return {
        "park_id": park.park_id,
        "name": park.name,
        "district": park.district,
        "district_name": DISTRICTS[park.district],
        "kind": park.kind,
        "kind_label": KIND_LABELS[park.kind],
        "area_sqm": park.area_sqm,
        "honours": list(park.honours),
        "enterprises": sum(shown.holders.values()),
        "title_holders": shown.title_holders,
        "by_tier": {tier: shown.holders.get(tier, 0) for tier in Tier},
        "needed": shown.needed,
        "enough": shown.enough,
        "version": park.version,
    }


class ParkPage(BaseModel):
    model_config = ConfigDict(json_schema_extra={"examples": [{"items": [examples.PARK], "next_cursor": None}]})

    items: list[ParkOut]
    next_cursor: str | None


class ParkDecisionIn(Body):
    model_config = ConfigDict(json_schema_extra={"examples": [examples.NEW_PARK_DECISION]})

    honour: Annotated[Honour, Field(strict=False, description="专精特新园区、示范园、推荐国家级基地")]
    granted: bool = Field(description="true 授予或推荐，false 撤销")
    document: Name = Field(description="文件名称与文号")
    decided_on: Day
    words: Text | None = Field(default=None, description="理由")

    def to_decision(self) -> ParkDecision:
        return ParkDecision(**dict(self))


class ParkDecisionOut(BaseModel):
    version: int
    honour: Honour
    honour_label: str
    granted: bool
    title_holders: int | None = Field(
        description="决定之日园内省级以上有效称号企业；其中可能有外区企业，区、县（市）经办人员不可见"
    )
    document: str
    decided_on: date
    words: str | None
    at: datetime

    @classmethod
    def of(cls, row: ParkDecisionRow, *, counted: bool) -> Self:
        said = {name: getattr(row, name) for name in cls.model_fields if name != "honour_label"}
        said["title_holders"] = row.title_holders if counted else None
        return cls.model_validate({**said, "honour_label": HONOUR_LABELS[Honour(row.honour)]})


class ParkDetail(ParkOut):
    """园区 with every decision about it, newest first."""

    model_config = ConfigDict(json_schema_extra={"examples": [examples.PARK_DETAIL]})

    decisions: list[ParkDecisionOut]

    @classmethod
    def of(cls, shown: ParkShown) -> Self:
        return cls.model_validate(
            {
                **_members(shown),
                "decisions": [ParkDecisionOut.of(row, counted=shown.counted) for row in shown.decisions],
            }
        )


class TenancyIn(Body):
    model_config = ConfigDict(json_schema_extra={"examples": [examples.NEW_TENANCY]})

    uscc: CreditCode
    from_on: Day = Field(description="入园日期")
    until_on: Day | None = Field(default=None, description="迁出日期，最后一天")


class DepartureIn(Body):
    model_config = ConfigDict(json_schema_extra={"examples": [{"until_on": "2026-11-20"}]})

    until_on: Day = Field(description="迁出日期，最后一天")


class TenancyOut(BaseModel):
    """入园"""

    model_config = ConfigDict(json_schema_extra={"examples": [examples.TENANCY]})

    tenancy_id: str
    park_id: str
    uscc: str
    name: str
    from_on: date
    until_on: date | None

    @classmethod
    def of(cls, tenant: Tenant) -> Self:
        return cls.model_validate(_tenancy(tenant))


def _tenancy(tenant: Tenant) -> dict[str, Any]:
    one = tenant.tenancy
    days = {"from_on": one.from_on, "until_on": one.until_on}
    return {"tenancy_id": one.tenancy_id, "park_id": one.park_id, "uscc": tenant.uscc, "name": tenant.name, **days}


class TenantOut(TenancyOut):
    """入园企业, with the tier it had on the day asked for."""

    model_config = ConfigDict(json_schema_extra={"examples": [examples.TENANT]})

    tier: Tier
    tier_label: str


class TenantQuery(PageQuery):
    as_of: Day | None = Field(default=None, description="哪一天在园；省略为今天", examples=["2026-11-23"])


class TenantPage(BaseModel):
    model_config = ConfigDict(json_schema_extra={"examples": [{"items": [examples.TENANT], "next_cursor": None}]})

    items: list[TenantOut]
    next_cursor: str | None

    @classmethod
    def of(cls, tenants: Tenants, next_cursor: str | None) -> Self:
        items = []
        for one in tenants.tenants:
            tier = tenants.tiers.get(one.tenancy.enterprise_id, Tier.NONE)
            items.append(TenantOut.model_validate({**_tenancy(one), "tier": tier, "tier_label": tier.label}))
        return cls(items=items, next_cursor=next_cursor)
