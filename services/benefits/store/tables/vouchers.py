"""用券: what of a quota or of the city's fund is set aside for one order, and its history. All amounts in fen."""

from datetime import date, datetime

from sqlalchemy import BigInteger, CheckConstraint, Index, Text, UniqueConstraint, text
from sqlmodel import Field

from services.benefits.store.tables.metadata import Base
from shared.tables import Instant


class VoucherRow(Base, table=True):
    """One reservation under one reference. What it has of its budget now says its row of `funding`, by the same id."""

    __tablename__ = "voucher"
    __table_args__ = (
        UniqueConstraint("enterprise_id", "benefit_code", "reference"),
        CheckConstraint("reserved_fen > 0", name="reserved"),
        CheckConstraint("consumed_fen >= 0 AND consumed_fen <= reserved_fen", name="consumed"),
        Index(None, "legal_person_id", "reserved_at", "voucher_id"),
        Index(
            "ix_voucher_open", "expires_on",
            postgresql_where=text("state = 'reserved'"), sqlite_where=text("state = 'reserved'"),
        ),
    )  # fmt: skip
    voucher_id: str = Field(primary_key=True, max_length=36)
    benefit_code: str = Field(max_length=60)
    year: int
    enterprise_id: str = Field(max_length=36)
    """Who reserved it"""
    legal_person_id: str = Field(max_length=36)
    """Whose it is now: the same, or who absorbed it"""
    budget_id: str = Field(foreign_key="budget.budget_id", max_length=36)
    """The quota or fund it was reserved of"""
    reference: str = Field(max_length=120)
    """Number of the contract or order: the same again is the same voucher"""
    provider: str = Field(max_length=120)
    provider_id: str | None = Field(default=None, max_length=36)
    """In the directory of providers, where it is listed"""
    purpose: str = Field(max_length=500)
    reserved_fen: int = Field(sa_type=BigInteger)
    """As it was reserved, whatever became of it"""
    consumed_fen: int = Field(default=0, sa_type=BigInteger)
    state: str = Field(max_length=10)
    version: int = Field(default=1, sa_type=BigInteger)
    reserved_at: datetime = Field(sa_type=Instant)
    reserved_on: date
    expires_on: date
    """The last day on which it can be used"""
    settled_on: date | None = Field(default=None)
    document: str | None = Field(default=None, max_length=120)
    """That shows what was used"""
    leased_until: datetime = Field(sa_type=Instant)
    """Real time: before this no other worker releases it"""


class VoucherStepRow(Base, table=True):
    """One row per version of a voucher, only ever added (a trigger says so)."""

    __tablename__ = "voucher_step"
    voucher_id: str = Field(primary_key=True, foreign_key="voucher.voucher_id", max_length=36)
    version: int = Field(primary_key=True, sa_type=BigInteger)
    at: datetime = Field(sa_type=Instant)
    actor: str = Field(max_length=200)
    step: str = Field(max_length=10)
    state: str = Field(max_length=10)
    """After the step"""
    fen: int = Field(sa_type=BigInteger)
    """Reserved, used or set free by it"""
    words: str = Field(sa_type=Text)


class QuotaWarningRow(Base, table=True):
    """Whose quota was said to be about to lapse: once."""

    __tablename__ = "quota_warning"
    budget_id: str = Field(primary_key=True, foreign_key="budget.budget_id", max_length=36)
    warned_at: datetime = Field(sa_type=Instant)
