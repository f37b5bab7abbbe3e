"""Leads, as they cross HTTP."""

from datetime import datetime
from typing import Annotated, Any, Final, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from services.notifications.domain.leads import LeadKind, LeadSource, LeadStage, LeadStep
from services.notifications.domain.sides import Side, side_of
from services.notifications.schemas.contact_persons import ContactPersonIn, ContactPersonOut
from services.notifications.schemas.postings import WantedIndustry
from services.notifications.service.leads.files import Said, Shown
from services.notifications.service.leads.leads import Figure, Taken
from services.notifications.store.leads import Wanted
from services.notifications.store.tables import LeadRow, LeadStepRow
from shared.pages import PageQuery
from shared.strict import Body
from shared.values import CITY, DISTRICTS, CreditCode, District, Name, Text

OfficerAccount = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9._:@-]{1,150}$")]
_SAID: Final[dict[str, Any]] = {
    "kind": "enterprise",
    "chain": "智能传感产业链",
    "title": "示例封装测试有限公司",
    "region": "江苏省苏州市",
    "industry": "C39",
    "words": "本地缺少 MEMS 封装测试产能，该企业有扩产意向。",
    "contact": {"name": "欧阳示例", "phone": "051200001234"},
}
_STEP: Final[dict[str, Any]] = {
    "number": 1,
    "at": "2026-11-24T02:00:00Z",
    "step": "record",
    "step_label": "登记",
    "stage": "new",
    "stage_label": "待指派",
    "side": "enterprise",
    "side_label": "企业",
    "words": None,
    "account": None,
}
_LEAD: Final[dict[str, Any]] = _SAID | {
    "lead_id": "d2f8b6a1-4c70-4e95-9b3d-8a1e5f7c0d26",
    "kind_label": "目标企业",
    "source": "enterprise",
    "source_label": "企业推荐",
    "district": "330108",
    "proposer_uscc": "91330108MAXB0012XH",
    "contact": {"name": "欧阳*", "phone": "051****1234"},
    "stage": "new",
    "stage_label": "待指派",
    "assigned_to": None,
    "landed_uscc": None,
    "recorded_at": "2026-11-24T02:00:00Z",
    "version": 1,
}
_FIGURE: Final[dict[str, Any]] = {
    "district": "330108",
    "district_label": "滨江区",
    "live": 6,
    "landed": 2,
    "dropped": 1,
    "proposed": 4,
    "stages": {
        "new": 1, "assigned": 2, "contacted": 1, "negotiating": 1, "signed": 1, "landed": 2, "dropped": 1,
    },
}  # fmt: skip


class LeadIn(Body):
    model_config = ConfigDict(json_schema_extra={"examples": [_SAID]})

    kind: Annotated[LeadKind, Field(strict=False, description="gap 产业链缺口；enterprise 目标企业")]
    chain: Name = Field(description="产业链")
    title: Name = Field(description="缺口，或目标企业的名称")
    region: Name | None = Field(default=None, description="目标企业所在地")
    industry: WantedIndustry | None = None
    words: Text
    contact: ContactPersonIn | None = Field(default=None, description="单位的业务联系人；不填个人信息")

    def said(self) -> Said:
        one = self.contact
        same = {name: getattr(self, name) for name in ("kind", "chain", "title", "region", "industry", "words")}
        return Said(**same, contact_name=one.name if one else None, contact_phone=one.phone if one else None)


class LeadStepIn(Body):
    model_config = ConfigDict(
        json_schema_extra={"examples": [{"step": "assign", "officer": "desk-tc", "words": None, "uscc": None}]}
    )

    step: Literal["assign", "contact", "negotiate", "sign", "land", "drop", "resume"] = Field(
        description="assign 指派；contact 接洽；negotiate 洽谈；sign 签约；land 落地；drop 终止；resume 重新启动"
    )
    words: Text | None = Field(default=None, description="说明；drop 时必填，推荐企业可见")
    officer: OfficerAccount | None = Field(default=None, description="assign 时必填：跟进人员的账户")
    uscc: CreditCode | None = Field(default=None, description="land 时必填：在专区登记的统一社会信用代码")

    @model_validator(mode="after")
    def _names_what_it_needs(self) -> Self:
        for member, step in (("officer", "assign"), ("uscc", "land")):
            if (getattr(self, member) is not None) is not (self.step == step):
                raise ValueError(f"{step} 时填写 {member}，其他情形不填")
        if self.step == "drop" and self.words is None:
            raise ValueError("终止请在 words 中说明理由")
        return self

    def taken(self) -> Taken:
        return Taken(LeadStep(self.step), self.words, self.officer, self.uscc)


class LeadStepOut(BaseModel):
    number: int
    at: datetime
    step: LeadStep
    step_label: str
    stage: LeadStage
    stage_label: str
    side: Side
    side_label: str
    words: str | None
    account: str | None = Field(description="办理所用账户，审计人员可见")

    @classmethod
    def of(cls, row: LeadStepRow, *, names_accounts: bool) -> Self:
        return cls(
            **row.model_dump(include={"number", "at", "step", "stage", "words"}),
            step_label=LeadStep(row.step).label,
            stage_label=LeadStage(row.stage).label,
            side=side_of(row.actor),
            side_label=side_of(row.actor).label,
            account=row.actor if names_accounts else None,
        )


class LeadOut(BaseModel):
    """招引线索"""

    model_config = ConfigDict(json_schema_extra={"examples": [_LEAD]})

    lead_id: str
    kind: LeadKind
    kind_label: str
    source: LeadSource
    source_label: str
    district: str = Field(description="跟进的区、县（市）；330100 为市级")
    proposer_uscc: str | None
    chain: str
    title: str
    region: str | None
    industry: str | None
    words: str
    contact: ContactPersonOut | None
    stage: LeadStage
    stage_label: str
    assigned_to: str | None = Field(description="跟进人员的账户，经办人员可见")
    landed_uscc: str | None
    recorded_at: datetime
    version: int

    @classmethod
    def of(cls, shown: Shown, *, to_officers: bool, **more: Any) -> Self:
        row = shown.row
        same = (set(cls.model_fields) & set(type(row).model_fields)) - {"assigned_to"}
        has_contact = row.contact_name is not None and row.contact_phone is not None
        return cls(
            **row.model_dump(include=same),
            kind_label=LeadKind(row.kind).label,
            source_label=LeadSource(row.source).label,
            proposer_uscc=shown.proposer and shown.proposer.uscc,
            contact=ContactPersonOut.masked(row.contact_name or "", row.contact_phone or "") if has_contact else None,
            stage_label=LeadStage(row.stage).label,
            assigned_to=row.assigned_to if to_officers else None,
            landed_uscc=shown.landed and shown.landed.uscc,
            **more,
        )


class LeadWhole(LeadOut):
    model_config = ConfigDict(json_schema_extra={"examples": [_LEAD | {"history": [_STEP]}]})

    history: list[LeadStepOut] = Field(description="办理记录；推荐企业只见阶段与终止理由")

    @classmethod
    def whole(cls, shown: Shown, kind: str) -> Self:
        """To the enterprise that proposed it without what officers noted on the way."""
        steps = [LeadStepOut.of(one, names_accounts=kind == "auditor") for one in shown.steps]
        if kind == "enterprise":
            steps = [one if one.step is LeadStep.DROP else one.model_copy(update={"words": None}) for one in steps]
        return cls.of(shown, to_officers=kind != "enterprise", history=steps)


class LeadPage(BaseModel):
    model_config = ConfigDict(json_schema_extra={"examples": [{"items": [_LEAD], "next_cursor": None}]})

    items: list[LeadOut]
    next_cursor: str | None


class LeadQuery(PageQuery):
    district: District | None = Field(default=None, description="跟进的区、县（市）", examples=["330108"])
    stage: Annotated[LeadStage, Field(strict=False)] | None = Field(default=None, description="阶段")
    kind: Annotated[LeadKind, Field(strict=False)] | None = Field(default=None, description="种类")
    source: Annotated[LeadSource, Field(strict=False)] | None = Field(default=None, description="来源")
    assigned_to: OfficerAccount | None = Field(default=None, description="跟进人员的账户", examples=["desk-tc"])

    def wanted(self) -> Wanted:
        return Wanted(self.district, self.stage, self.kind, self.source, self.assigned_to)


class LeadFiguresQuery(BaseModel):
    model_config = ConfigDict(extra="forbid")

    district: District | None = Field(default=None, description="跟进的区、县（市）", examples=["330108"])


class LeadFigure(BaseModel):
    district: str | None
    district_label: str
    live: int
    landed: int
    dropped: int
    proposed: int = Field(description="企业推荐的")
    stages: dict[LeadStage, int]

    @classmethod
    def of(cls, one: Figure) -> Self:
        return cls(
            district=one.district,
            district_label=_PLACES[one.district] if one.district else "合计",
            live=one.live,
            landed=one.stages[LeadStage.LANDED],
            dropped=one.stages[LeadStage.DROPPED],
            proposed=one.proposed,
            stages={stage: one.stages[stage] for stage in LeadStage},
        )


_PLACES: Final = {CITY: "市级", **DISTRICTS}


class LeadFigures(BaseModel):
    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"items": [_FIGURE], "total": _FIGURE | {"district": None, "district_label": "合计"}}]
        }
    )

    items: list[LeadFigure]
    total: LeadFigure

    @classmethod
    def of(cls, figures: list[Figure]) -> Self:
        *items, total = map(LeadFigure.of, figures)
        return cls(items=items, total=total)


class DisclosedLeadContact(BaseModel):
    model_config = ConfigDict(
        json_schema_extra={"examples": [{"title": "示例封装测试有限公司", "name": "欧阳示例", "phone": "051200001234"}]}
    )

    title: str
    name: str
    phone: str

    @classmethod
    def of(cls, row: LeadRow) -> Self:
        return cls(title=row.title, name=row.contact_name or "", phone=row.contact_phone or "")
