"""Shapes of benefits that cross HTTP. Money in yuan strings."""

from datetime import date
from typing import Literal, Self

from pydantic import BaseModel

from services.benefits.measures import Measure, PolicySet
from services.benefits.service import Outlook
from services.benefits.store import EntitlementRow
from shared.events import Item
from shared.pages import PageQuery
from shared.values import Certainty, Tier, yuan


class MeasureOut(BaseModel):
    """政策条款"""

    benefit_code: str
    clause: str
    article: str
    label: str
    citation: str
    departments: list[str]
    category: str
    amount: str | None
    certainty: Certainty
    note: str

    @classmethod
    def of(cls, measure: Measure) -> Self:
        return cls(**measure.model_dump(exclude={"opens", "departments"}), departments=list(measure.departments))


class PolicySetOut(BaseModel):
    policy_set: str
    title: str
    issuer: str
    legal_status: str
    legal_note: str
    valid_from: date
    valid_until: date | None
    measures: list[MeasureOut]

    @classmethod
    def of(cls, one: PolicySet) -> Self:
        return cls(
            **one.model_dump(exclude={"measures", "published"}),
            measures=[MeasureOut.of(measure) for measure in one.measures],
        )


class PolicySets(BaseModel):
    items: list[PolicySetOut]


class EntitlementOut(BaseModel):
    """享受资格: amount with its certainty, and why."""

    benefit_code: str
    occasion: str
    policy_set: str
    status: str
    label: str
    amount: str | None
    certainty: Certainty
    reason: str
    opened_on: date
    closed_on: date | None
    cause_id: str

    @classmethod
    def of(cls, row: EntitlementRow) -> Self:
        amount = None if row.amount_fen is None else yuan(row.amount_fen)
        return cls(**row.model_dump(exclude={"enterprise_id", "amount_fen"}), amount=amount)


class EntitlementPage(BaseModel):
    items: list[EntitlementOut]
    next_cursor: str | None


class EntitlementQuery(PageQuery):
    status: Literal["open", "closed"] | None = None


class OpensOut(BaseModel):
    benefit_code: str
    label: str
    amount: str | None
    certainty: Certainty
    reason: str

    @classmethod
    def of(cls, item: Item) -> Self:
        amount = None if item.amount_fen is None else yuan(item.amount_fen)
        return cls(
            benefit_code=item.code,
            label=item.label,
            amount=amount,
            certainty=item.certainty,
            reason=item.reason,
        )


class OutlookOut(BaseModel):
    tier: Tier
    label: str
    opens: list[OpensOut]

    @classmethod
    def of(cls, outlook: Outlook) -> Self:
        return cls(tier=outlook.tier, label=outlook.tier.label, opens=[OpensOut.of(item) for item in outlook.opens])
