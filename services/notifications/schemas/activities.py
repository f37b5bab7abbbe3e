"""Services and activities, as they cross HTTP."""

from datetime import date, datetime, time
from typing import Annotated, Any, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, model_validator

from services.notifications.domain.helping.activities import State, Step, takes_registrations
from services.notifications.domain.helping.kinds import HelpKinds
from services.notifications.domain.helping.providers import mean
from services.notifications.schemas import helping_examples as examples
from services.notifications.schemas.paragraphs import Paragraphs
from services.notifications.service.helping.activities import Shown
from services.notifications.store.activities import Filters
from shared.conditions import ConditionRefused, read, words
from shared.conditions.enterprises import ENTERPRISE
from shared.days import DAY, SHANGHAI, Day, Moment
from shared.pages import PageQuery
from shared.strict import Body
from shared.values import Name, Text, Verdict


def _text(value: object) -> object:
    """JSON has no instants: a number would be taken for seconds of the epoch."""
    if not isinstance(value, str):
        raise ValueError("时刻应写作 YYYY-MM-DDTHH:MM:SSZ，并注明时区")  # pydantic reports ValueError
    return value


At = Annotated[Moment, Field(strict=False), BeforeValidator(_text)]
Kind = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]{1,39}$")]
Scope = Annotated[str, StringConstraints(pattern=r"^3301\d\d$")]
"""A district, or 330100 of the city"""


class KindOut(BaseModel):
    kind: str
    label: str
    clause: str = Field(description="条款编号")
    text: str = Field(description="条款原文要点")
    groups: dict[str, str] = Field(description="条款区分的对象类别；发布时选其一")
    free: bool = Field(description="条款写明公益性")
    point_to_point: bool = Field(description="“点对点”七项专业服务之一")


class KindList(BaseModel):
    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "rules": "HZ-DRAFT-2022",
                    "source": "杭州市加快中小企业“专精特新”发展行动计划（公开征求意见稿）",
                    "items": [
                        {
                            "kind": "energy-diagnosis",
                            "label": "公益性节能诊断",
                            "clause": "17-2",
                            "text": "节能诊断机构开展公益性节能诊断服务，为中小企业提供节能解决方案",
                            "groups": {},
                            "free": True,
                            "point_to_point": False,
                        }
                    ],
                }
            ]
        }
    )

    rules: str
    source: str
    items: list[KindOut]

    @classmethod
    def of(cls, kinds: HelpKinds) -> Self:
        items = [
            KindOut(
                kind=one.code,
                label=one.label,
                clause=one.clause,
                text=one.text,
                groups=dict(one.groups),
                free=one.free,
                point_to_point=one.point_to_point,
            )
            for one in kinds.kinds.values()
        ]
        return cls(rules=kinds.rules, source=kinds.title, items=items)


class ActivityIn(Body):
    model_config = ConfigDict(json_schema_extra={"examples": [examples.ENTRY]})

    kind: Kind = Field(description="种类，见 GET /notifications/v1/activity-kinds")
    audience_group: Kind | None = Field(default=None, description="对象类别；条款区分对象的种类必填")
    title: Name
    text: Paragraphs = Field(description="用平实的话说明做什么；可分段")
    audience: Text = Field(description="面向谁，用文字说明")
    condition: dict[str, Any] | None = Field(
        default=None,
        description="面向谁，写成条件，写法与政策条款相同；事实见 GET /benefits/v1/facts；不填面向所有企业",
    )
    online: bool
    place: Name = Field(description="地点；线上的写参加方式")
    starts_at: At | None = Field(default=None, description="开始时间；长期服务不填")
    ends_at: At | None = None
    closes_at: At | None = Field(default=None, description="报名截止；不填则到开始为止")
    capacity: int | None = Field(default=None, ge=1, le=100_000, description="名额；不填不限")
    organiser: Name = Field(description="主办单位")
    contact: Name = Field(description="主办单位办公联系方式，请勿填写个人信息")

    @model_validator(mode="after")
    def _can_be_read(self) -> Self:
        try:
            if self.condition is not None:
                read(self.condition, ENTERPRISE)
        except ConditionRefused as refused:
            raise ValueError(str(refused)) from None
        return self

    def terms(self) -> dict[str, Any]:
        return self.model_dump()


class ActivityStepIn(Body):
    model_config = ConfigDict(json_schema_extra={"examples": [{"step": "cancel", "reason": "场地临时不可用"}]})

    step: Annotated[Step, Field(strict=False)] = Field(
        description="open 开放报名，close 截止报名，hold 记为已举办，cancel 取消（须写明原因）"
    )
    reason: Text | None = None


class ActivityQuery(PageQuery):
    kind: Kind | None = Field(default=None, description="种类")
    audience_group: Kind | None = Field(default=None, description="对象类别")
    district: Scope | None = Field(default=None, description="主办的区、县（市）；330100 为市级")
    from_on: Day | None = Field(default=None, description="自这一天起；不填为今天。长期服务一直在列")
    until_on: Day | None = Field(default=None, description="到这一天为止开始的")
    open: bool = Field(default=False, description="只看正在报名的")
    for_me: bool = Field(default=False, description="只看正在报名、且本企业的条件不排除的")

    def asked(self, today: date) -> Filters:
        until = None if self.until_on is None else datetime.combine(self.until_on + DAY, time(), SHANGHAI)
        return Filters(
            ends_after=datetime.combine(self.from_on or today, time(), SHANGHAI),
            begins_before=until,
            kind=self.kind,
            group=self.audience_group,
            district=self.district,
            open_now=self.open or self.for_me,
        )


class FitOut(BaseModel):
    verdict: Verdict
    reason: str


class ActivityOut(BaseModel):
    model_config = ConfigDict(json_schema_extra={"examples": [examples.ACTIVITY]})

    activity_id: str
    kind: str
    kind_label: str
    clause: str
    audience_group: str | None
    group_label: str | None
    title: str
    text: str
    audience: str
    condition: dict[str, Any] | None
    conditions_text: str | None
    district: str = Field(description="主办的区、县（市）；330100 为市级")
    online: bool
    place: str
    starts_at: datetime | None
    ends_at: datetime | None
    closes_at: datetime | None
    capacity: int | None
    organiser: str
    contact: str
    state: State
    state_label: str
    takes_registrations: bool = Field(description="现在可以报名；满员时进入候补")
    reason: str | None = Field(description="取消的原因")
    seated: int = Field(description="已报名成功")
    waiting: int = Field(description="候补")
    ratings: int = Field(description="评价数")
    rating: str | None = Field(description="平均评分，五分制")
    for_me: FitOut | None = Field(description="是否面向本企业及理由；非企业查看时为 null")
    version: int

    @classmethod
    def of(cls, one: Shown, at: datetime) -> Self:
        row, kind, condition = one.row, one.kind, one.condition
        state = State(row.state)
        names = set(cls.model_fields) & set(type(row).model_fields)
        many, stars = one.ratings
        return cls(
            **row.model_dump(include=names - {"condition", "state"}),
            kind_label=kind.label,
            clause=kind.clause,
            group_label=kind.groups.get(row.audience_group or ""),
            condition=one.stated,
            conditions_text=None if condition is None else words(condition),
            state=state,
            state_label=state.label,
            takes_registrations=takes_registrations(state, row.starts_at, row.closes_at, at),
            seated=one.seated,
            waiting=one.waiting,
            ratings=many,
            rating=mean(stars, many),
            for_me=None if one.fit is None else FitOut(verdict=one.fit.verdict, reason=one.fit.reason),
        )


class ActivityPage(BaseModel):
    model_config = ConfigDict(json_schema_extra={"examples": [{"items": [examples.ACTIVITY], "next_cursor": None}]})

    items: list[ActivityOut]
    next_cursor: str | None
