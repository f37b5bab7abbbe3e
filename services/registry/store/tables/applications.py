"""Applications, their history and objections, the quotas."""

from datetime import date, datetime

from sqlalchemy import BigInteger, ForeignKeyConstraint, Index, Text
from sqlmodel import Field

from services.registry.store.tables.metadata import Base
from shared.tables import Instant


class ApplicationRow(Base, table=True):
    """申报 of one enterprise for one tier."""

    __tablename__ = "application"
    __table_args__ = (
        Index(None, "seat", "due_on", "application_id"),
        Index(None, "enterprise_id", "drafted_at"),
        Index(None, "notice_until", "application_id"),
    )
    application_id: str = Field(primary_key=True, max_length=36)
    enterprise_id: str = Field(foreign_key="enterprise.enterprise_id", max_length=36)
    tier: str = Field(max_length=20)
    district: str = Field(max_length=6)
    """Where it was submitted: its district desk, also when the enterprise moves; a draft goes with its enterprise"""
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
    renews: str | None = Field(default=None, max_length=36)
    """The title whose renewal it asks for"""
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
