"""Budgets, the double-entry ledger behind them, and what each claim takes of one. All amounts in fen."""

from datetime import date, datetime

from sqlalchemy import BigInteger, CheckConstraint, Index, Text, UniqueConstraint, text
from sqlmodel import Field

from services.benefits.store.tables.metadata import Base
from shared.tables import Instant


class BudgetRow(Base, table=True):
    """预算: what a measure may spend in a year, by issuer; or a quota, if somebody holds it.

    The checks hold at every committed instant, whatever the code does.
    """

    __tablename__ = "budget"
    __table_args__ = (
        UniqueConstraint("benefit_code", "year", "issuer", "holder_id"),
        CheckConstraint("reserved_fen >= 0", name="reserved"),
        CheckConstraint("paid_fen >= 0", name="paid"),
        CheckConstraint("reserved_fen + paid_fen <= limit_fen", name="enough"),
        Index(None, "year", "budget_id"),
    )
    budget_id: str = Field(primary_key=True, max_length=36)
    benefit_code: str = Field(max_length=60)
    year: int
    issuer: str = Field(max_length=6)
    """Whose money: a district, or 330100 for the city"""
    holder_id: str = Field(default="", max_length=36)
    """The enterprise whose own quota it is; empty: first come, first served"""
    limit_fen: int = Field(sa_type=BigInteger)
    reserved_fen: int = Field(default=0, sa_type=BigInteger)
    """Promised to claims that are not paid yet"""
    paid_fen: int = Field(default=0, sa_type=BigInteger)
    """Paid, less what came back"""
    version: int = Field(default=1, sa_type=BigInteger)
    """Of the limit: what `If-Match` is about"""
    opened_at: datetime = Field(sa_type=Instant)

    @property
    def available_fen(self) -> int:
        """Neither promised nor paid"""
        return self.limit_fen - self.reserved_fen - self.paid_fen


class BudgetVersionRow(Base, table=True):
    """Every limit there ever was, with its document; only ever added (a trigger says so)."""

    __tablename__ = "budget_version"
    budget_id: str = Field(primary_key=True, foreign_key="budget.budget_id", max_length=36)
    version: int = Field(primary_key=True, sa_type=BigInteger)
    limit_fen: int = Field(sa_type=BigInteger)
    document: str = Field(max_length=120)
    reason: str = Field(max_length=500)
    actor: str = Field(max_length=200)
    decided_at: datetime = Field(sa_type=Instant)


class TransferRow(Base, table=True):
    """A line of the ledger: `amount_fen` leaves `debit` and arrives at `credit`. Only ever added (a trigger says so).

    pending is promised; post carries out a pending or a part of it, and void drops it, either once.
    """

    __tablename__ = "ledger_transfer"
    __table_args__ = (
        CheckConstraint("amount_fen > 0", name="amount"),
        CheckConstraint("debit <> credit", name="two_sides"),
        CheckConstraint("kind IN ('pending', 'post', 'void', 'single')", name="kind"),
        CheckConstraint("(pending_id IS NOT NULL) = (kind IN ('post', 'void'))", name="resolves"),
        Index(
            "uq_ledger_transfer_resolved_once",
            "pending_id",
            unique=True,
            postgresql_where=text("pending_id IS NOT NULL"),
            sqlite_where=text("pending_id IS NOT NULL"),
        ),
        Index(None, "budget_id", "at"),
        Index(None, "claim_id"),
    )
    transfer_id: str = Field(primary_key=True, max_length=36)
    pending_id: str | None = Field(default=None, foreign_key="ledger_transfer.transfer_id", max_length=36)
    kind: str = Field(max_length=7)
    debit: str = Field(max_length=60)
    credit: str = Field(max_length=60)
    amount_fen: int = Field(sa_type=BigInteger)
    budget_id: str = Field(foreign_key="budget.budget_id", max_length=36)
    claim_id: str | None = Field(default=None, max_length=36)
    actor: str = Field(max_length=200)
    at: datetime = Field(sa_type=Instant)
    day: date
    """The business day of `at`"""
    words: str = Field(sa_type=Text)
    """What it was for"""


class FundingRow(Base, table=True):
    """What one claim has of a budget now: the row to lock before the budget's. A quota is used by such a row, too."""

    __tablename__ = "funding"
    __table_args__ = (
        CheckConstraint("reserved_fen >= 0", name="reserved"),
        CheckConstraint("returned_fen >= 0 AND returned_fen <= paid_fen", name="returned"),
        CheckConstraint("reserved_fen = 0 OR paid_fen = 0", name="one_stage"),
        CheckConstraint("(pending_id IS NOT NULL) = (reserved_fen > 0)", name="pending"),
        Index(None, "budget_id"),
    )
    claim_id: str = Field(primary_key=True, max_length=36)
    budget_id: str | None = Field(default=None, foreign_key="budget.budget_id", max_length=36)
    pending_id: str | None = Field(default=None, foreign_key="ledger_transfer.transfer_id", max_length=36)
    """The transfer that holds what is reserved"""
    reserved_fen: int = Field(default=0, sa_type=BigInteger)
    paid_fen: int = Field(default=0, sa_type=BigInteger)
    returned_fen: int = Field(default=0, sa_type=BigInteger)
    """Of what was paid, what came back"""
