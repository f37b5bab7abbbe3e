"""Claims as they are shown. Money in yuan strings."""

from datetime import date, datetime
from typing import Self

from pydantic import BaseModel, ConfigDict, Field

from services.benefits.domain.claims import (
    DESK_LABELS,
    STATE_LABELS,
    STEP_LABELS,
    WAY_LABELS,
    Claim,
    Desk,
    State,
    Step,
    Way,
)
from services.benefits.schemas import claim_examples as examples
from services.benefits.service.claims.reading import Desks, Dossier
from services.benefits.store.tables import ClaimStepRow, CreditCheckRow
from shared.values import DISTRICTS, Certainty, Tier, yuan


class ClaimOut(BaseModel):
    model_config = ConfigDict(json_schema_extra={"examples": [examples.CLAIM]})

    claim_id: str
    uscc: str
    name: str
    district: str
    district_name: str
    benefit_code: str
    label: str
    policy_set: str
    clause: str
    occasion: str = Field(description="同一企业、同一条款、同一事项只兑付一次")
    ref: str
    way: Way
    way_label: str
    state: State
    state_label: str
    desk: Desk | None
    amount: str
    certainty: Certainty
    approvals_needed: int = Field(description="须由几名不同的审批人员同意")
    account_id: str
    receipt_id: str = Field(description="金额的计算回执")
    tier: Tier = Field(description="提出时的梯度")
    titles_version: int = Field(description="提出时所依据的称号的版本")
    claimed_on: date
    claimed_at: datetime
    due_on: date | None = Field(description="兑付时限；该条款未设的为 null")
    overdue: bool
    to_mend: list[str] = Field(description="退回时要求更正的项")
    statement: str | None
    evidence: list[str]
    doubt: str | None = Field(description="拨付期间得知的疑点，银行答复后处理")
    rating: int | None
    version: int

    @classmethod
    def of(cls, one: Claim, today: date) -> Self:
        return cls.model_validate(_members(one, today))


def _members(one: Claim, today: date) -> dict[str, object]:
    named = {name: getattr(one, name) for name in ClaimOut.model_fields if name in Claim.__dataclass_fields__}
    return named | {
        "district_name": DISTRICTS[one.district],
        "way_label": WAY_LABELS[one.way],
        "state_label": STATE_LABELS[one.state],
        "desk": one.desk,
        "amount": yuan(one.amount_fen),
        "overdue": one.desk is not None and one.due_on is not None and one.due_on < today,
        "to_mend": list(one.to_mend) if one.state is State.RETURNED else [],
        "evidence": list(one.evidence),
    }


class ClaimStepOut(BaseModel):
    """One line of the history (办理记录)."""

    version: int
    at: datetime
    desk: Desk
    desk_label: str
    step: Step
    step_label: str
    state: State
    state_label: str
    round: int
    actor: str | None = Field(description="经办人；企业看不到")
    words: str | None

    @classmethod
    def of(cls, row: ClaimStepRow, named: bool) -> Self:
        return cls(
            version=row.version,
            at=row.at,
            desk=Desk(row.desk),
            desk_label=DESK_LABELS[Desk(row.desk)],
            step=Step(row.step),
            step_label=STEP_LABELS[Step(row.step)],
            state=State(row.state),
            state_label=STATE_LABELS[State(row.state)],
            round=row.round,
            actor=row.actor if named else None,
            words=row.words,
        )


class CreditCheckOut(BaseModel):
    """信用核查"""

    round: int
    asked_at: datetime
    answered_at: datetime | None
    listed: str | None = Field(description="所列入的名单；空为未列入")
    source: str | None

    @classmethod
    def of(cls, row: CreditCheckRow) -> Self:
        return cls(**row.model_dump(include=set(cls.model_fields)))


class ClaimDossierOut(ClaimOut):
    """A claim with everything that was done with it."""

    model_config = ConfigDict(json_schema_extra={"examples": [examples.DOSSIER]})

    history: list[ClaimStepOut]
    credit_checks: list[CreditCheckOut]
    rating_words: str | None

    @classmethod
    def of_dossier(cls, dossier: Dossier, today: date) -> Self:
        own = {
            "history": [ClaimStepOut.of(row, dossier.names_people) for row in dossier.history],
            "credit_checks": [CreditCheckOut.of(row) for row in dossier.checks],
            "rating_words": dossier.claim.rating_words,
        }
        return cls.model_validate({**_members(dossier.claim, today), **own})


class ClaimPage(BaseModel):
    model_config = ConfigDict(json_schema_extra={"examples": [{"items": [examples.CLAIM], "next_cursor": None}]})

    items: list[ClaimOut]
    next_cursor: str | None


class ClaimWorklist(ClaimPage):
    """待办, the overdue first; the counts are of the whole list, not of the page."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"items": [], "next_cursor": None, "total": 0, "overdue": 0}]}
    )

    total: int
    overdue: int

    @classmethod
    def of(cls, desks: Desks, today: date, next_cursor: str | None) -> Self:
        return cls(
            items=[ClaimOut.of(one, today) for one in desks.claims],
            next_cursor=next_cursor,
            total=desks.queue.total,
            overdue=desks.queue.overdue,
        )
