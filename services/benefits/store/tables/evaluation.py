"""What an evaluation reads beside entitlements, claims and money: who was told and has read, whom a measure matched,
and what enterprises earned year by year."""

from datetime import date

from sqlalchemy import BigInteger, Index
from sqlmodel import Field

from services.benefits.store.tables.metadata import Base


class ToldRow(Base, table=True):
    """告知与阅读 of one measure by one enterprise, as notifications told it: the first day of each counts."""

    __tablename__ = "told_measure"
    enterprise_id: str = Field(primary_key=True, max_length=36)
    benefit_code: str = Field(primary_key=True, max_length=60)
    told_on: date
    read_on: date | None = Field(default=None)


class SentRow(Base, table=True):
    """发送 of one measure to one enterprise by one channel outside the inbox: the first day of each counts."""

    __tablename__ = "sent_measure"
    enterprise_id: str = Field(primary_key=True, max_length=36)
    benefit_code: str = Field(primary_key=True, max_length=60)
    channel: str = Field(primary_key=True, max_length=10)
    sent_on: date
    delivered_on: date | None = Field(default=None)
    bounced_on: date | None = Field(default=None)


class MatchRow(Base, table=True):
    """For whom a version is, since it came into force or since the enterprise grew into it. Only ever added: the key
    is natural and unique for ever, so that nobody is told twice."""

    __tablename__ = "measure_match"
    __table_args__ = (Index(None, "benefit_code"),)
    enterprise_id: str = Field(primary_key=True, max_length=36)
    version_id: str = Field(primary_key=True, max_length=36)
    benefit_code: str = Field(max_length=60)
    matched_on: date


class YearFiguresRow(Base, table=True):
    """Annual figures of every year the registry told of; money in fen, what nobody told is None."""

    __tablename__ = "enterprise_year"
    enterprise_id: str = Field(primary_key=True, max_length=36)
    year: int = Field(primary_key=True)
    revenue_fen: int | None = Field(default=None, sa_type=BigInteger)
    rd_expense_fen: int | None = Field(default=None, sa_type=BigInteger)
