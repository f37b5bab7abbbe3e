"""Products as institutions state them and as they are shown. Rates are percent; money in yuan strings."""

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, model_validator

from services.finance.domain.products.offers import KIND_LABELS, PRICES, STATE_LABELS, ProductKind, VersionState
from services.finance.schemas import product_examples as examples
from services.finance.service.products import Product, condition_of
from shared.conditions import ConditionRefused
from shared.days import Day
from shared.pages import PageQuery
from shared.strict import Body
from shared.values import Name, Text, Tier, YuanIn

_HIGHEST = Decimal(100)
KindIn = Annotated[ProductKind, Field(strict=False)]


def _percent(text: str) -> str:
    if Decimal(text) > _HIGHEST:
        raise ValueError("百分数不得超过 100")
    return text


PercentIn = Annotated[
    str,
    StringConstraints(pattern=r"^[0-9]{1,3}(\.[0-9]{1,4})?$"),
    AfterValidator(_percent),
    Field(description='百分数的数字，如 "2.95" 表示2.95%，最多四位小数', examples=["2.95"]),
]
Months = Annotated[int, Field(ge=1, le=480)]


class FeeIn(Body):
    """一次性费用: a percentage of the amount or an amount, one of the two."""

    label: Annotated[Name, Field(max_length=40)]
    percent: PercentIn | None = None
    amount: YuanIn | None = None

    @model_validator(mode="after")
    def _one_of_the_two(self) -> Self:
        if (self.percent is None) is (self.amount is None):
            raise ValueError("费用应恰有 percent、amount 之一")
        return self


class SubsidyIn(Body):
    """The measure of the policy catalogue that subsidises the interest."""

    policy_set: Annotated[str, StringConstraints(pattern=r"^[A-Z0-9-]{2,40}$")]
    measure: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9-]{2,60}$")]


class ProductIn(Body):
    model_config = ConfigDict(json_schema_extra={"examples": [examples.TERMS]})

    kind: KindIn = Field(
        description="loan 专精特新贷，guarantee 担保，insurance 保险，bond 债券，ip_pledge 知识产权质押，equity 股权，"
        "equity_board 专精特新专版"
    )
    name: Name
    plain: Text = Field(description="一两句话说明")
    conditions: dict[str, Any] = Field(
        description="适用条件，写法与政策条款相同；事实见 GET /benefits/v1/facts 中企业的部分"
    )
    rate: PercentIn | None = Field(default=None, description="年利率或年费率，百分数；面议为 null")
    rate_certainty: Literal["nominal", "upper_bound", "lower_bound"] = Field(
        default="nominal", description="nominal 即为该利率，upper_bound 最高，lower_bound 最低"
    )
    guarantee_rate: PercentIn | None = Field(default=None, description="另需担保的年担保费率，百分数")
    fees: list[FeeIn] = Field(default=[], max_length=10)
    limits: dict[Annotated[Tier, Field(strict=False)], YuanIn] = Field(
        min_length=1, max_length=len(Tier), description="各梯度的额度，元；适用于该梯度及其上未另列的梯度"
    )
    months_min: Months
    months_max: Months
    subsidy: SubsidyIn | None = Field(default=None, description="可享受的贴息条款")
    valid_from: Day
    valid_until: Day | None = None
    source: Text = Field(description="条款的出处")

    @model_validator(mode="after")
    def _can_be_read(self) -> Self:
        if self.months_max < self.months_min:
            raise ValueError("months_max 不得小于 months_min")
        if self.valid_until is not None and self.valid_until < self.valid_from:
            raise ValueError("valid_until 不能早于 valid_from")
        if self.kind not in PRICES and self.rate is not None:
            raise ValueError(f"{KIND_LABELS[self.kind]}没有利率；请用 fees 列出费用")
        try:
            condition_of(self.conditions)
        except ConditionRefused as refused:
            raise ValueError(str(refused)) from None
        return self

    def terms(self) -> dict[str, Any]:
        return self.model_dump(mode="json")


class ProductOut(ProductIn):
    """金融产品"""

    model_config = ConfigDict(extra="ignore", strict=False, json_schema_extra={"examples": [examples.PRODUCT]})

    product_id: str
    institution_id: str
    institution_name: str
    kind_label: str
    conditions_text: str
    number: int = Field(description="第几个版本")
    state: VersionState
    state_label: str
    entered_at: datetime
    decided_at: datetime | None
    reason: str | None = Field(description="未通过或下架的原因")
    version: int

    @classmethod
    def of(cls, one: Product) -> Self:
        state = VersionState(one.row.state)
        return cls.model_validate(
            {
                **one.terms,
                **one.row.model_dump(include={"product_id", "number", "entered_at", "decided_at", "reason"}),
                "institution_id": one.institution_id,
                "institution_name": one.institution_name,
                "kind_label": KIND_LABELS[ProductKind(one.row.kind)],
                "conditions_text": one.conditions_text,
                "state": state,
                "state_label": STATE_LABELS[state],
                "version": one.version,
            }
        )


class ProductPage(BaseModel):
    model_config = ConfigDict(json_schema_extra={"examples": [{"items": [examples.PRODUCT], "next_cursor": None}]})

    items: list[ProductOut]
    next_cursor: str | None


class ProductVersions(BaseModel):
    model_config = ConfigDict(json_schema_extra={"examples": [{"items": [examples.PRODUCT]}]})

    items: list[ProductOut]


class CatalogueQuery(PageQuery):
    kind: KindIn | None = Field(default=None, description="产品种类", examples=["loan"])
    on: Day | None = Field(default=None, description="哪一天在售；省略为今天", examples=["2026-11-24"])


class ProductDecisionIn(Body):
    model_config = ConfigDict(json_schema_extra={"examples": [examples.DECISION]})

    decision: Literal["publish", "refuse"] = Field(description="publish 发布，refuse 不予通过")
    reason: Text | None = Field(default=None, description="不予通过时必填")

    @model_validator(mode="after")
    def _says_why_not(self) -> Self:
        if self.decision == "refuse" and self.reason is None:
            raise ValueError("不予通过时请说明理由")
        return self


class ProductWithdrawalIn(Body):
    model_config = ConfigDict(json_schema_extra={"examples": [{"reason": "产品停售"}]})

    reason: Text
