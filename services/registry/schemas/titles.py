"""Decisions about titles, and the lists they are imported from."""

from datetime import date
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field

from services.registry.domain import titles as domain
from services.registry.schemas import examples
from services.registry.service.titles import Changed, new_id
from shared.days import Day
from shared.events import Title, tier_on
from shared.strict import Body
from shared.values import HeldTier, Name, Tier

TierIn = Annotated[HeldTier, Field(description="梯度")]


class TierOut(BaseModel):
    tier: Tier
    label: str
    as_of: date

    @classmethod
    def on(cls, titles: tuple[Title, ...], day: date) -> Self:
        tier = tier_on(titles, day)
        return cls(tier=tier, label=tier.label, as_of=day)


class _DecisionIn(Body):
    authority: Name = Field(description="认定机关")
    document: Name = Field(description="文件名称与文号")


class RecognitionIn(_DecisionIn):
    model_config = ConfigDict(json_schema_extra={"examples": [examples.RECOGNITION]})

    tier: TierIn
    number: Name = Field(description="证书编号")
    recognised_on: Day = Field(description="认定日期")
    valid_until: Day | None = Field(default=None, description="省略则为认定之日起三年")

    def to_decision(self) -> domain.Recognition:
        return domain.Recognition(new_id(), **dict(self))


class RenewalIn(_DecisionIn):
    model_config = ConfigDict(json_schema_extra={"examples": [examples.RENEWAL]})

    number: Name | None = Field(default=None, description="新证书编号；省略则沿用")
    decided_on: Day = Field(description="复核决定日期")

    def to_decision(self, title_id: str) -> domain.Renewal:
        return domain.Renewal(new_id(), renews=title_id, **dict(self))


class RevocationIn(Body):
    model_config = ConfigDict(json_schema_extra={"examples": [examples.REVOCATION]})

    ground: Annotated[domain.Ground, Field(strict=False, description="撤销事由")]
    document: Name = Field(description="撤销文件")
    decided_on: Day = Field(description="撤销决定日期，当日起不再有效")

    def to_decision(self, title_id: str) -> domain.Revocation:
        return domain.Revocation(title_id, **dict(self))


class SuspensionIn(Body):
    model_config = ConfigDict(json_schema_extra={"examples": [examples.REVOCATION | {"ground": "fraud"}]})

    ground: Annotated[domain.Ground, Field(strict=False, description="正在核查的事由")]
    document: Name = Field(description="暂停文件")
    decided_on: Day = Field(description="暂停日期，当日起不计入，直至恢复")

    def to_decision(self, title_id: str) -> domain.Suspending:
        return domain.Suspending(title_id, **dict(self))


class ResumptionIn(Body):
    model_config = ConfigDict(
        json_schema_extra={"examples": [{"document": "示例恢复文号〔2026〕1号", "decided_on": "2026-11-23"}]}
    )

    document: Name = Field(description="恢复文件")
    decided_on: Day = Field(description="恢复日期，当日起重新计入")

    def to_decision(self, title_id: str) -> domain.Resuming:
        return domain.Resuming(title_id, **dict(self))


class ChangedOut(BaseModel):
    """The titles after a decision; `change_id` leads to what it did everywhere."""

    model_config = ConfigDict(json_schema_extra={"examples": [examples.CHANGED]})

    change_id: str | None
    standing: TierOut
    titles: list[Title]

    @classmethod
    def of(cls, changed: Changed, today: date) -> Self:
        return cls(
            change_id=changed.change_id,
            standing=TierOut.on(changed.titles, today),
            titles=list(changed.titles),
        )


class RowErrorOut(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    row: int
    column: str | None
    reason: str


class ImportReport(BaseModel):
    model_config = ConfigDict(from_attributes=True, json_schema_extra={"examples": [examples.IMPORT_REPORT]})

    dry_run: bool
    rows: int
    recorded: int
    unchanged: int
    registered: int
    errors: list[RowErrorOut]
