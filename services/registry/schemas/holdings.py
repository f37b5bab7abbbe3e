"""Institutions, credentials, equity rounds, products, contacts, tags: as they are filled in and as they are shown."""

from datetime import date, datetime
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from services.registry.domain.holdings import ROLE_LABELS, ContactRole
from services.registry.domain.masks import masked_email, masked_name, masked_phone
from services.registry.domain.profile import InstitutionLevel
from services.registry.schemas import profile_examples as examples
from services.registry.schemas.enterprises import OriginOut
from services.registry.service.contacts import Disclosure, Record
from services.registry.service.profiles import origin_of
from services.registry.store.tables import ContactDisclosureRow
from shared.days import Day
from shared.strict import Body
from shared.values import Money, Name, YuanIn, yuan

PHONE = r"^[0-9+][0-9-]{5,19}$"
EMAIL = r"^[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(\.[A-Za-z0-9-]{1,63}){1,4}$"
HeldLevel = Literal["below_city", "city", "province", "nation"]
CodeIn = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_]{1,40}$")]


class HoldingIn(Body):
    """An entry of a section; filling it in again replaces the whole of it."""

    def values(self) -> dict[str, Any]:
        """The columns."""
        return self.model_dump()


class HoldingOut(BaseModel):
    origin: OriginOut

    @classmethod
    def of(cls, row: Any) -> Self:
        members = {name: getattr(row, name) for name in cls.model_fields if hasattr(row, name)}
        return cls.model_validate({**members, **cls.shown(row), "origin": OriginOut.of(origin_of(row))})

    @classmethod
    def shown(cls, row: Any) -> dict[str, Any]:
        """What crosses HTTP in another form than it is kept."""
        return {}


class InstitutionIn(HoldingIn):
    model_config = ConfigDict(json_schema_extra={"examples": [examples.NEW_INSTITUTION]})

    name: Name
    level: HeldLevel
    document: Name | None = None
    recognised_on: Day | None = None


class InstitutionOut(HoldingOut):
    model_config = ConfigDict(json_schema_extra={"examples": [examples.INSTITUTION]})

    institution_id: str
    name: str
    level: InstitutionLevel
    document: str | None
    recognised_on: date | None


class CredentialIn(HoldingIn):
    model_config = ConfigDict(json_schema_extra={"examples": [examples.NEW_CREDENTIAL]})

    kind: Annotated[CodeIn, Field(description="代码表 credential-kinds 中的代码")]
    number: Name | None = None
    awarded_on: Day
    valid_until: Day | None = None
    rank: Annotated[int, Field(ge=1, le=1_000)] | None = None


class CredentialOut(HoldingOut):
    model_config = ConfigDict(json_schema_extra={"examples": [examples.CREDENTIAL]})

    credential_id: str
    kind: str
    number: str | None
    awarded_on: date
    valid_until: date | None
    rank: int | None


class EquityRoundIn(HoldingIn):
    model_config = ConfigDict(json_schema_extra={"examples": [examples.NEW_ROUND]})

    paid_on: Day
    amount: Annotated[YuanIn, Field(description="实缴额，元")]
    qualified: Annotated[bool, Field(description="由合格机构投资者实缴")]
    investor: Name | None = None

    def values(self) -> dict[str, Any]:
        return {
            "paid_on": self.paid_on,
            "amount_fen": int(Money.from_yuan(self.amount)),
            "qualified": self.qualified,
            "investor": self.investor,
        }


class EquityRoundOut(HoldingOut):
    model_config = ConfigDict(json_schema_extra={"examples": [examples.ROUND]})

    round_id: str
    paid_on: date
    amount: str
    qualified: bool
    investor: str | None

    @classmethod
    def shown(cls, row: Any) -> dict[str, Any]:
        return {"amount": yuan(row.amount_fen)}


class ProductIn(HoldingIn):
    model_config = ConfigDict(json_schema_extra={"examples": [examples.NEW_PRODUCT]})

    name: Name
    main: Annotated[bool, Field(description="主导产品：其收入占营业收入一半以上，核心技术在其中起重要作用")]
    niche: Annotated[Name | None, Field(description="细分市场")] = None
    niche_since: Day | None = None


class ProductOut(HoldingOut):
    model_config = ConfigDict(json_schema_extra={"examples": [examples.PRODUCT]})

    product_id: str
    name: str
    main: bool
    niche: str | None
    niche_since: date | None


class ContactIn(HoldingIn):
    model_config = ConfigDict(json_schema_extra={"examples": [examples.NEW_CONTACT]})

    role: Annotated[ContactRole, Field(strict=False)]
    name: Name
    phone: Annotated[str, StringConstraints(pattern=PHONE)]
    email: Annotated[str, StringConstraints(pattern=EMAIL, max_length=120)] | None = None


class ContactOut(HoldingOut):
    """Masked."""

    model_config = ConfigDict(json_schema_extra={"examples": [examples.CONTACT]})

    contact_id: str
    role: ContactRole
    role_label: str
    name: str
    phone: str
    email: str | None

    @classmethod
    def shown(cls, row: Any) -> dict[str, Any]:
        return {
            "role_label": ROLE_LABELS[ContactRole(row.role)],
            "name": masked_name(row.name),
            "phone": masked_phone(row.phone),
            "email": masked_email(row.email) if row.email else None,
        }


class DisclosureOut(BaseModel):
    """A contact unmasked, this once."""

    model_config = ConfigDict(json_schema_extra={"examples": [examples.DISCLOSURE]})

    disclosure_id: str
    contact_id: str
    role: ContactRole
    name: str
    phone: str
    email: str | None

    @classmethod
    def of(cls, one: Disclosure) -> Self:
        contact = one.contact
        return cls(
            disclosure_id=one.disclosure_id,
            contact_id=contact.contact_id,
            role=contact.role,
            name=contact.name,
            phone=contact.phone,
            email=contact.email,
        )


class DisclosureLine(BaseModel):
    """The enterprise reads that an officer looked, and of which department; whose account it was, others do."""

    disclosure_id: str
    contact_id: str
    by: Literal["enterprise", "officer"]
    department: str | None = Field(description="经办人员所属部门")
    actor: str | None = Field(description="查看人；企业只看到本企业的人员")
    reason: str
    disclosed_at: datetime

    @classmethod
    def of(cls, row: ContactDisclosureRow, named: bool) -> Self:
        by = row.actor.partition(":")[0]
        return cls(
            disclosure_id=row.disclosure_id,
            contact_id=row.contact_id,
            by=by,
            department=row.department,
            actor=row.actor if named or by == "enterprise" else None,
            reason=row.reason,
            disclosed_at=row.disclosed_at,
        )


class DisclosureList(BaseModel):
    model_config = ConfigDict(json_schema_extra={"examples": [{"items": [examples.DISCLOSURE_LINE]}]})

    items: list[DisclosureLine]

    @classmethod
    def of(cls, record: Record) -> Self:
        return cls(items=[DisclosureLine.of(row, record.names_people) for row in record.lines])


class TagsIn(Body):
    model_config = ConfigDict(json_schema_extra={"examples": [{"codes": ["shu", "zhi"]}]})

    codes: Annotated[list[CodeIn], Field(max_length=50)]


class TagOut(HoldingOut):
    list: str
    code: str


class TagList(BaseModel):
    model_config = ConfigDict(json_schema_extra={"examples": [{"items": [examples.TAG], "version": 4}]})

    items: list[TagOut]
    version: int
