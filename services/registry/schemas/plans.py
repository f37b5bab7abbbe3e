"""The next step as it crosses HTTP: what lacks, the fewest that are enough, and what it is worth."""

from datetime import date
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field

from services.registry.domain.criteria import Criterion, Indicator, Occasion, Role
from services.registry.domain.planning import Lack, Plan
from services.registry.domain.wording import ROLE_LABELS, VERDICT_LABELS
from services.registry.schemas import assessment_examples as examples
from services.registry.service.next_steps import NextStep, Worth
from shared.values import Certainty, HeldTier, Tier, Verdict


class LackOut(BaseModel):
    """A criterion that is not met, or an indicator that could earn more, with the smallest change that does it."""

    role: Role
    role_label: str
    code: str
    label: str
    clause: str
    verdict: Verdict
    verdict_label: str
    changes: list[str] = Field(description="最小的改变：现值与所需")
    evidence: str = Field(description="须准备的凭证")
    note: str
    manual: bool = Field(description="由主管部门或外部平台给出")
    points: int = Field(description="评分指标：做到之后的得分")

    @classmethod
    def of(cls, lack: Lack) -> Self:
        rule: Criterion | Indicator = lack.rule
        return cls(
            role=lack.role,
            role_label=ROLE_LABELS[lack.role],
            code=rule.code,
            label=rule.label,
            clause=rule.clause,
            verdict=lack.verdict,
            verdict_label=VERDICT_LABELS[lack.verdict],
            changes=list(lack.words),
            evidence=lack.evidence,
            note=rule.note,
            manual=rule.manual,
            points=lack.points,
        )


class PlanOut(BaseModel):
    model_config = ConfigDict(json_schema_extra={"examples": [examples.PLAN]})

    ruleset: str
    tier: Tier
    tier_label: str
    judged_on: date
    verdict: Verdict
    verdict_label: str
    lacks: list[LackOut] = Field(description="全部不符合、不明的条件，以及未得满分的指标")
    fewest: list[LackOut] = Field(description="最少的一组：全部做到即符合，缺任何一项都不符合")
    enough: bool = Field(description="按这一组重新测评是否符合")

    @classmethod
    def of(cls, plan: Plan) -> Self:
        return cls(
            ruleset=plan.ruleset,
            tier=plan.tier,
            tier_label=plan.tier.label,
            judged_on=plan.on,
            verdict=plan.verdict,
            verdict_label=VERDICT_LABELS[plan.verdict],
            lacks=[LackOut.of(one) for one in plan.lacks],
            fewest=[LackOut.of(one) for one in plan.fewest],
            enough=plan.enough,
        )


class NextStepQuery(BaseModel):
    model_config = ConfigDict(extra="forbid")

    tier: HeldTier | None = Field(default=None, description="所问的称号；省略为上一级", examples=["specialised"])
    occasion: Occasion = Field(default=Occasion.NEW, description="new 新申报，renewal 复核")


class OpensOut(BaseModel):
    """What the tier would open, as benefits answers; the reason ends with the legal status."""

    benefit_code: str
    label: str
    amount: str | None
    certainty: Certainty
    reason: str


class WorthOut(BaseModel):
    status: Literal["available", "unavailable"] = Field(description="unavailable：政策服务暂时没有回应")
    words: str
    nominal: str | None = Field(description="条款列明的金额合计，元；上限与比例不计入")
    opens: list[OpensOut]

    @classmethod
    def of(cls, worth: Worth) -> Self:
        return cls(
            status=worth.status,
            words=worth.words,
            nominal=None if worth.nominal is None else worth.nominal.yuan,
            opens=[OpensOut.model_validate(one.model_dump()) for one in worth.opens],
        )


class NextStepOut(BaseModel):
    """下一步"""

    model_config = ConfigDict(json_schema_extra={"examples": [examples.NEXT_STEP]})

    present_tier: Tier
    present_tier_label: str
    tier: Tier | None = Field(description="所问的梯度；已在最高一级且没有指定时为 null")
    tier_label: str | None
    words: str
    may_apply_from: date | None = Field(description="因称号被撤销而不得申报时，可以再申报的首日；没有限制则为 null")
    plan: PlanOut | None
    worth: WorthOut | None

    @classmethod
    def of(cls, step: NextStep) -> Self:
        return cls(
            present_tier=step.present,
            present_tier_label=step.present.label,
            tier=step.tier,
            tier_label=step.tier and step.tier.label,
            words=_words(step),
            may_apply_from=step.ban and step.ban.until,
            plan=step.plan and PlanOut.of(step.plan),
            worth=step.worth and WorthOut.of(step.worth),
        )


def _words(step: NextStep) -> str:
    said = _said(step)
    return f"{step.barrier}。{said}" if step.barrier else said


def _said(step: NextStep) -> str:
    if step.tier is None or step.plan is None:
        return "已是梯度的最高一级；可指定其他称号再问"
    if not step.plan.fewest:
        return f"已符合{step.tier.label}的认定标准" + ("" if step.barrier else "，可以申报")
    missing = sum(one.verdict is Verdict.UNKNOWN for one in step.plan.fewest)
    unknown = f"，其中{missing}项只是缺数据或待核定" if missing else ""
    return f"距{step.tier.label}还差{len(step.plan.fewest)}项{unknown}"
