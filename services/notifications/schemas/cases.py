"""Published cases, as they cross HTTP."""

from datetime import datetime
from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, Field

from services.notifications.domain.helping.cases import State, Step
from services.notifications.schemas import helping_examples as examples
from services.notifications.schemas.paragraphs import Paragraphs
from services.notifications.service.helping.cases import Shown
from shared.pages import PageQuery
from shared.strict import Body
from shared.values import District, Name, Text


class CaseIn(Body):
    model_config = ConfigDict(json_schema_extra={"examples": [examples.WRITTEN]})

    title: Name
    text: Paragraphs = Field(description="正文，可分段")
    organiser: Name = Field(description="由谁宣传")

    def terms(self) -> dict[str, Any]:
        return self.model_dump()


class CaseStepIn(Body):
    model_config = ConfigDict(json_schema_extra={"examples": [{"step": "publish"}]})

    step: Annotated[Step, Field(strict=False)] = Field(description="publish 发布，withdraw 撤下（须写明原因）")
    reason: Text | None = None


class ConsentIn(Body):
    model_config = ConfigDict(json_schema_extra={"examples": [{"agrees": True, "edition": 1}]})

    agrees: bool
    edition: int = Field(ge=1, le=1_000_000, description="所阅读的是第几稿")


class DeskQuery(PageQuery):
    district: District | None = Field(default=None, description="区、县（市）")
    state: Annotated[State, Field(strict=False)] | None = Field(default=None, description="状态")


class CaseOut(BaseModel):
    model_config = ConfigDict(json_schema_extra={"examples": [examples.CASE]})

    case_id: str
    uscc: str
    name: str
    district: str
    honour: str | None = Field(description="表彰：现为国家级专精特新“小巨人”企业的注明")
    title: str
    text: str
    organiser: str
    state: State
    state_label: str
    edition: int = Field(description="第几稿；企业的同意只对这一稿有效")
    answered_at: datetime | None = Field(description="企业同意或不同意的时间")
    published_at: datetime | None
    reason: str | None = Field(description="撤下的原因")
    version: int

    @classmethod
    def of(cls, one: Shown) -> Self:
        state = State(one.row.state)
        names = {
            "case_id", "title", "text", "organiser", "edition", "answered_at", "published_at", "reason", "version",
        }  # fmt: skip
        return cls(
            **one.row.model_dump(include=names),
            uscc=one.enterprise.uscc,
            name=one.enterprise.name,
            district=one.enterprise.district,
            honour=one.honour,
            state=state,
            state_label=state.label,
        )


class CasePage(BaseModel):
    model_config = ConfigDict(json_schema_extra={"examples": [{"items": [examples.CASE], "next_cursor": None}]})

    items: list[CaseOut]
    next_cursor: str | None


class CaseList(BaseModel):
    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"items": [examples.CASE | {"state": "asked", "state_label": "待企业确认", "published_at": None}]}
            ]
        }
    )

    items: list[CaseOut]
