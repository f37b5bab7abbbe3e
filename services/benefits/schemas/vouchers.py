"""用券: what is reserved, used and released. Money in yuan strings."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Final, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from services.benefits.domain.vouchers import Payee, State, Step
from services.benefits.schemas.budgets import Amount
from services.benefits.schemas.questions import Code
from services.benefits.schemas.quotas import ASSUMPTIONS
from services.benefits.service.voucher_requests import Voucher
from services.benefits.service.vouchers import Order, Settlement
from services.benefits.store.tables import VoucherStepRow
from shared.strict import Body
from shared.values import Money, Name, Text, yuan

_ORDER: Final[dict[str, Any]] = {
    "benefit_code": "innovation-voucher-quota",
    "reference": "示例合同2026-017",
    "provider": "示例检测技术服务有限公司",
    "purpose": "传感器可靠性检测",
    "amount": "80000.00",
}
_VOUCHER: Final[dict[str, Any]] = {
    "voucher_id": "d3c2b1a0-7e6f-4d5c-9b8a-0f1e2d3c4b5a",
    "uscc": "91330108MAXB0012XH",
    "name": "示例有限公司",
    "benefit_code": "innovation-voucher-quota",
    "clause": "05-9",
    "label": "科技创新券额度提高",
    "year": 2026,
    "reference": "示例合同2026-017",
    "provider": "示例检测技术服务有限公司",
    "provider_id": None,
    "purpose": "传感器可靠性检测",
    "state": "consumed",
    "state_label": "已使用",
    "reserved": "80000.00",
    "used": "76500.00",
    "payable": "76500.00",
    "payee": "unstated",
    "payee_label": "原文未写明付给企业还是服务机构，由主管部门按其管理办法支付",
    "reserved_on": "2026-11-24",
    "usable_until": "2026-12-31",
    "settled_on": "2026-11-27",
    "document": "示例验收单2026-017",
    "assumptions": ASSUMPTIONS,
    "version": 2,
}
_STEP: Final[dict[str, Any]] = {
    "version": 1,
    "step": "reserve",
    "step_label": "预留",
    "state": "reserved",
    "state_label": "已预留",
    "amount": "80000.00",
    "words": "示例检测技术服务有限公司：传感器可靠性检测",
    "at": "2026-11-24T02:00:00Z",
    "actor": None,
}


class VoucherIn(Body):
    model_config = ConfigDict(json_schema_extra={"examples": [_ORDER]})

    benefit_code: Code = Field(description="科技创新券额度 innovation-voucher-quota，服务券 service-voucher")
    reference: Name = Field(description="合同或订单编号；同一编号每年只预留一次，全角半角、大小写与空格不计")
    provider: Name | None = Field(default=None, description="服务机构名称；名录中的机构以名录为准")
    provider_id: str | None = Field(
        default=None, min_length=1, max_length=36, description="专属工具箱（服务机构名录）中的编号"
    )
    purpose: Text = Field(description="购买什么服务")
    amount: Amount = Field(description="预留金额，元")

    @model_validator(mode="after")
    def _names_somebody(self) -> Self:
        if self.provider is None and self.provider_id is None:
            raise ValueError("请填写 provider_id（名录中的机构）或 provider（机构名称）")
        return self

    def to_order(self) -> Order:
        fen, provider = int(Money.from_yuan(self.amount)), self.provider or ""
        return Order(self.benefit_code, self.reference, provider, self.purpose, fen, self.provider_id)


class ConsumptionIn(Body):
    model_config = ConfigDict(
        json_schema_extra={"examples": [{"amount": "76500.00", "document": "示例验收单2026-017"}]}
    )

    amount: Amount = Field(description="实际使用金额，元；不超过预留，其余同时释放")
    document: Name = Field(description="验收或结算文件")

    def to_settlement(self) -> Settlement:
        return Settlement(int(Money.from_yuan(self.amount)), self.document)


class VoucherReleaseIn(Body):
    model_config = ConfigDict(json_schema_extra={"examples": [{"reason": "合同取消"}]})

    reason: Text = Field(description="释放的理由")


class VoucherOut(BaseModel):
    model_config = ConfigDict(json_schema_extra={"examples": [_VOUCHER]})

    voucher_id: str
    uscc: str
    name: str
    benefit_code: str
    clause: str
    label: str
    year: int
    reference: str
    provider: str
    provider_id: str | None
    purpose: str
    state: State
    state_label: str
    reserved: str = Field(description="预留时的金额")
    used: str = Field(description="实际使用")
    payable: str = Field(description="应付金额；使用后为实际使用的金额")
    payee: Payee
    payee_label: str = Field(description="付给谁")
    reserved_on: date
    usable_until: date = Field(description="最后可使用的一天，其后未使用的自动释放")
    settled_on: date | None = Field(description="使用或释放的一天")
    document: str | None = Field(description="验收或结算文件")
    assumptions: list[str] = Field(description="原文未写明之处按什么办理")
    version: int

    @classmethod
    def of(cls, voucher: Voucher) -> Self:
        return cls(**_members(voucher))


def _members(voucher: Voucher) -> dict[str, Any]:
    row, measure = voucher.row, voucher.listed.measure
    names = {"voucher_id", "benefit_code", "year", "reference", "provider", "provider_id", "purpose", "reserved_on",
             "settled_on", "document", "version"}  # fmt: skip
    return {
        **row.model_dump(include=names),
        "uscc": voucher.holder.uscc,
        "name": voucher.holder.name,
        "clause": measure.clause,
        "label": measure.label,
        "state": State(row.state),
        "state_label": State(row.state).label,
        "reserved": yuan(row.reserved_fen),
        "used": yuan(row.consumed_fen),
        "payable": yuan(row.consumed_fen),
        "payee": voucher.silence.payee,
        "payee_label": voucher.silence.payee.label,
        "usable_until": row.expires_on,
        "assumptions": [*voucher.silence.assumptions],
    }


class VoucherStepOut(BaseModel):
    version: int
    step: Step
    step_label: str
    state: State
    state_label: str
    amount: str
    words: str
    at: datetime
    actor: str | None = Field(description="经办人；企业查看时为 null")

    @classmethod
    def of(cls, row: VoucherStepRow, *, names_people: bool) -> Self:
        return cls(
            version=row.version,
            step=Step(row.step),
            step_label=Step(row.step).label,
            state=State(row.state),
            state_label=State(row.state).label,
            amount=yuan(row.fen),
            words=row.words,
            at=row.at,
            actor=row.actor if names_people else None,
        )


class VoucherDossierOut(VoucherOut):
    """With its history, oldest first."""

    model_config = ConfigDict(json_schema_extra={"examples": [{**_VOUCHER, "history": [_STEP]}]})

    history: list[VoucherStepOut]

    @classmethod
    def of_dossier(cls, voucher: Voucher, steps: Sequence[VoucherStepRow], *, names_people: bool) -> Self:
        history = [VoucherStepOut.of(row, names_people=names_people) for row in steps]
        return cls(**_members(voucher), history=history)


class VoucherPage(BaseModel):
    model_config = ConfigDict(json_schema_extra={"examples": [{"items": [_VOUCHER], "next_cursor": None}]})

    items: list[VoucherOut]
    next_cursor: str | None
