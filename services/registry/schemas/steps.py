"""What is sent to begin, fill in and move applications, and to set quotas."""

from typing import Annotated, Final, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, WithJsonSchema, model_validator

from services.registry.domain.applications import Taken
from services.registry.domain.desks import FIELDS, Seat, Step
from services.registry.domain.quotas import LIMITED
from services.registry.schemas import application_examples as examples
from services.registry.schemas.titles import TierIn
from services.registry.service.quotas import ShownQuota
from services.registry.service.reviews import Asked, Objector
from shared.days import Day
from shared.edge import etag
from shared.pages import PageQuery
from shared.strict import Body
from shared.values import HeldTier, Name, Text, Tier

MAX_BATCH: Final = 1_000
Phone = Annotated[
    str,
    StringConstraints(pattern=r"^(1[3-9][0-9]{9}|0[0-9]{2,3}-?[0-9]{7,8})$"),
    Field(description="手机或固定电话", examples=["13800001234"]),
]
FieldName = Literal["main_product", "statement", "contact_name", "contact_phone"]
Words = Annotated[Text, Field(description="理由或情况；企业可见，不得写入他人的个人信息")]
Document = Annotated[Name, Field(description="文件名称与文号")]
DecidedOn = Annotated[Day, Field(description="文件日期")]


class _Content(Body):
    main_product: Name | None = Field(default=None, description="主导产品")
    statement: Text | None = Field(default=None, description="申报说明")
    contact_name: Name | None = Field(default=None, description="联系人")
    contact_phone: Phone | None = None

    def content(self) -> dict[str, str]:
        values: dict[str, str] = self.model_dump(include=set(FIELDS), exclude_none=True)
        return values


class ApplicationIn(_Content):
    model_config = ConfigDict(json_schema_extra={"examples": [examples.NEW_APPLICATION]})

    tier: TierIn


class ApplicationPatch(_Content):
    """What to fill in or mend; members left out stay as they are."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"statement": "补充了主导产品的市场占有情况"}], "minProperties": 1}
    )

    @model_validator(mode="after")
    def _changes_something(self) -> Self:
        if not self.content():
            raise ValueError("至少填写一项")
        return self


class WithdrawalIn(Body):
    model_config = ConfigDict(json_schema_extra={"examples": [{"words": "资料尚需完善"}]})

    words: Words | None = None

    def to_taken(self) -> Taken:
        return Taken(Step.WITHDRAW, words=self.words)


class ReviewIn(Body):
    model_config = ConfigDict(json_schema_extra={"examples": [examples.REVIEW]})

    step: Literal["accept", "approve", "return", "refuse", "uphold", "dismiss"] = Field(
        description="accept 受理，approve 通过，return 退回，refuse 不予通过，uphold 异议成立，dismiss 驳回异议"
    )
    words: Words | None = None
    document: Document | None = None
    decided_on: DecidedOn | None = None
    mend: list[FieldName] = Field(default=[], max_length=len(FIELDS), description="退回时要求更正的项")

    def to_taken(self) -> Taken:
        return Taken(
            Step(self.step),
            words=self.words,
            document=self.document,
            on=self.decided_on,
            mend=tuple(dict.fromkeys(self.mend)),
        )


class SiteVisitIn(Body):
    model_config = ConfigDict(json_schema_extra={"examples": [examples.SITE_VISIT]})

    visited_on: Day = Field(description="核查日期")
    words: Words

    def to_taken(self) -> Taken:
        return Taken(Step.VISIT, words=self.words, on=self.visited_on)


class ObjectionIn(Body):
    model_config = ConfigDict(json_schema_extra={"examples": [examples.OBJECTION]})

    raised_on: Day = Field(description="提出日期，应在公示期内")
    raised_by: Name = Field(description="异议人姓名或单位")
    contact: Phone
    words: Words

    def to_taken(self) -> Taken:
        return Taken(Step.OBJECT, words=self.words, on=self.raised_on)

    def objector(self) -> Objector:
        return Objector(self.raised_by, self.contact)


class GrantIn(Body):
    model_config = ConfigDict(json_schema_extra={"examples": [examples.GRANT]})

    number: Name = Field(description="证书编号")
    authority: Name = Field(description="认定机关")
    document: Document
    recognised_on: Day = Field(description="认定日期，应在公示结束之后")

    def to_taken(self) -> Taken:
        return Taken(
            Step.RECOGNISE,
            document=self.document,
            on=self.recognised_on,
            number=self.number,
            authority=self.authority,
        )


class BatchItemIn(Body):
    application_id: Annotated[str, Field(max_length=36, description="申请编号")]
    version: Annotated[int, Field(ge=1, le=2**62, description="读取时的版本；省略则不核对")] | None = None
    number: Name | None = Field(default=None, description="证书编号，认定时填写")


class BatchIn(Body):
    """One step for many applications."""

    model_config = ConfigDict(json_schema_extra={"examples": [examples.BATCH]})

    step: Literal["accept", "approve", "recognise"] = Field(description="accept 受理，approve 通过，recognise 认定")
    words: Words | None = None
    authority: Name | None = Field(default=None, description="认定机关，认定时填写")
    document: Document | None = None
    decided_on: DecidedOn | None = None
    applications: list[BatchItemIn] = Field(min_length=1, max_length=MAX_BATCH)

    @model_validator(mode="after")
    def _names_each_once(self) -> Self:
        if len({one.application_id for one in self.applications}) < len(self.applications):
            raise ValueError("同一申请在一批中只能出现一次")
        return self

    def to_asked(self) -> list[Asked]:
        return [
            Asked(
                one.application_id,
                Taken(
                    Step(self.step),
                    words=self.words,
                    document=self.document,
                    on=self.decided_on,
                    number=one.number,
                    authority=self.authority,
                ),
                "*" if one.version is None else etag(one.version),
            )
            for one in self.applications
        ]


class WorklistQuery(PageQuery):
    seat: Literal["district", "city"] | None = Field(default=None, description="在哪一级手中；省略为本级")
    tier: HeldTier | None = Field(default=None, description="申报的称号", examples=["specialised"])

    def lies_with(self) -> Seat | None:
        return Seat(self.seat) if self.seat else None


def _limited(tier: Tier) -> Tier:
    if tier not in LIMITED:
        raise ValueError("该称号不设推荐名额，无须录入")
    return tier


LimitedTier = Annotated[
    Tier,
    AfterValidator(_limited),
    WithJsonSchema({"type": "string", "enum": [tier.value for tier in LIMITED], "examples": ["specialised"]}),
]


class QuotaIn(Body):
    model_config = ConfigDict(json_schema_extra={"examples": [examples.NEW_QUOTA]})

    places: int = Field(ge=0, le=100_000, description="名额")
    document: Document


class QuotaOut(BaseModel):
    """推荐名额; version 0 means that nobody entered it yet."""

    model_config = ConfigDict(json_schema_extra={"examples": [examples.QUOTA]})

    tier: Tier
    tier_label: str
    year: int
    places: int
    used: int | None = Field(description="已推荐；区、县（市）看不到")
    document: str
    version: int

    @classmethod
    def of(cls, shown: ShownQuota) -> Self:
        quota = shown.quota
        return cls(
            tier=quota.tier,
            tier_label=quota.tier.label,
            year=quota.year,
            places=quota.places,
            used=shown.used,
            document=quota.document,
            version=quota.version,
        )


class QuotaList(BaseModel):
    model_config = ConfigDict(json_schema_extra={"examples": [{"items": [examples.QUOTA]}]})

    items: list[QuotaOut]
