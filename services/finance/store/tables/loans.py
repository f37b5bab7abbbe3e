"""Loans of institutions: each its entries, which are only ever added; and what they say together, to be filtered by."""

from datetime import date, datetime

from sqlalchemy import BigInteger, CheckConstraint, Index, Text, UniqueConstraint, text
from sqlmodel import Field

from services.finance.store.tables.metadata import Base
from shared.tables import Instant

_CORRECTS = text("corrects_key IS NOT NULL")


class LoanRow(Base, table=True):
    """贷款: an institution and the number of its contract, once for ever."""

    __tablename__ = "loan"
    __table_args__ = (
        UniqueConstraint("institution_id", "contract_key"),
        Index(None, "institution_id", "reported_at", "loan_id"),
        Index(None, "legal_person_id", "reported_at"),
        Index(None, "enterprise_id"),
        Index(None, "reported_at", "loan_id"),
        CheckConstraint("outstanding_fen >= 0", name="never_below_nothing"),
    )
    loan_id: str = Field(primary_key=True, max_length=36)
    institution_id: str = Field(foreign_key="institution.institution_id", max_length=40)
    contract: str = Field(max_length=40)
    contract_key: str = Field(max_length=120)
    """The number in one spelling"""
    enterprise_id: str = Field(max_length=36)
    """Who borrowed: stays, also where it was absorbed since"""
    legal_person_id: str = Field(max_length=36)
    """Who owes it today: after a merger whoever goes on"""
    version: int = Field(sa_type=BigInteger)
    """How many entries it has"""
    reported_at: datetime = Field(sa_type=Instant)
    principal_fen: int = Field(sa_type=BigInteger)
    outstanding_fen: int = Field(sa_type=BigInteger)
    rate_units: int = Field(sa_type=BigInteger)
    """Of the contract, in ten-thousandths of a percent a year"""
    product_id: str | None = Field(default=None, max_length=36)
    guarantee_units: int | None = Field(default=None, sa_type=BigInteger)
    """担保费率 in ten-thousandths of a percent a year; none: no guarantee was told"""
    drawn_on: date
    matures_on: date
    settled_on: date | None = Field(default=None)


class LoanEntryRow(Base, table=True):
    """What was reported once (a trigger keeps it)."""

    __tablename__ = "loan_entry"
    __table_args__ = (
        UniqueConstraint("loan_id", "number_key"),
        Index(None, "kind", "recorded_at"),
        Index(
            "uq_loan_entry_corrected_once", "loan_id", "corrects_key", unique=True,
            postgresql_where=_CORRECTS, sqlite_where=_CORRECTS,
        ),
    )  # fmt: skip
    loan_id: str = Field(primary_key=True, foreign_key="loan.loan_id", max_length=36)
    version: int = Field(primary_key=True, sa_type=BigInteger, sa_column_kwargs={"autoincrement": False})
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
