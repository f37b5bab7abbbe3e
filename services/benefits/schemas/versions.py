"""Versions of measures: as officers write and read them."""

import json
from datetime import date, datetime
from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, Field

from services.benefits.domain.versions import Step, VersionState
from services.benefits.schemas import version_examples as examples
from services.benefits.service.rulebook import issuer
from services.benefits.service.versions import Shown, Wanted
from services.benefits.store.tables import MeasureVersionRow, MeasureVersionStepRow, PublicationRow
from shared.days import Day
from shared.pages import PageQuery
from shared.strict import Body
from shared.values import CITY, DISTRICTS, Text

Level = Annotated[
    str,
    Field(json_schema_extra={"enum": [CITY, *DISTRICTS]}, pattern=f"^({'|'.join([CITY, *DISTRICTS])})$"),
]
Short = Annotated[Text, Field(max_length=120)]


class MeasureBodyIn(Body):
    """条款, in the language of the policy set: `/benefits/v1/facts` lists what an audience may ask."""

    model_config = ConfigDict(json_schema_extra={"examples": [examples.BODY]})

    document: Short = Field(description="依据文件的名称与文号")
    article: Annotated[str, Field(min_length=1, max_length=20)] = Field(description="第几条")
    departments: Annotated[list[Annotated[str, Field(min_length=1, max_length=40)]], Field(min_length=1, max_length=20)]
    measure: dict[str, Any] = Field(
        description="条款：id、benefit_code、label、citation、category、subject、audience、formula、certainty、plain 等"
    )

    def written(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in MeasureBodyIn.model_fields}


class MeasureVersionIn(MeasureBodyIn):
    model_config = ConfigDict(json_schema_extra={"examples": [examples.NEW]})

    district: Level = Field(description="由谁发布：区、县（市）代码，市级为 330100")


class ApprovalIn(Body):
    model_config = ConfigDict(json_schema_extra={"examples": [{"in_force_from": "2026-12-01"}]})

    in_force_from: Day = Field(description="从哪天起施行；今天或以后")


class WithdrawalIn(Body):
    model_config = ConfigDict(json_schema_extra={"examples": [{"reason": "政策到期", "document": "示例文号"}]})

    reason: Annotated[Text, Field(max_length=300)]
    document: Short


class MeasureVersionOut(BaseModel):
    """条款版本"""

    model_config = ConfigDict(json_schema_extra={"examples": [examples.VERSION]})

    version_id: str
    benefit_code: str
    number: int = Field(description="这一 benefit_code 的第几版")
    district: str
    issuer: str
    state: VersionState
    state_label: str
    label: str
    document: str
    digest: str = Field(description="正文的 SHA-256：批准的就是预演过的")
    drafted_by: str
    drafted_at: datetime
    rehearsal_id: str | None
    approved_by: str | None
    approved_at: datetime | None
    in_force_from: date | None
    published_at: datetime | None
    withdrawn_on: date | None
    withdrawal: str | None

    @classmethod
    def of(cls, row: MeasureVersionRow) -> Self:
        return cls.model_validate(members(row))


class StepOut(BaseModel):
    step: Step
    step_label: str
    actor: str
    at: datetime
    note: str

    @classmethod
    def of(cls, row: MeasureVersionStepRow) -> Self:
        own = row.model_dump(include={"step", "actor", "at", "note"})
        return cls(step_label=Step(row.step).label, **own)


class PublicationOut(BaseModel):
    """施行或停止对全体企业的处理进度"""

    step: Step
    begun_at: datetime
    matched: int = Field(description="匹配到的企业数")
    opened: int = Field(description="新开启的享受资格数")
    closed: int = Field(description="关闭的享受资格数")
    finished_at: datetime | None = Field(description="处理完毕的时间；进行中则为空")

    @classmethod
    def of(cls, row: PublicationRow) -> Self:
        return cls.model_validate(row.model_dump(include=set(cls.model_fields)))


class MeasureVersionDetail(MeasureVersionOut):
    model_config = ConfigDict(json_schema_extra={"examples": [examples.SHOWN]})

    body: dict[str, Any]
    steps: list[StepOut]
    publications: list[PublicationOut]

    @classmethod
    def shown(cls, one: Shown) -> Self:
        return cls.model_validate(
            {
                **members(one.row),
                "body": json.loads(one.row.body),
                "steps": [StepOut.of(row) for row in one.steps],
                "publications": [PublicationOut.of(row) for row in one.publications],
            }
        )


def members(row: MeasureVersionRow) -> dict[str, Any]:
    own = row.model_dump(exclude={"body", "edit"})
    return {**own, "issuer": issuer(row.district), "state_label": VersionState(row.state).label}


class MeasureVersionPage(BaseModel):
    model_config = ConfigDict(json_schema_extra={"examples": [{"items": [examples.VERSION], "next_cursor": None}]})

    items: list[MeasureVersionOut]
    next_cursor: str | None


class MeasureVersionQuery(PageQuery):
    district: Level | None = Field(default=None, description="由谁发布", examples=["330100"])
    state: VersionState | None = Field(default=None, description="状态", examples=["in_force"])
    benefit_code: str | None = Field(default=None, max_length=60, examples=["specialised-first-award"])

    def wanted(self) -> Wanted:
        return Wanted(self.district, self.state, self.benefit_code)
