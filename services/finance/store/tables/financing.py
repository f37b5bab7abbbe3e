"""Applications for financing: the form, its parts, what was offered, and every step there was."""

from datetime import date, datetime

from sqlalchemy import BigInteger, Index, Text
from sqlmodel import Field

from services.finance.store.tables.metadata import Base
from shared.tables import Instant


class FinancingRow(Base, table=True):
    """融资申请: what an enterprise looks for. Only state, version and changed_at ever change."""

    __tablename__ = "financing"
    __table_args__ = (
        Index(None, "enterprise_id", "submitted_at", "application_id"),
        Index(None, "submitted_at", "application_id"),
    )
    application_id: str = Field(primary_key=True, max_length=36)
    enterprise_id: str = Field(max_length=36)
    amount_fen: int = Field(sa_type=BigInteger)
    months: int
    purpose: str = Field(max_length=20)
    drawn_on: date
    note: str | None = Field(default=None, max_length=500)
    tier: str = Field(max_length=20)
    """On the day it was submitted"""
    state: str = Field(max_length=12)
    version: int
    """The number of its last step: the ETag"""
    submitted_by: str = Field(max_length=200)
    submitted_at: datetime = Field(sa_type=Instant)
    changed_at: datetime = Field(sa_type=Instant)


class FinancingPartRow(Base, table=True):
    """What one institution is asked for one version of one product."""

    __tablename__ = "financing_part"
    __table_args__ = (
        Index(None, "application_id", "place"),
        Index(None, "institution_id", "sent_at", "part_id"),
        Index(None, "institution_id", "state", "sent_at", "part_id"),
        Index(None, "next_on"),
    )
    part_id: str = Field(primary_key=True, max_length=36)
    application_id: str = Field(foreign_key="financing.application_id", max_length=36)
    place: int
    """1, 2, 3 … as the form names them"""
    institution_id: str = Field(foreign_key="institution.institution_id", max_length=40)
    product_id: str = Field(foreign_key="product.product_id", max_length=36)
    product_number: int
    """The version asked for"""
    tied_to: str | None = Field(default=None, max_length=36)
    """The part of the guarantee on whose condition it stands"""
    fit_verdict: str = Field(max_length=10)
    fit_reason: str = Field(sa_type=Text)
    """What the product's conditions said on that day"""
    state: str = Field(max_length=12)
    version: int
    remind_after: date
    answer_by: date
    next_on: date | None = Field(default=None)
    """The first day on which time alone does something to it"""
    offer_number: int
    code: str | None = Field(default=None, max_length=20)
    words: str | None = Field(default=None, max_length=500)
    sent_at: datetime = Field(sa_type=Instant)
    reminded_at: datetime | None = Field(default=None, sa_type=Instant)
    answered_at: datetime | None = Field(default=None, sa_type=Instant)
    """When its institution first offered or refused"""
    ended_at: datetime | None = Field(default=None, sa_type=Instant)


class FinancingOfferRow(Base, table=True):
    """报价: only ever added; a replacement is another one (a trigger says so)."""

    __tablename__ = "financing_offer"
    part_id: str = Field(primary_key=True, foreign_key="financing_part.part_id", max_length=36)
    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    amount_fen: int = Field(sa_type=BigInteger)
    months: int
    rate: str | None = Field(default=None, max_length=10)
    guarantee_rate: str | None = Field(default=None, max_length=10)
    fees: str = Field(sa_type=Text)
    """JSON"""
    guarantee_needed: bool
    valid_until: date
    contract_ref: str | None = Field(default=None, max_length=120)
    note: str | None = Field(default=None, max_length=500)
    made_by: str = Field(max_length=200)
    made_at: datetime = Field(sa_type=Instant)


class FinancingStepRow(Base, table=True):
    """办理记录: one row for each step of each part, only ever added (a trigger says so)."""

    __tablename__ = "financing_step"
    __table_args__ = (Index(None, "part_id", "part_version"),)
    application_id: str = Field(primary_key=True, foreign_key="financing.application_id", max_length=36)
    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    """1, 2, 3 … of the application: no institution sees it, it would count the others"""
    part_id: str = Field(foreign_key="financing_part.part_id", max_length=36)
    part_version: int
    at: datetime = Field(sa_type=Instant)
    actor: str = Field(max_length=200)
    step: str = Field(max_length=12)
    previous: str | None = Field(default=None, max_length=12)
    state: str = Field(max_length=12)
    code: str | None = Field(default=None, max_length=20)
    words: str | None = Field(default=None, max_length=500)
    offer_number: int | None = Field(default=None)
