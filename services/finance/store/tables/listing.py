"""The road of enterprises to a listing: steps that are only ever added, and where each stands by now."""

from datetime import date, datetime

from sqlalchemy import Index
from sqlmodel import Field

from services.finance.store.tables.metadata import Base
from shared.tables import Instant


class RoadRow(Base, table=True):
    """上市进程 of an enterprise: what its steps say together."""

    __tablename__ = "listing_road"
    __table_args__ = (Index(None, "stage", "enterprise_id"),)
    enterprise_id: str = Field(primary_key=True, max_length=36)
    stage: str | None = Field(default=None, max_length=16)
    """None: every step was taken back"""
    exchange: str | None = Field(default=None, max_length=12)
    version: int
    """How many steps were written down: the ETag"""


class ListingStepRow(Base, table=True):
    """What an officer wrote down once (a trigger keeps it)."""

    __tablename__ = "listing_step"
    enterprise_id: str = Field(primary_key=True, foreign_key="listing_road.enterprise_id", max_length=36)
    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    stage: str | None = Field(default=None, max_length=16)
    """None: the step it corrects was none"""
    happened_on: date | None = Field(default=None)
    exchange: str | None = Field(default=None, max_length=12)
    issuer: str | None = Field(default=None, max_length=120)
    """Of the document that proves it"""
    document: str | None = Field(default=None, max_length=60)
    corrects: int | None = Field(default=None)
    reason: str | None = Field(default=None, max_length=500)
    """Why it was corrected"""
    actor: str = Field(max_length=200)
    recorded_at: datetime = Field(sa_type=Instant)
