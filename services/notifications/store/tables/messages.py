"""消息: what an enterprise was told."""

from datetime import datetime

from sqlalchemy import Index, Text
from sqlmodel import Field

from services.notifications.store.tables.metadata import Base
from shared.tables import Instant


class MessageRow(Base, table=True):
    """消息. The key is natural and unique for ever: no replay tells anybody twice."""

    __tablename__ = "message"
    __table_args__ = (
        Index("ix_message_inbox", "enterprise_id", "delivered_at", "message_id"),
        Index("ix_message_due", "delivered_at", "due_at"),
        Index("ix_message_cause_id", "cause_id"),
    )
    enterprise_id: str = Field(primary_key=True, max_length=36)
    cause_id: str = Field(primary_key=True, max_length=36)
    template: str = Field(primary_key=True, max_length=40)
    message_id: str = Field(max_length=36, unique=True)
    change: str | None = Field(default=None, sa_type=Text)
    """The registry's fact as JSON, once it is here."""
    consequence: str | None = Field(default=None, sa_type=Text)
    """Benefits' record as JSON, once it is here."""
    origin: str | None = Field(default=None, sa_type=Text)
    """The origin of the change as JSON, for what this service reports later."""
    due_at: datetime | None = Field(default=None, sa_type=Instant)
    """When it goes out even without amounts."""
    heading: str = Field(default="", max_length=200)
    text: str = Field(default="", sa_type=Text)
    delivered_at: datetime | None = Field(default=None, sa_type=Instant)
    """When it appeared in the inbox; set once."""
    completed_at: datetime | None = Field(default=None, sa_type=Instant)
    """When the amounts were in it; set once."""
    read_at: datetime | None = Field(default=None, sa_type=Instant)
