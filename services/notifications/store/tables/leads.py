"""招引线索: leads and every step there was."""

from datetime import datetime

from sqlalchemy import Index
from sqlmodel import Field

from services.notifications.store.tables.metadata import Base
from shared.tables import Instant


class LeadRow(Base, table=True):
    """招引线索. Whoever changes it holds its row."""

    __tablename__ = "lead"
    __table_args__ = (
        Index(None, "district", "stage", "recorded_at", "lead_id"),
        Index(None, "proposer_id", "recorded_at", "lead_id"),
        Index(None, "recorded_at", "lead_id"),
    )
    lead_id: str = Field(primary_key=True, max_length=36)
    kind: str = Field(max_length=12)
    source: str = Field(max_length=12)
    proposer_id: str | None = Field(default=None, max_length=36)
    """The enterprise of the zone that proposed it"""
    district: str = Field(max_length=6)
    """Whose officers are in charge: a district, or 330100"""
    chain: str = Field(max_length=120)
    """产业链"""
    title: str = Field(max_length=120)
    """The gap, or the enterprise's name"""
    region: str | None = Field(default=None, max_length=120)
    """Where it is now"""
    industry: str | None = Field(default=None, max_length=3)
    words: str = Field(max_length=500)
    contact_name: str | None = Field(default=None, max_length=120)
    contact_phone: str | None = Field(default=None, max_length=20)
    """Of the business; leaves masked"""
    stage: str = Field(max_length=12)
    assigned_to: str | None = Field(default=None, max_length=150)
    """The account of an officer"""
    landed_id: str | None = Field(default=None, max_length=36)
    """The enterprise it became"""
    version: int = 1
    """The number of its last step"""
    recorded_at: datetime = Field(sa_type=Instant)
    changed_at: datetime = Field(sa_type=Instant)


class LeadStepRow(Base, table=True):
    """办理记录; only ever added."""

    __tablename__ = "lead_step"
    lead_id: str = Field(primary_key=True, foreign_key="lead.lead_id", max_length=36)
    number: int = Field(primary_key=True)
    at: datetime = Field(sa_type=Instant)
    step: str = Field(max_length=12)
    previous: str | None = Field(default=None, max_length=12)
    stage: str = Field(max_length=12)
    words: str | None = Field(default=None, max_length=500)
    assigned_to: str | None = Field(default=None, max_length=150)
    actor: str = Field(max_length=200)
