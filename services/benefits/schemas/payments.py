"""Payment orders, clawbacks and the public notice of payments. Money in yuan strings, accounts by their last digits."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated, Any, Final, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, WithJsonSchema

from services.benefits import measures
from services.benefits.domain.bank_accounts import masked
from services.benefits.domain.payments import ClawbackState, Outcome, State
from services.benefits.schemas.budgets import Amount
from services.benefits.service.payments import Settlement
from services.benefits.store.payments import OrderFilter
from services.benefits.store.tables import ClawbackRow, PaymentOrderRow, PaymentStepRow
from shared.days import Day
from shared.pages import PageQuery
from shared.strict import Body
from shared.values import DISTRICTS, District, Money, Name, Text, yuan

_ORDER: Final[dict[str, Any]] = {
    "order_id": "c2f7d3b8-5e14-4c7a-b0d9-8a6e1f3c2b75",
    "reference": "5f0f2c0e-6a51-4b0c-9d7e-1b2a3c4d5e6f",
    "claim_id": "5f0f2c0e-6a51-4b0c-9d7e-1b2a3c4d5e6f",
    "budget_id": "0d8f5b0a-4f7c-4c0e-9c55-3c1f2e6a7b90",
    "benefit_code": "specialised-first-award",
    "district": "330108",
    "holder": "示例传感技术有限公司",
    "bank_name": "示例银行杭州滨江支行",
    "number": "**** 2345",
    "amount": "200000.00",
    "state": "paid",
    "state_label": "已支付",
    "ordered_on": "2026-11-24",
    "released_by": "officer:officer-330100",
    "proposed_by": None,
    "settled_on": "2026-11-24",
    "words": "银行回单：已入账",
    "version": 4,
}
_STEP: Final[dict[str, Any]] = {
    "version": 2,
    "state": "queued",
    "state_label": "待支付",
    "words": "已放行，等待交银行",
    "actor": "officer:officer-330100",
    "at": "2026-11-24T02:00:00Z",
}
_CLAWBACK: Final[dict[str, Any]] = {
    "clawback_id": "e81b4f6a-2c9d-4d35-9e70-6f2a8b1c4d93",
    "claim_id": "5f0f2c0e-6a51-4b0c-9d7e-1b2a3c4d5e6f",
    "amount": "200000.00",
    "reason": "称号被撤销，认定日在申领之前",
    "state": "asked",
    "state_label": "待退回",
    "asked_by": "officer:officer-330100",
    "asked_at": "2026-11-24T02:00:00Z",
    "closed_by": None,
    "document": None,
}
_NOTICE: Final[dict[str, Any]] = {
    "paid_on": "2026-11-24",
    "name": "示例传感技术有限公司",
    "district": "330108",
    "district_name": "滨江区",
    "benefit_code": "specialised-first-award",
    "label": "首次认定为省级“专精特新”中小企业的奖励",
    "amount": "200000.00",
}


class PaymentQuery(PageQuery):
    state: State | None = Field(default=None, description="状态")
    district: District | None = Field(default=None, description="企业所在区、县（市）")
    ordered_on: Day | None = Field(default=None, description="下达之日", examples=["2026-11-24"])
    claim_id: str | None = Field(default=None, max_length=36, description="申领编号")

    def wanted(self) -> OrderFilter:
        return OrderFilter(self.state, self.district, self.ordered_on, self.claim_id)


class PaymentOut(BaseModel):
    """支付指令: one order to the bank."""

    model_config = ConfigDict(json_schema_extra={"examples": [_ORDER]})

    order_id: str
    reference: str = Field(description="银行据此识别；同一指令始终同一流水号")
    claim_id: str
    budget_id: str
    benefit_code: str
    district: str
    holder: str
    bank_name: str
    number: str = Field(description="只显示后四位")
    amount: str
    state: State
    state_label: str
    ordered_on: date
    released_by: str | None = Field(description="放行的支付人；未放行为 null")
    proposed_by: str | None = Field(description="提出人工认定的人，须由另一人复核")
    settled_on: date | None
    words: str | None = Field(description="银行或认定人最后的说明")
    version: int

    @classmethod
    def of(cls, row: PaymentOrderRow) -> Self:
        state = State(row.state)
        same = row.model_dump(include=set(cls.model_fields) - {"state"})
        return cls(
            **same, number=masked(row.last_four), amount=yuan(row.amount_fen), state=state, state_label=state.label
        )


class PaymentStepOut(BaseModel):
    version: int
    state: State
    state_label: str
    words: str
    actor: str
    at: datetime

    @classmethod
    def of(cls, row: PaymentStepRow) -> Self:
        state = State(row.state)
        return cls(**row.model_dump(exclude={"order_id", "state"}), state=state, state_label=state.label)


class PaymentWithHistory(PaymentOut):
    model_config = ConfigDict(json_schema_extra={"examples": [{**_ORDER, "history": [_STEP]}]})

    history: list[PaymentStepOut]

    @classmethod
    def told(cls, row: PaymentOrderRow, steps: Sequence[PaymentStepRow]) -> Self:
        return cls(**PaymentOut.of(row).model_dump(), history=[PaymentStepOut.of(one) for one in steps])


class PaymentPage(BaseModel):
    model_config = ConfigDict(json_schema_extra={"examples": [{"items": [_ORDER], "next_cursor": None}]})

    items: list[PaymentOut]
    next_cursor: str | None


class SettlementIn(Body):
    model_config = ConfigDict(
        json_schema_extra={"examples": [{"outcome": "paid", "document": "示例银行〔2026〕证明1号"}]}
    )

    outcome: Outcome = Field(strict=False, description="paid 已支付，failed 未支付")
    document: Name = Field(description="银行证明的名称与文号")

    def to_settlement(self) -> Settlement:
        return Settlement(self.outcome, self.document)


class ConfirmationIn(Body):
    model_config = ConfigDict(json_schema_extra={"examples": [{"outcome": "paid"}]})

    outcome: Outcome = Field(strict=False, description="须与第一人的认定一致")


class ClawbackIn(Body):
    model_config = ConfigDict(
        json_schema_extra={"examples": [{"amount": "200000.00", "reason": "称号被撤销，认定日在申领之前"}]}
    )

    amount: Amount = Field(description="追回金额，元")
    reason: Text = Field(description="追回的理由")

    def fen(self) -> int:
        return int(Money.from_yuan(self.amount))


class ClawbackEndIn(Body):
    model_config = ConfigDict(json_schema_extra={"examples": [{"outcome": "returned", "document": "示例退款凭证1号"}]})

    outcome: Literal["returned", "withdrawn"] = Field(description="returned 已退回，withdrawn 不再追回")
    document: Name = Field(description="凭证名称与文号")

    def state(self) -> ClawbackState:
        return ClawbackState(self.outcome)


class ClawbackOut(BaseModel):
    """追回"""

    model_config = ConfigDict(json_schema_extra={"examples": [_CLAWBACK]})

    clawback_id: str
    claim_id: str
    amount: str
    reason: str
    state: ClawbackState
    state_label: str
    asked_by: str
    asked_at: datetime
    closed_by: str | None
    document: str | None

    @classmethod
    def of(cls, row: ClawbackRow) -> Self:
        state = ClawbackState(row.state)
        same = row.model_dump(include=set(cls.model_fields) - {"state"})
        return cls(**same, amount=yuan(row.amount_fen), state=state, state_label=state.label)


# ---- the public notice ----------------------------------------------------------------------------


def _known_month(text: str) -> str:
    try:
        date.fromisoformat(f"{text}-01")
    except ValueError as fault:
        raise ValueError("月份应为 YYYY-MM") from fault
    return text


Month = Annotated[
    str,
    AfterValidator(_known_month),
    WithJsonSchema({"type": "string", "pattern": r"^[0-9]{4}-(0[1-9]|1[0-2])$"}),
    Field(description="支付月份，YYYY-MM", examples=["2026-11"]),
]


class PaymentNoticeQuery(PageQuery):
    month: Month


class PaymentNoticeOut(BaseModel):
    """公示 of one payment: whom, under which clause, how much, when; no account, no person."""

    paid_on: date
    name: str
    district: str
    district_name: str
    benefit_code: str
    label: str
    amount: str

    @classmethod
    def of(cls, row: PaymentOrderRow) -> Self:
        assert row.settled_on is not None, "what is paid has its day"
        return cls(
            paid_on=row.settled_on,
            name=row.holder,
            district=row.district,
            district_name=DISTRICTS.get(row.district, row.district),
            benefit_code=row.benefit_code,
            label=measures.label_of(row.benefit_code),
            amount=yuan(row.amount_fen),
        )


class PaymentNoticePage(BaseModel):
    model_config = ConfigDict(json_schema_extra={"examples": [{"items": [_NOTICE], "next_cursor": None}]})

    items: list[PaymentNoticeOut]
    next_cursor: str | None
