"""额度账户, as it is shown. Money in yuan strings."""

from datetime import date
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, Field

from services.benefits.domain.allowances import ALLOWANCE_LABELS, Allowance, AllowanceState
from services.benefits.domain.facts import SubjectKind
from services.benefits.domain.measures import Frequency
from services.benefits.domain.rights import Right, State
from services.benefits.service.allowances import Ledger
from shared.values import Certainty, yuan

_EXAMPLE: dict[str, Any] = {
    "benefit_code": "specialised-first-award",
    "clause": "02-3",
    "label": "首次认定省级“专精特新”中小企业一次性奖励",
    "subject": "enterprise",
    "ref": "",
    "state": "open",
    "state_label": "可兑付",
    "used": "0.00",
    "reserved": "0.00",
    "remaining": "200000.00",
    "cap": "200000.00",
    "scope": None,
    "certainty": "nominal",
    "frequency": "once",
    "frequency_label": "一次性",
    "last_day": "2029-11-23",
    "exclusions": [],
    "granted": None,
    "assumptions": [],
    "reason": "符合：首次认定且持续有效的称号为省级专精特新中小企业",
}
_RIGHT: dict[str, Any] = {
    "right_id": "b3a7d0e5-4c18-4f6b-8a92-7e5d1c3f9b04",
    "benefit_code": "class-d-talent",
    "clause": "12-6",
    "label": "董事长、总经理认定为杭州市D类高层次人才",
    "office_label": "董事长",
    "state": "granted",
    "state_label": "已授予",
    "ends_on": "2029-11-23",
}


class ExclusionOut(BaseModel):
    benefit_code: str
    label: str
    reason: str


class AllowanceOut(BaseModel):
    benefit_code: str
    clause: str
    label: str
    subject: SubjectKind
    ref: str
    state: AllowanceState
    state_label: str
    used: str = Field(description="已拨付且未追回；额度与服务券为当年已使用")
    reserved: str = Field(description="办理中的申请；额度与服务券为当年已预留")
    remaining: str | None = Field(description="还可兑付，额度为还可预留；尚不能计算的为 null")
    cap: str | None = Field(description="上限")
    scope: str | None = Field(description="上限按什么计")
    certainty: Certainty
    frequency: Frequency
    frequency_label: str
    last_day: date | None = Field(description="最后可提出的一天；原文未设的为 null")
    exclusions: list[ExclusionOut] = Field(description="被哪一条排除，为什么")
    granted: str | None = Field(description="额度：主管部门核定的当年额度；尚未核定或不是额度的为 null")
    assumptions: list[str] = Field(description="额度与服务券：原文未写明之处按什么办理")
    reason: str

    @classmethod
    def of(cls, one: Allowance) -> Self:
        result = one.result
        return cls(
            benefit_code=result.benefit_code,
            clause=result.clause,
            label=result.label,
            subject=result.subject,
            ref=result.ref,
            state=one.state,
            state_label=ALLOWANCE_LABELS[one.state],
            used=yuan(one.used_fen),
            reserved=yuan(one.reserved_fen),
            remaining=None if one.remaining_fen is None else yuan(one.remaining_fen),
            cap=None if one.cap_fen is None else yuan(one.cap_fen),
            scope=one.scope,
            certainty=result.certainty,
            frequency=one.frequency,
            frequency_label=one.frequency.label,
            last_day=one.last_day,
            exclusions=[
                ExclusionOut(benefit_code=e.benefit_code, label=e.label, reason=e.reason) for e in one.exclusions
            ],
            granted=None if one.granted_fen is None else yuan(one.granted_fen),
            assumptions=[*one.assumptions],
            reason=result.reason,
        )


class HeldRightOut(BaseModel):
    """人才权利, without the person"""

    right_id: str
    benefit_code: str
    clause: str
    label: str
    office_label: str
    state: State
    state_label: str
    ends_on: date | None = Field(description="按现有称号与任职，享有的最后一天；未授予的为 null")

    @classmethod
    def of(cls, one: Right) -> Self:
        return cls(
            right_id=one.right_id,
            benefit_code=one.benefit_code,
            clause=one.clause,
            label=one.label,
            office_label=one.offices_text,
            state=one.state,
            state_label=one.state.label,
            ends_on=one.ends_on,
        )


class AllowancesOut(BaseModel):
    """额度账户"""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "uscc": "91330108MAXB0012XH",
                    "policy_set": "HZ-DRAFT-2022",
                    "legal_note": "征求意见稿，非兑付依据",
                    "open": "200000.00",
                    "items": [_EXAMPLE],
                    "rights": [_RIGHT],
                }
            ]
        }
    )

    uscc: str
    policy_set: str
    legal_note: str
    open: str = Field(description="可兑付的名义金额合计；上限金额不计入")
    items: list[AllowanceOut]
    rights: list[HeldRightOut] | None = Field(description="办理中和已授予的人才权利；无权查看的为 null")

    @classmethod
    def of(cls, ledger: Ledger) -> Self:
        return cls(
            uscc=ledger.uscc,
            policy_set=ledger.policy_set,
            legal_note=ledger.legal_note,
            open=yuan(ledger.open_fen),
            items=[AllowanceOut.of(one) for one in ledger.allowances],
            rights=None if ledger.rights is None else [HeldRightOut.of(one) for one in ledger.rights],
        )
