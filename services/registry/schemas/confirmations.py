"""Registrations that await confirmation, as officers read them."""

from datetime import date, datetime
from typing import Annotated, Any, Final, Self

from pydantic import BaseModel, ConfigDict, Field

from services.registry.domain.confirmations import STANDING_LABELS, Standing
from services.registry.schemas.enterprises import DistrictIn
from services.registry.store.confirmations import Listed
from shared.days import utc
from shared.pages import PageQuery
from shared.values import DISTRICTS

_LINE: Final[dict[str, Any]] = {
    "uscc": "91330108MAXB0012XH",
    "name": "示例传感技术有限公司",
    "district": "330108",
    "district_name": "滨江区",
    "standing": "awaiting",
    "standing_label": "待市场监管部门答复",
    "words": "市场监管部门未能答复，名称与登记状态待核",
    "registered_at": "2026-11-23T01:31:19.583859Z",
    "asked_on": "2026-11-24",
    "times_asked": 2,
}


class ConfirmationQuery(PageQuery):
    standing: (
        Annotated[
            Standing,
            Field(description="awaiting 待答复，contradicted 与登记不符，confirmed 已核对；省略为前两种"),
        ]
        | None
    ) = None
    district: DistrictIn | None = None


class ConfirmationOut(BaseModel):
    uscc: str
    name: str
    district: str
    district_name: str
    standing: Standing
    standing_label: str
    words: str = Field(description="市场监管部门最近一次答复的结果")
    registered_at: datetime
    asked_on: date = Field(description="最近一次询问市场监管部门的日期；未核对的每日再询")
    times_asked: int

    @classmethod
    def of(cls, one: Listed) -> Self:
        row = one.row
        return cls(
            uscc=one.uscc,
            name=one.name,
            district=one.district,
            district_name=DISTRICTS[one.district],
            standing=Standing(row.standing),
            standing_label=STANDING_LABELS[Standing(row.standing)],
            words=row.words,
            registered_at=utc(row.registered_at),
            asked_on=row.asked_on,
            times_asked=row.times_asked,
        )


class ConfirmationPage(BaseModel):
    model_config = ConfigDict(json_schema_extra={"examples": [{"items": [_LINE], "next_cursor": None}]})

    items: list[ConfirmationOut]
    next_cursor: str | None
