"""The parts of what is known of an enterprise, as finance asks for them."""

from collections.abc import Callable
from datetime import date
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, Field

from services.registry.domain.holdings import ROLE_LABELS, ContactRole
from services.registry.schemas import application_examples, assessment_examples, examples
from services.registry.schemas.applications import ApplicationOut
from services.registry.schemas.assessments import AssessmentLine
from services.registry.schemas.enterprises import FiguresOut
from services.registry.service.shared_data import Part, SharedData

_CONTACT: dict[str, Any] = {
    "role": "legal_representative",
    "role_label": ROLE_LABELS[ContactRole.LEGAL_REPRESENTATIVE],
    "name": "欧阳示例",
    "phone": "13800001234",
    "email": None,
}


class SharedDataQuery(BaseModel):
    model_config = ConfigDict(extra="forbid")

    parts: list[Part] = Field(min_length=1, max_length=len(Part), description="要取的部分", examples=[["contacts"]])


class SharedContact(BaseModel):
    """Unmasked."""

    role: ContactRole
    role_label: str
    name: str
    phone: str
    email: str | None


class SharedDataOut(BaseModel):
    """null: not asked for."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "enterprise_id": examples.ENTERPRISE["enterprise_id"],
                    "uscc": examples.ENTERPRISE["uscc"],
                    "contacts": [_CONTACT],
                    "annual_figures": [examples.PROFILE["figures"][0]],
                    "assessments": [assessment_examples.LINE],
                    "applications": [application_examples.APPLICATION],
                }
            ]
        }
    )

    enterprise_id: str
    uscc: str
    contacts: list[SharedContact] | None
    annual_figures: list[FiguresOut] | None
    assessments: list[AssessmentLine] | None
    applications: list[ApplicationOut] | None

    @classmethod
    def of(cls, data: SharedData, today: date) -> Self:
        shown: dict[Part, Callable[[Any], BaseModel]] = {
            Part.CONTACTS: _contact,
            Part.ANNUAL_FIGURES: FiguresOut.of,
            Part.ASSESSMENTS: AssessmentLine.of,
            Part.APPLICATIONS: lambda one: ApplicationOut.of(one, today),
        }
        parts = {part: [shown[part](one) for one in data.parts[part]] if part in data.parts else None for part in Part}
        of = {"enterprise_id": data.enterprise.enterprise_id, "uscc": data.enterprise.uscc}
        return cls.model_validate(of | parts)


def _contact(row: Any) -> SharedContact:
    role = ContactRole(row.role)
    return SharedContact(role=role, role_label=ROLE_LABELS[role], name=row.name, phone=row.phone, email=row.email)
