"""The directory of providers, and services done by them, as they cross HTTP."""

import json
from datetime import date, datetime
from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, Field

from services.notifications.domain.helping.providers import Region, Step, Voucher, mean
from services.notifications.help_kinds import kind_of
from services.notifications.schemas import helping_examples as examples
from services.notifications.schemas.activities import Kind
from services.notifications.schemas.paragraphs import Paragraphs
from services.notifications.store.providers import Filters
from services.notifications.store.tables import ProviderRow, ProviderUseRow
from shared.pages import PageQuery
from shared.strict import Body
from shared.values import Name, Text, spelled, yuan

RegionIn = Annotated[Region, Field(strict=False)]
VoucherIn = Annotated[Voucher, Field(strict=False)]


class ServiceIn(Body):
    kind: Kind = Field(description="种类，见 GET /notifications/v1/activity-kinds")
    text: Text = Field(description="提供什么服务、如何收费")


class ProviderIn(Body):
    model_config = ConfigDict(json_schema_extra={"examples": [examples.TERMS]})

    name: Name
    region: RegionIn = Field(description="shanghai 上海市，jiangsu 江苏省，zhejiang 浙江省，anhui 安徽省")
    text: Paragraphs = Field(description="机构简介；可分段")
    services: list[ServiceIn] = Field(min_length=1, max_length=40)
    vouchers: list[VoucherIn] = Field(
        default=[], max_length=2, description="接受的用券：innovation-voucher-quota 科技创新券，service-voucher 服务券"
    )
    contact: Name = Field(description="机构办公联系方式，请勿填写个人信息")
    document: Name = Field(description="入驻依据的文件")

    def terms(self) -> dict[str, Any]:
        return self.model_dump(mode="json")


class ProviderStepIn(Body):
    model_config = ConfigDict(json_schema_extra={"examples": [{"step": "suspend", "reason": "资质到期，待更新"}]})

    step: Annotated[Step, Field(strict=False)] = Field(description="suspend 暂停，resume 恢复")
    reason: Text


class ProviderQuery(PageQuery):
    kind: Kind | None = Field(default=None, description="提供的服务种类")
    region: RegionIn | None = Field(default=None, description="所在地")
    voucher: VoucherIn | None = Field(default=None, description="接受的用券")
    name: Name | None = Field(default=None, description="名称的一部分")
    suspended: bool = Field(default=False, description="只看已暂停的；市级经办人员")

    def asked(self) -> Filters:
        key = None if self.name is None else spelled(self.name)
        return Filters(self.kind, self.region, self.voucher, key, self.suspended)


class ServiceOut(ServiceIn):
    model_config = ConfigDict(extra="ignore", strict=False)

    kind_label: str
    clause: str


class ProviderOut(BaseModel):
    model_config = ConfigDict(json_schema_extra={"examples": [examples.PROVIDER]})

    provider_id: str
    name: str
    region: Region
    region_label: str
    text: str
    services: list[ServiceOut]
    vouchers: list[Voucher]
    voucher_labels: list[str]
    contact: str
    document: str
    suspended: bool
    reason: str | None = Field(description="暂停或恢复的原因")
    uses: int = Field(description="以用券结算的服务次数")
    ratings: int = Field(description="评价数")
    rating: str | None = Field(description="平均评分，五分制")
    version: int

    @classmethod
    def of(cls, row: ProviderRow) -> Self:
        region, vouchers = Region(row.region), [Voucher(code) for code in row.vouchers.split()]
        names = {
            "provider_id",
            "name",
            "text",
            "contact",
            "document",
            "suspended",
            "reason",
            "uses",
            "ratings",
            "version",
        }
        return cls(
            **row.model_dump(include=names),
            region=region,
            region_label=region.label,
            services=[_service(one) for one in json.loads(row.services)],
            vouchers=vouchers,
            voucher_labels=[one.label for one in vouchers],
            rating=mean(row.stars, row.ratings),
        )


def _service(kept: dict[str, str]) -> ServiceOut:
    kind = kind_of(kept["kind"])
    return ServiceOut(**kept, kind_label=kind.label, clause=kind.clause)


class ProviderPage(BaseModel):
    model_config = ConfigDict(json_schema_extra={"examples": [{"items": [examples.PROVIDER], "next_cursor": None}]})

    items: list[ProviderOut]
    next_cursor: str | None


class UseOut(BaseModel):
    model_config = ConfigDict(json_schema_extra={"examples": [examples.USE]})

    voucher_id: str
    provider_id: str
    provider: str
    purpose: str
    used: str = Field(description="用券实际使用，元")
    document: str
    settled_on: date
    rating: int | None
    words: str | None
    rated_at: datetime | None

    @classmethod
    def of(cls, row: ProviderUseRow) -> Self:
        return cls(**row.model_dump(include=set(cls.model_fields)), used=yuan(row.used_fen))


class UsePage(BaseModel):
    model_config = ConfigDict(json_schema_extra={"examples": [{"items": [examples.USE], "next_cursor": None}]})

    items: list[UseOut]
    next_cursor: str | None
