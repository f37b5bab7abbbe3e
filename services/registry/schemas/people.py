"""People who act for an enterprise, invitations, a person's own view. Names and numbers leave masked."""

from datetime import datetime
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from services.registry.domain.masks import masked_name, masked_phone
from services.registry.domain.people import ROLE_LABELS, STEP_LABELS, Person, Role, Step
from services.registry.schemas import people_examples as examples
from services.registry.schemas.officers import OfficerOut
from services.registry.schemas.steps import Document, Phone
from services.registry.service.invitations import Accepted, Invited
from services.registry.service.me import Me, OwnFirm, OwnToken
from services.registry.service.people import Appointment, Individual, PersonFile
from services.registry.store.tables import InvitationRow, PersonChangeRow
from shared.pages import PageQuery
from shared.permissions import Action
from shared.strict import Body
from shared.values import CreditCode, Name, Text

RoleIn = Annotated[Role, Field(strict=False, description="owner 企业负责人，finance 财务经办人，reader 只读人员")]
Subject = Annotated[
    str,
    StringConstraints(min_length=1, max_length=150, pattern=r"^[!-~]+$"),
    Field(description="统一身份认证中的账号标识 (sub)", examples=["person-0001"]),
]
Reason = Annotated[Text, Field(min_length=2, description="理由；不得写入他人的个人信息")]


class IndividualIn(Body):
    """Who becomes the owner."""

    model_config = ConfigDict(json_schema_extra={"examples": [examples.WHO]})

    subject: Subject
    name: Name = Field(description="姓名")
    phone: Phone

    def to_individual(self) -> Individual:
        return Individual(self.subject, self.name, self.phone)


class AppointmentIn(IndividualIn):
    model_config = ConfigDict(json_schema_extra={"examples": [examples.APPOINTMENT]})

    document: Document
    reason: Reason
    replaces: str | None = Field(default=None, max_length=36, description="被更换的失联负责人的 person_id")

    def to_appointment(self) -> Appointment:
        return Appointment(self.to_individual(), self.document, self.reason, self.replaces)


class RolePatch(Body):
    model_config = ConfigDict(json_schema_extra={"examples": [{"role": "finance"}]})

    role: RoleIn


class DisclosureIn(Body):
    model_config = ConfigDict(json_schema_extra={"examples": [{"reason": "核实联系方式后通知办理续期"}]})

    reason: Reason


class PeopleQuery(PageQuery):
    removed: bool = Field(default=False, description="列出已不再办事的人员")


class PersonOut(BaseModel):
    """`role` null: no longer acts for the enterprise."""

    model_config = ConfigDict(json_schema_extra={"examples": [examples.PERSON]})

    person_id: str
    role: Role | None
    role_label: str | None
    since: datetime
    name: str
    phone: str
    invited_by: str | None
    version: int

    @classmethod
    def of(cls, person: Person) -> Self:
        return cls(
            person_id=person.person_id,
            role=person.role,
            role_label=ROLE_LABELS[person.role] if person.role else None,
            since=person.since,
            name=masked_name(person.name),
            phone=masked_phone(person.phone),
            invited_by=person.invited_by,
            version=person.version,
        )


class PersonChangeOut(BaseModel):
    """`by`: a person of the enterprise, or an officer."""

    at: datetime
    step: Step
    step_label: str
    role: Role | None
    by: Literal["enterprise", "person", "officer"]
    document: str | None
    reason: str | None

    @classmethod
    def of(cls, row: PersonChangeRow) -> Self:
        return cls(
            at=row.at,
            step=Step(row.step),
            step_label=STEP_LABELS[Step(row.step)],
            role=None if row.role is None else Role(row.role),
            by=row.actor.partition(":")[0],
            document=row.document,
            reason=row.reason,
        )


class PersonFileOut(PersonOut):
    """With what was done about the person, newest first."""

    model_config = ConfigDict(json_schema_extra={"examples": [examples.PERSON_FILE]})

    changes: list[PersonChangeOut]

    @classmethod
    def of_file(cls, file: PersonFile) -> Self:
        changes = [PersonChangeOut.of(row) for row in file.changes]
        return cls(**PersonOut.of(file.person).model_dump(), changes=changes)


class PeoplePage(BaseModel):
    model_config = ConfigDict(json_schema_extra={"examples": [{"items": [examples.PERSON], "next_cursor": None}]})

    items: list[PersonOut]
    next_cursor: str | None


class DisclosedOut(BaseModel):
    model_config = ConfigDict(json_schema_extra={"examples": [examples.FULL]})

    person_id: str
    name: str
    phone: str

    @classmethod
    def of(cls, person: Person) -> Self:
        return cls(person_id=person.person_id, name=person.name, phone=person.phone)


# ---- invitations ---------------------------------------------------------------------------------


class InvitationIn(Body):
    model_config = ConfigDict(json_schema_extra={"examples": [{"role": "finance"}]})

    role: RoleIn


class InvitationOut(BaseModel):
    model_config = ConfigDict(json_schema_extra={"examples": [examples.INVITATION]})

    invitation_id: str
    role: Role
    role_label: str
    status: Literal["open", "accepted", "withdrawn", "expired"]
    invited_by: str
    invited_at: datetime
    expires_at: datetime
    accepted_by: str | None

    @classmethod
    def of(cls, row: InvitationRow, now: datetime) -> Self:
        ended: tuple[tuple[bool, Literal["accepted", "withdrawn", "expired"]], ...] = (
            (row.accepted_at is not None, "accepted"),
            (row.withdrawn_at is not None, "withdrawn"),
            (row.expires_at <= now, "expired"),
        )
        return cls(
            role_label=ROLE_LABELS[Role(row.role)],
            status=next((status for is_so, status in ended if is_so), "open"),
            **row.model_dump(include=set(cls.model_fields) - {"role_label", "status", "token"}),
        )


class InvitedOut(InvitationOut):
    """`token` is shown this once: pass it on to the person. The same request again answers with null."""

    model_config = ConfigDict(json_schema_extra={"examples": [examples.INVITED]})

    token: str | None = None

    @classmethod
    def of_new(cls, invited: Invited, now: datetime) -> Self:
        return cls.of(invited.invitation, now).model_copy(update={"token": invited.token})


class InvitationPage(BaseModel):
    model_config = ConfigDict(json_schema_extra={"examples": [{"items": [examples.INVITATION], "next_cursor": None}]})

    items: list[InvitationOut]
    next_cursor: str | None


class AcceptanceIn(Body):
    model_config = ConfigDict(json_schema_extra={"examples": [examples.ACCEPTANCE]})

    token: str = Field(min_length=1, max_length=100, description="邀请码")
    name: Name = Field(description="本人姓名")
    phone: Phone


class AcceptedOut(BaseModel):
    model_config = ConfigDict(json_schema_extra={"examples": [examples.ACCEPTED]})

    uscc: str
    enterprise_name: str
    person: PersonOut

    @classmethod
    def of(cls, accepted: Accepted) -> Self:
        enterprise = accepted.enterprise
        return cls(uscc=enterprise.uscc, enterprise_name=enterprise.name, person=PersonOut.of(accepted.file.person))


# ---- me ------------------------------------------------------------------------------------------


class OwnFirmOut(BaseModel):
    enterprise_id: str
    uscc: str
    name: str
    district: str
    person_id: str
    role: Role
    role_label: str
    since: datetime
    may: list[Action]

    @classmethod
    def of(cls, firm: OwnFirm) -> Self:
        members = {name: getattr(firm, name) for name in cls.model_fields if name != "role_label"}
        return cls(role_label=ROLE_LABELS[firm.role], **members)


class MeOut(BaseModel):
    """`may`: with the token of this request. `enterprises`: for whom else a token may be asked."""

    model_config = ConfigDict(json_schema_extra={"examples": [examples.ME]})

    subject: str
    kind: Literal["person", "enterprise", "officer"]
    uscc: str | None
    roles: list[str]
    may: list[Action]
    enterprises: list[OwnFirmOut]
    office: OfficerOut | None

    @classmethod
    def of(cls, me: Me) -> Self:
        return cls(
            subject=me.caller.subject,
            kind=me.caller.kind,
            uscc=me.caller.uscc,
            roles=list(me.caller.roles),
            may=me.may,
            enterprises=[OwnFirmOut.of(firm) for firm in me.firms],
            office=None if me.office is None else OfficerOut.of(me.office, me.today),
        )


class TokenIn(Body):
    model_config = ConfigDict(json_schema_extra={"examples": [{"uscc": "91330108MAXB0012XH"}]})

    uscc: CreditCode = Field(description="要代表的企业")


class OwnTokenOut(BaseModel):
    model_config = ConfigDict(json_schema_extra={"examples": [examples.OWN_TOKEN]})

    token: str = Field(description="放在 Authorization: Bearer 之后")
    uscc: str
    role: Role
    expires_at: datetime

    @classmethod
    def of(cls, own: OwnToken) -> Self:
        return cls(token=own.token, uscc=own.uscc, role=own.role, expires_at=own.expires_at)
