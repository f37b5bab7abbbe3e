"""What goes out: addresses, deliveries and every attempt at one, dead addresses, and gateways that rest."""

from datetime import datetime

from sqlalchemy import BigInteger, Column, Index, Text, UniqueConstraint
from sqlmodel import Field

from services.notifications.store.tables.metadata import Base
from shared.tables import BIG_ID, Instant


class ContactRow(Base, table=True):
    """联系方式: one address of an enterprise by one channel. Of a forgotten one nothing is left but that it was."""

    __tablename__ = "contact"
    __table_args__ = (Index(None, "enterprise_id", "channel", "state"), Index(None, "mark"))
    contact_id: str = Field(primary_key=True, max_length=36)
    enterprise_id: str = Field(max_length=36)
    channel: str = Field(max_length=10)
    state: str = Field(max_length=10)
    address_sealed: str | None = Field(default=None, sa_type=Text)
    mark: str | None = Field(default=None, max_length=64)
    """Finds the same address again without opening it"""
    masked: str | None = Field(default=None, max_length=100)
    secret_sealed: str | None = Field(default=None, sa_type=Text)
    """What signs messages to the enterprise's own system"""
    code_sealed: str | None = Field(default=None, sa_type=Text)
    code_until: datetime | None = Field(default=None, sa_type=Instant)
    tries: int = Field(default=0)
    """Wrong codes since the last one was sent"""
    codes: int = Field(default=0)
    """Codes sent so far"""
    code_asked_at: datetime | None = Field(default=None, sa_type=Instant)
    added_at: datetime = Field(sa_type=Instant)
    verified_at: datetime | None = Field(default=None, sa_type=Instant)
    forgotten_at: datetime | None = Field(default=None, sa_type=Instant)


class DeliveryRow(Base, table=True):
    """投递: one thing sent by one channel. The key is natural and unique for ever: no replay sends anything twice."""

    __tablename__ = "delivery"
    __table_args__ = (
        UniqueConstraint("enterprise_id", "occasion", "template", "channel"),
        Index("ix_delivery_due", "urgency", "next_at", "delivery_id"),
        Index("ix_delivery_due_by_channel", "urgency", "channel", "next_at"),
        Index("ix_delivery_of_enterprise", "enterprise_id", "planned_at", "delivery_id"),
        Index(None, "planned_at", "delivery_id"),
        Index(None, "state", "channel"),
        Index(None, "ended_at"),
    )
    delivery_id: str = Field(primary_key=True, max_length=36)
    enterprise_id: str = Field(max_length=36)
    occasion: str = Field(max_length=100)
    template: str = Field(max_length=40)
    channel: str = Field(max_length=10)
    urgency: str = Field(max_length=10)
    message_ids: str = Field(sa_type=Text)
    """JSON list"""
    not_before: datetime = Field(sa_type=Instant)
    state: str = Field(max_length=12)
    reason: str | None = Field(default=None, max_length=40)
    """Why it is held, cancelled, bounced or failed"""
    round: int = Field(default=1)
    """Grows when somebody has it sent again; part of the reference"""
    failed: int = Field(default=0)
    """Attempts in a row, of this round"""
    provider: str | None = Field(default=None, max_length=40)
    """Of the newest attempt"""
    contact_id: str | None = Field(default=None, max_length=36)
    """To which address the newest attempt went"""
    template_version: str | None = Field(default=None, max_length=40)
    language: str | None = Field(default=None, max_length=10)
    next_at: datetime | None = Field(default=None, sa_type=Instant)
    """When there is something to do about it; None: it has ended"""
    lease_token: str | None = Field(default=None, max_length=36)
    lease_until: datetime | None = Field(default=None, sa_type=Instant)
    """Real time"""
    planned_at: datetime = Field(sa_type=Instant)
    sent_at: datetime | None = Field(default=None, sa_type=Instant)
    """When a gateway took it, in this round"""
    ended_at: datetime | None = Field(default=None, sa_type=Instant)


class DeliveryAttemptRow(Base, table=True):
    """One errand to a gateway, written down before it leaves; without an end: the process died, or is at it."""

    __tablename__ = "delivery_attempt"
    __table_args__ = (Index(None, "delivery_id", "attempt_id"), {"sqlite_autoincrement": True})
    attempt_id: int = Field(sa_column=Column(BIG_ID, primary_key=True, autoincrement=True))
    delivery_id: str = Field(foreign_key="delivery.delivery_id", max_length=36)
    round: int
    kind: str = Field(max_length=10)
    """send, ask or receipt"""
    provider: str = Field(max_length=40)
    token: str = Field(max_length=36, unique=True)
    started_at: datetime = Field(sa_type=Instant)
    ended_at: datetime | None = Field(default=None, sa_type=Instant)
    verdict: str | None = Field(default=None, max_length=20)
    status: int | None = Field(default=None)
    """Of HTTP or SMTP; of what was answered nothing else is kept"""


class SuppressionRow(Base, table=True):
    """停用: an address nothing is sent to any more. It is known by its mark; the address itself is not here."""

    __tablename__ = "suppression"
    __table_args__ = (Index(None, "enterprise_id"), Index(None, "since", "mark"))
    mark: str = Field(primary_key=True, max_length=64)
    channel: str = Field(max_length=10)
    enterprise_id: str = Field(max_length=36)
    delivery_id: str = Field(max_length=36)
    """Which told us"""
    reason: str = Field(max_length=40)
    since: datetime = Field(sa_type=Instant)


class GatewayRow(Base, table=True):
    """A gateway that failed or asked for patience; one that works has no row, or one that says so."""

    __tablename__ = "gateway"
    name: str = Field(primary_key=True, max_length=40)
    failures: int = Field(default=0, sa_type=BigInteger)
    """In a row"""
    rest_until: datetime | None = Field(default=None, sa_type=Instant)
