"""What title holders owe, and the major changes they report."""

from datetime import date, datetime
from typing import Annotated, Any, Final, Self

from pydantic import BaseModel, ConfigDict, Field

from services.registry.domain.duties import DUTY_LABELS, DUTY_STATE_LABELS, OTHERWISE, DutyState, state_of
from services.registry.domain.major_changes import MAJOR_LABELS, OUTCOME_LABELS, MajorKind, Outcome
from services.registry.schemas.enterprises import DistrictIn
from services.registry.service.major_changes import Review
from services.registry.store.duties import DutyFilter, Listed
from services.registry.store.tables import DutyRow, MajorChangeRow
from shared.days import Day
from shared.events import DutyKind
from shared.pages import PageQuery
from shared.strict import Body
from shared.values import Name, Text

_DUTY: Final[dict[str, Any]] = {
    "duty_id": "5d3a2b1c-0f9e-4d8c-b7a6-958473625140",
    "kind": "annual_update",
    "kind_label": "年度更新",
    "label": "更新 2026 年度企业信息",
    "opened_on": "2027-01-01",
    "due_on": "2027-05-31",
    "done_on": None,
    "state": "open",
    "state_label": "待办",
    "basis": "工信部企业〔2026〕2号：每年5月31日前更新企业信息，未及时更新的取消复核资格",
    "otherwise": "逾期未更新的，取消复核资格",
}
_LISTED: Final[dict[str, Any]] = {
    **_DUTY,
    "uscc": "91330108MAXB0012XH",
    "name": "示例传感技术有限公司",
    "district": "330108",
}
_REPORT: Final[dict[str, Any]] = {
    "kind": "restructuring",
    "occurred_on": "2026-11-01",
    "statement": "控股股东由甲公司变更为乙公司，主导产品和研发团队不变",
}
_REVIEW: Final[dict[str, Any]] = {
    "outcome": "kept",
    "document": "示例审核意见〔2026〕1号",
    "decided_on": "2026-11-23",
    "words": "仍符合认定标准",
}
_MAJOR: Final[dict[str, Any]] = {
    "major_change_id": "c0a1f6d2-5a7e-4c1d-9a55-2f5b7f6f0c31",
    "kind_label": "重组",
    **_REPORT,
    "due_on": "2027-02-01",
    "reported_on": "2026-11-20",
    "late": False,
    "outcome": "kept",
    "outcome_label": "仍符合认定标准，称号及有效期不变",
    "document": _REVIEW["document"],
    "decided_on": _REVIEW["decided_on"],
    "words": _REVIEW["words"],
    "change_id": None,
    "recorded_at": "2026-11-20T01:31:19.583859Z",
}


class DutyOut(BaseModel):
    model_config = ConfigDict(json_schema_extra={"examples": [_DUTY]})

    duty_id: str
    kind: DutyKind
    kind_label: str
    label: str
    opened_on: date
    due_on: date = Field(description="按期完成的最后一天")
    done_on: date | None
    state: DutyState
    state_label: str
    basis: str
    otherwise: str = Field(description="逾期的后果")

    @classmethod
    def of(cls, row: DutyRow, today: date) -> Self:
        return cls.model_validate(_members(row, today))


def _members(row: DutyRow, today: date) -> dict[str, Any]:
    kind, state = DutyKind(row.kind), state_of(row.due_on, row.done_on, today)
    return {
        "duty_id": row.duty_id,
        "kind": kind,
        "kind_label": DUTY_LABELS[kind],
        "label": row.label,
        "opened_on": row.opened_on,
        "due_on": row.due_on,
        "done_on": row.done_on,
        "state": state,
        "state_label": DUTY_STATE_LABELS[state],
        "basis": row.basis,
        "otherwise": OTHERWISE[kind],
    }


class ListedDuty(DutyOut):
    model_config = ConfigDict(json_schema_extra={"examples": [_LISTED]})

    uscc: str
    name: str
    district: str

    @classmethod
    def of_listed(cls, one: Listed, today: date) -> Self:
        owner = {"uscc": one.uscc, "name": one.name, "district": one.district}
        return cls.model_validate({**_members(one.duty, today), **owner})


class DutyPage(BaseModel):
    model_config = ConfigDict(json_schema_extra={"examples": [{"items": [_DUTY], "next_cursor": None}]})

    items: list[DutyOut]
    next_cursor: str | None


class DutyList(BaseModel):
    model_config = ConfigDict(json_schema_extra={"examples": [{"items": [_LISTED], "next_cursor": None}]})

    items: list[ListedDuty]
    next_cursor: str | None


class DutyQuery(PageQuery):
    district: DistrictIn | None = None
    kind: DutyKind | None = Field(default=None, description="事项", examples=["annual_update"])
    state: DutyState | None = Field(default=None, description="办理状态", examples=["missed"])
    due_from: Day | None = Field(default=None, description="期限不早于", examples=["2027-05-01"])
    due_until: Day | None = Field(default=None, description="期限不晚于", examples=["2027-05-31"])

    def asked(self) -> DutyFilter:
        return DutyFilter(self.district, self.kind, self.state, self.due_from, self.due_until)


class MajorChangeIn(Body):
    model_config = ConfigDict(json_schema_extra={"examples": [_REPORT]})

    kind: Annotated[MajorKind, Field(strict=False, description="变化的种类")]
    occurred_on: Day = Field(description="发生日期")
    statement: Text = Field(description="情况说明")


class MajorReviewIn(Body):
    model_config = ConfigDict(json_schema_extra={"examples": [_REVIEW]})

    outcome: Annotated[
        Outcome, Field(strict=False, description="kept 保留，revoked 撤销，cancelled 未按期报告直接取消")
    ]
    document: Name = Field(description="审核文件")
    decided_on: Day
    words: Text | None = Field(default=None, description="审核意见")
    take_over: Annotated[list[Annotated[str, Field(max_length=36)]], Field(max_length=20)] = Field(
        default=[], description="合并后由本企业承继的被合并企业称号 title_id"
    )

    def to_review(self) -> Review:
        take_over = tuple(dict.fromkeys(self.take_over))
        return Review(self.outcome, self.document, self.decided_on, self.words, take_over)


class MajorChangeOut(BaseModel):
    model_config = ConfigDict(json_schema_extra={"examples": [_MAJOR]})

    major_change_id: str
    kind: MajorKind
    kind_label: str
    occurred_on: date
    due_on: date = Field(description="报告期限")
    reported_on: date | None = Field(description="企业报告之日；为空即经办人员先行登记、企业尚未报告")
    late: bool | None = Field(description="是否逾期报告")
    statement: str | None
    outcome: Outcome | None
    outcome_label: str | None
    document: str | None
    decided_on: date | None
    words: str | None
    change_id: str | None = Field(description="因此发生的称号变更")
    recorded_at: datetime

    @classmethod
    def of(cls, row: MajorChangeRow) -> Self:
        kind, outcome = MajorKind(row.kind), Outcome(row.outcome) if row.outcome else None
        return cls(
            **row.model_dump(exclude={"enterprise_id", "kind", "outcome"}),
            kind=kind,
            kind_label=MAJOR_LABELS[kind],
            late=row.reported_on > row.due_on if row.reported_on else None,
            outcome=outcome,
            outcome_label=OUTCOME_LABELS[outcome] if outcome else None,
        )


class MajorChangePage(BaseModel):
    model_config = ConfigDict(json_schema_extra={"examples": [{"items": [_MAJOR], "next_cursor": None}]})

    items: list[MajorChangeOut]
    next_cursor: str | None
