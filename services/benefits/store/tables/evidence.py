"""Evidence (凭证) an enterprise brings, and its files."""

from datetime import date, datetime

from sqlalchemy import BigInteger, Index, Text, UniqueConstraint, text
from sqlmodel import Field

from services.benefits.store.tables.metadata import Base
from shared.tables import Instant

_STANDS = text("stands")


class EvidenceRow(Base, table=True):
    """One document of a named kind, with the facts it gives. Its content is never edited: a correction is another."""

    __tablename__ = "evidence"
    __table_args__ = (
        Index(
            "uq_evidence_number", "enterprise_id", "kind", "number", unique=True,
            postgresql_where=_STANDS, sqlite_where=_STANDS,
        ),
        Index(None, "enterprise_id", "stated_at", "evidence_id"),
        Index(None, "state", "stated_at", "evidence_id"),
    )  # fmt: skip
    evidence_id: str = Field(primary_key=True, max_length=36)
    enterprise_id: str = Field(max_length=36)
    kind: str = Field(max_length=40)
    subject: str = Field(max_length=12)
    """What it is about: the enterprise, or a product, plot, loan, person of it"""
    ref: str = Field(max_length=40)
    """Of that thing; empty: of the enterprise itself"""
    issuer: str = Field(max_length=120)
    number: str = Field(max_length=60)
    issued_on: date
    valid_until: date | None = Field(default=None)
    """The last day it is good; None: it does not end"""
    gives: str = Field(sa_type=Text)
    """The facts with their values, as canonical JSON"""
    state: str = Field(max_length=12)
    stands: bool
    """Whether its number is taken by it; derived from the state"""
    version: int = Field(sa_type=BigInteger)
    stated_by: str = Field(max_length=200)
    stated_at: datetime = Field(sa_type=Instant)
    decided_by: str | None = Field(default=None, max_length=200)
    department: str | None = Field(default=None, max_length=40)
    """Of the officer who verified or rejected it"""
    decided_at: datetime | None = Field(default=None, sa_type=Instant)
    words: str | None = Field(default=None, max_length=500)
    listing_id: str | None = Field(default=None, max_length=60)
    """Of the listing that finance told, where it was that which verified it"""


class EvidenceFileRow(Base, table=True):
    """A file of a piece of evidence. Its name was the sender's and is not kept; what it is was found in its bytes."""

    __tablename__ = "evidence_file"
    __table_args__ = (UniqueConstraint("evidence_id", "sha256"),)
    file_id: str = Field(primary_key=True, max_length=36)
    evidence_id: str = Field(foreign_key="evidence.evidence_id", max_length=36)
    media_type: str = Field(max_length=40)
    size: int = Field(sa_type=BigInteger)
    sha256: str = Field(max_length=64)
    uploaded_by: str = Field(max_length=200)
    uploaded_at: datetime = Field(sa_type=Instant)
