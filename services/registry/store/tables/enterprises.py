"""Enterprises and their USCCs."""

from datetime import date, datetime

from sqlalchemy import BigInteger, Index
from sqlmodel import Field

from services.registry.store.tables.metadata import Base
from shared.tables import Instant


class EnterpriseRow(Base, table=True):
    __tablename__ = "enterprise"
    __table_args__ = (Index(None, "district", "enterprise_id"),)
    enterprise_id: str = Field(primary_key=True, max_length=36)
    uscc: str = Field(max_length=18, unique=True)
    name: str = Field(max_length=120, index=True)
    district: str = Field(max_length=6)
    industry: str = Field(max_length=3)
    staff: int | None = Field(default=None)
    revenue_fen: int | None = Field(default=None, sa_type=BigInteger)
    version: int = Field(sa_type=BigInteger)
    registered_at: datetime = Field(sa_type=Instant)
    tier: str = Field(default="none", max_length=20)
    """The tier the last change told; asked for another day it is derived from the titles."""
    tier_on: date = Field(index=True)
    """The newest day for which that is known to be true, with the same titles counting."""
    next_change_on: date | None = Field(default=None, index=True)
    """When, after that day, time alone will change which titles count."""


class UsccRow(Base, table=True):
    """Every USCC an enterprise ever had."""

    __tablename__ = "enterprise_uscc"
    uscc: str = Field(primary_key=True, max_length=18)
    enterprise_id: str = Field(foreign_key="enterprise.enterprise_id", max_length=36, index=True)
