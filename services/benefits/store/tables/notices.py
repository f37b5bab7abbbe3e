"""通知公告."""

from datetime import date, datetime

from sqlalchemy import Text
from sqlmodel import Field

from services.benefits.store.tables.metadata import Base
from shared.tables import Instant


class NoticeRow(Base, table=True):
    """A notice, and for whom it is. Its words are written once."""

    __tablename__ = "notice"
    notice_id: str = Field(primary_key=True, max_length=36)
    district: str = Field(max_length=6)
    """Whose it is: a district, or 330100 for the city; a district's is for its own enterprises"""
    state: str = Field(max_length=12)
    edit: int = Field(default=1)
    """One more after every step: the ETag"""
    title: str = Field(max_length=60)
    text: str = Field(sa_type=Text)
    audience: str = Field(sa_type=Text)
    """As the officer wrote it, as canonical JSON"""
    deadline_on: date | None = Field(default=None)
    drafted_by: str = Field(max_length=200)
    drafted_at: datetime = Field(sa_type=Instant)
    published_by: str | None = Field(default=None, max_length=200)
    published_at: datetime | None = Field(default=None, sa_type=Instant)
    withdrawal: str | None = Field(default=None, max_length=300)
    withdrawn_on: date | None = Field(default=None)
