"""Applications, their history, and the steps that move them. Personal data leaves masked."""

from datetime import date, datetime
from typing import Self

from pydantic import BaseModel, ConfigDict, Field

from services.registry.domain.applications import Application
from services.registry.domain.criteria import Occasion, Role
from services.registry.domain.desks import DESK_LABELS, STATE_LABELS, STEP_LABELS, Desk, State, Step
from services.registry.domain.masks import masked_name, masked_phone
from services.registry.domain.wording import OCCASION_LABELS
from services.registry.schemas import application_examples as examples
from services.registry.service.applications import Desks, Dossier
from services.registry.service.reviews import Outcome
from services.registry.store.tables import ApplicationStepRow, ObjectionRow
from shared.values import DISTRICTS, Tier, Verdict


class NoticeOut(BaseModel):
    """公示期"""

    first_day: date
    last_day: date
    provisional: bool = Field(description="跨入放假通知尚未公布的年度，按周一至周五暂计")


class OpenOut(BaseModel):
    """What the ruleset could not tell: an officer finds out or decides."""

    role: Role
    code: str
    label: str
    clause: str
    needed: str
    manual: bool = Field(description="标准本身由主管部门或外部平台给出")
    missing: str = Field(description="缺什么")


class SubmissionVerdict(BaseModel):
    """What the ruleset said at submission; the whole verdict is read by its id."""

    assessment_id: str
    ruleset: str
    occasion: Occasion
    judged_on: date
    verdict: Verdict = Field(description="met 符合，unknown 有待确认；不符合的不能提交")
    points: int | None
    pass_mark: int | None
    to_confirm: list[OpenOut] = Field(description="经办人员须确认的条件")


class ApplicationOut(BaseModel):
    model_config = ConfigDict(json_schema_extra={"examples": [examples.APPLICATION]})

    application_id: str
    uscc: str
    name: str
    district: str
    district_name: str
    tier: Tier
    tier_label: str
    occasion: Occasion = Field(description="new 新申报，renewal 复核")
    occasion_label: str
    renews: str | None = Field(description="申请复核的称号；新申报为 null")
    state: State
    state_label: str
    desk: Desk | None
    due_on: date | None = Field(description="当前环节的办理期限；由上级部门掌握的环节没有期限")
    overdue: bool
    main_product: str | None
    statement: str | None
    contact_name: str | None = Field(description="已脱敏")
    contact_phone: str | None = Field(description="已脱敏")
    to_mend: list[str] = Field(description="退回时要求更正的项")
    notice: NoticeOut | None
    verdict: Verdict | None = Field(description="提交时按标准测评的结论；尚未提交为 null")
    title_id: str | None
    change_id: str | None
    version: int
    drafted_at: datetime

    @classmethod
    def of(cls, one: Application, today: date) -> Self:
        return cls.model_validate(_members(one, today))


def _members(one: Application, today: date) -> dict[str, object]:
    name, phone = one.content.get("contact_name"), one.content.get("contact_phone")
    notice = one.notice
    return {
        "application_id": one.application_id,
        "uscc": one.uscc,
        "name": one.name,
        "district": one.district,
        "district_name": DISTRICTS[one.district],
        "tier": one.tier,
        "tier_label": one.tier.label,
        "occasion": one.occasion,
        "occasion_label": OCCASION_LABELS[one.occasion],
        "renews": one.renews,
        "state": one.state,
        "state_label": STATE_LABELS[one.state],
        "desk": one.desk,
        "due_on": one.due_on,
        "overdue": one.due_on is not None and one.due_on < today,
        "main_product": one.content.get("main_product"),
        "statement": one.content.get("statement"),
        "contact_name": masked_name(name) if name else None,
        "contact_phone": masked_phone(phone) if phone else None,
        "to_mend": list(one.to_mend),
        "notice": notice and NoticeOut(first_day=notice.first, last_day=notice.last, provisional=notice.provisional),
        "verdict": one.assessment and one.assessment["verdict"],
        "title_id": one.title_id,
        "change_id": one.change_id,
        "version": one.version,
        "drafted_at": one.drafted_at,
    }


class StepOut(BaseModel):
    """One line of the history (办理记录)."""

    version: int
    at: datetime
    desk: Desk
    desk_label: str
    step: Step
    step_label: str
    state: State
    actor: str | None = Field(description="经办人；企业看不到")
    words: str | None
    document: str | None
    done_on: date | None = Field(description="文件、核查或异议的日期")
    raised_by: str | None = Field(description="异议人，已脱敏；企业看不到")
    contact: str | None = Field(description="异议人联系方式，已脱敏；企业看不到")

    @classmethod
    def of(cls, row: ApplicationStepRow, objection: ObjectionRow | None, named: bool) -> Self:
        return cls(
            version=row.version,
            at=row.at,
            desk=Desk(row.desk),
            desk_label=DESK_LABELS[Desk(row.desk)],
            step=Step(row.step),
            step_label=STEP_LABELS[Step(row.step)],
            state=State(row.state),
            actor=row.actor if named else None,
            words=row.words,
            document=row.document,
            done_on=row.done_on,
            raised_by=masked_name(objection.raised_by) if objection else None,
            contact=masked_phone(objection.contact) if objection else None,
        )


class DossierOut(ApplicationOut):
    """申请 with everything that was done with it."""

    model_config = ConfigDict(json_schema_extra={"examples": [examples.DOSSIER]})

    assessment: SubmissionVerdict | None
    history: list[StepOut]

    @classmethod
    def of_dossier(cls, dossier: Dossier, today: date) -> Self:
        objections, named = dossier.objections, dossier.names_people
        steps = [StepOut.of(row, objections.get(row.version), named) for row in dossier.history]
        own = {"assessment": dossier.application.assessment, "history": steps}
        return cls.model_validate({**_members(dossier.application, today), **own})


class ApplicationPage(BaseModel):
    model_config = ConfigDict(json_schema_extra={"examples": [{"items": [examples.APPLICATION], "next_cursor": None}]})

    items: list[ApplicationOut]
    next_cursor: str | None


class WorklistPage(ApplicationPage):
    """待办, the overdue first; the counts are of the whole list, not of the page."""

    model_config = ConfigDict(json_schema_extra={"examples": [examples.WORKLIST]})

    total: int
    overdue: int

    @classmethod
    def of(cls, desks: Desks, today: date, next_cursor: str | None) -> Self:
        return cls(
            items=[ApplicationOut.of(one, today) for one in desks.applications],
            next_cursor=next_cursor,
            total=desks.queue.total,
            overdue=desks.queue.overdue,
        )


class BatchItemOut(BaseModel):
    application_id: str
    advanced: bool
    state: State | None
    version: int | None
    code: str | None
    reason: str | None


class BatchReport(BaseModel):
    """What became of each application, in the order asked."""

    model_config = ConfigDict(json_schema_extra={"examples": [examples.BATCH_REPORT]})

    asked: int
    advanced: int
    items: list[BatchItemOut]

    @classmethod
    def of(cls, outcomes: list[Outcome]) -> Self:
        items = [
            BatchItemOut(
                application_id=one.asked.application_id,
                advanced=one.problem is None,
                state=one.moved.state if one.moved else None,
                version=one.moved.version if one.moved else None,
                code=one.problem.code if one.problem else None,
                reason=(one.problem.detail or one.problem.title) if one.problem else None,
            )
            for one in outcomes
        ]
        return cls(asked=len(items), advanced=sum(item.advanced for item in items), items=items)
