"""Persons an enterprise names, what they are to it, their rights, and who saw their numbers."""

from datetime import date, datetime

from sqlalchemy import BigInteger, Index, Text, text
from sqlmodel import Field

from services.benefits.store.tables.metadata import Base
from shared.tables import Instant

_MARKED = text("id_mark IS NOT NULL")
_LIVE = text("live")
_CAUSED = text("cause_id IS NOT NULL")


class TalentRow(Base, table=True):
    """人才: name and number sealed; erased, both are gone and the row stays for the rights that name it."""

    __tablename__ = "talent"
    __table_args__ = (
        Index(None, "enterprise_id", "named_at", "talent_id"),
        Index(
            "uq_talent_mark", "enterprise_id", "id_mark", unique=True,
            postgresql_where=_MARKED, sqlite_where=_MARKED,
        ),
    )  # fmt: skip
    talent_id: str = Field(primary_key=True, max_length=36)
    enterprise_id: str = Field(max_length=36)
    name_masked: str = Field(max_length=20)
    name_sealed: str | None = Field(default=None, sa_type=Text)
    id_kind: str = Field(max_length=20)
    id_sealed: str | None = Field(default=None, sa_type=Text)
    id_last_four: str = Field(max_length=4)
    id_mark: str | None = Field(default=None, max_length=64)
    """Finds the same number again within the enterprise, and in no other"""
    version: int = Field(sa_type=BigInteger)
    named_by: str = Field(max_length=200)
    named_at: datetime = Field(sa_type=Instant)
    erased_at: datetime | None = Field(default=None, sa_type=Instant)


class TenureRow(Base, table=True):
    """任职"""

    __tablename__ = "tenure"
    __table_args__ = (Index(None, "enterprise_id", "since_on"),)
    tenure_id: str = Field(primary_key=True, max_length=36)
    talent_id: str = Field(foreign_key="talent.talent_id", max_length=36)
    enterprise_id: str = Field(max_length=36)
    office: str = Field(max_length=20)
    since_on: date
    until_on: date | None = None
    stated_by: str = Field(max_length=200)
    stated_at: datetime = Field(sa_type=Instant)


class TalentDisclosureRow(Base, table=True):
    """查看明文: who saw a name and a number, when and why; only ever added."""

    __tablename__ = "talent_disclosure"
    disclosure_id: str = Field(primary_key=True, max_length=36)
    talent_id: str = Field(foreign_key="talent.talent_id", max_length=36)
    enterprise_id: str = Field(max_length=36, index=True)
    actor: str = Field(max_length=200)
    reason: str = Field(max_length=500)
    disclosed_at: datetime = Field(sa_type=Instant)


class RightRow(Base, table=True):
    """人才权利 of a person by one clause. Of those that are live a person has one for a clause (a partial index)."""

    __tablename__ = "person_right"
    __table_args__ = (
        Index(
            "uq_person_right_live", "talent_id", "benefit_code", unique=True,
            postgresql_where=_LIVE, sqlite_where=_LIVE,
        ),
        Index("ix_person_right_ends_on", "ends_on", postgresql_where=_LIVE, sqlite_where=_LIVE),
        Index(None, "seat", "applied_at", "right_id"),
        Index(None, "enterprise_id", "applied_at"),
    )  # fmt: skip
    right_id: str = Field(primary_key=True, max_length=36)
    enterprise_id: str = Field(max_length=36)
    talent_id: str = Field(foreign_key="talent.talent_id", max_length=36)
    offices: str = Field(max_length=60)
    """Codes with spaces between"""
    benefit_code: str = Field(max_length=60)
    policy_set: str = Field(max_length=40)
    clause: str = Field(max_length=12)
    label: str = Field(max_length=200)
    district: str = Field(max_length=6)
    state: str = Field(max_length=12)
    live: bool
    """Whether it takes a place; derived from the state"""
    seat: str = Field(max_length=12)
    version: int = Field(sa_type=BigInteger)
    receipt_id: str = Field(foreign_key="calculation_receipt.receipt_id", max_length=36)
    titles_version: int = Field(sa_type=BigInteger)
    applied_on: date
    applied_at: datetime = Field(sa_type=Instant)
    statement: str | None = Field(default=None, max_length=500)
    evidence: str = Field(sa_type=Text)
    """Ids with spaces between"""
    to_mend: str = Field(max_length=120)
    """Names with commas between"""
    granted_on: date | None = None
    ends_on: date | None = None
    stopped_on: date | None = None


class RightStepRow(Base, table=True):
    """办理记录: one row per version of a right, only ever added (a trigger says so)."""

    __tablename__ = "person_right_step"
    __table_args__ = (
        Index(
            "uq_person_right_step_cause", "right_id", "cause_id", unique=True,
            postgresql_where=_CAUSED, sqlite_where=_CAUSED,
        ),
    )  # fmt: skip
    right_id: str = Field(primary_key=True, foreign_key="person_right.right_id", max_length=36)
    version: int = Field(primary_key=True, sa_type=BigInteger)
    at: datetime = Field(sa_type=Instant)
    actor: str = Field(max_length=200)
    seat: str = Field(max_length=12)
    """Of whoever took it"""
    department: str | None = Field(default=None, max_length=60)
    step: str = Field(max_length=16)
    state: str = Field(max_length=12)
    """After the step"""
    day: date | None = None
    """The day the step says: the last, or the first the right does not hold"""
    words: str | None = Field(default=None, max_length=500)
    cause_id: str | None = Field(default=None, max_length=36)
    """The fact that made it, where one did: it makes it once"""
