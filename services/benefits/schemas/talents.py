"""Persons an enterprise names, masked; a disclosure shows name and number once."""

from datetime import date, datetime
from typing import Annotated, Any, Final, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, model_validator

from services.benefits.domain.bank_accounts import masked
from services.benefits.domain.rights import Office
from services.benefits.domain.rights.people import IdKind, Tenure, normalise_id
from services.benefits.schemas import right_examples as examples
from services.benefits.service.rights.naming import Disclosed, Named, NewTalent, NewTenure
from services.benefits.store.tables import TalentDisclosureRow
from shared.days import Day
from shared.strict import Body
from shared.values import Text, clean_text

RETENTION: Final = (
    "行动计划未规定姓名与证件号码的保存期限，本系统不另设期限：没有办理中或有效的权利时，由企业移除人员，"
    "姓名与证件号码随即删除，不可恢复（《个人信息保护法》第四十七条）"
)
_OFFICE: Final = "chairman 董事长，general_manager 总经理，employee 在职人才，recruit 拟引进人才"
_REASON: Final[dict[str, Any]] = {"reason": "核对任职证明与证件号码"}
PersonName = Annotated[str, StringConstraints(min_length=1, max_length=60), AfterValidator(clean_text)]


class TenureIn(Body):
    model_config = ConfigDict(json_schema_extra={"examples": [examples.NEW_TENURE]})

    office: Office = Field(strict=False, description=_OFFICE)
    since_on: Day = Field(description="任职起始日")
    until_on: Day | None = Field(default=None, description="任职的最后一天；未定的省略")

    def to_tenure(self) -> NewTenure:
        return NewTenure(self.office, self.since_on, self.until_on)


class TalentIn(Body):
    model_config = ConfigDict(json_schema_extra={"examples": [examples.NEW_TALENT]})

    name: PersonName = Field(description="姓名；加密保存，默认脱敏显示")
    id_kind: IdKind = Field(strict=False, description="身份证件种类")
    id_number: str = Field(min_length=6, max_length=40, description="证件号码；加密保存，只显示后四位")
    tenure: TenureIn

    @model_validator(mode="after")
    def _checked_number(self) -> Self:
        normalise_id(self.id_kind, self.id_number)
        return self

    def to_talent(self) -> NewTalent:
        number = normalise_id(self.id_kind, self.id_number)
        return NewTalent(self.name, self.id_kind, number, self.tenure.to_tenure())


class TenureEndIn(Body):
    model_config = ConfigDict(json_schema_extra={"examples": [{"until_on": "2026-12-31"}]})

    until_on: Day = Field(description="任职的最后一天；所依据的权利随之终止")


class TenureOut(BaseModel):
    """任职"""

    tenure_id: str
    office: Office
    office_label: str
    since_on: date
    until_on: date | None

    @classmethod
    def of(cls, one: Tenure) -> Self:
        return cls(
            tenure_id=one.tenure_id,
            office=one.office,
            office_label=one.office.label,
            since_on=one.since_on,
            until_on=one.until_on,
        )


class TalentOut(BaseModel):
    """人才: masked"""

    model_config = ConfigDict(json_schema_extra={"examples": [examples.TALENT]})

    talent_id: str
    name: str = Field(description="脱敏；移除后为“（已删除）”")
    id_kind: IdKind
    id_kind_label: str
    id_number: str = Field(description="只显示后四位；移除后为空")
    tenures: list[TenureOut]
    named_at: datetime
    erased_at: datetime | None
    version: int

    @classmethod
    def of(cls, named: Named) -> Self:
        row = named.row
        kind = IdKind(row.id_kind)
        return cls(
            talent_id=row.talent_id,
            name=row.name_masked,
            id_kind=kind,
            id_kind_label=kind.label,
            id_number=masked(row.id_last_four) if row.id_last_four else "",
            tenures=[TenureOut.of(one) for one in named.tenures],
            named_at=row.named_at,
            erased_at=row.erased_at,
            version=row.version,
        )


class TalentPage(BaseModel):
    model_config = ConfigDict(
        json_schema_extra={"examples": [{"items": [examples.TALENT], "next_cursor": None, "retention": RETENTION}]}
    )

    items: list[TalentOut]
    next_cursor: str | None
    retention: str = Field(default=RETENTION, description="个人信息保存多久，依据什么")


class TalentDisclosureIn(Body):
    model_config = ConfigDict(json_schema_extra={"examples": [_REASON]})

    reason: Text = Field(description="查看完整姓名与证件号码的理由，记入查看记录")


class TalentDisclosureOut(BaseModel):
    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "disclosure_id": "4b9f0c11-7d52-4a0e-9a63-1c8e2f5b7d90",
                    "talent_id": examples.TALENT_ID,
                    "name": "欧阳示例",
                    "id_kind": "resident",
                    "id_number": "11010519491231002X",
                }
            ]
        }
    )

    disclosure_id: str
    talent_id: str
    name: str
    id_kind: IdKind
    id_number: str

    @classmethod
    def of(cls, one: Disclosed) -> Self:
        return cls(
            disclosure_id=one.disclosure_id,
            talent_id=one.talent_id,
            name=one.name,
            id_kind=one.id_kind,
            id_number=one.id_number,
        )


class TalentDisclosureLine(BaseModel):
    talent_id: str
    seen_by: str = Field(description="本企业人员的账号；主管部门人员不具名")
    reason: str
    disclosed_at: datetime


class TalentDisclosureList(BaseModel):
    """Who saw names and numbers, and why; newest first."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "items": [
                        {
                            "talent_id": examples.TALENT_ID,
                            "seen_by": "主管部门人员",
                            **_REASON,
                            "disclosed_at": "2026-11-25T03:00:00Z",
                        }
                    ]
                }
            ]
        }
    )

    items: list[TalentDisclosureLine]

    @classmethod
    def of(cls, rows: list[TalentDisclosureRow], names_officers: bool) -> Self:
        def seen_by(actor: str) -> str:
            return actor if names_officers or not actor.startswith("officer:") else "主管部门人员"

        return cls(
            items=[
                TalentDisclosureLine(
                    talent_id=row.talent_id,
                    seen_by=seen_by(row.actor),
                    reason=row.reason,
                    disclosed_at=row.disclosed_at,
                )
                for row in rows
            ]
        )
