"""Service officers (服务专员): one of the district for each enterprise it serves (三（一））."""

from dataclasses import dataclass, replace
from datetime import date

from services.registry.domain.titles import Refusal


@dataclass(frozen=True, slots=True)
class ServiceOfficer:
    service_officer_id: str
    district: str
    name: str
    department: str
    phone: str
    """The department's own"""


@dataclass(frozen=True, slots=True)
class Assignment:
    enterprise_id: str
    service_officer_id: str | None = None
    version: int = 0
    """0: nobody serves it yet"""


@dataclass(frozen=True, slots=True)
class Served:
    """Since when somebody serves, or served, an enterprise."""

    officer: ServiceOfficer
    since_on: date
    version: int


def assigned(assignment: Assignment, officer: ServiceOfficer, district: str) -> Assignment:
    """The assignment to an officer; the same again changes nothing. Raises Refusal.

    `district` is where the enterprise is now.
    """
    if officer.district != district:
        raise Refusal("服务专员应为企业所在区、县（市）的专员")
    if assignment.service_officer_id == officer.service_officer_id:
        return assignment
    return replace(assignment, service_officer_id=officer.service_officer_id, version=assignment.version + 1)
