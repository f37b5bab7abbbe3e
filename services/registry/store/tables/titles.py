"""Titles, their changes and what those did."""

from datetime import date, datetime

from sqlalchemy import BigInteger, Index, Text, UniqueConstraint
from sqlmodel import Field

from services.registry.store.tables.metadata import Base
from shared.tables import Instant


class TitleRow(Base, table=True):
    __tablename__ = "title"
    __table_args__ = (
        UniqueConstraint("enterprise_id", "tier", "number", "recognised_on"),
        # All that counting by tier and day asks of a title, in the order of enterprises; its id leads to suspensions.
        Index(
            "ix_title_counting",
            "tier",
            "enterprise_id",
            "recognised_on",
            "valid_until",
            "ended_on",
            "title_id",
            "first",
        ),
    )
    title_id: str = Field(primary_key=True, max_length=36)
    enterprise_id: str = Field(foreign_key="enterprise.enterprise_id", max_length=36, index=True)
    tier: str = Field(max_length=20)
    number: str = Field(max_length=120, index=True)
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


class TitleSuspensionRow(Base, table=True):
    """暂停: one period in which a title does not count; `until_on` is the first day it counts again."""

    __tablename__ = "title_suspension"
    title_id: str = Field(primary_key=True, foreign_key="title.title_id", max_length=36)
    from_on: date = Field(primary_key=True)
    until_on: date | None = Field(default=None)
    ground: str = Field(max_length=20)
    document: str = Field(max_length=120)


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
