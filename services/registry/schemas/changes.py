"""Changes of titles with their consequence records."""

from datetime import date, datetime
from typing import Self

from pydantic import BaseModel, ConfigDict, Field

from services.registry.schemas import examples
from services.registry.service.changes import Consequences
from shared.events import Item
from shared.values import Tier, yuan


class ItemOut(BaseModel):
    code: str
    label: str
    amount: str | None
    certainty: str
    reason: str

    @classmethod
    def of(cls, item: Item) -> Self:
        amount = None if item.amount_fen is None else yuan(item.amount_fen)
        return cls(code=item.code, label=item.label, amount=amount, certainty=item.certainty, reason=item.reason)


class ServiceConsequence(BaseModel):
    service: str
    gained: list[ItemOut]
    lost: list[ItemOut]
    ahead: list[ItemOut]


class ChangeOut(BaseModel):
    """One change of titles and the consequence record: what it did in every service."""

    model_config = ConfigDict(json_schema_extra={"examples": [examples.CHANGE]})

    change_id: str
    kind: str
    previous_tier: Tier
    current_tier: Tier
    reason: str
    reason_text: str
    effective_on: date = Field(
        description="告知各服务之日；称号自身的认定日期（recognised_on）可以更早，撤销的决定日期同理"
    )
    recorded_at: datetime
    complete: bool
    missing: list[str]
    consequences: list[ServiceConsequence]

    @classmethod
    def of(cls, one: Consequences) -> Self:
        row = one.change
        return cls(
            change_id=row.change_id,
            kind=row.kind,
            previous_tier=Tier(row.previous_tier),
            current_tier=Tier(row.current_tier),
            reason=row.reason,
            reason_text=row.reason_text,
            effective_on=row.effective_on,
            recorded_at=row.recorded_at,
            complete=not one.missing,
            missing=list(one.missing),
            consequences=[
                ServiceConsequence(
                    service=service,
                    gained=[ItemOut.of(item) for item in record.gained],
                    lost=[ItemOut.of(item) for item in record.lost],
                    ahead=[ItemOut.of(item) for item in record.ahead],
                )
                for service, record in sorted(one.records.items())
            ],
        )


class ChangePage(BaseModel):
    model_config = ConfigDict(json_schema_extra={"examples": [{"items": [examples.CHANGE], "next_cursor": None}]})

    items: list[ChangeOut]
    next_cursor: str | None
