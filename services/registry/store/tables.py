"""The registry's tables."""

from datetime import date, datetime

from sqlalchemy import BigInteger, ForeignKeyConstraint, Index, MetaData, Text, UniqueConstraint
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel

from shared.tables import NAMING, Instant, floor_tables

METADATA = MetaData(naming_convention=NAMING)


class Base(SQLModel, registry=registry(metadata=METADATA)):
    metadata = METADATA


FLOOR = floor_tables(METADATA)


class EnterpriseRow(Base, table=True):
    __tablename__ = "enterprise"
    enterprise_id: str = Field(primary_key=True, max_length=36)
    uscc: str = Field(max_length=18, unique=True)
    name: str = Field(max_length=120, index=True)
    district: str = Field(max_length=6, index=True)
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


class AnnualFiguresRow(Base, table=True):
    """年报 of one calendar year; money in fen."""

    __tablename__ = "annual_figures"
    enterprise_id: str = Field(primary_key=True, foreign_key="enterprise.enterprise_id", max_length=36)
    year: int = Field(primary_key=True)
    staff: int
    revenue_fen: int = Field(sa_type=BigInteger)
    main_revenue_fen: int | None = Field(default=None, sa_type=BigInteger)
    rd_expense_fen: int | None = Field(default=None, sa_type=BigInteger)
    net_profit_fen: int | None = Field(default=None, sa_type=BigInteger)
    total_assets_fen: int | None = Field(default=None, sa_type=BigInteger)
    total_debt_fen: int | None = Field(default=None, sa_type=BigInteger)
    rd_staff: int | None = Field(default=None)
    reported_at: datetime = Field(sa_type=Instant)


class TitleRow(Base, table=True):
    __tablename__ = "title"
    __table_args__ = (UniqueConstraint("enterprise_id", "tier", "number", "recognised_on"),)
    title_id: str = Field(primary_key=True, max_length=36)
    enterprise_id: str = Field(foreign_key="enterprise.enterprise_id", max_length=36, index=True)
    tier: str = Field(max_length=20)
    number: str = Field(max_length=120)
    authority: str = Field(max_length=120)
    document: str = Field(max_length=120)
    recognised_on: date
    valid_until: date
    status: str = Field(max_length=12)
    ended_on: date | None = Field(default=None)
    ground: str | None = Field(default=None, max_length=20)
    first: bool
    renews: str | None = Field(default=None, max_length=36)
    recorded_at: datetime = Field(sa_type=Instant)


class ChangeRow(Base, table=True):
    """One change of titles; its id is the id of the fact that told it."""

    __tablename__ = "title_change"
    __table_args__ = (Index(None, "enterprise_id", "enterprise_version"),)
    change_id: str = Field(primary_key=True, max_length=36)
    enterprise_id: str = Field(foreign_key="enterprise.enterprise_id", max_length=36)
    enterprise_version: int = Field(sa_type=BigInteger)
    kind: str = Field(max_length=20)
    previous_tier: str = Field(max_length=20)
    current_tier: str = Field(max_length=20)
    reason: str = Field(max_length=20)
    reason_text: str = Field(max_length=500)
    effective_on: date
    recorded_at: datetime = Field(sa_type=Instant)


class ConsequenceRow(Base, table=True):
    """What one change did in one service; no foreign key: the report may come before a restored change."""

    __tablename__ = "consequence"
    change_id: str = Field(primary_key=True, max_length=36)
    service: str = Field(primary_key=True, max_length=20)
    record: str = Field(sa_type=Text)
    """ConsequenceRecorded as JSON"""
    recorded_at: datetime = Field(sa_type=Instant)


class CodeRow(Base, table=True):
    """An enterprise code (企业码) that was shown; forgotten an hour after its end."""

    __tablename__ = "code"
    code_id: str = Field(primary_key=True, max_length=36)
    enterprise_id: str = Field(foreign_key="enterprise.enterprise_id", max_length=36, index=True)
    purpose: str = Field(max_length=20)
    expires_at: datetime = Field(sa_type=Instant, index=True)
    """Real time, like the token's own: a clock that was moved does not count."""
    used_at: datetime | None = Field(default=None, sa_type=Instant)


class CodeScanRow(Base, table=True):
    """The owner's ledger: one line for each code that was scanned, kept for good. No name of a private person."""

    __tablename__ = "code_scan"
    __table_args__ = (Index(None, "enterprise_id", "scanned_at", "scan_id"),)
    scan_id: str = Field(primary_key=True, max_length=36)
    code_id: str = Field(max_length=36, unique=True)
    enterprise_id: str = Field(foreign_key="enterprise.enterprise_id", max_length=36)
    purpose: str = Field(max_length=20)
    kind: str = Field(max_length=12)
    """Of caller: public, enterprise, institution or officer"""
    institution: str | None = Field(default=None, max_length=120)
    district: str | None = Field(default=None, max_length=6)
    department: str | None = Field(default=None, max_length=120)
    officer: str | None = Field(default=None, max_length=150)
    view: str = Field(max_length=12)
    suspended: bool
    shown: str = Field(sa_type=Text)
    """Names of what was shown, JSON"""
    reference: str | None = Field(default=None, max_length=36, unique=True)
    scanned_at: datetime = Field(sa_type=Instant)


class CodeSuspensionRow(Base, table=True):
    """The owner suspended the code of this enterprise; resuming takes the row away."""

    __tablename__ = "code_suspension"
    enterprise_id: str = Field(primary_key=True, foreign_key="enterprise.enterprise_id", max_length=36)
    suspended_at: datetime = Field(sa_type=Instant)


class ApplicationRow(Base, table=True):
    """申报 of one enterprise for one tier."""

    __tablename__ = "application"
    __table_args__ = (Index(None, "seat", "due_on", "application_id"), Index(None, "enterprise_id", "drafted_at"))
    application_id: str = Field(primary_key=True, max_length=36)
    enterprise_id: str = Field(foreign_key="enterprise.enterprise_id", max_length=36)
    tier: str = Field(max_length=20)
    district: str = Field(max_length=6)
    """Where it was begun: its district desk, also when the enterprise moves"""
    state: str = Field(max_length=12)
    seat: str = Field(max_length=12)
    """Whose turn it is, derived from the state: what a worklist asks"""
    version: int = Field(sa_type=BigInteger)
    main_product: str | None = Field(default=None, max_length=120)
    statement: str | None = Field(default=None, max_length=500)
    contact_name: str | None = Field(default=None, max_length=120)
    contact_phone: str | None = Field(default=None, max_length=20)
    assessment: str | None = Field(default=None, sa_type=Text)
    """What the ruleset said at submission, as JSON"""
    returned_from: str | None = Field(default=None, max_length=12)
    to_mend: str = Field(max_length=120)
    """Names with commas between; so is `mended`"""
    mended: str = Field(max_length=120)
    notice_from: date | None = Field(default=None)
    notice_until: date | None = Field(default=None)
    notice_provisional: bool
    """Counted in a year whose holidays are not published"""
    due_on: date
    """The last day of the desk; NO_DEADLINE where there is none, so that it sorts behind all others"""
    title_id: str | None = Field(default=None, max_length=36)
    change_id: str | None = Field(default=None, max_length=36)
    drafted_at: datetime = Field(sa_type=Instant)


class ApplicationStepRow(Base, table=True):
    """办理记录: one row per version of an application, only ever added (a trigger says so)."""

    __tablename__ = "application_step"
    application_id: str = Field(primary_key=True, foreign_key="application.application_id", max_length=36)
    version: int = Field(primary_key=True, sa_type=BigInteger)
    at: datetime = Field(sa_type=Instant)
    actor: str = Field(max_length=200)
    desk: str = Field(max_length=12)
    step: str = Field(max_length=12)
    state: str = Field(max_length=12)
    """After the step"""
    words: str | None = Field(default=None, max_length=500)
    document: str | None = Field(default=None, max_length=120)
    done_on: date | None = Field(default=None)


class ObjectionRow(Base, table=True):
    """Who objected: personal data, apart from the history so that it can be deleted when its purpose has ended."""

    __tablename__ = "application_objection"
    __table_args__ = (
        ForeignKeyConstraint(
            ["application_id", "version"], ["application_step.application_id", "application_step.version"]
        ),
    )
    application_id: str = Field(primary_key=True, max_length=36)
    version: int = Field(primary_key=True, sa_type=BigInteger)
    raised_by: str = Field(max_length=120)
    contact: str = Field(max_length=20)


class QuotaRow(Base, table=True):
    """推荐名额 the province set for the city, per tier and year."""

    __tablename__ = "recommendation_quota"
    tier: str = Field(primary_key=True, max_length=20)
    year: int = Field(primary_key=True)
    places: int
    used: int
    document: str = Field(max_length=120)
    version: int = Field(sa_type=BigInteger)
