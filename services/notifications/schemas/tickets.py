"""Tickets, as enterprises and officers write and read them."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from services.notifications.domain.sides import Side
from services.notifications.domain.tickets import LinkKind, TicketState, TicketStep, Topic
from services.notifications.domain.tickets.figures import Line
from services.notifications.schemas import ticket_examples as examples
from services.notifications.service.tickets.files import Question, Shown
from services.notifications.store.tables import TicketStepRow
from services.notifications.store.tickets import Wanted
from shared.days import Day
from shared.pages import PageQuery
from shared.strict import Body
from shared.values import CITY, DISTRICTS, District, Name, Text

_TOPICS = "；".join(f"{one} {one.label}" for one in Topic)
_LINKS = "；".join(f"{one} {one.label}" for one in LinkKind)
DepartmentIn = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2,4}$")]
LinkId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9-]{1,60}$")]


class LinkIn(Body):
    """所涉事项，应用据此直达"""

    kind: Annotated[LinkKind, Field(strict=False, description=_LINKS)]
    id: LinkId


class QuestionIn(Body):
    model_config = ConfigDict(json_schema_extra={"examples": [examples.QUESTION]})

    topic: Annotated[Topic, Field(strict=False, description=_TOPICS)]
    title: Name
    words: Text
    link: LinkIn | None = None

    def question(self) -> Question:
        link = None if self.link is None else (self.link.kind, self.link.id)
        return Question(self.topic, self.title, self.words, link)


class SupplementIn(Body):
    model_config = ConfigDict(json_schema_extra={"examples": [{"words": "称号证书编号为示例-1。"}]})

    words: Text


class AnswerIn(Body):
    model_config = ConfigDict(json_schema_extra={"examples": [{"step": "answer", "words": "免申即享，无须另外申请。"}]})

    step: Annotated[Literal["answer", "question"], Field(description="answer 答复；question 请企业补充，期间不计时")]
    words: Text

    @property
    def taken(self) -> TicketStep:
        return TicketStep(self.step)


class TransferIn(Body):
    model_config = ConfigDict(
        json_schema_extra={"examples": [{"district": "330100", "department": "KJ", "reason": "涉及市级科技项目。"}]}
    )

    district: District | Literal["330100"] = Field(description="区、县（市）；330100 为市级")
    department: DepartmentIn | None = Field(default=None, description="部门代码，见代码表 departments")
    reason: Text = Field(description="移交说明，企业可见")


class RatingIn(Body):
    model_config = ConfigDict(json_schema_extra={"examples": [{"stars": 5, "words": None}]})

    stars: int = Field(ge=1, le=5)
    words: Text | None = None


class TicketStepOut(BaseModel):
    number: int
    at: datetime
    step: TicketStep
    step_label: str
    side: Side
    side_label: str
    state: TicketState
    state_label: str
    words: str | None
    due_on: date
    district: str
    department: str | None
    stars: int | None
    account: str | None = Field(description="办理所用账户，审计人员可见")

    @classmethod
    def of(cls, row: TicketStepRow, *, names_accounts: bool) -> Self:
        same = {"number", "at", "step", "side", "state", "words", "due_on", "district", "department", "stars"}
        return cls(
            **row.model_dump(include=same),
            step_label=TicketStep(row.step).label,
            side_label=Side(row.side).label,
            state_label=TicketState(row.state).label,
            account=row.actor if names_accounts else None,
        )


class TicketOut(BaseModel):
    """服务工单. `due_on` is the last day of whoever's turn it is."""

    model_config = ConfigDict(json_schema_extra={"examples": [examples.TICKET]})

    ticket_id: str
    uscc: str | None
    name: str | None
    district: str = Field(description="办理地；330100 为市级")
    department: str | None
    topic: Topic
    topic_label: str
    title: str
    link_kind: LinkKind | None
    link_kind_label: str | None
    link_id: str | None
    state: TicketState
    state_label: str
    due_on: date = Field(description="轮到的一方最后一天；已办结的为办结日")
    escalated: bool = Field(description="逾期未答复，已升级至市级")
    asked_at: datetime
    answered_at: datetime | None = Field(description="首次答复")
    in_time: bool | None = Field(description="均在时限内答复；尚无可判定的为空")
    stars: int | None
    version: int

    @classmethod
    def of(cls, shown: Shown, **more: Any) -> Self:
        row, firm = shown.row, shown.enterprise
        same = set(cls.model_fields) & set(type(row).model_fields)
        return cls(
            **row.model_dump(include=same),
            uscc=firm and firm.uscc,
            name=firm and firm.name,
            topic_label=Topic(row.topic).label,
            link_kind_label=LinkKind(row.link_kind).label if row.link_kind else None,
            state_label=TicketState(row.state).label,
            **more,
        )


class TicketWhole(TicketOut):
    """With everything that was said."""

    model_config = ConfigDict(json_schema_extra={"examples": [examples.WHOLE]})

    history: list[TicketStepOut]

    @classmethod
    def whole(cls, shown: Shown, *, names_accounts: bool = False) -> Self:
        steps = [TicketStepOut.of(one, names_accounts=names_accounts) for one in shown.steps]
        return cls.of(shown, history=steps)


class TicketPage(BaseModel):
    model_config = ConfigDict(json_schema_extra={"examples": [{"items": [examples.TICKET], "next_cursor": None}]})

    items: list[TicketOut]
    next_cursor: str | None


class TicketQuery(PageQuery):
    district: District | None = Field(default=None, description="办理地", examples=["330108"])
    department: DepartmentIn | None = Field(default=None, description="部门代码", examples=["JX"])
    state: Annotated[TicketState, Field(strict=False)] | None = Field(
        default=None, description="状态；省略为待经办人员答复的", examples=["open"]
    )
    topic: Annotated[Topic, Field(strict=False)] | None = Field(default=None, description=_TOPICS, examples=["policy"])
    escalated: bool | None = Field(default=None, description="已升级至市级")
    overdue: bool | None = Field(default=None, description="已过最后一天")

    def wanted(self) -> Wanted:
        return Wanted(self.district, self.department, self.state, self.topic, self.escalated, self.overdue)


class FiguresQuery(BaseModel):
    model_config = ConfigDict(extra="forbid")

    since: Day | None = Field(default=None, description="提出日起，含；省略为本年第一天")
    until: Day | None = Field(default=None, description="提出日止，含；省略为今天")
    district: District | None = Field(default=None, description="办理地", examples=["330108"])


class FiguresLine(BaseModel):
    district: str | None
    district_label: str
    asked: int
    answered: int
    unanswered: int = Field(description="现待答复")
    in_time: int
    late: int
    in_time_percent: Decimal | None = Field(description="时限内答复占比，%")
    median_hours: Decimal | None = Field(description="首次答复用时中位数，小时；不含等待企业补充的时间")
    rated: int
    mean_stars: Decimal | None

    @classmethod
    def of(cls, line: Line) -> Self:
        label = _PLACES[line.district] if line.district else "合计"
        return cls.model_validate({name: getattr(line, name) for name in Line.__slots__} | {"district_label": label})


_PLACES = {CITY: "市级", **DISTRICTS}


class TicketFigures(BaseModel):
    model_config = ConfigDict(json_schema_extra={"examples": [examples.FIGURES]})

    since: date
    until: date
    items: list[FiguresLine]
    total: FiguresLine

    @classmethod
    def of(cls, since: date, until: date, lines: list[Line]) -> Self:
        *items, total = map(FiguresLine.of, lines)
        return cls(since=since, until=until, items=items, total=total)
