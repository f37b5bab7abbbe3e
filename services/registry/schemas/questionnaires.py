"""Self-assessment questionnaires as they cross HTTP."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, Any, Final, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from services.registry.domain.assessment import CriterionResult
from services.registry.domain.criteria import Occasion, Role, Rule
from services.registry.domain.profile import SOURCE_LABELS, Source
from services.registry.domain.questionnaire_items import Form, Item, Known, known
from services.registry.domain.questionnaires import contradicted
from services.registry.domain.wording import OCCASION_LABELS, ROLE_LABELS, VERDICT_LABELS
from services.registry.schemas import questionnaire_examples as examples
from services.registry.schemas.assessments import OccasionIn
from services.registry.schemas.facts import AnswerText, SupposedCredential, SupposedRound
from services.registry.schemas.plans import PlanOut
from services.registry.schemas.profiles import IpIn
from services.registry.schemas.titles import TierIn
from services.registry.schemas.verdicts import VerdictOut
from services.registry.service.assessments import Question
from services.registry.service.questionnaires import Line, Sheet
from shared.strict import Body
from shared.values import Tier, Verdict

WORDS: Final = (
    "答案是企业为本问卷所作的自述，只用于本问卷的测评，不会写入企业档案；申报以企业档案与主管部门核定为准。"
    "填写中只有本企业可以查看；完成后生成测评回执，所在区、县（市）和市级经办人员及审计人员可以查看"
)
ItemName = Annotated[str, StringConstraints(pattern=r"^[a-z_]{1,40}(\.[0-9]{4})?$"), Field(description="填报项的 name")]
_STATES: Final = {"open": "填写中", "finished": "已完成"}


class QuestionnaireIn(Body):
    model_config = ConfigDict(json_schema_extra={"examples": [examples.NEW, examples.AGAIN]})

    tier: TierIn
    occasion: OccasionIn = Occasion.NEW
    answers_of: Annotated[str, StringConstraints(max_length=36)] | None = Field(
        default=None, description="带入本企业另一份问卷的答案：按现行标准仍要问的各项"
    )

    def question(self) -> Question:
        return Question(self.tier, self.occasion)


class AnswersPatch(Body):
    """Some answers; what is left out stays as it was, null takes an answer back. An empty list says: none."""

    model_config = ConfigDict(json_schema_extra={"examples": [examples.PATCH], "minProperties": 1})

    answers: dict[ItemName, AnswerText | None] = Field(
        default={},
        max_length=100,
        description="按填报项的 name：金额为元，是非填 yes 或 no，日期填 YYYY-MM-DD，事项填最近一次的日期或 no",
    )
    ip: IpIn | None = None
    credentials: list[SupposedCredential] | None = Field(default=None, max_length=50)
    equity_rounds: list[SupposedRound] | None = Field(default=None, max_length=50)

    @model_validator(mode="after")
    def _says_something_once(self) -> Self:
        if self.answers.keys() & _WHOLE:
            raise ValueError("知识产权、资质与奖励、股权融资请填在各自的成员中")
        if not self.changes():
            raise ValueError("至少填写一项")
        return self

    def changes(self) -> dict[str, Any]:
        """By the name of the item."""
        whole = self.model_dump(mode="json", include=_WHOLE & self.model_fields_set)
        return {**self.answers, **whole}


_WHOLE: Final = {"ip", "credentials", "equity_rounds"}
"""Items that are answered as a whole, in members of their own"""


class QuestionnaireLine(BaseModel):
    model_config = ConfigDict(json_schema_extra={"examples": [examples.LINE]})

    questionnaire_id: str
    tier: Tier
    tier_label: str
    occasion: Occasion
    occasion_label: str
    ruleset: str = Field(description="开始当日生效的认定标准，不随后来的标准改变")
    state: Literal["open", "finished"]
    state_label: str
    out_of_date: str | None = Field(description="标准或年度已更替时的说明与办法；null 为仍合用")
    begun_at: datetime
    saved_at: datetime
    assessment_id: str | None = Field(description="完成时作出的测评")

    @classmethod
    def of(cls, line: Line) -> Self:
        return cls.model_validate(_line(line))


def _line(line: Line) -> dict[str, Any]:
    row, state = line.row, "finished" if line.row.assessment_id else "open"
    return {
        **row.model_dump(include=set(QuestionnaireLine.model_fields)),
        "tier_label": Tier(row.tier).label,
        "occasion_label": OCCASION_LABELS[Occasion(row.occasion)],
        "state": state,
        "state_label": _STATES[state],
        "out_of_date": line.out_of_date,
    }


class QuestionnairePage(BaseModel):
    model_config = ConfigDict(json_schema_extra={"examples": [{"items": [examples.LINE], "next_cursor": None}]})

    items: list[QuestionnaireLine]
    next_cursor: str | None


class CountsOut(BaseModel):
    """知识产权 by class"""

    i_high_value: int
    i_own: int
    i: int
    ii: int


class CredentialEntry(BaseModel):
    kind: str
    on: date
    valid_until: date | None
    rank: int | None


class RoundEntry(BaseModel):
    on: date
    amount: str


Answer = str | CountsOut | list[CredentialEntry] | list[RoundEntry]
"""As its form has it: text, or what the member of the same name carries in a saving"""


class Choice(BaseModel):
    value: str
    label: str


class AskedBy(BaseModel):
    """A criterion or indicator that the item is for."""

    role: Role
    role_label: str
    code: str
    label: str
    clause: str

    @classmethod
    def of(cls, role: Role, rule: Rule) -> Self:
        return cls(role=role, role_label=ROLE_LABELS[role], code=rule.code, label=rule.label, clause=rule.clause)


class KnownOut(BaseModel):
    """What the profile says."""

    value: Answer
    source: Source | None = Field(description="数据来源；栏已申明为空时为 null")
    source_label: str | None
    on: date | None = Field(description="数据日期")

    @classmethod
    def of(cls, known: Known) -> Self:
        origin = known.origin
        return cls(
            value=known.value,
            source=origin and origin.source,
            source_label=SOURCE_LABELS[origin.source] if origin else None,
            on=origin and origin.on,
        )


class QuestionnaireItem(BaseModel):
    """填报项"""

    name: str
    label: str
    form: Form = Field(
        description="怎样填写：money 元，count 人数，flag 是非，day 日期，incident 最近一次的日期或 no …"
    )
    unit: str
    choices: list[Choice] = Field(description="可选的各项；资质与奖励为本标准所问的种类")
    self_stated: bool = Field(description="由企业填写；否则由主管部门或有关部门提供，企业不能填")
    asked_by: list[AskedBy] = Field(description="哪些条款要用")
    known: KnownOut | None = Field(description="企业档案中的数据；已完成的问卷只列未自填的各项当时所用的")
    answer: Answer | None = Field(description="企业为本问卷所填，测评时先于企业档案")
    contradicted: bool | None = Field(
        description="主管部门或有关部门提供的数据与所填不同；申报以其为准。已完成的问卷不再比对，为 null"
    )

    @classmethod
    def of(cls, item: Item, sheet: Sheet) -> Self:
        answer = sheet.answers.get(item.name)
        judged = sheet.row.assessment_id is not None and answer is not None
        found = None if judged else known(item, sheet.profile)
        return cls(
            name=item.name,
            label=item.label,
            form=item.form,
            unit=item.unit,
            choices=[Choice(value=value, label=label) for value, label in item.choices.items()],
            self_stated=item.self_stated,
            asked_by=[AskedBy.of(*rule) for rule in item.rules],
            known=KnownOut.of(found) if found else None,
            answer=answer,
            contradicted=None if judged else contradicted(found, answer),
        )


class EvidenceOut(AskedBy):
    """凭证: what to bring for a criterion, whatever its verdict."""

    model_config = ConfigDict(json_schema_extra={"examples": [examples.EVIDENCE]})

    verdict: Verdict
    verdict_label: str
    evidence: str
    note: str

    @classmethod
    def of_result(cls, rule: Rule, result: CriterionResult) -> Self:
        return cls(
            **AskedBy.of(result.role, rule).model_dump(),
            verdict=result.verdict,
            verdict_label=VERDICT_LABELS[result.verdict],
            evidence=rule.evidence,
            note=rule.note,
        )


class QuestionnaireOut(QuestionnaireLine):
    """自评问卷: every item with what is known and what is answered, and what comes of it now."""

    model_config = ConfigDict(json_schema_extra={"examples": [examples.SHEET]})

    version: int
    document: str = Field(description="认定标准文件")
    judged_on: date = Field(description="按哪一天测评；年度更替后为开始当年的最后一天")
    words: str
    items: list[QuestionnaireItem]
    unanswered: list[str] = Field(description="企业档案没有、也还没有填写的填报项")
    assessment: VerdictOut = Field(description="按企业档案与已填答案的当前结论；已完成的为完成时的结论")
    plan: PlanOut = Field(description="还差什么")
    evidence: list[EvidenceOut] = Field(description="逐条须准备的凭证")

    @classmethod
    def of_sheet(cls, sheet: Sheet) -> Self:
        items = [QuestionnaireItem.of(one, sheet) for one in sheet.items]
        rules = sheet.standard.rules_of(Occasion(sheet.row.occasion))
        results = sheet.trial.assessment.criteria
        members: Mapping[str, Any] = {
            **_line(sheet),
            "version": sheet.row.version,
            "document": sheet.standard.title,
            "judged_on": sheet.on,
            "words": WORDS,
            "items": items,
            "unanswered": [one.name for one in items if one.self_stated and one.known is None and one.answer is None],
            "assessment": VerdictOut.of(sheet.trial.assessment),
            "plan": PlanOut.of(sheet.trial.plan),
            "evidence": [EvidenceOut.of_result(rule, result) for (_, rule), result in zip(rules, results, strict=True)],
        }
        return cls.model_validate(members)
