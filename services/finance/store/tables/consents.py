"""Consents, the texts they were given to, and every query made under them."""

from datetime import date, datetime

from sqlalchemy import Index, Text
from sqlmodel import Field

from services.finance.store.tables.metadata import Base
from shared.tables import Instant


class ConsentTextRow(Base, table=True):
    """A text somebody agreed to, once, by its SHA-256; only ever added."""

    __tablename__ = "consent_text"
    digest: str = Field(primary_key=True, max_length=64)
    version: str = Field(max_length=20)
    title: str = Field(max_length=120)
    text: str = Field(sa_type=Text)


class ConsentRow(Base, table=True):
    """授权. What was agreed to never changes, and it ends once (a trigger says so); it is never deleted."""

    __tablename__ = "consent"
    __table_args__ = (
        Index(None, "enterprise_id", "granted_at", "consent_id"),
        Index(None, "institution_id", "granted_at", "consent_id"),
    )
    consent_id: str = Field(primary_key=True, max_length=36)
    enterprise_id: str = Field(max_length=36)
    institution_id: str = Field(foreign_key="institution.institution_id", max_length=40)
    product_id: str | None = Field(default=None, foreign_key="product.product_id", max_length=36)
    """The product it is about, if it is about one"""
    part_id: str | None = Field(default=None, max_length=36, index=True)
    """The part of an application it is about, if it is about one: it ends when that closes"""
    purpose: str = Field(max_length=20)
    items: str = Field(max_length=200)
    """With spaces between"""
    from_on: date
    until_on: date
    single_use: bool
    people_agreed: bool
    text_digest: str = Field(foreign_key="consent_text.digest", max_length=64)
    granted_by: str = Field(max_length=200)
    granted_at: datetime = Field(sa_type=Instant)
    reads: int = Field(default=0)
    """Queries made under it: the number of the last"""
    read_at: datetime | None = Field(default=None, sa_type=Instant)
    ending: str | None = Field(default=None, max_length=20)
    ended_by: str | None = Field(default=None, max_length=200)
    ended_at: datetime | None = Field(default=None, sa_type=Instant)


class ConsentQueryRow(Base, table=True):
    """One query made under a consent: who saw what, what for, when. Names of items, never what was in them."""

    __tablename__ = "consent_query"
    consent_id: str = Field(primary_key=True, foreign_key="consent.consent_id", max_length=36)
    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    """1, 2, 3 … of this consent"""
    actor: str = Field(max_length=200)
    """Which account of the institution"""
    items: str = Field(max_length=200)
    purpose: str = Field(max_length=20)
    reference: str | None = Field(default=None, max_length=36)
    """Of the scan of an enterprise code that it went by"""
    queried_at: datetime = Field(sa_type=Instant)
