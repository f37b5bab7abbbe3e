"""What monitoring found, and how fresh it is: nothing but what the rules say of the registry's own figures."""

from datetime import date, datetime

from sqlalchemy import BigInteger, Text
from sqlmodel import Field

from services.registry.store.tables.metadata import Base
from shared.tables import Instant


class WatchRow(Base, table=True):
    """An enterprise as it was when monitoring last looked at it."""

    __tablename__ = "watch"
    enterprise_id: str = Field(primary_key=True, foreign_key="enterprise.enterprise_id", max_length=36)
    version: int = Field(sa_type=BigInteger)
    judged_on: date
    judged_at: datetime = Field(sa_type=Instant)


class FindingRow(Base, table=True):
    __tablename__ = "finding"
    enterprise_id: str = Field(primary_key=True, foreign_key="enterprise.enterprise_id", max_length=36)
    kind: str = Field(primary_key=True, max_length=12)
    tier: str = Field(primary_key=True, max_length=20)
    ruleset: str = Field(max_length=40)
    judged_on: date
    reasons: str = Field(sa_type=Text)
    """JSON"""
