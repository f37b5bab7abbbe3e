"""What the city and its districts keep beside titles: goals, parks, diagnoses, service officers."""

from datetime import date, datetime

from sqlalchemy import BigInteger, Index, UniqueConstraint
from sqlmodel import Field

from services.registry.store.tables.metadata import Base
from shared.tables import Instant


class GoalEntryRow(Base, table=True):
    """A target, or a result where no titles tell it: the number that stands now."""

    __tablename__ = "goal_entry"
    kind: str = Field(primary_key=True, max_length=12)
    year: int = Field(primary_key=True)
    goal: str = Field(primary_key=True, max_length=20)
    district: str = Field(primary_key=True, max_length=6)
    value: int | None = Field(default=None)
    """Enterprises, or 亩; None: locked for its first entry"""
    until_on: date | None = Field(default=None)
    """Result: the day up to which it was reached"""
    document: str = Field(max_length=120)
    version: int = Field(sa_type=BigInteger)


class GoalEntryVersionRow(Base, table=True):
    """Every number that ever stood, only ever added (a trigger says so)."""

    __tablename__ = "goal_entry_version"
    kind: str = Field(primary_key=True, max_length=12)
    year: int = Field(primary_key=True)
    goal: str = Field(primary_key=True, max_length=20)
    district: str = Field(primary_key=True, max_length=6)
    version: int = Field(primary_key=True, sa_type=BigInteger)
    value: int
    until_on: date | None = Field(default=None)
    document: str = Field(max_length=120)
    entered_at: datetime = Field(sa_type=Instant)
    actor: str = Field(max_length=200)


class DiagnosisRow(Base, table=True):
    """管理现代化对标提升诊断 of one enterprise."""

    __tablename__ = "management_diagnosis"
    __table_args__ = (Index(None, "enterprise_id", "diagnosed_on"),)
    diagnosis_id: str = Field(primary_key=True, max_length=36)
    enterprise_id: str = Field(foreign_key="enterprise.enterprise_id", max_length=36)
    diagnosed_on: date
    provider: str = Field(max_length=120)
    """诊断机构"""
    recorded_at: datetime = Field(sa_type=Instant)
    actor: str = Field(max_length=200)


# ---- parks ----------------------------------------------------------------------------------------


class ParkRow(Base, table=True):
    __tablename__ = "park"
    __table_args__ = (UniqueConstraint("district", "name"), Index(None, "district", "park_id"))
    park_id: str = Field(primary_key=True, max_length=36)
    name: str = Field(max_length=120)
    district: str = Field(max_length=6)
    kind: str = Field(max_length=20)
    area_sqm: int = Field(sa_type=BigInteger)
    """建筑面积, whole square metres"""
    honours: str = Field(max_length=120)
    """What the city's decisions come to; names with commas between"""
    version: int = Field(sa_type=BigInteger)
    recorded_at: datetime = Field(sa_type=Instant)


class ParkDecisionRow(Base, table=True):
    """A decision of the city about a park, only ever added (a trigger says so); its key is the version it made."""

    __tablename__ = "park_decision"
    park_id: str = Field(primary_key=True, foreign_key="park.park_id", max_length=36)
    version: int = Field(primary_key=True, sa_type=BigInteger)
    honour: str = Field(max_length=20)
    granted: bool
    title_holders: int
    """Of 省级以上, in the park on the day of the decision"""
    document: str = Field(max_length=120)
    decided_on: date
    words: str | None = Field(default=None, max_length=500)
    at: datetime = Field(sa_type=Instant)
    actor: str = Field(max_length=200)


class TenancyRow(Base, table=True):
    """入园: an enterprise in a park from a day until a day."""

    __tablename__ = "park_tenancy"
    __table_args__ = (Index(None, "park_id", "tenancy_id"), Index(None, "enterprise_id"))
    tenancy_id: str = Field(primary_key=True, max_length=36)
    park_id: str = Field(foreign_key="park.park_id", max_length=36)
    enterprise_id: str = Field(foreign_key="enterprise.enterprise_id", max_length=36)
    from_on: date
    until_on: date | None = Field(default=None)
    """The last day"""


# ---- service officers -----------------------------------------------------------------------------


class ServiceOfficerRow(Base, table=True):
    """服务专员 of a district; the name is personal data, the telephone the department's own."""

    __tablename__ = "service_officer"
    __table_args__ = (Index(None, "district", "service_officer_id"),)
    service_officer_id: str = Field(primary_key=True, max_length=36)
    district: str = Field(max_length=6)
    name: str = Field(max_length=120)
    department: str = Field(max_length=120)
    phone: str = Field(max_length=20)
    recorded_at: datetime = Field(sa_type=Instant)


class ServiceAssignmentRow(Base, table=True):
    """Who serves an enterprise now."""

    __tablename__ = "service_assignment"
    __table_args__ = (Index(None, "service_officer_id", "enterprise_id"),)
    enterprise_id: str = Field(primary_key=True, foreign_key="enterprise.enterprise_id", max_length=36)
    service_officer_id: str | None = Field(
        default=None, foreign_key="service_officer.service_officer_id", max_length=36
    )
    """None: locked for its first assignment"""
    version: int = Field(sa_type=BigInteger)


class ServiceAssignmentVersionRow(Base, table=True):
    """Who ever served it and since when, only ever added (a trigger says so)."""

    __tablename__ = "service_assignment_version"
    enterprise_id: str = Field(primary_key=True, foreign_key="enterprise.enterprise_id", max_length=36)
    version: int = Field(primary_key=True, sa_type=BigInteger)
    service_officer_id: str = Field(foreign_key="service_officer.service_officer_id", max_length=36)
    since_on: date
    at: datetime = Field(sa_type=Instant)
    actor: str = Field(max_length=200)
