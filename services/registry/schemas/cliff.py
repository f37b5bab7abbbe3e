"""The expiry cliff, coverage, and diagnoses."""

from datetime import date, datetime
from decimal import Decimal
from typing import Self

from pydantic import BaseModel, ConfigDict, Field

from services.registry.domain.cliff import Edge
from services.registry.domain.coverage import COVER_LABELS, Cover, Covered
from services.registry.plans import AskedCover
from services.registry.schemas import city_examples as examples
from services.registry.schemas.enterprises import DistrictIn
from services.registry.service.cliff import Cliff
from services.registry.service.coverage import Coverage
from services.registry.store.cliff import Ending
from services.registry.store.tables import DiagnosisRow
from shared.days import Day
from shared.pages import PageQuery
from shared.strict import Body
from shared.values import DISTRICTS, HeldTier, Name, Tier


class EdgeOut(BaseModel):
    district: str
    district_name: str
    tier: Tier
    tier_label: str
    by_month: list[int] = Field(description="与 months 一一对应")
    total: int

    @classmethod
    def of(cls, edge: Edge) -> Self:
        return cls(
            district=edge.district,
            district_name=DISTRICTS[edge.district],
            tier=edge.tier,
            tier_label=edge.tier.label,
            by_month=list(edge.by_month),
            total=edge.total,
        )


class CliffOut(BaseModel):
    """到期悬崖: titles by the month of their last day; those already renewed are not among them."""

    model_config = ConfigDict(json_schema_extra={"examples": [examples.CLIFF]})

    first_day: date
    last_day: date = Field(description="第十二个自然月的末日：含起始日所在的月，共十二个自然月")
    months: list[str] = Field(description="十二个自然月，起始日所在的月只计其余各日")
    total: int
    items: list[EdgeOut]

    @classmethod
    def of(cls, cliff: Cliff) -> Self:
        return cls(
            first_day=cliff.window.first_day,
            last_day=cliff.window.last_day,
            months=[str(month) for month in cliff.window.months],
            total=sum(edge.total for edge in cliff.edges),
            items=[EdgeOut.of(edge) for edge in cliff.edges],
        )


class EndingQuery(PageQuery):
    district: DistrictIn | None = None
    tier: HeldTier | None = Field(default=None, description="称号", examples=["specialised"])
    as_of: Day | None = Field(
        default=None, description="从哪一天起，到第十二个自然月末（含当月）；省略为今天", examples=["2026-11-23"]
    )


class EndingOut(BaseModel):
    """A title that runs out."""

    title_id: str
    uscc: str
    name: str
    district: str
    district_name: str
    tier: Tier
    tier_label: str
    number: str
    valid_until: date

    @classmethod
    def of(cls, ending: Ending) -> Self:
        return cls(**ending.__dict__, district_name=DISTRICTS[ending.district], tier_label=ending.tier.label)


class EndingPage(BaseModel):
    model_config = ConfigDict(json_schema_extra={"examples": [{"items": [examples.ENDING], "next_cursor": None}]})

    items: list[EndingOut]
    next_cursor: str | None


# ---- coverage -------------------------------------------------------------------------------------


class CoveredOut(BaseModel):
    district: str | None = Field(description="null 为可见范围合计")
    district_name: str | None
    holders: int = Field(description="省级以上有效称号企业")
    covered: int
    missing: int
    unknown: int = Field(description="尚无资料，不等于没有")
    percent: Decimal | None

    @classmethod
    def of(cls, one: Covered) -> Self:
        return cls(
            district=one.district or None,
            district_name=DISTRICTS.get(one.district),
            holders=one.holders,
            covered=one.covered,
            missing=one.missing,
            unknown=one.unknown,
            percent=one.percent,
        )


class CoverOut(BaseModel):
    cover: Cover
    label: str
    target_percent: int
    by: date | None
    citation: str
    total: CoveredOut
    districts: list[CoveredOut]

    @classmethod
    def of(cls, cover: Cover, asked: AskedCover, covered: list[Covered]) -> Self:
        return cls(
            cover=cover,
            label=COVER_LABELS[cover],
            target_percent=asked.percent,
            by=asked.by,
            citation=asked.clause,
            total=CoveredOut.of(sum(covered, Covered("", 0, 0, 0))),
            districts=[CoveredOut.of(one) for one in covered],
        )


class CoverageOut(BaseModel):
    """覆盖率, of what the caller may see."""

    model_config = ConfigDict(json_schema_extra={"examples": [examples.COVERAGE]})

    as_of: date
    items: list[CoverOut]

    @classmethod
    def of(cls, coverage: Coverage) -> Self:
        items = [CoverOut.of(cover, coverage.asked[cover], list(rows)) for cover, rows in coverage.covered.items()]
        return cls(as_of=coverage.as_of, items=items)


class DiagnosisIn(Body):
    model_config = ConfigDict(json_schema_extra={"examples": [examples.NEW_DIAGNOSIS]})

    diagnosed_on: Day = Field(description="诊断日期")
    provider: Name = Field(description="诊断机构")


class DiagnosisOut(BaseModel):
    """管理现代化对标提升诊断"""

    model_config = ConfigDict(json_schema_extra={"examples": [examples.DIAGNOSIS]})

    diagnosis_id: str
    diagnosed_on: date
    provider: str
    recorded_at: datetime

    @classmethod
    def of(cls, row: DiagnosisRow) -> Self:
        return cls.model_validate(row, from_attributes=True)


class DiagnosisList(BaseModel):
    """Newest first."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"items": [examples.DIAGNOSIS]}]})

    items: list[DiagnosisOut]
