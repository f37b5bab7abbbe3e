"""The next step as it crosses HTTP: what lacks, the fewest that are enough, and what it is worth."""

from datetime import date
from typing import Self

from pydantic import BaseModel, ConfigDict, Field

from services.registry.domain.criteria import Criterion, Indicator, Role
from services.registry.domain.planning import Lack, Plan
from services.registry.domain.wording import ROLE_LABELS, VERDICT_LABELS
from services.registry.schemas import assessment_examples as examples
from shared.values import Tier, Verdict


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
