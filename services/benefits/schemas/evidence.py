"""Evidence, as it is brought, decided on and shown."""

import json
from datetime import date, datetime
from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field

from services.benefits.domain.evidence import STATE_LABELS, State
from services.benefits.domain.facts import SubjectKind
from services.benefits.measures import evidence as kinds
from services.benefits.schemas.facts import FactsIn, LoanFacts, PersonFacts, PlotFacts, ProductFacts, values
from services.benefits.schemas.questions import Ref
from services.benefits.service.evidence import NewEvidence, Shown
from services.benefits.store.tables import EvidenceFileRow
from shared.days import Day
from shared.strict import Body
from shared.values import Name, Text

_EXAMPLE: dict[str, Any] = {
    "evidence_id": "0f4f2b8a-93a4-4c5e-a0d7-5a0c7f1f0b11",
    "kind": "first_set_certificate",
    "label": "首台（套）产品认定文件",
    "subject": "product",
    "ref": "高精度传感器",
    "issuer": "示例经信部门",
    "number": "示例首台套〔2026〕7号",
    "issued_on": "2026-10-09",
    "valid_until": None,
    "gives": {"first_set_level": "domestic"},
    "state": "stated",
    "state_label": "待核实",
    "words": None,
    "stated_at": "2026-11-24T02:00:18.999922Z",
    "decided_at": None,
    "files": [],
    "version": 1,
}
_NEW: dict[str, Any] = {
    "kind": "first_set_certificate",
    "issuer": "示例经信部门",
    "number": "示例首台套〔2026〕7号",
    "issued_on": "2026-10-09",
    "ref": "高精度传感器",
    "product": {"first_set_level": "domestic"},
}


class EvidenceIn(Body):
    """The facts it gives stand in `facts`, or with the thing they are of."""

    model_config = ConfigDict(json_schema_extra={"examples": [_NEW]})

    kind: str = Field(pattern=r"^[a-z0-9_]{3,40}$", description="种类；全部种类见 /benefits/v1/evidence-kinds")
    issuer: Name = Field(description="出具单位")
    number: str = Field(min_length=1, max_length=60, description="文号、证书号或发票号")
    issued_on: Day = Field(description="出具日期")
    valid_until: Day | None = Field(default=None, description="有效期的最后一天；长期有效的省略")
    ref: Ref | None = Field(default=None, description="产品、用地、贷款或人员的名称，与申请中一致")
    facts: FactsIn = Field(default_factory=FactsIn, description="证明的企业情况")
    product: ProductFacts = Field(default_factory=ProductFacts, description="证明的产品情况")
    plot: PlotFacts = Field(default_factory=PlotFacts, description="证明的用地情况")
    loan: LoanFacts = Field(default_factory=LoanFacts, description="证明的贷款情况")
    person: PersonFacts = Field(default_factory=PersonFacts, description="证明的人员情况")

    def to_evidence(self) -> NewEvidence:
        parts = (self.facts, self.product, self.plot, self.loan, self.person)
        return NewEvidence(
            kind=self.kind,
            issuer=self.issuer,
            number=self.number,
            issued_on=self.issued_on,
            valid_until=self.valid_until,
            ref=self.ref or "",
            gives={name: value for part in parts for name, value in values(part).items()},
        )


class EvidenceDecisionIn(Body):
    model_config = ConfigDict(json_schema_extra={"examples": [{"decision": "verified"}]})

    decision: Literal["verified", "rejected"] = Field(description="verified 核实属实，rejected 核实未通过")
    words: Text | None = Field(default=None, description="理由；企业可见")

    def state(self) -> State:
        return State(self.decision)


class EvidenceFileOut(BaseModel):
    sha256: str
    media_type: str = Field(description="按文件内容判断")
    size: int = Field(description="字节")
    uploaded_at: datetime

    @classmethod
    def of(cls, row: EvidenceFileRow) -> Self:
        return cls(**row.model_dump(include=set(cls.model_fields)))


class EvidenceOut(BaseModel):
    model_config = ConfigDict(json_schema_extra={"examples": [_EXAMPLE]})

    evidence_id: str
    kind: str
    label: str
    subject: SubjectKind
    ref: str
    issuer: str
    number: str
    issued_on: date
    valid_until: date | None
    gives: dict[str, Any] = Field(description="证明的情况；金额以分计")
    state: State
    state_label: str
    words: str | None
    stated_at: datetime
    decided_at: datetime | None
    files: list[EvidenceFileOut]
    version: int

    @classmethod
    def of(cls, shown: Shown) -> Self:
        row = shown.row
        names = {"evidence_id", "kind", "ref", "issuer", "number", "issued_on", "valid_until", "words", "stated_at",
                 "decided_at", "version"}  # fmt: skip
        return cls(
            **row.model_dump(include=names),
            label=next((one.label for one in kinds() if one.kind == row.kind), row.kind),
            subject=SubjectKind(row.subject),
            gives=json.loads(row.gives),
            state=State(row.state),
            state_label=STATE_LABELS[State(row.state)],
            files=[EvidenceFileOut.of(one) for one in shown.files],
        )


class EvidencePage(BaseModel):
    model_config = ConfigDict(json_schema_extra={"examples": [{"items": [_EXAMPLE], "next_cursor": None}]})

    items: list[EvidenceOut]
    next_cursor: str | None
