"""Registrations by the enterprise itself that the register of businesses did not confirm at once."""

from datetime import date, datetime

from sqlalchemy import Index
from sqlmodel import Field

from services.registry.store.tables.metadata import Base
from shared.tables import Instant


class ConfirmationRow(Base, table=True):
    __tablename__ = "registration_confirmation"
    __table_args__ = (Index(None, "standing", "asked_on"),)
    enterprise_id: str = Field(primary_key=True, foreign_key="enterprise.enterprise_id", max_length=36)
    standing: str = Field(max_length=12)
    words: str = Field(max_length=200)
    """What the register last said"""
    registered_at: datetime = Field(sa_type=Instant)
    asked_on: date
    """The last day on which it was asked"""
    times_asked: int
