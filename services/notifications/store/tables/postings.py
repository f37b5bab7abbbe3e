"""供需对接: what is demanded and offered, who answered, and every step there was."""

from datetime import date, datetime

from sqlalchemy import BigInteger, Index
from sqlmodel import Field

from services.notifications.store.tables.metadata import Base
from shared.tables import Instant


class PostingRow(Base, table=True):
    """需求或供给. Whoever changes it, or an answer to it, holds its row."""

    __tablename__ = "posting"
    __table_args__ = (
        Index(None, "state", "created_at", "posting_id"),
        Index(None, "enterprise_id", "created_at", "posting_id"),
        Index(None, "seat", "created_at", "posting_id"),
    )
    posting_id: str = Field(primary_key=True, max_length=36)
    kind: str = Field(max_length=20)
    direction: str = Field(max_length=8)
    enterprise_id: str | None = Field(default=None, max_length=36)
    """None: officers posted it"""
    seat: str = Field(max_length=6)
    """Whose officers are in charge: the poster's district, or 330100"""
    poster_name: str = Field(max_length=120)
    title: str = Field(max_length=120)
    words: str = Field(max_length=500)
    industry: str | None = Field(default=None, max_length=3)
    """Of whom is looked for, GB/T 4754: a section or a division; None: any"""
    budget_fen: int | None = Field(default=None, sa_type=BigInteger)
    open_until: date
    choose_until: date
    chooses: str = Field(max_length=8)
    """As the kind said when it was posted"""
    place: str | None = Field(default=None, max_length=6)
    """A district; None: the whole city"""
    audience: str = Field(max_length=8)
    tiers: str = Field(default="", max_length=100)
    """With a space before and after each"""
    contact_name: str = Field(max_length=120)
    contact_phone: str = Field(max_length=20)
    state: str = Field(max_length=10)
    version: int = 1
    """The number of its last step"""
    created_at: datetime = Field(sa_type=Instant)
    opened_at: datetime | None = Field(default=None, sa_type=Instant)
    changed_at: datetime = Field(sa_type=Instant)


class PostingInvitedRow(Base, table=True):
    __tablename__ = "posting_invited"
    posting_id: str = Field(primary_key=True, foreign_key="posting.posting_id", max_length=36)
    enterprise_id: str = Field(primary_key=True, max_length=36, index=True)


class PostingAnswerRow(Base, table=True):
    """应答; one of each enterprise."""

    __tablename__ = "posting_answer"
    __table_args__ = (
        Index(None, "posting_id", "enterprise_id", unique=True),
        Index(None, "enterprise_id", "given_at", "answer_id"),
    )
    answer_id: str = Field(primary_key=True, max_length=36)
    posting_id: str = Field(foreign_key="posting.posting_id", max_length=36)
    enterprise_id: str = Field(max_length=36)
    words: str = Field(max_length=500)
    price_fen: int | None = Field(default=None, sa_type=BigInteger)
    contact_name: str = Field(max_length=120)
    contact_phone: str = Field(max_length=20)
    state: str = Field(max_length=10)
    version: int = 1
    given_at: datetime = Field(sa_type=Instant)
    changed_at: datetime = Field(sa_type=Instant)


class PostingStepRow(Base, table=True):
    """对接记录; only ever added."""

    __tablename__ = "posting_step"
    posting_id: str = Field(primary_key=True, foreign_key="posting.posting_id", max_length=36)
    number: int = Field(primary_key=True)
    at: datetime = Field(sa_type=Instant)
    step: str = Field(max_length=10)
    previous: str | None = Field(default=None, max_length=10)
    state: str = Field(max_length=10)
    reason: str | None = Field(default=None, max_length=500)
    answer_id: str | None = Field(default=None, max_length=36)
    """Whose answer it is about: no other answerer sees it"""
    actor: str = Field(max_length=200)
