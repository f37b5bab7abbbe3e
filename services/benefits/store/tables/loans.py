"""Loans as their banks tell of them, and what each takes of the yearly amount that may be subsidised."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, Index, Text, UniqueConstraint, text
from sqlmodel import Field

from services.benefits.store.tables.metadata import Base
from shared.tables import Instant


class LoanRow(Base, table=True):
    """One loan: its bank and the number of its contract, once for ever. What it is stands in its entries."""

    __tablename__ = "loan"
    __table_args__ = (
        UniqueConstraint("bank", "contract_key"),
        Index(None, "legal_person_id", "entered_at"),
        Index(None, "enterprise_id"),
        Index(None, "entered_at", "loan_id"),
    )
    loan_id: str = Field(primary_key=True, max_length=36)
    bank: str = Field(max_length=40)
    """The institution's id, as finance knows it"""
    bank_name: str = Field(max_length=120)
    contract: str = Field(max_length=40)
    contract_key: str = Field(max_length=120)
    """The number in one spelling"""
    enterprise_id: str = Field(max_length=36)
    """Who borrowed: stays, also where it was absorbed since"""
    legal_person_id: str = Field(max_length=36)
    """Whose yearly amount it takes: after a merger, that of whoever goes on"""
    version: int = Field(sa_type=BigInteger)
    """How many entries it has"""
    entered_at: datetime = Field(sa_type=Instant)


class LoanEntryRow(Base, table=True):
    """What was told of a loan, only ever added (a trigger says so); what was wrong is corrected by another."""

    __tablename__ = "loan_entry"
    __table_args__ = (
        UniqueConstraint("loan_id", "number_key"),
        Index(
            "uq_loan_entry_corrected_once", "loan_id", "corrects_key", unique=True,
            postgresql_where=text("corrects_key IS NOT NULL"), sqlite_where=text("corrects_key IS NOT NULL"),
        ),
    )  # fmt: skip
    loan_id: str = Field(primary_key=True, foreign_key="loan.loan_id", max_length=36)
    version: int = Field(primary_key=True, sa_type=BigInteger)
    number: str = Field(max_length=60)
    number_key: str = Field(max_length=180)
    """In one spelling"""
    kind: str = Field(max_length=16)
    said: str = Field(sa_type=Text)
    """As canonical JSON"""
    corrects: str | None = Field(default=None, max_length=60)
    corrects_key: str | None = Field(default=None, max_length=180)
    actor: str = Field(max_length=200)
    recorded_at: datetime = Field(sa_type=Instant)


class LoanRoomRow(Base, table=True):
    """每年可享受贴息的最高贷款金额 of a legal person in a year, and what its loans have of it. In fen.

    The check holds at every committed instant, whatever the code does.
    """

    __tablename__ = "loan_room"
    __table_args__ = (CheckConstraint("reserved_fen >= 0 AND reserved_fen <= limit_fen", name="enough"),)
    legal_person_id: str = Field(primary_key=True, max_length=36)
    year: int = Field(primary_key=True)
    limit_fen: int = Field(sa_type=BigInteger)
    reserved_fen: int = Field(default=0, sa_type=BigInteger)


class LoanShareRow(Base, table=True):
    """What one loan has of a year's room; less than it asked for where there was no more."""

    __tablename__ = "loan_share"
    __table_args__ = (
        CheckConstraint("granted_fen >= 0 AND granted_fen <= asked_fen", name="granted"),
        Index(None, "legal_person_id", "year", "asked_at"),
    )
    loan_id: str = Field(primary_key=True, max_length=36)
    year: int = Field(primary_key=True)
    legal_person_id: str = Field(max_length=36)
    asked_fen: int = Field(sa_type=BigInteger)
    granted_fen: int = Field(sa_type=BigInteger)
    asked_at: datetime = Field(sa_type=Instant)
