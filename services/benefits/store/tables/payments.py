"""Payment orders to the bank, what became of them, and money asked back."""

from datetime import date, datetime

from sqlalchemy import BigInteger, CheckConstraint, Index, Text, text
from sqlmodel import Field

from services.benefits.store.tables.metadata import Base
from shared.tables import Instant

_LIVE = text("state NOT IN ('failed', 'cancelled')")


class PaymentOrderRow(Base, table=True):
    """支付指令: one command to the bank under one reference. Where the money goes is copied when it is ordered."""

    __tablename__ = "payment_order"
    __table_args__ = (
        CheckConstraint("amount_fen > 0", name="amount"),
        Index("uq_payment_order_one_live", "claim_id", unique=True, postgresql_where=_LIVE, sqlite_where=_LIVE),
        Index(None, "state", "next_at"),
        Index(None, "ordered_on", "order_id"),
        Index(None, "settled_on", "order_id"),
    )
    order_id: str = Field(primary_key=True, max_length=36)
    reference: str = Field(unique=True, max_length=40)
    """By which the bank knows it: the claim; after a refusal the claim and the number of the attempt"""
    claim_id: str = Field(foreign_key="funding.claim_id", max_length=36)
    budget_id: str = Field(foreign_key="budget.budget_id", max_length=36)
    benefit_code: str = Field(max_length=60)
    enterprise_id: str = Field(max_length=36)
    district: str = Field(max_length=6)
    """The enterprise's, when it was ordered"""
    account_id: str = Field(foreign_key="bank_account.account_id", max_length=36)
    holder: str = Field(max_length=120)
    bank_name: str = Field(max_length=120)
    number_sealed: str = Field(sa_type=Text)
    last_four: str = Field(max_length=4)
    amount_fen: int = Field(sa_type=BigInteger)
    state: str = Field(max_length=10)
    ordered_at: datetime = Field(sa_type=Instant)
    ordered_on: date
    released_by: str | None = Field(default=None, max_length=200)
    """The payer; without one nothing leaves"""
    sent_at: datetime | None = Field(default=None, sa_type=Instant)
    """Real time, as is `next_at`: banks do not follow our clock"""
    next_at: datetime = Field(sa_type=Instant)
    """When a worker may take it next: now and then, after a lease, or after a rest"""
    asked: int = Field(default=0)
    """How often the bank was asked what became of it"""
    proposed_by: str | None = Field(default=None, max_length=200)
    """Who proposed to settle it by hand"""
    proposed_outcome: str | None = Field(default=None, max_length=10)
    proposed_document: str | None = Field(default=None, max_length=120)
    settled_at: datetime | None = Field(default=None, sa_type=Instant)
    settled_on: date | None = Field(default=None)
    words: str | None = Field(default=None, max_length=500)
    """What the bank, or whoever settled it, said last"""
    version: int = Field(default=1, sa_type=BigInteger)


class PaymentStepRow(Base, table=True):
    """What happened to an order; only ever added (a trigger says so)."""

    __tablename__ = "payment_step"
    order_id: str = Field(primary_key=True, foreign_key="payment_order.order_id", max_length=36)
    version: int = Field(primary_key=True, sa_type=BigInteger)
    state: str = Field(max_length=10)
    words: str = Field(max_length=500)
    actor: str = Field(max_length=200)
    at: datetime = Field(sa_type=Instant)


class ClawbackRow(Base, table=True):
    """追回: money that was paid and is asked back."""

    __tablename__ = "clawback"
    __table_args__ = (CheckConstraint("amount_fen > 0", name="amount"), Index(None, "asked_at", "clawback_id"))
    clawback_id: str = Field(primary_key=True, max_length=36)
    claim_id: str = Field(foreign_key="funding.claim_id", max_length=36, index=True)
    budget_id: str = Field(foreign_key="budget.budget_id", max_length=36)
    pending_id: str = Field(foreign_key="ledger_transfer.transfer_id", max_length=36)
    amount_fen: int = Field(sa_type=BigInteger)
    reason: str = Field(max_length=500)
    state: str = Field(max_length=10)
    """asked, returned or withdrawn"""
    asked_by: str = Field(max_length=200)
    asked_at: datetime = Field(sa_type=Instant)
    closed_by: str | None = Field(default=None, max_length=200)
    closed_at: datetime | None = Field(default=None, sa_type=Instant)
    document: str | None = Field(default=None, max_length=120)
    """By which it was closed"""
    version: int = Field(default=1, sa_type=BigInteger)
