"""What anybody may read without login: title holders, notices, code tables. Names, codes and titles, nothing else."""

from datetime import date
from typing import Any, Final, Literal, Self

from pydantic import BaseModel, ConfigDict, Field

from services.registry.code_tables import Code, Table
from services.registry.domain.applications import Application
from services.registry.domain.criteria import Occasion
from services.registry.domain.wording import OCCASION_LABELS
from services.registry.schemas import code_examples as examples
from services.registry.schemas.codes import CardOut
from services.registry.schemas.enterprises import DistrictIn
from services.registry.service.public import Holders
from services.registry.store.enterprises import Wanted
from shared.pages import PageQuery
from shared.values import DISTRICTS, HeldTier, Name, Tier

NoticeStatus = Literal["running", "ended"]
_STATUS: Final[dict[bool, tuple[NoticeStatus, str]]] = {True: ("running", "公示中"), False: ("ended", "公示期满")}
_NOTICE: Final[dict[str, Any]] = {
    **{name: examples.CARD[name] for name in ("name", "uscc", "district", "district_name")},
    "tier": "specialised",
    "tier_label": "省级专精特新中小企业",
    "occasion": "new",
    "occasion_label": "新申报",
    "first_day": "2026-11-23",
    "last_day": "2026-11-27",
    "provisional": False,
    "status": "running",
    "status_label": "公示中",
    "objections_until": "2026-11-27",
}
_TABLE: Final[dict[str, Any]] = {"table": "districts", "title": "区、县（市）", "source": "GB/T 2260"}
_CODES: Final[list[Any]] = [
    {"code": "330105", "label": "拱墅区", "parent": None, "retired": None, "merged_into": []},
    {"code": "330103", "label": "下城区", "parent": None, "retired": 2021, "merged_into": ["330105"]},
]


class HolderQuery(PageQuery):
    name: Name | None = Field(default=None, description="现名称或曾用名称中的任一部分，一个字即可", examples=["传感"])
    number: Name | None = Field(default=None, description="证书编号，须完全一致")
    district: DistrictIn | None = None
    tier: HeldTier | None = Field(default=None, description="最高称号恰为", examples=["specialised"])
    holds: HeldTier | None = Field(default=None, description="持有这一有效称号", examples=["specialised"])

    def wanted(self, today: date) -> Wanted:
        return Wanted(today, titled=True, **self.model_dump(exclude={"limit", "cursor"}))


class HolderPage(BaseModel):
    model_config = ConfigDict(json_schema_extra={"examples": [{"items": [examples.CARD], "next_cursor": None}]})

    items: list[CardOut]
    next_cursor: str | None

    @classmethod
    def of(cls, holders: Holders, next_cursor: str | None) -> Self:
        return cls(items=[CardOut.of(card) for card in holders.cards], next_cursor=next_cursor)


class NoticeQuery(PageQuery):
    status: NoticeStatus = Field(default="running", description="running 公示中，ended 公示期满")
    district: DistrictIn | None = None
    tier: HeldTier | None = Field(default=None, description="申报的称号", examples=["specialised"])


class PublicNotice(BaseModel):
    """公示 of an applicant: whoever knows better objects up to `objections_until`."""

    name: str
    uscc: str
    district: str
    district_name: str
    tier: Tier
    tier_label: str
    occasion: Occasion = Field(description="new 新申报，renewal 复核")
    occasion_label: str
    first_day: date
    last_day: date
    provisional: bool = Field(description="跨入放假通知尚未公布的年度，按周一至周五暂计")
    status: NoticeStatus
    status_label: str
    objections_until: date | None = Field(description="在此日（含）之前可实名提出异议；公示期满后为空")

    @classmethod
    def of(cls, one: Application, *, running: bool) -> Self:
        assert one.notice
        status, label = _STATUS[running]
        return cls(
            name=one.name,
            uscc=one.uscc,
            district=one.district,
            district_name=DISTRICTS[one.district],
            tier=one.tier,
            tier_label=one.tier.label,
            occasion=one.occasion,
            occasion_label=OCCASION_LABELS[one.occasion],
            first_day=one.notice.first,
            last_day=one.notice.last,
            provisional=one.notice.provisional,
            status=status,
            status_label=label,
            objections_until=one.notice.last if running else None,
        )


class NoticePage(BaseModel):
    model_config = ConfigDict(json_schema_extra={"examples": [{"items": [_NOTICE], "next_cursor": None}]})

    items: list[PublicNotice]
    next_cursor: str | None

    @classmethod
    def of(cls, found: list[Application], running: bool, next_cursor: str | None) -> Self:
        return cls(items=[PublicNotice.of(one, running=running) for one in found], next_cursor=next_cursor)


class CodeOfTable(BaseModel):
    """`retired`: since that year nobody is given it any more, and what had it lies in `merged_into`."""

    code: str
    label: str
    parent: str | None
    retired: int | None
    merged_into: list[str]

    @classmethod
    def of(cls, code: Code) -> Self:
        return cls.model_validate(vars(code) | {"merged_into": list(code.merged_into)})


class CodeTableHead(BaseModel):
    table: str
    title: str
    source: str

    @classmethod
    def of(cls, table: Table) -> Self:
        return cls(table=table.name, title=table.title, source=table.source)


class CodeTableList(BaseModel):
    model_config = ConfigDict(json_schema_extra={"examples": [{"items": [_TABLE]}]})

    items: list[CodeTableHead]


class CodeTable(CodeTableHead):
    """代码表, in its own order."""

    model_config = ConfigDict(json_schema_extra={"examples": [{**_TABLE, "items": _CODES}]})

    items: list[CodeOfTable]

    @classmethod
    def of(cls, table: Table) -> Self:
        codes = [
            CodeOfTable.model_validate(vars(code) | {"merged_into": list(code.merged_into)}) for code in table.codes
        ]
        return cls(table=table.name, title=table.title, source=table.source, items=codes)
