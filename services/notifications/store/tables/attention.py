"""What an enterprise chose to hear, what waits to leave or did, what of a week is spent, and what is due when."""

from datetime import date, datetime

from sqlalchemy import Index, Text, UniqueConstraint
from sqlmodel import Field

from services.notifications.store.tables.metadata import Base
from shared.tables import Instant


class PreferenceRow(Base, table=True):
    """接收偏好. Only of enterprises that chose something: all others have none."""

    __tablename__ = "preference"
    enterprise_id: str = Field(primary_key=True, max_length=36)
    chosen: str = Field(sa_type=Text)
    """As JSON"""
    version: int
    changed_at: datetime = Field(sa_type=Instant)


class PreferenceChangeRow(Base, table=True):
    """One change of them, kept for the enterprise."""

    __tablename__ = "preference_change"
    enterprise_id: str = Field(primary_key=True, max_length=36)
    version: int = Field(primary_key=True)
    """The version it made"""
    how: str = Field(max_length=10)
    changed_at: datetime = Field(sa_type=Instant)
    before: str = Field(sa_type=Text)
    after: str = Field(sa_type=Text)


class PieceRow(Base, table=True):
    """One message on its way out by one channel: in which outbound message it is, or why in none."""

    __tablename__ = "outbound_piece"
    __table_args__ = (
        Index(None, "enterprise_id", "occasion"),
        Index("ix_outbound_piece_of_enterprise", "enterprise_id", "planned_at", "message_id", "channel"),
        Index(None, "state", "due_at"),
    )
    message_id: str = Field(primary_key=True, max_length=36)
    channel: str = Field(primary_key=True, max_length=10)
    enterprise_id: str = Field(max_length=36)
    template: str = Field(max_length=40)
    kind: str = Field(max_length=10)
    occasion: str = Field(max_length=100)
    """Of the outbound message it is in; several pieces may share it"""
    state: str = Field(max_length=10)
    reason: str | None = Field(default=None, max_length=20)
    due_at: datetime = Field(sa_type=Instant)
    """Not before; when it left, or was dropped, when that was"""
    planned_at: datetime = Field(sa_type=Instant)


class SlotRow(Base, table=True):
    """One of the messages an enterprise may get in a week. The key is the cap: no two workers spend the same one."""

    __tablename__ = "attention_slot"
    __table_args__ = (UniqueConstraint("delivery_id", "week"),)
    enterprise_id: str = Field(primary_key=True, max_length=36)
    week: str = Field(primary_key=True, max_length=8)
    slot: int = Field(primary_key=True)
    delivery_id: str = Field(max_length=36)
    spent_at: datetime = Field(sa_type=Instant)


class TextRow(Base, table=True):
    """消息模板: a version that officers wrote. In force it is never edited; a new one takes its place."""

    __tablename__ = "message_template"
    __table_args__ = (
        UniqueConstraint("template", "channel", "language", "number"),
        Index(None, "state", "template", "channel", "language"),
    )
    template_version_id: str = Field(primary_key=True, max_length=36)
    template: str = Field(max_length=40)
    channel: str = Field(max_length=10)
    language: str = Field(max_length=2)
    number: int
    """1, 2, 3 … of its template, channel and language"""
    state: str = Field(max_length=10)
    subject: str = Field(max_length=200)
    body: str = Field(sa_type=Text)
    sms_number: str | None = Field(default=None, max_length=40)
    version: int = Field(default=1)
    written_by: str = Field(max_length=200)
    written_at: datetime = Field(sa_type=Instant)
    checked_by: str | None = Field(default=None, max_length=200)
    checked_at: datetime | None = Field(default=None, sa_type=Instant)
    in_force_at: datetime | None = Field(default=None, sa_type=Instant)
    replaced_at: datetime | None = Field(default=None, sa_type=Instant)


class DeadlineRow(Base, table=True):
    """A day by which something is to be done, as far as facts tell; closed once it is done or over."""

    __tablename__ = "deadline"
    __table_args__ = (Index(None, "recall_on"), Index(None, "kind", "about"))
    enterprise_id: str = Field(primary_key=True, max_length=36)
    kind: str = Field(primary_key=True, max_length=12)
    occasion: str = Field(primary_key=True, max_length=80)
    about: str = Field(max_length=80)
    """By which it is closed"""
    due_on: date
    label: str = Field(sa_type=Text)
    then: str = Field(sa_type=Text)
    opened_at: datetime = Field(sa_type=Instant)
    """When that was told which opened it: what ends it is younger"""
    recall_on: date | None = None
    """The next day on which it is recalled; None: on none any more"""
    closed_at: datetime | None = Field(default=None, sa_type=Instant)
    """When that was told which ended it"""
