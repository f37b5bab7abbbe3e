"""Needs of talents and the catalogue made of them, as they cross HTTP."""

from datetime import date, datetime
from typing import Annotated, Any, Final, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from services.notifications.domain.talents import Level, Line, NeedState, NeedStep
from services.notifications.service.talents.catalogues import PLACES, Edition, Figure
from services.notifications.service.talents.needs import Said, Shown
from services.notifications.store.tables import TalentCatalogueRow
from services.notifications.store.talents import Wanted
from services.notifications.talent_data import all_occupations, occupation_label
from shared.days import Day
from shared.pages import PageQuery
from shared.strict import Body
from shared.values import District, Money, Name, Text, YuanIn, yuan

OccupationCode = Annotated[str, StringConstraints(pattern=r"^[a-z_]{1,24}$")]
_OCCUPATIONS: Final = "职业类别：" + "；".join(f"{code} {label}" for code, label in all_occupations().items())
_SAID: Final[dict[str, Any]] = {
    "occupation": "research",
    "title": "压力传感器芯片设计工程师",
    "level": "senior",
    "number": 2,
    "skills": "五年以上 MEMS 设计经验，熟悉流片与封装测试。",
    "salary_low": "300000.00",
    "salary_high": "500000.00",
    "may_be_named": False,
    "until_on": "2027-06-30",
}
_NEED: Final[dict[str, Any]] = _SAID | {
    "need_id": "7b1e4c0d-9a35-4f68-b2d1-0c8e6f5a3d97",
    "uscc": "91330108MAXB0012XH",
    "name": "示例传感技术有限公司",
    "district": "330108",
    "occupation_label": "研究开发",
    "level_label": "高级",
    "state": "open",
    "state_label": "有效",
    "lapsed": False,
    "declared_at": "2026-11-24T02:00:00Z",
    "version": 1,
}
_EDITION: Final[dict[str, Any]] = {
    "catalogue_id": "e4a90b7c-1d52-4c3f-8e06-5b9d7a2f1c84",
    "year": 2026,
    "number": 1,
    "title": "2026年第一期紧缺专业人才需求目录",
    "published_on": "2026-11-24",
    "needs": 64,
    "left_out": 3,
}
_LINE: Final[dict[str, Any]] = {
    "district": "330108",
    "district_label": "滨江区",
    "industry": "C39",
    "occupation": "research",
    "occupation_label": "研究开发",
    "number": 14,
    "levels": {"senior": 10, "expert": 4},
    "enterprises": 5,
    "named": ["示例传感技术有限公司"],
}
_FIGURE: Final[dict[str, Any]] = {
    "key": "research",
    "label": "研究开发",
    "needs": 21,
    "people": 58,
    "enterprises": 17,
}


class NeedIn(Body):
    model_config = ConfigDict(json_schema_extra={"examples": [_SAID]})

    occupation: OccupationCode = Field(description=_OCCUPATIONS)
    title: Name = Field(description="岗位")
    level: Annotated[Level, Field(strict=False, description="；".join(f"{one} {one.label}" for one in Level))]
    number: int = Field(ge=1, le=1_000, description="人数")
    skills: Text
    salary_low: YuanIn | None = Field(default=None, description="年薪下限，元")
    salary_high: YuanIn | None = Field(default=None, description="年薪上限，元")
    may_be_named: bool = Field(default=False, description="同意在目录中列示企业名称")
    until_on: Day = Field(description="有效期，最长一年，到期前可续期")

    @model_validator(mode="after")
    def _is_a_band(self) -> Self:
        low, high = _fen(self.salary_low), _fen(self.salary_high)
        if low is not None and high is not None and low > high:
            raise ValueError("年薪下限不得高于上限")
        return self

    def said(self) -> Said:
        same = ("occupation", "title", "level", "number", "skills", "may_be_named", "until_on")
        return Said(
            **{name: getattr(self, name) for name in same},
            salary_low_fen=_fen(self.salary_low),
            salary_high_fen=_fen(self.salary_high),
        )


def _fen(amount: str | None) -> int | None:
    return None if amount is None else int(Money.from_yuan(amount))


def _yuan(fen: int | None) -> str | None:
    return None if fen is None else yuan(fen)


class NeedEndingIn(Body):
    model_config = ConfigDict(json_schema_extra={"examples": [{"step": "fill"}]})

    step: Literal["fill", "withdraw"] = Field(description="fill 已招到；withdraw 撤回")

    @property
    def taken(self) -> NeedStep:
        return NeedStep(self.step)


class NeedOut(BaseModel):
    """紧缺专业人才需求"""

    model_config = ConfigDict(json_schema_extra={"examples": [_NEED]})

    need_id: str
    uscc: str | None
    name: str | None
    district: str | None
    occupation: str
    occupation_label: str
    title: str
    level: Level
    level_label: str
    number: int
    skills: str
    salary_low: str | None
    salary_high: str | None
    may_be_named: bool
    until_on: date
    state: NeedState
    state_label: str
    lapsed: bool = Field(description="有效期已过，续期后再列入目录")
    declared_at: datetime
    version: int

    @classmethod
    def of(cls, shown: Shown) -> Self:
        row, firm = shown.row, shown.enterprise
        return cls(
            **row.model_dump(include=set(cls.model_fields) & set(type(row).model_fields)),
            uscc=firm and firm.uscc,
            name=firm and firm.name,
            district=firm and firm.district,
            occupation_label=occupation_label(row.occupation),
            level_label=Level(row.level).label,
            salary_low=_yuan(row.salary_low_fen),
            salary_high=_yuan(row.salary_high_fen),
            state_label=NeedState(row.state).label,
            lapsed=row.until_on < shown.today,
        )


class NeedPage(BaseModel):
    model_config = ConfigDict(json_schema_extra={"examples": [{"items": [_NEED], "next_cursor": None}]})

    items: list[NeedOut]
    next_cursor: str | None


class NeedQuery(PageQuery):
    district: District | None = Field(default=None, description="企业所在地", examples=["330108"])
    occupation: OccupationCode | None = Field(default=None, description="职业类别", examples=["research"])
    state: Annotated[NeedState, Field(strict=False)] | None = Field(default=None, description="状态")

    def wanted(self) -> Wanted:
        return Wanted(self.district, self.occupation, self.state)


class NeedFiguresQuery(BaseModel):
    model_config = ConfigDict(extra="forbid")

    by: Literal["district", "industry", "occupation"] = Field(default="occupation", description="分组")
    district: District | None = Field(default=None, description="企业所在地", examples=["330108"])


class FigureOut(BaseModel):
    key: str
    label: str
    needs: int
    people: int
    enterprises: int

    @classmethod
    def of(cls, one: Figure) -> Self:
        return cls(**vars(one))


class NeedFigures(BaseModel):
    """有效需求汇总，供内部使用，不作公布"""

    model_config = ConfigDict(json_schema_extra={"examples": [{"items": [_FIGURE]}]})

    items: list[FigureOut]


class CatalogueIn(Body):
    model_config = ConfigDict(json_schema_extra={"examples": [{"title": "2026年第一期紧缺专业人才需求目录"}]})

    title: Name


class EditionOut(BaseModel):
    catalogue_id: str
    year: int
    number: int = Field(description="当年第几期")
    title: str
    published_on: date
    needs: int = Field(description="汇总的需求条数")
    left_out: int | None = Field(description="因企业过少未列示的人数；涉及的企业也过少时为空")

    @classmethod
    def of(cls, row: TalentCatalogueRow, **more: Any) -> Self:
        same = {"catalogue_id", "year", "number", "title", "published_on", "needs", "left_out"}
        return cls(**row.model_dump(include=same), **more)


class EditionList(BaseModel):
    model_config = ConfigDict(json_schema_extra={"examples": [{"items": [_EDITION]}]})

    items: list[EditionOut] = Field(description="第一项为现行目录")


class LineOut(BaseModel):
    district: str = Field(description="330100：各区、县（市）企业过少的合并列示")
    district_label: str
    industry: str | None
    occupation: str
    occupation_label: str
    number: int
    levels: dict[Level, int]
    enterprises: int
    named: list[str] = Field(description="同意列示的企业")

    @classmethod
    def of(cls, line: Line) -> Self:
        return cls(
            **{name: getattr(line, name) for name in ("district", "industry", "occupation", "number", "enterprises")},
            district_label=PLACES[line.district],
            occupation_label=occupation_label(line.occupation),
            levels=dict(line.levels),
            named=list(line.named),
        )


class CatalogueOut(EditionOut):
    """紧缺专业人才需求目录"""

    model_config = ConfigDict(json_schema_extra={"examples": [_EDITION | {"lines": [_LINE]}]})

    lines: list[LineOut]

    @classmethod
    def whole(cls, edition: Edition) -> Self:
        return cls.of(edition.row, lines=[LineOut.of(one) for one in edition.lines])
