"""Postings as they are filled in and shown."""

from datetime import date, datetime
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from services.notifications.domain.postings import Chooses, Direction, Kind, Poster, PostingState, PostingStep
from services.notifications.domain.postings.kinds import Audience
from services.notifications.domain.sides import Side, side_of
from services.notifications.posting_data import label
from services.notifications.schemas import posting_examples as examples
from services.notifications.schemas.contact_persons import ContactPersonIn, ContactPersonOut
from services.notifications.service.postings.files import Terms
from services.notifications.service.postings.showing import Shown, Suggested
from services.notifications.store.postings import Wanted
from services.notifications.store.tables import PostingStepRow
from shared.days import Day
from shared.pages import PageQuery
from shared.strict import Body
from shared.values import CreditCode, District, Money, Name, Text, Tier, YuanIn, yuan

MAX_INVITED = 50
KindCode = Annotated[str, StringConstraints(pattern=r"^[a-z_]{1,20}$")]
WantedIndustry = Annotated[str, StringConstraints(pattern=r"^[A-T]([0-9]{2})?$")]
TitledIn = Annotated[Tier, Field(strict=False)]
_AUDIENCES = "；".join(f"{one} {one.label}" for one in Audience)


class KindOut(BaseModel):
    """对接种类"""

    model_config = ConfigDict(json_schema_extra={"examples": [examples.KIND]})

    code: str
    label: str
    clause: str = Field(description="行动计划条款")
    article: str
    directions: list[Direction]
    posted_by: list[Poster]
    reviewed: bool = Field(description="企业发布的先经主管部门审核")
    chooses: Chooses
    chooses_label: str
    choice_working_days: int = Field(description="截止后选定的期限，工作日")

    @classmethod
    def of(cls, kind: Kind) -> Self:
        same = ("code", "label", "clause", "article", "reviewed", "chooses", "choice_working_days")
        return cls(
            **{name: getattr(kind, name) for name in same},
            directions=sorted(kind.directions),
            posted_by=sorted(kind.posted_by),
            chooses_label=kind.chooses.label,
        )


class KindList(BaseModel):
    model_config = ConfigDict(json_schema_extra={"examples": [{"items": [examples.KIND]}]})

    items: list[KindOut]


class TermsIn(Body):
    model_config = ConfigDict(json_schema_extra={"examples": [examples.TERMS]})

    kind: KindCode = Field(description="种类，见 /notifications/v1/posting-kinds")
    direction: Annotated[Direction, Field(strict=False, description="demand 需求；offer 供给")]
    title: Name
    words: Text
    industry: WantedIndustry | None = Field(
        default=None, description="征集对象的行业，GB/T 4754 门类或大类；省略为不限"
    )
    budget: YuanIn | None = Field(default=None, description="预算，元")
    open_until: Day = Field(description="应答的最后一天")
    place: District | None = Field(default=None, description="征集范围；省略为全市")
    audience: Annotated[Audience, Field(strict=False, description=_AUDIENCES)] = Audience.ZONE
    tiers: list[TitledIn] = Field(default=[], max_length=4, description="audience 为 tiers 时：可见的梯度")
    invited: list[CreditCode] = Field(
        default=[], max_length=MAX_INVITED, description="audience 为 invited 时：受邀企业的统一社会信用代码"
    )
    contact: ContactPersonIn

    @model_validator(mode="after")
    def _says_for_whom(self) -> Self:
        if bool(self.tiers) is not (self.audience is Audience.TIERS) or Tier.NONE in self.tiers:
            raise ValueError("audience 为 tiers 时请在 tiers 中列出梯度，其他情形不填")
        if bool(self.invited) is not (self.audience is Audience.INVITED):
            raise ValueError("audience 为 invited 时请在 invited 中列出企业，其他情形不填")
        return self

    def terms(self) -> Terms:
        same = ("kind", "direction", "title", "words", "industry", "open_until", "place", "audience")
        return Terms(
            **{name: getattr(self, name) for name in same},
            budget_fen=None if self.budget is None else int(Money.from_yuan(self.budget)),
            tiers=sorted(set(self.tiers)),
            invited=sorted(set(self.invited)),
            contact_name=self.contact.name,
            contact_phone=self.contact.phone,
        )


class ProgrammeIn(TermsIn):
    model_config = ConfigDict(json_schema_extra={"examples": [examples.PROGRAMME]})

    issuer: Name = Field(description="发布单位")


class ReviewIn(Body):
    model_config = ConfigDict(json_schema_extra={"examples": [{"step": "approve", "reason": None}]})

    step: Literal["approve", "return", "refuse"] = Field(
        description="approve 审核通过并发布；return 退回修改；refuse 不予发布"
    )
    reason: Text | None = Field(default=None, description="return、refuse 时必填")

    @model_validator(mode="after")
    def _says_why(self) -> Self:
        if self.step != "approve" and self.reason is None:
            raise ValueError("退回或不予发布请说明理由")
        return self

    @property
    def taken(self) -> PostingStep:
        return PostingStep(self.step)


class EndingIn(Body):
    model_config = ConfigDict(json_schema_extra={"examples": [{"step": "withdraw", "reason": None}]})

    step: Literal["withdraw", "complete", "fail", "close"] = Field(
        description="withdraw 撤回；complete 对接完成；fail 对接未成；close 主管部门关闭"
    )
    reason: Text | None = Field(default=None, description="fail、close 时必填")

    @model_validator(mode="after")
    def _says_why(self) -> Self:
        if self.step in ("fail", "close") and self.reason is None:
            raise ValueError("对接未成或关闭请说明理由")
        return self

    @property
    def taken(self) -> PostingStep:
        return PostingStep(self.step)


class PostingQuery(PageQuery):
    kind: KindCode | None = Field(default=None, description="种类", examples=["challenge"])
    direction: Annotated[Direction, Field(strict=False)] | None = Field(default=None, description="方向")
    state: Annotated[PostingState, Field(strict=False)] | None = Field(default=None, description="状态")
    place: District | None = Field(default=None, description="征集范围", examples=["330108"])
    suited: bool = Field(default=False, description="企业：只看征集本企业所属行业的")

    def wanted(self) -> Wanted:
        return Wanted(self.kind, self.direction, self.state, self.place)


class PostingOut(BaseModel):
    """供需信息"""

    model_config = ConfigDict(json_schema_extra={"examples": [examples.POSTING]})

    posting_id: str
    kind: str
    kind_label: str
    direction: Direction
    direction_label: str
    uscc: str | None = Field(description="发布企业；主管部门发布的为空")
    poster_name: str
    seat: str = Field(description="主管的区、县（市）；330100 为市级")
    title: str
    words: str
    industry: str | None
    budget: str | None
    open_until: date
    choose_until: date
    chooses: Chooses
    chooses_label: str
    place: str | None
    audience: Audience
    audience_label: str
    tiers: list[Tier]
    state: PostingState
    state_label: str
    created_at: datetime
    opened_at: datetime | None
    version: int

    @classmethod
    def of(cls, shown: Shown, **more: Any) -> Self:
        row = shown.row
        same = (set(cls.model_fields) & set(type(row).model_fields)) - {"tiers"}
        return cls(
            **row.model_dump(include=same),
            uscc=shown.uscc,
            kind_label=label(row.kind),
            direction_label=Direction(row.direction).label,
            budget=None if row.budget_fen is None else yuan(row.budget_fen),
            chooses_label=Chooses(row.chooses).label,
            audience_label=Audience(row.audience).label,
            tiers=[Tier(one) for one in row.tiers.split()],
            state_label=PostingState(row.state).label,
            **more,
        )


class PostingStepOut(BaseModel):
    number: int
    at: datetime
    step: PostingStep
    step_label: str
    state: PostingState
    state_label: str
    side: Side
    side_label: str
    reason: str | None
    answer_id: str | None
    account: str | None = Field(description="办理所用账户，审计人员可见")

    @classmethod
    def of(cls, row: PostingStepRow, *, names_accounts: bool) -> Self:
        return cls(
            **row.model_dump(include={"number", "at", "step", "state", "reason", "answer_id"}),
            step_label=PostingStep(row.step).label,
            state_label=PostingState(row.state).label,
            side=side_of(row.actor),
            side_label=side_of(row.actor).label,
            account=row.actor if names_accounts else None,
        )


class PostingWhole(PostingOut):
    """With what its parties may know besides."""

    model_config = ConfigDict(json_schema_extra={"examples": [examples.WHOLE]})

    invited: list[str] = Field(description="受邀企业，发布方和主管部门可见")
    contact: ContactPersonOut | None = Field(description="对接双方可见，已脱敏")
    history: list[PostingStepOut] = Field(description="对接记录；应答企业只见与己有关的")

    @classmethod
    def whole(cls, shown: Shown, *, names_accounts: bool = False) -> Self:
        row = shown.row
        return cls.of(
            shown,
            invited=list(shown.invited),
            contact=ContactPersonOut.masked(row.contact_name, row.contact_phone) if shown.matched else None,
            history=[PostingStepOut.of(one, names_accounts=names_accounts) for one in shown.steps],
        )


class PostingPage(BaseModel):
    model_config = ConfigDict(json_schema_extra={"examples": [{"items": [examples.POSTING], "next_cursor": None}]})

    items: list[PostingOut]
    next_cursor: str | None


class SuggestedOut(BaseModel):
    """可能应答的企业：称号公开的企业中，行业、梯度、地域相符的"""

    uscc: str
    name: str
    district: str
    industry: str
    tier: Tier
    tier_label: str

    @classmethod
    def of(cls, one: Suggested) -> Self:
        same = {name: getattr(one.enterprise, name) for name in ("uscc", "name", "district", "industry")}
        return cls(**same, tier=one.tier, tier_label=one.tier.label)


class SuggestionList(BaseModel):
    model_config = ConfigDict(json_schema_extra={"examples": [{"items": [examples.SUGGESTED]}]})

    items: list[SuggestedOut]
