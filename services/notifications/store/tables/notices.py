"""Notices in the words they were published with."""

from datetime import date, datetime

from sqlalchemy import Text
from sqlmodel import Field

from services.notifications.store.tables.metadata import Base
from shared.tables import Instant


class PublishedNoticeRow(Base, table=True):
    """A notice in the words it was published with; the matches that follow only name it."""

    __tablename__ = "published_notice"
    notice_id: str = Field(primary_key=True, max_length=36)
    published: str = Field(sa_type=Text)
    """NoticePublished as JSON"""
    withdrawn_on: date | None = Field(default=None)
    """Who was not told by then never is"""
    marked_at: datetime | None = Field(default=None, sa_type=Instant)
    """When everything that was told of it was marked as holding no longer"""
