"""服务与活动: what is offered, and who registered for it."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, Index, Text, UniqueConstraint
from sqlmodel import Field

from services.notifications.store.tables.metadata import Base
from shared.tables import Instant


class ActivityRow(Base, table=True):
    """A service or activity as its organiser published it."""

    __tablename__ = "activity"
    __table_args__ = (
        CheckConstraint("capacity IS NULL OR capacity > 0", name="capacity"),
        Index("ix_activity_listed", "listed_at", "activity_id"),
        Index("ix_activity_remind", "starts_at", "reminded_at"),
    )
    activity_id: str = Field(primary_key=True, max_length=36)
    version: int = Field(default=1, sa_type=BigInteger)
    district: str = Field(max_length=6)
    """Of the organiser; 330100 of the city"""
    kind: str = Field(max_length=40)
    audience_group: str | None = Field(default=None, max_length=40)
    title: str = Field(max_length=120)
    text: str = Field(sa_type=Text)
    audience: str = Field(max_length=500)
    condition: str | None = Field(default=None, sa_type=Text)
    """In the shared language, as JSON; None: for everybody"""
    online: bool
    place: str = Field(max_length=120)
    starts_at: datetime | None = Field(default=None, sa_type=Instant)
    ends_at: datetime | None = Field(default=None, sa_type=Instant)
    """Both None: a service without a time of its own"""
    closes_at: datetime | None = Field(default=None, sa_type=Instant)
    capacity: int | None = Field(default=None)
    organiser: str = Field(max_length=120)
    contact: str = Field(max_length=120)
    """Of the organiser's office, never of a person"""
    state: str = Field(max_length=10)
    reason: str | None = Field(default=None, max_length=500)
    """Why it was cancelled"""
    arrivals: int = Field(default=0)
    """How many registrations there ever were: each has its number"""
    listed_at: datetime = Field(sa_type=Instant)
    """When it begins; far away without a time of its own. By this lists are in order"""
    reminded_at: datetime | None = Field(default=None, sa_type=Instant)
    """When everybody seated was reminded of it; again None once its time was changed"""


class RegistrationRow(Base, table=True):
    """An enterprise's one registration for an activity; cancelled and made again it is the same with a new number."""

    __tablename__ = "registration"
    __table_args__ = (
        UniqueConstraint("activity_id", "enterprise_id"),
        UniqueConstraint("activity_id", "number"),
        CheckConstraint("rating IS NULL OR (rating >= 1 AND rating <= 5)", name="rating"),
        Index("ix_registration_enterprise", "enterprise_id", "registered_at", "registration_id"),
    )
    registration_id: str = Field(primary_key=True, max_length=36)
    activity_id: str = Field(foreign_key="activity.activity_id", max_length=36)
    enterprise_id: str = Field(max_length=36)
    number: int
    """In order of arrival: who waits with the lowest is the next to be seated"""
    state: str = Field(max_length=10)
    attendee: str = Field(max_length=120)
    phone: str = Field(max_length=20)
    registered_at: datetime = Field(sa_type=Instant)
    attended_at: datetime | None = Field(default=None, sa_type=Instant)
    rating: int | None = Field(default=None)
    words: str | None = Field(default=None, max_length=500)
    rated_at: datetime | None = Field(default=None, sa_type=Instant)


class ParticipantDisclosureRow(Base, table=True):
    """Who saw a participant's name and number, and why."""

    __tablename__ = "participant_disclosure"
    disclosure_id: str = Field(primary_key=True, max_length=36)
    registration_id: str = Field(foreign_key="registration.registration_id", max_length=36, index=True)
    actor: str = Field(max_length=200)
    reason: str = Field(max_length=500)
    at: datetime = Field(sa_type=Instant)
