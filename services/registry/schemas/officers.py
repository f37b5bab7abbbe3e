"""Officers: district, department, roles, term."""

from datetime import date, datetime
from typing import Annotated, Any, Final, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, WithJsonSchema, model_validator

from services.registry.domain.departments import Department, department_label
from services.registry.domain.masks import masked_name
from services.registry.domain.officers import OFFICER_STEP_LABELS, Office, Officer, OfficerRole, OfficerStep
from services.registry.schemas import people_examples as examples
from services.registry.schemas.steps import Document
from services.registry.service.officers import Ground, OfficerFile
from services.registry.store.tables import OfficerChangeRow
from shared.days import Day
from shared.pages import PageQuery
from shared.strict import Body
from shared.values import CITY, DISTRICTS, Name, Text

_PLACES: Final = (CITY, *DISTRICTS)


def _known_place(code: str) -> str:
    if code not in _PLACES:
        raise ValueError("没有这个区、县（市）代码；市级为 330100")
    return code


Place = Annotated[
    str,
    AfterValidator(_known_place),
    WithJsonSchema({"type": "string", "enum": list(_PLACES)}),
    Field(description="区、县（市）代码，市级为 330100"),
]
Account = Annotated[
    str,
    StringConstraints(min_length=1, max_length=150, pattern=r"^[!-~]+$"),
    Field(description="统一身份认证中的账号标识 (sub)"),
]
DepartmentIn = Annotated[
    Department, Field(strict=False, description="部门代码：JX 经信，KJ 科技，CZ 财政，JR 金融监管 …")
]
RolesIn = Annotated[
    list[Annotated[OfficerRole, Field(strict=False)]],
    Field(
        min_length=1,
        max_length=len(OfficerRole),
        description="admin 管理员，reviewer 审核人，approver 审批人，auditor 监督人",
    ),
]


class _GroundIn(Body):
    document: Document
    reason: Text = Field(description="理由")

    def to_ground(self) -> Ground:
        return Ground(self.document, self.reason)


class OfficerIn(_GroundIn):
    model_config = ConfigDict(json_schema_extra={"examples": [examples.NEW_OFFICER]})

    subject: Account
    name: Name = Field(description="姓名")
    district: Place
    department: DepartmentIn
    roles: RolesIn
    active_from: Day | None = Field(default=None, description="任期的第一天；省略则今天")
    active_until: Day | None = Field(default=None, description="任期的最后一天；省略则长期")

    def to_office(self, today: date) -> Office:
        first = self.active_from or today
        return Office(self.district, self.department, _in_order(self.roles), first, self.active_until)


class OfficerPatch(_GroundIn):
    """What changes of the office, at least one member; members left out stay as they are."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"roles": ["approver"], **examples.GROUND}]})

    district: Place | None = None
    department: DepartmentIn | None = None
    roles: RolesIn | None = None
    active_until: Day | None = Field(default=None, description="任期的最后一天；null 则长期")

    @model_validator(mode="after")
    def _changes_something(self) -> Self:
        changed = self.model_fields_set - {"document", "reason"}
        if not changed or any(getattr(self, name) is None for name in changed - {"active_until"}):
            raise ValueError("请至少调整一项；除 active_until 外不得为 null")
        return self

    def values(self) -> dict[str, Any]:
        values = self.model_dump(exclude_unset=True, exclude={"document", "reason"})
        return values | ({"roles": _in_order(self.roles)} if self.roles else {})


class DismissalIn(_GroundIn):
    model_config = ConfigDict(json_schema_extra={"examples": [examples.GROUND]})


def _in_order(roles: list[OfficerRole]) -> tuple[OfficerRole, ...]:
    return tuple(role for role in OfficerRole if role in roles)


class OfficerQuery(PageQuery):
    district: Place | None = None


class OfficerOut(BaseModel):
    """`roles` empty: dismissed. `in_office`: today."""

    model_config = ConfigDict(json_schema_extra={"examples": [examples.OFFICER]})

    officer_id: str
    subject: str
    name: str
    district: str
    department: Department
    department_label: str
    roles: list[OfficerRole]
    active_from: date
    active_until: date | None
    in_office: bool
    version: int

    @classmethod
    def of(cls, officer: Officer, today: date) -> Self:
        office = officer.office
        return cls(
            officer_id=officer.officer_id,
            subject=officer.subject,
            name=masked_name(officer.name),
            district=office.district,
            department=Department(office.department),
            department_label=department_label(office.department, office.district) or "",
            roles=list(office.roles),
            active_from=office.active_from,
            active_until=office.active_until,
            in_office=officer.is_in_office(today),
            version=officer.version,
        )


class OfficerChangeOut(BaseModel):
    at: datetime
    actor: str
    step: OfficerStep
    step_label: str
    district: str
    department: Department
    roles: list[OfficerRole]
    document: str
    reason: str

    @classmethod
    def of(cls, row: OfficerChangeRow) -> Self:
        members = row.model_dump(include={"at", "actor", "step", "district", "department", "document", "reason"})
        roles = [OfficerRole(role) for role in row.roles.split()]
        return cls(**members, step_label=OFFICER_STEP_LABELS[OfficerStep(row.step)], roles=roles)


class OfficerFileOut(OfficerOut):
    """With what was done about the officer, newest first."""

    model_config = ConfigDict(json_schema_extra={"examples": [examples.OFFICER_FILE]})

    changes: list[OfficerChangeOut]

    @classmethod
    def of_file(cls, file: OfficerFile, today: date) -> Self:
        changes = [OfficerChangeOut.of(row) for row in file.changes]
        return cls(**OfficerOut.of(file.officer, today).model_dump(), changes=changes)


class OfficerPage(BaseModel):
    model_config = ConfigDict(json_schema_extra={"examples": [{"items": [examples.OFFICER], "next_cursor": None}]})

    items: list[OfficerOut]
    next_cursor: str | None
