"""消息: what an enterprise was told, in which words, and the changes of inboxes in the order of their commits."""

from datetime import date, datetime

from sqlalchemy import BigInteger, Index, Integer, Text, text
from sqlmodel import Field

from services.notifications.store.tables.metadata import Base
from shared.tables import BIG_ID, Instant


def _only(column: str, condition: str) -> Index:
    """An index of the few rows that have it: a message that is new costs it nothing."""
    where = text(condition)
    return Index(f"ix_message_{column}", column, postgresql_where=where, sqlite_where=where)


class MessageRow(Base, table=True):
    """消息. The key is natural and unique for ever, the id being made of enterprise, cause and template: no replay
    tells anybody twice. It begins with the enterprise, so that an inbox, which is small, lies together in it."""

    __tablename__ = "message"
    __table_args__ = (
        Index("ix_message_cause_id", "cause_id"),
        Index("ix_message_said_in", "said_in"),
        _only("due_at", "delivered_at IS NULL"),
        _only("completed_in", "completed_in IS NOT NULL"),
        _only("read_in", "read_in IS NOT NULL"),
        _only("withdrawn_in", "withdrawn_in IS NOT NULL"),
    )
    enterprise_id: str = Field(primary_key=True, max_length=36)
    message_id: str = Field(primary_key=True, max_length=36)
    cause_id: str = Field(max_length=36)
    template: str = Field(max_length=40)
    wording_id: str | None = Field(default=None, max_length=32)
    """None while it waits for its other half"""
    target_id: str | None = Field(default=None, max_length=60)
    thread: str | None = Field(default=None, max_length=36)
    thread_version: int = Field(default=0, sa_type=BigInteger)
    act_by: date | None = None
    waits: bool = False
    """These five: see domain/asking.py"""
    change: str | None = Field(default=None, sa_type=Text)
    """The registry's fact as JSON, once it is here."""
    consequence: str | None = Field(default=None, sa_type=Text)
    """Benefits' record as JSON, once it is here."""
    origin: str | None = Field(default=None, sa_type=Text)
    """The origin of the change as JSON, for what this service reports later."""
    due_at: datetime | None = Field(default=None, sa_type=Instant)
    """When it goes out even without amounts."""
    delivered_at: datetime | None = Field(default=None, sa_type=Instant)
    """When it appeared in the inbox; set once."""
    completed_at: datetime | None = Field(default=None, sa_type=Instant)
    """When the amounts were in it; set once."""
    read_at: datetime | None = Field(default=None, sa_type=Instant)
    archived_at: datetime | None = Field(default=None, sa_type=Instant)
    withdrawn_at: datetime | None = Field(default=None, sa_type=Instant)
    """What it told of holds no longer; set once."""
    said_in: int | None = Field(default=None, sa_type=BigInteger)
    """The change of inboxes with which it appeared; the other three likewise."""
    completed_in: int | None = Field(default=None, sa_type=BigInteger)
    read_in: int | None = Field(default=None, sa_type=BigInteger)
    withdrawn_in: int | None = Field(default=None, sa_type=BigInteger)


class WordingRow(Base, table=True):
    """The words of messages, each once: a measure is told to thousands in a few wordings."""

    __tablename__ = "wording"
    wording_id: str = Field(primary_key=True, max_length=32)
    """Made of the words"""
    heading: str = Field(max_length=200)
    text: str = Field(sa_type=Text)
    folded: str = Field(sa_type=Text)
    """Both in the one form in which they are sought"""


class ThreadRow(Base, table=True):
    """How far a thing has come that messages ask something about: what they asked at an earlier version is done."""

    __tablename__ = "thread"
    enterprise_id: str = Field(primary_key=True, max_length=36)
    thread: str = Field(primary_key=True, max_length=36)
    version: int = Field(sa_type=BigInteger)


class InboxChangeRow(Base, table=True):
    """What one transaction did to inboxes. Its id is given at once, its number after the commit, as the feed's are:
    what a client saw up to a number is all there was up to it."""

    __tablename__ = "inbox_change"
    __table_args__ = (
        Index(
            "ix_inbox_change_unnumbered",
            "id",
            postgresql_where=text("number IS NULL"),
            sqlite_where=text("number IS NULL"),
        ),
    )
    id: int | None = Field(default=None, primary_key=True, sa_type=BIG_ID)
    number: int | None = Field(default=None, sa_type=BigInteger, unique=True)
    kind: str = Field(max_length=12)


class InboxHeadRow(Base, table=True):
    """The number given last; whoever gives the next ones holds this row."""

    __tablename__ = "inbox_head"
    id: int = Field(primary_key=True, sa_type=Integer)
    head: int = Field(sa_type=BigInteger)
