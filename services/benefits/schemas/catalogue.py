"""Measures and policy sets as anybody reads them."""

from datetime import date
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field

from services.benefits.domain.describing import described
from services.benefits.domain.facts import SubjectKind
from services.benefits.domain.measures import Category, Evidence, Frequency, LegalStatus, Measure, PolicySet
from services.benefits.domain.rights import is_right
from services.benefits.measures import SEED
from services.benefits.schemas import catalogue_examples as examples
from services.benefits.service.catalogue import Listed, Wanted
from shared.conditions import words
from shared.conditions.language import ALWAYS
from shared.days import Day
from shared.values import Certainty, District, Tier, yuan

SetName = Annotated[
    str, Field(pattern=r"^[A-Z0-9-]{3,40}$", description="政策编号；省略为现行草案", examples=["HZ-DRAFT-2022"])
]
_ASKED_FOR_UNDER = (LegalStatus.DRAFT, LegalStatus.IN_FORCE)
UNSPECIFIED = "UNSPECIFIED"
"""The text does not say who pays."""


class PolicySetOut(BaseModel):
    """政策: one document, without its measures."""

    policy_set: str
    title: str
    issuer: str
    published: str
    legal_status: LegalStatus
    legal_status_label: str
    legal_note: str
    confirmed: str = Field(description="full_text 按全文核对，excerpts 只见摘录")
    valid_from: date
    valid_until: date | None
    assumptions: list[str] = Field(description="原文未明确之处采用的口径")
    measures: int = Field(description="条款数")

    @classmethod
    def of(cls, one: PolicySet) -> Self:
        return cls(
            policy_set=one.policy_set,
            title=one.title,
            issuer=one.issuer,
            published=one.published,
            legal_status=one.legal_status,
            legal_status_label=one.legal_status.label,
            legal_note=one.legal_note,
            confirmed=one.confirmed,
            valid_from=one.valid_from,
            valid_until=one.valid_until,
            assumptions=list(one.assumptions),
            measures=len(one.measures),
        )


class PolicySets(BaseModel):
    model_config = ConfigDict(json_schema_extra={"examples": [{"items": [examples.POLICY_SET]}]})

    items: list[PolicySetOut]


class EvidenceOut(BaseModel):
    """凭证 to bring"""

    kind: str
    label: str
    issued_by: str

    @classmethod
    def of(cls, one: Evidence) -> Self:
        return cls(kind=one.kind, label=one.label, issued_by=one.issued_by)


class FormulaOut(BaseModel):
    """公式: what it gives, in words and figures."""

    kind: str
    text: str
    amount: str | None = Field(description="原文列明的金额，元")
    cap: str | None = Field(description="上限，元；贴息为贷款金额的上限")
    scope: str | None = Field(description="上限按什么计")
    scope_label: str | None


class MeasureOut(BaseModel):
    """政策条款"""

    model_config = ConfigDict(json_schema_extra={"examples": [examples.MEASURE]})

    policy_set: str
    benefit_code: str
    clause: str
    article: str
    label: str
    plain: str = Field(description="给企业看的说明")
    citation: str
    departments: list[str] = Field(description="责任单位，第一个为牵头")
    category: Category
    category_label: str
    subjects: list[SubjectKind]
    subject_labels: list[str]
    audience: str = Field(description="对象；区、县（市）的条款只面向本地企业")
    requires: str = Field(description="对产品、用地、贷款、人员或事项的要求")
    automatic: bool = Field(description="凭称号即开启，无须申请")
    evidence: list[EvidenceOut]
    formula: FormulaOut
    frequency: Frequency
    frequency_label: str
    apply_at: str | None = Field(description="在哪里申请：资金的兑付申请，或人才权利的申请；不必或不在此申请的为空")
    claim_window: str | None = Field(description="申领期限；原文未规定则为空")
    certainty: Certainty
    issuer: str = Field(description="发布单位：市，或一个区、县（市）")
    district: str | None = Field(description="只面向这一区、县（市）的企业；面向全市则为空")
    payer: str = Field(description="资金来源；原文未写则为 UNSPECIFIED")
    contact: str
    note: str = Field(description="原文未明确之处")
    legal_status: LegalStatus
    legal_note: str
    version: int = Field(description="第几版；0 为政策原文自带的条款")
    version_id: str | None = Field(description="版本编号；原文自带的为空")
    document: str | None = Field(description="本版的依据文件；原文自带的为空")
    since: date = Field(description="本版从哪天起施行")

    @classmethod
    def of(cls, listed: Listed) -> Self:
        found, one = listed.policy_set, listed.measure
        enacted = one.enacted
        gives = described(one.formula)
        return cls(
            policy_set=found.policy_set,
            benefit_code=one.benefit_code,
            clause=one.clause,
            article=one.article,
            label=one.label,
            plain=one.plain,
            citation=one.citation,
            departments=list(one.departments),
            category=one.category,
            category_label=one.category.label,
            subjects=list(one.subjects),
            subject_labels=[kind.label for kind in one.subjects],
            audience=words(one.whom),
            requires="" if one.requires == ALWAYS else words(one.requires),
            automatic=one.automatic,
            evidence=[EvidenceOut.of(kind) for kind in one.evidence],
            formula=FormulaOut(
                kind=gives.kind,
                text=gives.text,
                amount=None if gives.amount_fen is None else yuan(gives.amount_fen),
                cap=None if gives.cap_fen is None else yuan(gives.cap_fen),
                scope=gives.scope,
                scope_label=gives.scope.label if gives.scope else None,
            ),
            frequency=one.frequency,
            frequency_label=one.frequency.label,
            apply_at=_apply_at(found, one),
            claim_window=one.claim_window,
            certainty=one.certainty,
            issuer=found.issuer_of(one),
            district=one.district,
            payer=one.payer or UNSPECIFIED,
            contact=found.contact_of(one),
            note=one.note,
            legal_status=found.status_of(one),
            legal_note=found.note_of(one),
            version=enacted.number if enacted else 0,
            version_id=enacted.version_id if enacted else None,
            document=enacted.document if enacted else None,
            since=enacted.since if enacted else found.valid_from,
        )


def _apply_at(found: PolicySet, one: Measure) -> str | None:
    """Nothing is asked for under a set that only stands beside the others to compare."""
    if found.legal_status not in _ASKED_FOR_UNDER or not (is_right(one) or one.category.pays):
        return None
    return f"/benefits/v1/enterprises/{{uscc}}/{'rights' if is_right(one) else 'claims'}"


class MeasureList(BaseModel):
    model_config = ConfigDict(json_schema_extra={"examples": [{"items": [examples.MEASURE]}]})

    items: list[MeasureOut]


class MeasureQuery(BaseModel):
    """Unknown parameters are refused."""

    model_config = ConfigDict(extra="forbid")

    policy_set: SetName = SEED
    category: Category | None = Field(default=None, description="类别", examples=["monetary_fixed"])
    article: str | None = Field(default=None, max_length=20, description="第几条", examples=["二（四）11"])
    subject: SubjectKind | None = Field(default=None, description="对象", examples=["enterprise"])
    department: str | None = Field(default=None, max_length=40, description="责任单位", examples=["市经信局"])
    tier: Tier | None = Field(default=None, description="只持有这一称号时未被排除的", examples=["specialised"])
    automatic: bool | None = Field(default=None, description="凭称号即开启的")
    district: District | None = Field(default=None, description="这一区、县（市）的企业可以享受的", examples=["330108"])
    on: Day | None = Field(default=None, description="哪一天施行的；省略为今天", examples=["2026-12-01"])

    def wanted(self) -> Wanted:
        return Wanted(**self.model_dump())


class OneMeasureQuery(BaseModel):
    """Unknown parameters are refused."""

    model_config = ConfigDict(extra="forbid")

    policy_set: SetName = SEED
    on: Day | None = Field(default=None, description="哪一天施行的；省略为今天", examples=["2026-12-01"])
