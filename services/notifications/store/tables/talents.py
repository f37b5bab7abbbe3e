"""紧缺专业人才需求: what enterprises declare, and each edition of the catalogue."""

from datetime import date, datetime

from sqlalchemy import BigInteger, Index, Text
from sqlmodel import Field

from services.notifications.store.tables.metadata import Base
from shared.tables import Instant


class TalentNeedRow(Base, table=True):
    __tablename__ = "talent_need"
    __table_args__ = (
        Index(None, "enterprise_id", "declared_at", "need_id"),
        Index(None, "declared_at", "need_id"),
        Index(None, "state", "until_on"),
    )
    need_id: str = Field(primary_key=True, max_length=36)
    enterprise_id: str = Field(max_length=36)
    occupation: str = Field(max_length=24)
    title: str = Field(max_length=120)
    level: str = Field(max_length=16)
    number: int
    """People"""
    skills: str = Field(max_length=500)
    salary_low_fen: int | None = Field(default=None, sa_type=BigInteger)
    salary_high_fen: int | None = Field(default=None, sa_type=BigInteger)
    """A year"""
    may_be_named: bool
    until_on: date
    state: str = Field(max_length=12)
    version: int = 1
    reminded_for: date | None = None
    """The last day of which it was reminded"""
    declared_at: datetime = Field(sa_type=Instant)
    changed_at: datetime = Field(sa_type=Instant)


class TalentCatalogueRow(Base, table=True):
    """一期目录; only ever added."""

    __tablename__ = "talent_catalogue"
    __table_args__ = (Index(None, "year", "number", unique=True),)
    catalogue_id: str = Field(primary_key=True, max_length=36)
    year: int
    number: int
    """1, 2, 3 … of the year"""
    title: str = Field(max_length=120)
    published_on: date
    published_at: datetime = Field(sa_type=Instant)
    needs: int
    left_out: int | None = None
    """People whose line would have been of too few enterprises; None: those, too, are of too few"""
    lines: str = Field(sa_type=Text)
    """As JSON"""
    basis: str = Field(sa_type=Text)
    """What was said last of those who did not agree to be named, as JSON: the next edition keeps it where few changed.
    Nobody is shown it"""
    actor: str = Field(max_length=200)
