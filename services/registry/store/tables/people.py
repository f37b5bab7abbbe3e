"""People who act for enterprises, their invitations, and officers; each with a history that is only ever added to."""

from datetime import date, datetime

from sqlalchemy import BigInteger, Index, UniqueConstraint
from sqlmodel import Field

from services.registry.store.tables.metadata import Base
from shared.tables import Instant


class PersonRow(Base, table=True):
    """A person at an enterprise; several enterprises, several rows. Who was removed keeps the row, without a role."""

    __tablename__ = "person"
    __table_args__ = (UniqueConstraint("enterprise_id", "subject"), Index(None, "enterprise_id", "since", "person_id"))
    person_id: str = Field(primary_key=True, max_length=36)
    enterprise_id: str = Field(foreign_key="enterprise.enterprise_id", max_length=36)
    subject: str = Field(max_length=150, index=True)
    """The `sub` of the person's tokens"""
    role: str | None = Field(default=None, max_length=12)
    since: datetime = Field(sa_type=Instant)
    """In this role, or removed"""
    name: str = Field(max_length=120)
    phone: str = Field(max_length=20)
    invited_by: str | None = Field(default=None, max_length=36)
    """The person_id of who invited; None: appointed by an officer"""
    version: int = Field(sa_type=BigInteger)


class PersonChangeRow(Base, table=True):
    """What was done about a person, by whom and why."""

    __tablename__ = "person_change"
    person_id: str = Field(primary_key=True, foreign_key="person.person_id", max_length=36)
    number: int = Field(primary_key=True, sa_type=BigInteger)
    at: datetime = Field(sa_type=Instant)
    actor: str = Field(max_length=200)
    step: str = Field(max_length=12)
    role: str | None = Field(default=None, max_length=12)
    """After the step"""
    document: str | None = Field(default=None, max_length=120)
    reason: str | None = Field(default=None, max_length=500)


class InvitationRow(Base, table=True):
    """An invitation to act for an enterprise, good for one person once. The token itself is nowhere."""

    __tablename__ = "invitation"
    __table_args__ = (Index(None, "enterprise_id", "invited_at", "invitation_id"),)
    invitation_id: str = Field(primary_key=True, max_length=36)
    enterprise_id: str = Field(foreign_key="enterprise.enterprise_id", max_length=36)
    role: str = Field(max_length=12)
    token_hash: str = Field(max_length=64, unique=True)
    """SHA-256; the token is 256 random bits, so it needs no salt"""
    invited_by: str = Field(foreign_key="person.person_id", max_length=36)
    invited_at: datetime = Field(sa_type=Instant)
    expires_at: datetime = Field(sa_type=Instant)
    accepted_at: datetime | None = Field(default=None, sa_type=Instant)
    accepted_by: str | None = Field(default=None, max_length=36)
    withdrawn_at: datetime | None = Field(default=None, sa_type=Instant)


class OfficerRow(Base, table=True):
    """经办人员: in office for a district or the city, in a department, in roles. Dismissed: no roles."""

    __tablename__ = "officer"
    officer_id: str = Field(primary_key=True, max_length=36)
    subject: str = Field(max_length=150, unique=True)
    name: str = Field(max_length=120)
    district: str = Field(max_length=6)
    department: str = Field(max_length=40)
    roles: str = Field(max_length=80)
    """With spaces between"""
    active_from: date
    active_until: date | None = Field(default=None)
    version: int = Field(sa_type=BigInteger)


class OfficerChangeRow(Base, table=True):
    """What was done about an officer: the office after it."""

    __tablename__ = "officer_change"
    officer_id: str = Field(primary_key=True, foreign_key="officer.officer_id", max_length=36)
    version: int = Field(primary_key=True, sa_type=BigInteger)
    at: datetime = Field(sa_type=Instant)
    actor: str = Field(max_length=200)
    step: str = Field(max_length=12)
    district: str = Field(max_length=6)
    department: str = Field(max_length=40)
    roles: str = Field(max_length=80)
    document: str = Field(max_length=120)
    reason: str = Field(max_length=500)
