"""People's rights, as they are applied for, decided and shown. No name but masked, no number at all."""

from datetime import date, datetime
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field

from services.benefits.domain.claims.desks import Seat
from services.benefits.domain.rights import FIELDS, Office, State, Step, Taken
from services.benefits.domain.rights.words import SEAT_LABELS
from services.benefits.measures import SEED
from services.benefits.schemas import right_examples as examples
from services.benefits.schemas.catalogue import SetName
from services.benefits.schemas.questions import Code
from services.benefits.service.rights.applying import Correction, NewRight
from services.benefits.service.rights.reading import Dossier, Shown, Worklist
from services.benefits.store.tables import RightStepRow
from shared.pages import PageQuery
from shared.strict import Body
from shared.values import DISTRICTS, Text

Id = Annotated[str, Field(min_length=1, max_length=36)]
Words = Annotated[Text, Field(description="理由或情况；企业可见，不得写入他人的个人信息")]
Statement = Annotated[Text, Field(description="申请说明；不得写入证件号码等个人信息")]
Evidence = Annotated[list[Id], Field(max_length=20, description="已登记的凭证编号；凭证的 ref 为人员编号 talent_id")]
FieldName = Literal["evidence", "statement"]


class RightIn(Body):
    model_config = ConfigDict(json_schema_extra={"examples": [examples.APPLICATION]})

    talent_id: Id = Field(description="为哪一名人员申请")
    benefit_code: Code
    policy_set: SetName = SEED
    evidence: Evidence = Field(default=[])
    statement: Statement | None = None

    def to_right(self) -> NewRight:
        evidence = tuple(dict.fromkeys(self.evidence))
        return NewRight(self.talent_id, self.benefit_code, self.policy_set, evidence, self.statement)


class RightCorrectionIn(Body):
    """What to mend; members left out stay as they are."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"evidence": ["0f4f2b8a-93a4-4c5e-a0d7-5a0c7f1f0b11"]}], "minProperties": 1}
    )

    evidence: Evidence | None = None
    statement: Statement | None = None

    def to_correction(self) -> Correction:
        return Correction(None if self.evidence is None else tuple(dict.fromkeys(self.evidence)), self.statement)


class RightWithdrawalIn(Body):
    model_config = ConfigDict(json_schema_extra={"examples": [{"words": "本人不再需要"}]})

    words: Words | None = None


class RightReviewIn(Body):
    model_config = ConfigDict(json_schema_extra={"examples": [{"step": "grant"}]})

    step: Literal["grant", "refuse", "return"] = Field(description="grant 授予，refuse 不予授予，return 退回更正")
    words: Words | None = None
    mend: list[FieldName] = Field(default=[], max_length=len(FIELDS), description="退回时要求更正的项")

    def to_taken(self) -> Taken:
        return Taken(Step(self.step), self.words, tuple(dict.fromkeys(self.mend)))


class RightOut(BaseModel):
    """人才权利"""

    model_config = ConfigDict(json_schema_extra={"examples": [examples.RIGHT]})

    right_id: str
    uscc: str
    enterprise_name: str
    district: str
    district_name: str
    talent_id: str
    person: str | None = Field(description="脱敏的姓名；只供企业负责人和审核、审批人员")
    offices: list[Office] = Field(description="申请所依据的任职")
    office_label: str
    benefit_code: str
    policy_set: str
    clause: str
    label: str
    state: State
    state_label: str
    holds: bool = Field(description="今天是否享有")
    granted_on: date | None
    ends_on: date | None = Field(description="按现有称号与任职，享有的最后一天")
    stopped_on: date | None = Field(description="中止、终止或放弃的，不再享有的第一天")
    applied_on: date
    applied_at: datetime
    receipt_id: str = Field(description="判断符合条件的计算回执")
    evidence: list[str]
    statement: str | None
    to_mend: list[str] = Field(description="退回时要求更正的项")
    version: int

    @classmethod
    def of(cls, shown: Shown, today: date) -> Self:
        return cls.model_validate(_members(shown, today))


def _members(shown: Shown, today: date) -> dict[str, object]:
    right = shown.right
    named = {name: getattr(right, name) for name in RightOut.model_fields if name in type(right).__dataclass_fields__}
    return named | {
        "enterprise_name": right.name,
        "district_name": DISTRICTS[right.district],
        "person": shown.person,
        "offices": list(right.offices),
        "office_label": right.offices_text,
        "state_label": right.state.label,
        "holds": right.state is State.GRANTED and right.holds_on(today),
        "evidence": list(right.evidence),
        "to_mend": list(right.to_mend) if right.state is State.RETURNED else [],
    }


class RightStepOut(BaseModel):
    """One line of the history (办理记录)."""

    version: int
    at: datetime
    seat: Seat
    seat_label: str
    step: Step
    step_label: str
    state: State
    state_label: str
    day: date | None = Field(description="授予或调整的，享有的最后一天；中止、终止的，不再享有的第一天")
    department: str | None = Field(description="办理部门")
    actor: str | None = Field(description="经办人；企业看不到")
    words: str | None

    @classmethod
    def of(cls, row: RightStepRow, named: bool) -> Self:
        seat, step, state = Seat(row.seat), Step(row.step), State(row.state)
        return cls(
            version=row.version,
            at=row.at,
            seat=seat,
            seat_label=SEAT_LABELS[seat],
            step=step,
            step_label=step.label,
            state=state,
            state_label=state.label,
            day=row.day,
            department=row.department,
            actor=row.actor if named else None,
            words=row.words,
        )


class RightDossierOut(RightOut):
    """A right with its history, and what the clause leaves open."""

    model_config = ConfigDict(json_schema_extra={"examples": [examples.DOSSIER]})

    history: list[RightStepOut]
    basis: str = Field(description="依据的条款")
    departments: list[str] = Field(description="由哪些部门办理")
    legal_note: str
    unstated: str = Field(description="条款未规定的事项；本系统不自行设定")

    @classmethod
    def of_dossier(cls, one: Dossier, today: date) -> Self:
        listed = one.listed
        own = {
            "history": [RightStepOut.of(row, one.names_people) for row in one.history],
            "basis": listed.policy_set.basis(listed.measure),
            "departments": list(listed.measure.departments),
            "legal_note": listed.policy_set.note_of(listed.measure),
            "unstated": one.terms.unstated,
        }
        return cls.model_validate({**_members(one.shown, today), **own})


class RightPage(BaseModel):
    model_config = ConfigDict(json_schema_extra={"examples": [{"items": [examples.RIGHT], "next_cursor": None}]})

    items: list[RightOut]
    next_cursor: str | None


class RightWorklist(RightPage):
    """待办, oldest first; the count is of the whole list, not of the page."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"items": [], "next_cursor": None, "total": 0}]})

    total: int

    @classmethod
    def of(cls, one: Worklist, today: date, next_cursor: str | None) -> Self:
        items = [RightOut.of(shown, today) for shown in one.items]
        return cls(items=items, next_cursor=next_cursor, total=one.total)


class RightWorklistQuery(PageQuery):
    benefit_code: Code | None = Field(default=None, description="只看某一条款；省略为全部")
