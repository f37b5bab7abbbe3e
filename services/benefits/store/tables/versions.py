"""Versions of measures, what was rehearsed of them, and how far their publication has come."""

from datetime import date, datetime

from sqlalchemy import BigInteger, Index, Text
from sqlmodel import Field

from services.benefits.store.tables.metadata import Base
from shared.tables import Instant


class RulebookRow(Base, table=True):
    """One row: what rules there are. Whoever changes them holds it, whoever applies them shares it."""

    __tablename__ = "rulebook"
    id: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    revision: str = Field(max_length=36)
    """Another one after every change; empty while there is no version at all"""


class MeasureVersionRow(Base, table=True):
    """条款版本. The body is replaced while it is a draft and never after."""

    __tablename__ = "measure_version"
    __table_args__ = (
        Index("ix_measure_version_benefit_code_number", "benefit_code", "number", unique=True),
        Index("ix_measure_version_in_force_from", "in_force_from"),
    )
    version_id: str = Field(primary_key=True, max_length=36)
    benefit_code: str = Field(max_length=60)
    number: int
    """Of this benefit_code: 1, 2, 3 …"""
    district: str = Field(max_length=6)
    """Who publishes it: a district, or 330100 for the city"""
    state: str = Field(max_length=12)
    edit: int = Field(default=1)
    """One more after every change: the ETag"""
    label: str = Field(max_length=60)
    document: str = Field(max_length=120)
    body: str = Field(sa_type=Text)
    """Canonical JSON of what the officer wrote"""
    digest: str = Field(max_length=64)
    """SHA-256 of the body: what was rehearsed is what is approved"""
    drafted_by: str = Field(max_length=200)
    """Who wrote the body as it is: another approves it"""
    drafted_at: datetime = Field(sa_type=Instant)
    rehearsal_id: str | None = Field(default=None, max_length=36)
    """The last one finished"""
    approved_by: str | None = Field(default=None, max_length=200)
    approved_at: datetime | None = Field(default=None, sa_type=Instant)
    in_force_from: date | None = Field(default=None)
    published_at: datetime | None = Field(default=None, sa_type=Instant)
    """When it was told to everybody: on its day"""
    withdrawn_on: date | None = Field(default=None)
    """The first day it is not in force any more"""
    withdrawal: str | None = Field(default=None, max_length=500)
    """Why, with the document"""


class MeasureVersionStepRow(Base, table=True):
    """办理经过. Only ever added."""

    __tablename__ = "measure_version_step"
    version_id: str = Field(primary_key=True, max_length=36)
    edit: int = Field(primary_key=True)
    """Of the version after the step"""
    step: str = Field(max_length=12)
    actor: str = Field(max_length=200)
    at: datetime = Field(sa_type=Instant)
    note: str = Field(default="", max_length=500)


class RehearsalRow(Base, table=True):
    """预演: asked for, then made by the worker, then kept."""

    __tablename__ = "rehearsal"
    __table_args__ = (Index("ix_rehearsal_version_id", "version_id"), Index("ix_rehearsal_finished_at", "finished_at"))
    rehearsal_id: str = Field(primary_key=True, max_length=36)
    version_id: str = Field(max_length=36)
    digest: str = Field(max_length=64)
    """Of the body it was asked of"""
    asked_by: str = Field(max_length=200)
    asked_at: datetime = Field(sa_type=Instant)
    budget_fen: int | None = Field(default=None, sa_type=BigInteger)
    day: date
    """The day the rules are asked about"""
    leased_until: datetime | None = Field(default=None, sa_type=Instant)
    done: int = Field(default=0)
    """Enterprises read so far"""
    population: int = Field(default=0)
    epoch: str = Field(default="", max_length=36)
    position: int = Field(default=0, sa_type=BigInteger)
    """What of the registry's feed the population knew"""
    against: str = Field(default="", max_length=36)
    """The version in force it was compared with; empty: the policy set's row, or nothing"""
    report: str | None = Field(default=None, sa_type=Text)
    """Canonical JSON"""
    fault: str | None = Field(default=None, max_length=500)
    """Why there is no report, in words"""
    finished_at: datetime | None = Field(default=None, sa_type=Instant)


class PublicationRow(Base, table=True):
    """The way of a version, or of a notice, to everybody: each enterprise is passed once, in order of their id."""

    __tablename__ = "publication"
    version_id: str = Field(primary_key=True, max_length=36)
    """Or the id of the notice"""
    step: str = Field(primary_key=True, max_length=12)
    """published or withdrawn"""
    begun_at: datetime = Field(sa_type=Instant)
    actor: str = Field(max_length=200)
    correlation_id: str = Field(max_length=200)
    after: str = Field(default="", max_length=36)
    """The last enterprise done"""
    matched: int = Field(default=0)
    opened: int = Field(default=0)
    closed: int = Field(default=0)
    finished_at: datetime | None = Field(default=None, sa_type=Instant, index=True)


class PublicationHeardRow(Base, table=True):
    """How many of a version's matches are in their inboxes already: it is told no faster than it is heard."""

    __tablename__ = "publication_heard"
    version_id: str = Field(primary_key=True, max_length=36)
    grown: int = Field(default=0)
    """Matches beside those of the publication: of enterprises that grew into it"""
    heard: int = Field(default=0)
    heard_at: datetime = Field(sa_type=Instant)
    """The last time; at first when it began"""


class ContributionRow(Base, table=True):
    """贡献系数. Only ever added: the newest of the latest day counts."""

    __tablename__ = "contribution"
    __table_args__ = (Index("ix_contribution_enterprise_id", "enterprise_id"),)
    contribution_id: str = Field(primary_key=True, max_length=36)
    enterprise_id: str = Field(max_length=36)
    hundredths: int
    """The coefficient in percent: 0 to 100"""
    from_on: date
    reason: str = Field(max_length=500)
    document: str = Field(max_length=120)
    actor: str = Field(max_length=200)
    at: datetime = Field(sa_type=Instant)
