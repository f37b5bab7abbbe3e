"""The shared list. A line of it is kept as ready JSON: a page is joined, not built."""

from datetime import date, datetime

from sqlalchemy import BigInteger, Text
from sqlmodel import Field

from services.finance.store.tables.metadata import Base
from shared.tables import Instant


class EntryRow(Base, table=True):
    """One enterprise that is, or once was, on the list.

    On PostgreSQL an index holds its leaf and what filters ask in the order of the bytes of its key: `…_by_bytes`.
    """

    __tablename__ = "list_entry"
    enterprise_id: str = Field(primary_key=True, max_length=36)
    listed: bool
    tier: str = Field(max_length=20)
    district: str = Field(max_length=6)
    industry: str = Field(max_length=3)
    held: int
    """Every title that counts, a bit for each: the filter `holds` asks here"""
    document: str = Field(sa_type=Text)
    """The line as institutions read it, canonical JSON, as of the last change."""
    leaf: str = Field(max_length=64)
    """The SHA-256 of the document: what the digest of the list is made of"""
    standing: str = Field(sa_type=Text)
    """Standing as JSON: every title ever held, for the list as of another day."""


class ListTitleRow(Base, table=True):
    """When which title counted, revocation included: the list as of another day asks here."""

    __tablename__ = "list_title"
    enterprise_id: str = Field(primary_key=True, max_length=36)
    title_id: str = Field(primary_key=True, max_length=36)
    tier: str = Field(max_length=20)
    recognised_on: date
    last_day: date


class ListSuspensionRow(Base, table=True):
    """When which title was suspended: in between it counts for no question; `until_on` counts again."""

    __tablename__ = "list_suspension"
    enterprise_id: str = Field(primary_key=True, max_length=36)
    title_id: str = Field(primary_key=True, max_length=36)
    from_on: date = Field(primary_key=True)
    until_on: date | None = Field(default=None)


class ChangeRow(Base, table=True):
    """A change of the list in finance's own dense sequence: a reference, never the values."""

    __tablename__ = "list_change"
    number: int = Field(primary_key=True, sa_type=BigInteger, sa_column_kwargs={"autoincrement": False})
    enterprise_id: str = Field(max_length=36)
    op: str = Field(max_length=6)
    reason: str = Field(max_length=500)
    cause_id: str = Field(max_length=36, unique=True)
    """The fact that caused it: a replay adds nothing."""
    at: datetime = Field(sa_type=Instant)
    was_tier: str | None = Field(default=None, max_length=20)
    """What the line was before, as far as filters ask; none: not on the list; NULL: nobody noted it"""
    was_held: int | None = Field(default=None)
    was_district: str | None = Field(default=None, max_length=6)
    was_industry: str | None = Field(default=None, max_length=3)


class HeadRow(Base, table=True):
    """The number of the newest change; its lock makes the sequence dense and its order the order of commits."""

    __tablename__ = "list_head"
    id: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    head: int = Field(sa_type=BigInteger)
    cause_id: str = Field(default="", max_length=36)
    """Of the newest change: a cursor names it, so that one of another history is known"""
