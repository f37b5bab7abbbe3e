"""Measures and notices in the words they were published with; the matches that follow only name them."""

from datetime import date, datetime

from sqlalchemy import Text
from sqlmodel import Field, SQLModel

from services.notifications.store.tables.metadata import Base
from shared.tables import Instant


class _Published(SQLModel):
    published: str = Field(sa_type=Text)
    """The fact as JSON"""
    withdrawn_on: date | None = Field(default=None)
    """Who was not told by then never is"""
    marked_at: datetime | None = Field(default=None, sa_type=Instant)
    """When everything that was told of it was marked as holding no longer"""


class PublishedMeasureRow(_Published, Base, table=True):
    """A version of a measure."""

    __tablename__ = "published_measure"
    version_id: str = Field(primary_key=True, max_length=36)


class PublishedNoticeRow(_Published, Base, table=True):
    __tablename__ = "published_notice"
    notice_id: str = Field(primary_key=True, max_length=36)
