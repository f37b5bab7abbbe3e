"""Real-name reports of misconduct (实名举报)."""

from datetime import date, datetime

from sqlalchemy import BigInteger, Index
from sqlmodel import Field

from services.registry.store.tables.metadata import Base
from shared.tables import Instant


class MisconductReportRow(Base, table=True):
    """The case. Who reported it is kept apart; the receipt is known to the reporter alone, here only its digest."""

    __tablename__ = "misconduct_report"
    __table_args__ = (Index(None, "filed_at", "report_id"),)
    report_id: str = Field(primary_key=True, max_length=36)
    receipt_digest: str = Field(max_length=64, unique=True)
    uscc: str = Field(max_length=18)
    enterprise_id: str | None = Field(default=None, foreign_key="enterprise.enterprise_id", max_length=36)
    """None where nobody of that USCC is registered: the reporter cannot tell"""
    ground: str = Field(max_length=20)
    statement: str = Field(max_length=500)
    state: str = Field(max_length=16)
    version: int = Field(sa_type=BigInteger)
    words: str | None = Field(default=None, max_length=500)
    """What the reporter reads at the end"""
    document: str | None = Field(default=None, max_length=120)
    decided_on: date | None = Field(default=None)
    change_id: str | None = Field(default=None, max_length=36)
    """The change of titles it led to"""
    filed_at: datetime = Field(sa_type=Instant)


class MisconductReporterRow(Base, table=True):
    """Who reported: personal data, deleted when its purpose has ended; the case stays."""

    __tablename__ = "misconduct_reporter"
    report_id: str = Field(primary_key=True, foreign_key="misconduct_report.report_id", max_length=36)
    name: str = Field(max_length=120)
    contact: str = Field(max_length=20)


class MisconductDisclosureRow(Base, table=True):
    """Who looked at who reported, and why."""

    __tablename__ = "misconduct_disclosure"
    disclosure_id: str = Field(primary_key=True, max_length=36)
    report_id: str = Field(foreign_key="misconduct_report.report_id", max_length=36, index=True)
    actor: str = Field(max_length=200)
    reason: str = Field(max_length=500)
    disclosed_at: datetime = Field(sa_type=Instant)
