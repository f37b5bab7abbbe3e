"""典型案例 (S3-2): what is told of model enterprises, and that they agreed to it."""

from datetime import datetime

from sqlalchemy import BigInteger, Index, Text
from sqlmodel import Field

from services.notifications.store.tables.metadata import Base
from shared.tables import Instant


class CaseRow(Base, table=True):
    """A case of one enterprise. Consent is to its words as they stand: other words ask for another consent."""

    __tablename__ = "case_study"
    __table_args__ = (
        Index("ix_case_study_published", "published_at", "case_id"),
        Index("ix_case_study_enterprise", "enterprise_id", "case_id"),
    )
    case_id: str = Field(primary_key=True, max_length=36)
    version: int = Field(default=1, sa_type=BigInteger)
    enterprise_id: str = Field(max_length=36)
    district: str = Field(max_length=6)
    """Of the enterprise when the case was written"""
    title: str = Field(max_length=120)
    text: str = Field(sa_type=Text)
    organiser: str = Field(max_length=120)
    state: str = Field(max_length=10)
    edition: int
    """One more with each change of its words"""
    asked_at: datetime = Field(sa_type=Instant)
    answered_at: datetime | None = Field(default=None, sa_type=Instant)
    answered_by: str | None = Field(default=None, max_length=200)
    published_at: datetime | None = Field(default=None, sa_type=Instant)
    reason: str | None = Field(default=None, max_length=500)
    """Why it was taken back"""
