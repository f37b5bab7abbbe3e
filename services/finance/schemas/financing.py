"""Applications for financing as the enterprise writes them, and as it and officers read them."""

from datetime import date, datetime
from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from services.finance.domain.consents import DataItem
from services.finance.domain.financing.forms import MAX_PRODUCTS, Wanted
from services.finance.domain.financing.states import ApplicationState, PartState, Step
from services.finance.domain.products.costs import Need, Purpose
from services.finance.domain.products.offers import KIND_LABELS, ProductKind
from services.finance.schemas import financing_examples as examples
from services.finance.schemas.consents import Digest, ItemIn
from services.finance.schemas.financing_offers import OfferOut
from services.finance.schemas.products import KindIn, Months
from services.finance.service.financing.files import File, reason_label
from services.finance.service.financing.showing import Shown
from services.finance.service.financing.submitting import Agreed, Form
from services.finance.store.financing import Asked
from services.finance.store.tables import FinancingStepRow
from shared.days import Day
from shared.pages import PageQuery
from shared.strict import Body
from shared.values import District, Money, Text, Tier, Verdict, YuanIn, yuan

ProductRef = Annotated[str, StringConstraints(min_length=1, max_length=36)]
PartRef = Annotated[str, StringConstraints(min_length=1, max_length=36)]
PurposeIn = Annotated[Purpose, Field(strict=False)]
_PURPOSES = "用途：major_rd 重大研发，major_upgrade 重大技改，expansion 投资扩产，other 其他"


class WantedIn(Body):
    """所申请的产品"""

    product_id: ProductRef
    guaranteed_by: ProductRef | None = Field(
        default=None, description="一并办理的担保产品：担保与贷款同时接受或同时关闭；同一担保可用于几项贷款"
    )


class AgreedIn(Body):
    """随申请授权所申请的各机构查询数据；由企业负责人办理，该部分申请结束即终止"""

    items: list[ItemIn] = Field(min_length=1, max_length=len(DataItem))
    people_agreed: bool = Field(default=False, description="数据项含个人信息时：已取得本人单独同意")
    text_digest: Digest = Field(description="所同意的授权书的摘要，见 GET /v1/consent-texts/current")


class FormIn(Body):
    model_config = ConfigDict(json_schema_extra={"examples": [examples.FORM]})

    amount: YuanIn = Field(description="所需金额，元")
    months: Months = Field(description="期限，月")
    purpose: PurposeIn = Field(default=Purpose.OTHER, description=_PURPOSES)
    drawn_on: Day | None = Field(default=None, description="用款日；省略为今天")
    kinds: list[KindIn] = Field(
        default=[], max_length=len(ProductKind), description="所需的产品种类；省略为所列产品的种类"
    )
    note: Text | None = Field(default=None, description="对各机构的说明")
    products: list[WantedIn] = Field(min_length=1, max_length=MAX_PRODUCTS)
    consent: AgreedIn | None = None

    def form(self, today: date) -> Form:
        need = Need(int(Money.from_yuan(self.amount)), self.months, self.drawn_on or today, self.purpose)
        wanted = [Wanted(one.product_id, one.guaranteed_by) for one in self.products]
        said = self.consent
        agreed = None if said is None else Agreed(said.items, said.people_agreed, said.text_digest)
        return Form(need, self.kinds, self.note, wanted, agreed)


class StepOut(BaseModel):
    number: int
    part_id: str
    at: datetime
    step: Step
    step_label: str
    previous: PartState | None
    state: PartState
    state_label: str
    reason: str | None
    reason_label: str | None
    words: str | None
    offer_number: int | None
    account: str | None = Field(description="办理所用账户，审计人员可见")

    @classmethod
    def of(cls, row: FinancingStepRow, number: int, *, names_accounts: bool = False) -> Self:
        return cls(
            **row.model_dump(include={"part_id", "at", "step", "previous", "state", "words", "offer_number"}),
            number=number,
            step_label=Step(row.step).label,
            state_label=PartState(row.state).label,
            reason=row.code,
            reason_label=reason_label(row.code),
            account=row.actor if names_accounts else None,
        )


class PartOut(BaseModel):
    """向一家机构的一项产品提出的部分"""

    part_id: str
    place: int
    institution_id: str
    institution_name: str
    product_id: str
    product_number: int = Field(description="申请时的产品版本")
    product_name: str
    kind: ProductKind
    kind_label: str
    tied_to: str | None = Field(description="须一并办理的担保所在的部分")
    verdict: Verdict = Field(description="提交当天产品条件的预判；unmet、unknown 仍送机构决定")
    verdict_reason: str
    state: PartState
    state_label: str
    reason: str | None
    reason_label: str | None
    words: str | None
    answer_by: date = Field(description="待答复时：答复的最后一天")
    sent_at: datetime
    answered_at: datetime | None
    ended_at: datetime | None
    offer: OfferOut | None = Field(description="最新的报价")

    @classmethod
    def of(cls, asked: Asked, file: File) -> Self:
        offers = file.offers.get(asked.part.part_id, ())
        kept = {"part_id", "place", "institution_id", "product_id", "product_number", "tied_to"}
        return cls(
            **asked.part.model_dump(include=kept),
            **about_state(asked),
            institution_name=asked.institution_name,
            offer=OfferOut.of(offers[-1]) if offers else None,
        )


def about_state(asked: Asked) -> dict[str, Any]:
    """What both sides read of a part."""
    part, kind = asked.part, ProductKind(asked.kind)
    return {
        **part.model_dump(include={"state", "words", "answer_by", "sent_at", "answered_at", "ended_at"}),
        "product_name": asked.product_name,
        "kind": kind,
        "kind_label": KIND_LABELS[kind],
        "verdict": part.fit_verdict,
        "verdict_reason": part.fit_reason,
        "state_label": PartState(part.state).label,
        "reason": part.code,
        "reason_label": reason_label(part.code),
    }


class ApplicationOut(BaseModel):
    """融资申请"""

    model_config = ConfigDict(json_schema_extra={"examples": [examples.APPLICATION]})

    application_id: str
    uscc: str
    name: str
    district: str
    tier: Tier = Field(description="提交当天的梯度")
    tier_label: str
    amount: str
    months: int
    purpose: Purpose
    drawn_on: date
    note: str | None
    state: ApplicationState
    state_label: str
    waiting: int = Field(description="尚未答复的部分")
    offers: int = Field(description="可供选择的报价")
    submitted_at: datetime
    version: int
    parts: list[PartOut]

    @classmethod
    def of(cls, file: File, **more: Any) -> Self:
        row, one = file.row, file.enterprise
        kept = {"application_id", "tier", "months", "purpose", "drawn_on", "note", "submitted_at", "version", "state"}
        return cls(
            **row.model_dump(include=kept),
            uscc=one.uscc,
            name=one.name,
            district=one.district,
            tier_label=Tier(row.tier).label,
            amount=yuan(row.amount_fen),
            state_label=ApplicationState(row.state).label,
            waiting=file.application.waiting,
            offers=file.application.offers,
            parts=[PartOut.of(asked, file) for asked in file.asked],
            **more,
        )


class WholeApplication(ApplicationOut):
    """With everything that was done with it, in order."""

    model_config = ConfigDict(json_schema_extra={"examples": [examples.WHOLE]})

    consents: dict[str, str] = Field(description="各部分随附的授权编号")
    history: list[StepOut]

    @classmethod
    def whole(cls, shown: Shown, *, names_accounts: bool = False) -> Self:
        history = [StepOut.of(row, row.number, names_accounts=names_accounts) for row in shown.steps]
        return cls.of(shown.file, consents=dict(shown.consents), history=history)


class ApplicationPage(BaseModel):
    model_config = ConfigDict(json_schema_extra={"examples": [{"items": [examples.APPLICATION], "next_cursor": None}]})

    items: list[ApplicationOut]
    next_cursor: str | None


class OverseenQuery(PageQuery):
    state: Annotated[ApplicationState, Field(strict=False)] | None = Field(
        default=None, description="open 办理中，accepted 已接受报价，ended 已结束"
    )
    district: District | None = Field(default=None, description="区、县（市）代码")
    unanswered: bool | None = Field(default=None, description="true 有机构过了催办期仍未答复，false 没有")


class AcceptanceIn(Body):
    model_config = ConfigDict(json_schema_extra={"examples": [{"part_id": examples.PART_ID, "offer_number": 1}]})

    part_id: PartRef
    offer_number: int = Field(ge=1, description="所接受的报价编号")


class FinancingWithdrawalIn(Body):
    model_config = ConfigDict(json_schema_extra={"examples": [{"part_ids": [examples.PART_ID], "words": "暂不需要"}]})

    part_ids: list[PartRef] | None = Field(default=None, min_length=1, max_length=20, description="省略为全部")
    words: Text | None = None


class SupplementIn(Body):
    model_config = ConfigDict(
        json_schema_extra={"examples": [{"part_id": examples.PART_ID, "words": "近三个月水电费单据已寄送"}]}
    )

    part_id: PartRef
    words: Text = Field(description="补充的内容，或在何处可见")
