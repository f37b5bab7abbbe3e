"""Offers as institutions write them, and side by side as the enterprise reads them."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field

from services.finance.domain.financing.comparing import Choice, percent
from services.finance.domain.financing.terms import Terms
from services.finance.domain.products.costs import SubsidyStatus
from services.finance.domain.products.offers import KIND_LABELS, Fee, ProductKind
from services.finance.schemas import financing_examples as examples
from services.finance.schemas.product_matches import LineOut
from services.finance.schemas.products import FeeIn, Months, PercentIn
from services.finance.service.financing.comparing import Compared
from services.finance.store.financing import terms_of
from services.finance.store.tables import FinancingOfferRow
from shared.days import Day
from shared.strict import Body
from shared.values import Money, Name, Text, YuanIn, yuan


class OfferIn(Body):
    model_config = ConfigDict(json_schema_extra={"examples": [examples.OFFER_IN]})

    amount: YuanIn = Field(description="可提供的金额，元；不超过企业申请的金额")
    months: Months
    rate: PercentIn | None = Field(default=None, description="年利率或年费率，百分数；不高于产品公布的利率")
    guarantee_rate: PercentIn | None = Field(default=None, description="另需担保的年担保费率，百分数")
    fees: list[FeeIn] = Field(default=[], max_length=10)
    guarantee_needed: bool = Field(default=False, description="是否需要担保")
    valid_until: Day = Field(description="报价的最后一天，当天仍可接受")
    contract_ref: Name | None = Field(default=None, description="合同文本的编号或出处")
    note: Text | None = None
    replaces: Annotated[int, Field(ge=1)] | None = Field(default=None, description="更改报价时：所更改的报价编号")

    def terms(self) -> Terms:
        return Terms(
            amount_fen=int(Money.from_yuan(self.amount)),
            months=self.months,
            rate=_decimal(self.rate),
            guarantee_rate=_decimal(self.guarantee_rate),
            fees=tuple(Fee(one.label, _decimal(one.percent), _fen(one.amount)) for one in self.fees),
            guarantee_needed=self.guarantee_needed,
            valid_until=self.valid_until,
            contract_ref=self.contract_ref,
            note=self.note,
        )


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _fen(amount: str | None) -> int | None:
    return None if amount is None else int(Money.from_yuan(amount))


class OfferFee(BaseModel):
    label: str
    percent: str | None
    amount: str | None


class OfferOut(BaseModel):
    """报价"""

    model_config = ConfigDict(json_schema_extra={"examples": [examples.OFFER]})

    number: int = Field(description="第几号报价")
    amount: str
    months: int
    rate: str | None
    guarantee_rate: str | None
    fees: list[OfferFee]
    guarantee_needed: bool
    valid_until: date
    contract_ref: str | None
    note: str | None
    made_at: datetime

    @classmethod
    def of(cls, row: FinancingOfferRow) -> Self:
        kept = {"number", "months", "rate", "guarantee_rate", "guarantee_needed", "valid_until", "contract_ref", "note"}
        return cls(
            **row.model_dump(include=kept | {"made_at"}),
            amount=yuan(row.amount_fen),
            fees=[
                OfferFee(
                    label=one.label,
                    percent=None if one.percent is None else str(one.percent),
                    amount=None if one.fen is None else yuan(one.fen),
                )
                for one in terms_of(row).fees
            ],
        )


class ChoiceOut(BaseModel):
    place: int
    part_id: str = Field(description="接受报价时使用")
    offer_number: int
    institution_name: str
    product_name: str
    kind: ProductKind
    kind_label: str
    guarantee_part_id: str | None = Field(description="一并办理的担保")
    guarantor_name: str | None
    acceptable: bool = Field(description="可以接受；一并办理的担保尚无报价时为 false")
    amount: str
    months: int
    valid_until: date
    lines: list[LineOut] = Field(description="逐项相加即为费用")
    cost: str | None = Field(description="贴息前的费用，元")
    subsidy: SubsidyStatus
    subsidy_text: str
    cost_after_subsidy: str | None = Field(description="贴息后的费用，元；贴息未知时为 null，不作估计")
    yearly_percent: str | None = Field(description="贴息后费用折合每年占金额的百分数（360天），据此排序")

    @classmethod
    def of(cls, place: int, one: Choice, found: Compared) -> Self:
        asked, part = found.file.of(one.part_id), found.file.application.part(one.part_id)
        assert part.offer is not None, "it is compared because it is offered"
        kind = ProductKind(asked.kind)
        return cls(
            place=place,
            part_id=one.part_id,
            offer_number=part.offer_number,
            institution_name=asked.institution_name,
            product_name=asked.product_name,
            kind=kind,
            kind_label=KIND_LABELS[kind],
            guarantee_part_id=one.guarantee_id,
            guarantor_name=found.file.of(one.guarantee_id).institution_name if one.guarantee_id else None,
            acceptable=one.acceptable,
            amount=yuan(one.need.amount_fen),
            months=one.need.months,
            valid_until=part.offer.valid_until,
            lines=[LineOut(label=line.label, text=line.text, amount=yuan(line.fen)) for line in one.lines],
            cost=_yuan(one.gross_fen),
            subsidy=one.cost.subsidy.status,
            subsidy_text=one.cost.subsidy.words,
            cost_after_subsidy=_yuan(one.net_fen),
            yearly_percent=None if one.yearly is None else percent(one.yearly),
        )


def _yuan(fen: int | None) -> str | None:
    return None if fen is None else yuan(fen)


class ComparedOut(BaseModel):
    """可接受的在前，其中每年每元费用低的在前."""

    model_config = ConfigDict(json_schema_extra={"examples": [examples.COMPARED]})

    application_id: str
    version: int
    waiting: int = Field(description="尚未答复的机构产品数")
    items: list[ChoiceOut]

    @classmethod
    def of(cls, found: Compared) -> Self:
        return cls(
            application_id=found.file.row.application_id,
            version=found.file.row.version,
            waiting=found.file.application.waiting,
            items=[ChoiceOut.of(place, one, found) for place, one in enumerate(found.choices, 1)],
        )
