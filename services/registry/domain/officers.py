"""The rules of officers (经办人员): whom they are in office for, and which roles do not go together."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Final

from services.registry.domain.titles import Refusal
from shared.values import CITY


class OfficerRole(StrEnum):
    """What an officer is in office for."""

    ADMIN = "admin"
    """管理员: appoints officers and the owners of enterprises; of the city only"""
    REVIEWER = "reviewer"
    """审核人: registers, corrects, reviews"""
    APPROVER = "approver"
    """审批人: decides titles and quotas"""
    AUDITOR = "auditor"
    """监督人: sees, and does nothing"""


OFFICER_ROLE_LABELS: Final = {
    OfficerRole.ADMIN: "管理员",
    OfficerRole.REVIEWER: "审核人",
    OfficerRole.APPROVER: "审批人",
    OfficerRole.AUDITOR: "监督人",
}
CONFLICTS: Final = tuple(
    frozenset({OfficerRole.AUDITOR, role}) for role in OfficerRole if role is not OfficerRole.AUDITOR
)
"""Roles one person cannot have together: whoever watches does not decide (不相容职务分离)."""


class OfficerStep(StrEnum):
    APPOINT = "appoint"
    CHANGE = "change"
    DISMISS = "dismiss"


OFFICER_STEP_LABELS: Final = {OfficerStep.APPOINT: "任命", OfficerStep.CHANGE: "调整", OfficerStep.DISMISS: "免职"}


@dataclass(frozen=True, slots=True)
class Office:
    """What somebody is in office as."""

    district: str
    """A district, or 330100 for the whole city"""
    department: str
    roles: tuple[OfficerRole, ...]
    active_from: date
    active_until: date | None = None
    """The last day; None: until further notice"""


@dataclass(frozen=True, slots=True)
class Officer:
    officer_id: str
    subject: str
    name: str
    office: Office
    version: int = 1

    def is_in_office(self, today: date) -> bool:
        last = self.office.active_until
        return bool(self.office.roles) and self.office.active_from <= today and (last is None or today <= last)

    @property
    def is_dismissed(self) -> bool:
        return not self.office.roles


def check_office(office: Office, subject: str, by: str | None) -> None:
    """`by` is the subject of the officer who appoints; None: the operator of the zone. Raises Refusal."""
    if subject == by:
        raise Refusal("不能任免或调整自己；请由另一名市级管理员办理")
    check_roles(office.roles)
    if OfficerRole.ADMIN in office.roles and office.district != CITY:
        raise Refusal("管理员只能由市级经办人员担任；请将 district 设为 330100，或不授予 admin")
    if office.active_until is not None and office.active_until < office.active_from:
        raise Refusal("任期的最后一天早于第一天；请核对 active_from 与 active_until")


def check_roles(roles: Collection[OfficerRole]) -> None:
    """Raises Refusal."""
    for conflict in CONFLICTS:
        if conflict <= set(roles):
            both = "、".join(OFFICER_ROLE_LABELS[role] for role in OfficerRole if role in conflict)
            raise Refusal(f"{both}不能由同一人担任（不相容职务分离）；请只授予其中之一")


def dismissed(officer: Officer, by: str | None) -> Officer:
    """Without any role, from now on. Raises Refusal."""
    if officer.is_dismissed:
        raise Refusal("此人已被免职")
    if officer.subject == by:
        raise Refusal("不能任免或调整自己；请由另一名市级管理员办理")
    return replace(officer, office=replace(officer.office, roles=()), version=officer.version + 1)
