"""Enterprises and their annual figures."""

from datetime import date, datetime
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from services.registry.domain.profile import SOURCE_LABELS, AnnualReport, Provenance, Source
from services.registry.domain.statements import ANNUAL
from services.registry.schemas import examples
from services.registry.schemas.people import IndividualIn
from services.registry.schemas.titles import TierOut
from services.registry.service.annual_reports import Figures
from services.registry.service.enterprises import NewEnterprise
from services.registry.service.imports import INDUSTRY_PATTERN
from services.registry.service.people import Individual
from services.registry.store.enterprises import Wanted
from services.registry.store.tables import EnterpriseRow
from shared.events import Title
from shared.pages import PageQuery
from shared.strict import Body
from shared.values import DISTRICTS, CreditCode, District, HeldTier, Money, Name, Tier, YuanIn, yuan

DistrictIn = Annotated[District, Field(description="区、县（市）代码 (GB/T 2260)", examples=["330108"])]
IndustryIn = Annotated[
    str,
    StringConstraints(pattern=INDUSTRY_PATTERN),
    Field(description="行业门类与大类 (GB/T 4754-2017)", examples=["C39"]),
]
Count = Annotated[int, Field(ge=0, le=10_000_000)]
Fen = Annotated[YuanIn, Field(description='元，如 "1000000.00"', examples=["36000000.00"])]


def _fen(amount: str | None) -> int | None:
    return None if amount is None else int(Money.from_yuan(amount))


class EnterpriseIn(Body):
    model_config = ConfigDict(json_schema_extra={"examples": [examples.NEW_ENTERPRISE]})

    uscc: CreditCode
    name: Name
    district: DistrictIn
    industry: IndustryIn
    staff: Count | None = None
    revenue: Fen | None = None
    owner: IndividualIn | None = Field(default=None, description="企业负责人；也可由市级管理员以后指定")

    def first_owner(self) -> Individual | None:
        return self.owner.to_individual() if self.owner else None

    def to_new(self) -> NewEnterprise:
        return NewEnterprise(self.uscc, self.name, self.district, self.industry, self.staff, _fen(self.revenue))


class EnterprisePatch(Body):
    """What to correct, at least one member; members left out stay as they are, and none can be taken away."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"name": "示例传感科技有限公司"}]})

    name: Name | None = None
    district: DistrictIn | None = None
    industry: IndustryIn | None = None
    staff: Count | None = None

    @model_validator(mode="after")
    def _corrects_something(self) -> Self:
        if not self.model_fields_set or any(getattr(self, name) is None for name in self.model_fields_set):
            raise ValueError("请至少更正一项，且不得为 null")
        return self

    def values(self) -> dict[str, object]:
        return self.model_dump(exclude_unset=True)


class FiguresIn(Body):
    model_config = ConfigDict(json_schema_extra={"examples": [examples.NEW_FIGURES]})

    staff: Count
    revenue: Fen
    main_revenue: Fen | None = None
    rd_expense: Fen | None = None
    net_profit: Annotated[str | None, StringConstraints(pattern=r"^-?[0-9]{1,13}(\.[0-9]{1,2})?$")] = None
    total_assets: Fen | None = None
    total_debt: Fen | None = None
    rd_staff: Count | None = None

    def to_figures(self, year: int) -> Figures:
        return Figures(
            year=year,
            staff=self.staff,
            revenue_fen=int(Money.from_yuan(self.revenue)),
            main_revenue_fen=_fen(self.main_revenue),
            rd_expense_fen=_fen(self.rd_expense),
            net_profit_fen=None if self.net_profit is None else int(Money.from_signed_yuan(self.net_profit)),
            total_assets_fen=_fen(self.total_assets),
            total_debt_fen=_fen(self.total_debt),
            rd_staff=self.rd_staff,
        )


class OriginOut(BaseModel):
    """Where a figure comes from, and of when it is."""

    source: Source
    source_label: str
    on: date

    @classmethod
    def of(cls, origin: Provenance) -> Self:
        return cls(source=origin.source, source_label=SOURCE_LABELS[origin.source], on=origin.on)


class FiguresOut(BaseModel):
    """年报 of a year: each figure is that of the source whose word counts; null: nobody said."""

    year: int
    staff: int | None
    revenue: str | None
    main_revenue: str | None
    rd_expense: str | None
    net_profit: str | None
    total_assets: str | None
    total_debt: str | None
    rd_staff: int | None
    origins: dict[str, OriginOut] = Field(description="每项数据的来源与日期")

    @classmethod
    def of(cls, report: AnnualReport) -> Self:
        values = {public_name(name): _shown(name, getattr(report, name)) for name in ANNUAL}
        origins = {public_name(name): OriginOut.of(report.origin_of(name)) for name in ANNUAL}
        return cls.model_validate(
            {
                "year": report.year,
                **values,
                "origins": {name: one for name, one in origins.items() if values[name] is not None},
            }
        )


def public_name(name: str) -> str:
    """Money crosses HTTP in yuan, under a name without its unit."""
    return name.removesuffix("_fen")


def _shown(name: str, value: int | None) -> int | str | None:
    return yuan(value) if value is not None and name.endswith("_fen") else value


class EnterpriseOut(BaseModel):
    model_config = ConfigDict(json_schema_extra={"examples": [examples.ENTERPRISE]})

    enterprise_id: str
    uscc: str
    name: str
    district: str
    district_name: str
    industry: str
    staff: int | None = Field(description="最近有数据的年度的从业人员；各年度都没有时为登记时所填")
    revenue: str | None = Field(description="最近有数据的年度的营业收入，元；各年度都没有时为登记时所填")
    version: int
    registered_at: datetime
    ended_on: date | None = Field(default=None, description="被合并或注销之日")
    ending: Literal["merged", "deregistered"] | None = Field(
        default=None, description="merged 被合并，deregistered 注销"
    )

    @classmethod
    def of(cls, row: EnterpriseRow) -> Self:
        return cls(
            enterprise_id=row.enterprise_id,
            uscc=row.uscc,
            name=row.name,
            district=row.district,
            district_name=DISTRICTS[row.district],
            industry=row.industry,
            staff=row.staff,
            revenue=None if row.revenue_fen is None else yuan(row.revenue_fen),
            version=row.version,
            registered_at=row.registered_at,
            ended_on=row.ended_on,
            ending=row.ending,
        )


class ProfileOut(EnterpriseOut):
    """企业 with its titles, and the tier they give it on the day asked for."""

    model_config = ConfigDict(json_schema_extra={"examples": [examples.PROFILE]})

    standing: TierOut
    known_at: datetime | None = Field(default=None, description="按该时刻已掌握的称号；省略为现在")
    titles: list[Title]
    figures: list[FiguresOut]


class ListedEnterprise(EnterpriseOut):
    model_config = ConfigDict(json_schema_extra={"examples": [examples.LISTED_ENTERPRISE]})

    tier: Tier


class EnterprisePage(BaseModel):
    model_config = ConfigDict(
        json_schema_extra={"examples": [{"items": [examples.LISTED_ENTERPRISE], "next_cursor": None}]}
    )

    items: list[ListedEnterprise]
    next_cursor: str | None


class EnterpriseFilters(BaseModel):
    """Which enterprises. Unknown parameters are refused."""

    model_config = ConfigDict(extra="forbid")

    name: Name | None = Field(default=None, description="现名称或曾用名称中的任一部分，一个字即可", examples=["传感"])
    district: DistrictIn | None = None
    tier: Tier | None = Field(default=None, description="最高称号恰为", examples=["specialised"])
    holds: HeldTier | None = Field(default=None, description="持有这一有效称号", examples=["specialised"])
    industry: IndustryIn | None = None

    def wanted(self, today: date) -> Wanted:
        return Wanted(today, self.name, self.district, self.tier, self.industry, self.holds)


class EnterpriseQuery(PageQuery, EnterpriseFilters):
    pass
