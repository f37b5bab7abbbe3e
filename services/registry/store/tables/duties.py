"""What title holders owe (动态管理), and the major changes they report."""

from datetime import date, datetime

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field

from services.registry.store.tables.metadata import Base
from shared.tables import Instant


class DutyRow(Base, table=True):
    """One thing one enterprise owes by a day; the natural key opens it once, for ever."""

    __tablename__ = "duty"
    __table_args__ = (UniqueConstraint("enterprise_id", "kind", "occasion"), Index(None, "due_on", "duty_id"))
    duty_id: str = Field(primary_key=True, max_length=36)
    enterprise_id: str = Field(foreign_key="enterprise.enterprise_id", max_length=36)
    kind: str = Field(max_length=16)
    occasion: str = Field(max_length=36)
    """The year of an annual update, the id of a major change, the title to be renewed"""
    label: str = Field(max_length=200)
    opened_on: date
    due_on: date
    done_on: date | None = Field(default=None)
    basis: str = Field(max_length=200)


class DutyRoundRow(Base, table=True):
    """The last day on which everybody was looked at: a quiet round reads one row."""

    __tablename__ = "duty_round"
    id: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    day: date


class MajorChangeRow(Base, table=True):
    """重大变化: reported by the enterprise, or noticed by an officer first (`reported_on` is then still empty)."""

    __tablename__ = "major_change"
    __table_args__ = (Index(None, "enterprise_id", "occurred_on", "major_change_id"),)
    major_change_id: str = Field(primary_key=True, max_length=36)
    enterprise_id: str = Field(foreign_key="enterprise.enterprise_id", max_length=36)
    kind: str = Field(max_length=20)
    occurred_on: date
    due_on: date
    reported_on: date | None = Field(default=None)
    statement: str | None = Field(default=None, max_length=500)
    outcome: str | None = Field(default=None, max_length=12)
    decided_on: date | None = Field(default=None)
    document: str | None = Field(default=None, max_length=120)
    words: str | None = Field(default=None, max_length=500)
    change_id: str | None = Field(default=None, max_length=36)
    """The change of titles it led to"""
    recorded_at: datetime = Field(sa_type=Instant)
