"""Who the list and everything else here is shared with, what they were given, and what they used of it."""

from datetime import date, datetime
from typing import Final

from sqlalchemy import BigInteger, Index, Text
from sqlmodel import Field

from services.finance.store.tables.metadata import Base
from shared.tables import Instant

DEMONSTRATION_BANK: Final = "demo-bank"


class InstitutionRow(Base, table=True):
    """金融机构, with what it may do now and what is proposed that it may."""

    __tablename__ = "institution"
    institution_id: str = Field(primary_key=True, max_length=40)
    name: str = Field(max_length=120)
    kind: str = Field(max_length=20)
    licence_code: str = Field(max_length=18)
    desk: str = Field(max_length=120)
    phone: str = Field(max_length=40)
    email: str = Field(max_length=120)
    state: str = Field(max_length=12)
    scopes: str = Field(max_length=400)
    """In force, with spaces between"""
    valid_until: date | None = Field(default=None)
    """The last day; none: nothing was granted yet"""
    per_minute: int
    per_day: int
    granted: str | None = Field(default=None, sa_type=Text)
    """The grant as it was agreed, JSON; on trial more than is in force"""
    proposal: str | None = Field(default=None, sa_type=Text)
    proposed_by: str | None = Field(default=None, max_length=200)
    keys: str = Field(sa_type=Text)
    """Its public keys, JSON"""
    tokens_since: datetime | None = Field(default=None, sa_type=Instant)
    """By real time, as tokens are"""
    version: int


class InstitutionStepRow(Base, table=True):
    """What was done about an institution: by whom, on which document, why."""

    __tablename__ = "institution_step"
    __table_args__ = (Index("ix_institution_step_institution_id_version", "institution_id", "version"),)
    step_id: str = Field(primary_key=True, max_length=36)
    institution_id: str = Field(max_length=40)
    version: int
    at: datetime = Field(sa_type=Instant)
    actor: str = Field(max_length=200)
    step: str = Field(max_length=12)
    state: str = Field(max_length=12)
    document: str = Field(max_length=120)
    reason: str = Field(max_length=500)


class UsedOnceRow(Base, table=True):
    """Assertions and proofs that were accepted, until they would be too old anyway: each is good once."""

    __tablename__ = "used_once"
    digest: str = Field(primary_key=True, max_length=64)
    until: datetime = Field(sa_type=Instant, index=True)


class UsageRow(Base, table=True):
    """Calls of an institution in a minute, by what it asked and what for."""

    __tablename__ = "institution_usage"
    institution_id: str = Field(primary_key=True, max_length=40)
    minute: datetime = Field(primary_key=True, sa_type=Instant)
    operation: str = Field(primary_key=True, max_length=120)
    purpose: str = Field(primary_key=True, max_length=20)
    calls: int = Field(sa_type=BigInteger)
    refused: int = Field(sa_type=BigInteger)
    """Over its quota"""


class MeterRow(Base, table=True):
    """What all processes together have counted of an institution's quotas, up to a second ago."""

    __tablename__ = "institution_meter"
    institution_id: str = Field(primary_key=True, max_length=40)
    minute: int = Field(sa_type=BigInteger)
    """Since the epoch"""
    in_minute: int = Field(sa_type=BigInteger)
    day: int = Field(sa_type=BigInteger)
    """Since the epoch, in Shanghai"""
    in_day: int = Field(sa_type=BigInteger)
