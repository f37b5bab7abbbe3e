"""Questions to the rulesets and the receipts of their verdicts."""

import json
from datetime import date, datetime
from hashlib import sha256
from typing import Annotated, Any, Final, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from services.registry import rulesets
from services.registry.domain.criteria import Occasion
from services.registry.domain.wording import VERDICT_LABELS
from services.registry.schemas import assessment_examples as examples
from services.registry.schemas.facts import FactsIn
from services.registry.schemas.plans import PlanOut
from services.registry.schemas.titles import TierIn
from services.registry.schemas.verdicts import VerdictOut, verdict_members
from services.registry.service.assessments import Made, Question, Trial, Verified
from services.registry.store.tables import AssessmentRow
from shared.days import Day
from shared.strict import Body
from shared.values import Tier, Verdict

FROM_QUESTIONNAIRE: Final = "以该自评问卷的答案作出，答案为企业自填、未经核实；null 为只按企业档案作出"
_OWN: Final = ("assessment_id", "application_id", "questionnaire_id", "assessed_at")
"""Members that are no part of the verdict"""
OccasionIn = Annotated[Occasion, Field(strict=False, description="new 新申报，renewal 复核")]
RulesetName = Annotated[
    str,
    StringConstraints(pattern=r"^[A-Z0-9-]{3,40}$"),
    Field(description="标准编号；省略则用当日生效的标准", examples=["MIIT-2026-02"]),
]


class QuestionIn(Body):
    model_config = ConfigDict(json_schema_extra={"examples": [examples.QUESTION]})

    tier: TierIn
    occasion: OccasionIn = Occasion.NEW
    on: Day | None = Field(default=None, description="按哪一天的标准与年度；省略为今天")
    ruleset: RulesetName | None = None

    def question(self) -> Question:
        return Question(self.tier, self.occasion, self.on, self.ruleset)


class TrialIn(QuestionIn):
    """试算: facts made up for once, over what is known."""

    model_config = ConfigDict(json_schema_extra={"examples": [examples.TRIAL]})

    facts: FactsIn


class TrialOut(BaseModel):
    model_config = ConfigDict(json_schema_extra={"examples": [examples.TRIAL_OUT]})

    assessment: VerdictOut
    plan: PlanOut

    @classmethod
    def of(cls, trial: Trial) -> Self:
        return cls(assessment=VerdictOut.of(trial.assessment), plan=PlanOut.of(trial.plan))


class ReceiptOut(BaseModel):
    """SHA-256 of what the result was made from, and of the result."""

    rules_sha256: str
    sizes_sha256: str
    inputs_sha256: str
    result_sha256: str

    @classmethod
    def of(cls, row: AssessmentRow) -> Self:
        return cls(
            rules_sha256=row.rules,
            sizes_sha256=row.sizes,
            inputs_sha256=_digest(row.inputs.encode()),
            result_sha256=_digest(row.result.encode()),
        )


def _digest(kept: bytes) -> str:
    return sha256(kept).hexdigest()


class AssessmentLine(BaseModel):
    """One verdict without its explanation."""

    model_config = ConfigDict(json_schema_extra={"examples": [examples.LINE]})

    assessment_id: str
    application_id: str | None = Field(description="在提交该申请时作出")
    questionnaire_id: str | None = Field(description=FROM_QUESTIONNAIRE)
    ruleset: str
    tier: Tier
    tier_label: str
    occasion: Occasion
    judged_on: date
    verdict: Verdict
    verdict_label: str
    assessed_at: datetime

    @classmethod
    def of(cls, row: AssessmentRow) -> Self:
        return cls(
            **row.model_dump(include=set(cls.model_fields)),
            tier_label=Tier(row.tier).label,
            verdict_label=VERDICT_LABELS[Verdict(row.verdict)],
        )


class AssessmentPage(BaseModel):
    model_config = ConfigDict(json_schema_extra={"examples": [{"items": [examples.LINE], "next_cursor": None}]})

    items: list[AssessmentLine]
    next_cursor: str | None


class AssessmentOut(VerdictOut):
    """测评: the verdict as it was kept; and whether the enterprise may apply at all, as of now."""

    model_config = ConfigDict(json_schema_extra={"examples": [examples.ASSESSMENT]})

    assessment_id: str
    application_id: str | None = Field(description="在提交该申请时作出")
    questionnaire_id: str | None = Field(description=FROM_QUESTIONNAIRE)
    assessed_at: datetime
    may_not_apply: str | None = Field(description="现在因称号被撤销而不得申报的原因和期限，不论测评结论；没有则为 null")
    may_apply_from: date | None = Field(description="不得申报时，可以再申报的首日")
    receipt: ReceiptOut

    @classmethod
    def of_made(cls, made: Made) -> Self:
        row, ban = made.row, made.ban
        own = {name: getattr(row, name) for name in _OWN} | {"receipt": ReceiptOut.of(row)}
        barred = {"may_not_apply": ban and ban.words, "may_apply_from": ban and ban.until}
        return cls.model_validate({**verdict_members(json.loads(row.result)), **own, **barred})


class VerificationOut(BaseModel):
    """The receipt beside what comes out of its inputs and rules today."""

    model_config = ConfigDict(json_schema_extra={"examples": [examples.VERIFICATION]})

    assessment_id: str
    identical: bool = Field(description="按留存的数据与标准重算，逐字节相同")
    kept_sha256: str
    made_sha256: str
    receipt: ReceiptOut
    rules_changed_since: bool = Field(description="该标准的文本此后有改动；重算用的是留存的文本")
    inputs: dict[str, Any] = Field(description="留存的数据：企业档案、称号、日期与场合")

    @classmethod
    def of(cls, verified: Verified) -> Self:
        row, again = verified.row, verified.again
        present = rulesets.ruleset(row.ruleset)
        return cls(
            assessment_id=row.assessment_id,
            identical=again.identical,
            kept_sha256=_digest(again.kept),
            made_sha256=_digest(again.made),
            receipt=ReceiptOut.of(row),
            rules_changed_since=present is None or present.text.digest != row.rules,
            inputs=json.loads(row.inputs),
        )
