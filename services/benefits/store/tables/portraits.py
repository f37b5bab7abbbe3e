"""企业画像: what matching last knew of each enterprise; and whose facts have changed since."""

from datetime import date, datetime

from sqlalchemy import BigInteger, Index, Text
from sqlmodel import Field

from services.benefits.store.tables.metadata import Base
from shared.tables import Instant


class PortraitRow(Base, table=True):
    """The facts of an enterprise as marks (`shared.truth`); None is unknown. As they were when it was last matched:
    the next match says what has changed since."""

    __tablename__ = "portrait"
    __table_args__ = (
        Index(
            "ix_portrait_title_district_staff",
            "title",
            "district",
            "staff",
            postgresql_include=["there", "first_title", "industry", "revenue", "rd_expense", "contribution"],
        ),
    )
    enterprise_id: str = Field(primary_key=True, max_length=36)
    version: int = Field(sa_type=BigInteger)
    """Of the enterprise: facts of an earlier one are read again, and say nothing new"""
    there: bool
    """False: it was merged away or struck off"""
    as_of: date
    title: int | None = Field(default=None, sa_type=BigInteger)
    first_title: int | None = Field(default=None, sa_type=BigInteger)
    district: int | None = Field(default=None, sa_type=BigInteger)
    industry: int | None = Field(default=None, sa_type=BigInteger)
    staff: int | None = Field(default=None, sa_type=BigInteger)
    revenue: int | None = Field(default=None, sa_type=BigInteger)
    rd_expense: int | None = Field(default=None, sa_type=BigInteger)
    contribution: int | None = Field(default=None, sa_type=BigInteger)
    more: str = Field(default="{}", sa_type=Text)
    """What verified evidence gives beside these: marks by fact, as canonical JSON"""


class StirredRow(Base, table=True):
    """An enterprise to be matched anew, and why. Only added, and taken away once it is: a later change is another."""

    __tablename__ = "stirred"
    __table_args__ = (Index("ix_stirred_due_on_at", "due_on", "at"),)
    due_on: date = Field(primary_key=True)
    """Today; or the day on which time alone changes what is known of it"""
    enterprise_id: str = Field(primary_key=True, max_length=36)
    cause_id: str = Field(primary_key=True, max_length=36)
    """The fact that was told, or what was decided here"""
    at: datetime = Field(sa_type=Instant)
