"""服务工单: what an enterprise asks, and everything that was said about it."""

from datetime import date, datetime

from sqlalchemy import Index
from sqlmodel import Field

from services.notifications.store.tables.metadata import Base
from shared.tables import Instant


class TicketRow(Base, table=True):
    """服务工单. Whoever changes it holds its row."""

    __tablename__ = "ticket"
    __table_args__ = (
        Index(None, "enterprise_id", "asked_at", "ticket_id"),
        Index(None, "district", "state", "due_on", "ticket_id"),
        Index(None, "state", "due_on", "ticket_id"),
    )
    ticket_id: str = Field(primary_key=True, max_length=36)
    enterprise_id: str = Field(max_length=36)
    district: str = Field(max_length=6)
    """Whose officers answer: at first the enterprise's own; 330100 for the city's"""
    department: str | None = Field(default=None, max_length=40)
    """None: any of the district"""
    topic: str = Field(max_length=20)
    title: str = Field(max_length=120)
    link_kind: str | None = Field(default=None, max_length=20)
    link_id: str | None = Field(default=None, max_length=60)
    state: str = Field(max_length=12)
    due_on: date
    """The last day of whoever's turn it is; of a closed one the day it was closed"""
    left: int = 0
    """Working days the officers have once their clock goes on"""
    escalated: bool = False
    asked_at: datetime = Field(sa_type=Instant)
    answered_at: datetime | None = Field(default=None, sa_type=Instant)
    """First"""
    in_time: bool | None = None
    """No last day of the officers' has passed unanswered; None: nothing was answered, and none has passed"""
    waiting_since: datetime | None = Field(default=None, sa_type=Instant)
    waited_seconds: int = 0
    """For the enterprise, before the first answer"""
    stars: int | None = None
    version: int = 1
    """The number of its last step"""
    changed_at: datetime = Field(sa_type=Instant)


class TicketStepRow(Base, table=True):
    """办理记录; only ever added."""

    __tablename__ = "ticket_step"
    ticket_id: str = Field(primary_key=True, foreign_key="ticket.ticket_id", max_length=36)
    number: int = Field(primary_key=True)
    at: datetime = Field(sa_type=Instant)
    step: str = Field(max_length=12)
    side: str = Field(max_length=12)
    previous: str | None = Field(default=None, max_length=12)
    state: str = Field(max_length=12)
    due_on: date
    words: str | None = Field(default=None, max_length=500)
    district: str = Field(max_length=6)
    """Whose it is from this step on"""
    department: str | None = Field(default=None, max_length=40)
    stars: int | None = None
    actor: str = Field(max_length=200)
