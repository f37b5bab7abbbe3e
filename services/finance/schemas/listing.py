"""上市培育 as it crosses HTTP."""

from datetime import date, datetime
from typing import Annotated, Any, Final, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from services.finance.domain.listing import Exchange, Stage, Step
from services.finance.service.listing import NewStep, Progress
from services.finance.store.listing import Candidate
from services.finance.store.tables import ListingStepRow
from shared.days import Day
from shared.pages import PageQuery
from shared.strict import Body
from shared.values import DISTRICTS, Name, Text

_Example = dict[str, Any]
_STEP: Final[_Example] = {
    "stage": "listed",
    "happened_on": "2026-11-20",
    "exchange": "bse",
    "issuer": "北京证券交易所",
    "document": "示例公告-2026-118",
}
_NOTED: Final[_Example] = {
    **_STEP,
    "number": 4,
    "stage_label": "上市",
    "exchange_label": "北京证券交易所",
    "corrects": None,
    "corrected": False,
    "reason": None,
    "recorded_at": "2026-11-24T02:00:00Z",
    "actor": None,
}
_CANDIDATE: Final[_Example] = {
    "uscc": "91330108MAXB0012XH",
    "name": "示例精密有限公司",
    "district": "330108",
    "district_name": "滨江区",
    "candidate": True,
    "stage": "listed",
    "stage_label": "上市",
    "exchange": "bse",
    "exchange_label": "北京证券交易所",
}
StageIn = Annotated[Stage, Field(strict=False)]
ExchangeIn = Annotated[Exchange, Field(strict=False)]
Number = Annotated[str, StringConstraints(pattern=r"^[^\s\x00-\x1f\x7f]{1,60}$")]


class ListingStepIn(Body):
    model_config = ConfigDict(json_schema_extra={"examples": [_STEP]})

    stage: StageIn | None = Field(
        default=None,
        description="reform 股份制改造，tutoring 辅导备案，filed 申报受理，approved 审核通过，"
        "registered 同意注册，listed 上市，stopped 终止；只有撤销原来的一步时不写",
    )
    happened_on: Day | None = Field(default=None, description="哪一天；与 stage 同写")
    exchange: ExchangeIn | None = Field(
        default=None, description="上市地：bse 北交所，sse 上交所，szse 深交所，overseas 境外；自申报受理起必填"
    )
    issuer: Name | None = Field(default=None, description="证明文件的出具单位；上市公告的发布单位")
    document: Number | None = Field(default=None, description="证明文件编号；上市时为上市公告的编号")
    corrects: Annotated[int, Field(ge=1, le=10_000)] | None = Field(default=None, description="更正时：被更正的序号")
    reason: Text | None = Field(default=None, description="更正的理由，更正时必填")

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if (self.stage is None) is not (self.happened_on is None):
            raise ValueError("stage 与 happened_on 应同写或同不写")
        return self

    def to_step(self) -> NewStep:
        step = None
        if self.stage is not None and self.happened_on is not None:
            step = Step(self.stage, self.happened_on, self.exchange, self.issuer, self.document)
        return NewStep(step, self.corrects, self.reason)


class CandidateQuery(PageQuery):
    stage: StageIn | None = Field(default=None, description="现在到哪一步", examples=["tutoring"])
    exchange: ExchangeIn | None = Field(default=None, description="上市地", examples=["bse"])


class CandidateOut(BaseModel):
    """市级重点拟上市企业, or an enterprise on its way that has lost its title since."""

    model_config = ConfigDict(json_schema_extra={"examples": [_CANDIDATE]})

    uscc: str
    name: str
    district: str
    district_name: str
    candidate: bool = Field(description="今天在市级重点拟上市企业名单上：持有省级以上称号即自动纳入")
    stage: Stage | None = Field(description="现在到哪一步；空为尚无进程")
    stage_label: str | None
    exchange: Exchange | None
    exchange_label: str | None

    @classmethod
    def of(cls, one: Candidate) -> Self:
        stage = Stage(one.road.stage) if one.road and one.road.stage else None
        exchange = Exchange(one.road.exchange) if one.road and one.road.exchange else None
        return cls(**_place(one.uscc, one.name, one.district), candidate=one.member, **_stage(stage, exchange))


def _place(uscc: str, name: str, district: str) -> dict[str, Any]:
    return {"uscc": uscc, "name": name, "district": district, "district_name": DISTRICTS.get(district, "")}


def _stage(stage: Stage | None, exchange: Exchange | None) -> dict[str, Any]:
    return {
        "stage": stage,
        "stage_label": stage and stage.label,
        "exchange": exchange,
        "exchange_label": exchange and exchange.label,
    }


class CandidatePage(BaseModel):
    model_config = ConfigDict(json_schema_extra={"examples": [{"items": [_CANDIDATE], "next_cursor": None}]})

    items: list[CandidateOut]
    next_cursor: str | None


class ListingStepOut(BaseModel):
    number: int
    stage: Stage | None = Field(description="空：撤销所更正的一步")
    stage_label: str | None
    happened_on: date | None
    exchange: Exchange | None
    exchange_label: str | None
    issuer: str | None
    document: str | None
    corrects: int | None
    corrected: bool = Field(description="已由后来的一步更正，不再计入")
    reason: str | None
    recorded_at: datetime
    actor: str | None = Field(description="谁登记的；企业看不到")

    @classmethod
    def of(cls, row: ListingStepRow, corrected: bool, names_people: bool) -> Self:
        stage = None if row.stage is None else Stage(row.stage)
        exchange = None if row.exchange is None else Exchange(row.exchange)
        return cls(
            **_stage(stage, exchange),
            **row.model_dump(include={"number", "happened_on", "issuer", "document", "corrects", "reason"}),
            corrected=corrected,
            recorded_at=row.recorded_at,
            actor=row.actor if names_people else None,
        )


class ListingRoadOut(CandidateOut):
    """上市进程, with everything that was written down of it."""

    model_config = ConfigDict(json_schema_extra={"examples": [{**_CANDIDATE, "version": 4, "history": [_NOTED]}]})

    version: int
    history: list[ListingStepOut]

    @classmethod
    def of_progress(cls, one: Progress) -> Self:
        corrected = {row.corrects for row in one.history}
        last = one.road.last
        return cls(
            **_place(one.uscc, one.name, one.district),
            candidate=one.member,
            **_stage(None if last is None else last.stage, None if last is None else last.exchange),
            version=one.version,
            history=[ListingStepOut.of(row, row.number in corrected, one.names_people) for row in one.history],
        )
