"""Real-name reports of misconduct. Who reported leaves masked, and only for those who investigate."""

from datetime import date, datetime
from typing import Annotated, Any, Final, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from services.registry.domain.masks import masked_name, masked_phone
from services.registry.domain.misconduct import REPORT_LABELS, ReportState
from services.registry.domain.titles import GROUND_LABELS, Ground
from services.registry.schemas.steps import Phone
from services.registry.service.misconduct import Accusation, Case, Finding
from services.registry.store.misconduct import Filed
from services.registry.store.tables import MisconductReporterRow, MisconductReportRow
from shared.days import Day
from shared.pages import PageQuery
from shared.strict import Body
from shared.values import CreditCode, Name, Text

_REPORT: Final[dict[str, Any]] = {
    "uscc": "91330108MAXB0012XH",
    "ground": "fraud",
    "statement": "申报材料中的研发费用与实际不符，附审计底稿编号",
}
_STATE: Final[dict[str, Any]] = {
    "state": "investigating",
    "state_label": "核查中",
    "words": None,
    "decided_on": None,
    "filed_at": "2026-11-23T01:31:19.583859Z",
}
_LINE: Final[dict[str, Any]] = {
    "report_id": "8c5f2f7e-6b1a-4f0e-9d2c-41b7a5e6d9f0",
    **_REPORT,
    "ground_label": "数据造假",
    "district": "330108",
    "registered": True,
    **_STATE,
    "document": None,
    "change_id": None,
    "version": 2,
}
_CASE: Final[dict[str, Any]] = {**_LINE, "reporter_name": "示*", "reporter_contact": "138****1234"}


class MisconductIn(Body):
    model_config = ConfigDict(json_schema_extra={"examples": [{**_REPORT, "name": "示例", "contact": "13800001234"}]})

    uscc: CreditCode = Field(description="被举报企业的统一社会信用代码")
    ground: Annotated[Ground, Field(strict=False, description="举报事由")]
    statement: Text = Field(description="情况说明；请勿写入举报人的个人信息")
    name: Name = Field(description="举报人姓名")
    contact: Phone

    def to_accusation(self) -> Accusation:
        return Accusation(**dict(self))


class ReceiptOut(BaseModel):
    """回执: keep it, it is shown once; with it the state of the report can be read.

    The same request again answers with null: nobody keeps the receipt but the reporter.
    """

    model_config = ConfigDict(json_schema_extra={"examples": [{"receipt": "Zt3k9Qm2xW7cVb5nLp8sRg"}]})

    receipt: str | None = Field(description="回执码只显示一次，请妥善保存；重试同一请求时为空")


class FollowedOut(BaseModel):
    """What the reporter reads: never about whom it was, nor whether anybody of that USCC is registered."""

    model_config = ConfigDict(json_schema_extra={"examples": [_STATE]})

    state: ReportState
    state_label: str
    words: str | None
    decided_on: date | None
    filed_at: datetime

    @classmethod
    def of(cls, row: MisconductReportRow) -> Self:
        return cls.model_validate(_state(row))


def _state(row: MisconductReportRow) -> dict[str, Any]:
    state = ReportState(row.state)
    return {
        "state": state,
        "state_label": REPORT_LABELS[state],
        "words": row.words,
        "decided_on": row.decided_on,
        "filed_at": row.filed_at,
    }


class MisconductLine(BaseModel):
    model_config = ConfigDict(json_schema_extra={"examples": [_LINE]})

    report_id: str
    uscc: str
    ground: Ground
    ground_label: str
    statement: str
    district: str | None
    registered: bool = Field(description="该统一社会信用代码是否已登记")
    state: ReportState
    state_label: str
    words: str | None
    decided_on: date | None
    filed_at: datetime
    document: str | None
    change_id: str | None = Field(description="因此发生的称号变更")
    version: int

    @classmethod
    def of(cls, filed: Filed) -> Self:
        return cls.model_validate(_line(filed))


def _line(filed: Filed) -> dict[str, Any]:
    row = filed.report
    ground = Ground(row.ground)
    return {
        **_state(row),
        "report_id": row.report_id,
        "uscc": row.uscc,
        "ground": ground,
        "ground_label": GROUND_LABELS[ground],
        "statement": row.statement,
        "district": filed.district,
        "registered": row.enterprise_id is not None,
        "document": row.document,
        "change_id": row.change_id,
        "version": row.version,
    }


class MisconductOut(MisconductLine):
    model_config = ConfigDict(json_schema_extra={"examples": [_CASE]})

    reporter_name: str | None = Field(description="已脱敏；删除后为空")
    reporter_contact: str | None = Field(description="已脱敏；删除后为空")

    @classmethod
    def of_case(cls, case: Case) -> Self:
        who = case.reporter
        return cls.model_validate(
            {
                **_line(case.filed),
                "reporter_name": masked_name(who.name) if who else None,
                "reporter_contact": masked_phone(who.contact) if who else None,
            }
        )


class MisconductPage(BaseModel):
    model_config = ConfigDict(json_schema_extra={"examples": [{"items": [_LINE], "next_cursor": None}]})

    items: list[MisconductLine]
    next_cursor: str | None


class MisconductQuery(PageQuery):
    state: ReportState | None = Field(default=None, description="办理状态", examples=["filed"])


class FindingIn(Body):
    """A step of the investigation."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"to": "investigating"},
                {
                    "to": "verified",
                    "words": "经核查，申报数据与账簿不符",
                    "document": "示例核查结论〔2026〕1号",
                    "decided_on": "2026-11-23",
                },
            ]
        }
    )

    to: Literal["investigating", "verified", "dismissed"] = Field(
        description="investigating 开始核查，verified 属实（撤销全部有效称号），dismissed 不予采纳"
    )
    words: Text | None = Field(default=None, description="告知举报人的结论；属实或不予采纳时必填")
    document: Name | None = Field(default=None, description="结论文件；属实时必填")
    decided_on: Day | None = Field(default=None, description="结论日期；属实时必填")

    @model_validator(mode="after")
    def _says_what_it_needs(self) -> Self:
        needed = {"verified": ("words", "document", "decided_on"), "dismissed": ("words",)}.get(self.to, ())
        if any(getattr(self, name) is None for name in needed):
            raise ValueError("结论须写明理由；属实的还须写明结论文件和日期")
        return self

    def to_finding(self) -> Finding:
        return Finding(ReportState(self.to), self.words, self.document, self.decided_on)


class ReporterOut(BaseModel):
    model_config = ConfigDict(json_schema_extra={"examples": [{"name": "示例", "contact": "13800001234"}]})

    name: str
    contact: str

    @classmethod
    def of(cls, row: MisconductReporterRow) -> Self:
        return cls(name=row.name, contact=row.contact)
