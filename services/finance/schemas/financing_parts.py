"""Parts of applications as their institution sees them: of the others nothing but that one was chosen."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from services.finance.domain.financing.reasons import RefusalReason
from services.finance.domain.financing.states import PartState
from services.finance.domain.products.costs import Purpose
from services.finance.domain.products.offers import ProductKind
from services.finance.schemas import financing_examples as examples
from services.finance.schemas.financing import StepOut, about_state
from services.finance.schemas.financing_offers import OfferOut
from services.finance.service.financing.showing import Own
from services.finance.store.tables import FinancingStepRow
from shared.pages import PageQuery
from shared.strict import Body
from shared.values import Text, Tier, Verdict, yuan


class OwnPart(BaseModel):
    """向本机构提出的申请"""

    model_config = ConfigDict(json_schema_extra={"examples": [examples.OWN]})

    part_id: str
    uscc: str
    name: str
    district: str
    tier: Tier
    tier_label: str
    product_id: str
    product_number: int
    product_name: str
    kind: ProductKind
    kind_label: str
    tied: bool = Field(description="贷款以担保为条件；两者一并接受或关闭")
    amount: str
    months: int
    purpose: Purpose
    drawn_on: date
    note: str | None
    verdict: Verdict = Field(description="提交当天产品条件的预判")
    verdict_reason: str
    consent_id: str | None = Field(description="企业随申请所授权，凭以查询数据；申请结束即终止")
    state: PartState
    state_label: str
    reason: str | None
    reason_label: str | None
    words: str | None
    answer_by: date = Field(description="答复的最后一天")
    reminded_at: datetime | None = Field(description="催办的时间")
    sent_at: datetime
    answered_at: datetime | None
    ended_at: datetime | None
    version: int
    offers: list[OfferOut] = Field(description="历次报价，最后一份有效")

    @classmethod
    def of(cls, one: Own, **more: Any) -> Self:
        row, part, firm = one.row, one.asked.part, one.enterprise
        return cls(
            **part.model_dump(include={"part_id", "product_id", "product_number", "reminded_at", "version"}),
            **row.model_dump(include={"tier", "months", "purpose", "drawn_on", "note"}),
            **about_state(one.asked),
            uscc=firm.uscc,
            name=firm.name,
            district=firm.district,
            tier_label=Tier(row.tier).label,
            tied=part.tied_to is not None,
            amount=yuan(row.amount_fen),
            consent_id=one.consent_id,
            offers=[OfferOut.of(offer) for offer in one.offers],
            **more,
        )


class OwnPartWhole(OwnPart):
    """With its own steps, numbered by themselves."""

    model_config = ConfigDict(json_schema_extra={"examples": [examples.OWN_WHOLE]})

    history: list[StepOut]

    @classmethod
    def whole(cls, found: tuple[Own, Sequence[FinancingStepRow]]) -> Self:
        one, steps = found
        return cls.of(one, history=[StepOut.of(row, row.part_version) for row in steps])


class OwnPartPage(BaseModel):
    model_config = ConfigDict(json_schema_extra={"examples": [{"items": [examples.OWN], "next_cursor": None}]})

    items: list[OwnPart]
    next_cursor: str | None


class OwnPartQuery(PageQuery):
    state: Annotated[PartState, Field(strict=False)] | None = Field(default=None, description="状态", examples=["sent"])


class QuestionIn(Body):
    model_config = ConfigDict(json_schema_extra={"examples": [{"words": "请补充近三个月的水电费单据"}]})

    words: Text = Field(description="需要补充的内容")


class RefusalIn(Body):
    model_config = ConfigDict(json_schema_extra={"examples": [{"reason": "repayment", "words": None}]})

    reason: Annotated[RefusalReason, Field(strict=False)] = Field(
        description="out_of_scope 不在业务或地域范围，conditions 不符合产品条件，credit 信用审查未通过，"
        "repayment 还款来源不足，security 担保不足，purpose 用途不符，information 资料不足，no_room 额度已满，"
        "other 其他"
    )
    words: Text | None = Field(default=None, description="说明；other 时必填")

    @model_validator(mode="after")
    def _says_what_else(self) -> Self:
        if self.reason is RefusalReason.OTHER and self.words is None:
            raise ValueError("其他原因请在 words 中说明")
        return self
