"""Endpoints of institutions, what was told to them, every attempt, and the removals they owe an answer to."""

from datetime import date, datetime

from sqlalchemy import BigInteger, Column, Index, Text, UniqueConstraint
from sqlmodel import Field

from services.finance.store.tables.metadata import Base
from shared.tables import BIG_ID, Instant


class EndpointRow(Base, table=True):
    """Where an institution wants to be told of changes, under which filter, and how far it was told."""

    __tablename__ = "webhook_endpoint"
    __table_args__ = (Index(None, "state", "next_at"),)
    endpoint_id: str = Field(primary_key=True, max_length=36)
    institution_id: str = Field(foreign_key="institution.institution_id", max_length=40, index=True)
    url: str = Field(max_length=500)
    tier: str | None = Field(default=None, max_length=20)
    holds: str | None = Field(default=None, max_length=20)
    district: str | None = Field(default=None, max_length=6)
    industry: str | None = Field(default=None, max_length=3)
    state: str = Field(max_length=10)
    reason: str | None = Field(default=None, max_length=200)
    """Why it is paused or disabled, or must be tested"""
    secret_sealed: str = Field(sa_type=Text)
    old_secret_sealed: str | None = Field(default=None, sa_type=Text)
    old_secret_until: datetime | None = Field(default=None, sa_type=Instant)
    """Real time: until then both secrets sign"""
    number: int = Field(sa_type=BigInteger)
    """Of the newest change of the list that a delivery covers"""
    cause_id: str = Field(max_length=36)
    sequence: int = Field(default=0, sa_type=BigInteger)
    """Of the newest delivery: dense from 1"""
    failed: int = Field(default=0)
    """Attempts in a row"""
    next_at: datetime = Field(sa_type=Instant)
    """Real time: when it may be called next; during an attempt, when the lease ends"""
    lease_token: str | None = Field(default=None, max_length=36)
    test_asked: bool = Field(default=False)
    tested_at: datetime | None = Field(default=None, sa_type=Instant)
    """When the test passed that its present address took"""
    created_at: datetime = Field(sa_type=Instant)
    version: int = Field(default=1, sa_type=BigInteger)


class DeliveryRow(Base, table=True):
    """One message: a range of changes, never their values. Its id is the webhook-id of every attempt."""

    __tablename__ = "webhook_delivery"
    __table_args__ = (UniqueConstraint("endpoint_id", "sequence"), Index(None, "endpoint_id", "state", "sequence"))
    delivery_id: str = Field(primary_key=True, max_length=36)
    endpoint_id: str = Field(foreign_key="webhook_endpoint.endpoint_id", max_length=36)
    sequence: int = Field(sa_type=BigInteger)
    after_number: int = Field(sa_type=BigInteger)
    after_cause_id: str = Field(max_length=36)
    upto_number: int = Field(sa_type=BigInteger)
    upto_cause_id: str = Field(max_length=36)
    items: int
    """When it was cut"""
    state: str = Field(max_length=10)
    cut_at: datetime = Field(sa_type=Instant)
    delivered_at: datetime | None = Field(default=None, sa_type=Instant)


class AttemptRow(Base, table=True):
    """One call, written down before it leaves; without an end: the process died, or is at it."""

    __tablename__ = "webhook_attempt"
    __table_args__ = (Index(None, "endpoint_id", "attempt_id"), {"sqlite_autoincrement": True})
    attempt_id: int = Field(sa_column=Column(BIG_ID, primary_key=True, autoincrement=True))
    endpoint_id: str = Field(foreign_key="webhook_endpoint.endpoint_id", max_length=36)
    delivery_id: str | None = Field(default=None, max_length=36)
    """None: a test"""
    sequence: int | None = Field(default=None, sa_type=BigInteger)
    lease_token: str = Field(max_length=36, unique=True)
    started_at: datetime = Field(sa_type=Instant)
    """Real time, as is its end"""
    ended_at: datetime | None = Field(default=None, sa_type=Instant)
    status: int | None = Field(default=None)
    failure: str | None = Field(default=None, max_length=20)


class RemovalRow(Base, table=True):
    """An enterprise that an endpoint was, or is to be, told to take out."""

    __tablename__ = "webhook_removal"
    __table_args__ = (Index(None, "endpoint_id", "acknowledged_at", "due_on"),)
    endpoint_id: str = Field(primary_key=True, foreign_key="webhook_endpoint.endpoint_id", max_length=36)
    number: int = Field(primary_key=True, sa_type=BigInteger, sa_column_kwargs={"autoincrement": False})
    """Of the change of the list"""
    sequence: int = Field(sa_type=BigInteger)
    enterprise_id: str = Field(max_length=36)
    reason: str = Field(max_length=600)
    removed_at: datetime = Field(sa_type=Instant)
    due_on: date
    """The last day to acknowledge it"""
    acknowledged_at: datetime | None = Field(default=None, sa_type=Instant)
    acknowledged_by: str | None = Field(default=None, max_length=200)
