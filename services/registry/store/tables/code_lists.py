"""Code lists the city edits: labels and codes of tags and credentials."""

from datetime import date

from sqlalchemy import BigInteger
from sqlmodel import Field

from services.registry.store.tables.metadata import Base


class CodeListEntryRow(Base, table=True):
    """One code. It may be used from `valid_from` to `valid_until`; what used it before keeps it."""

    __tablename__ = "code_list_entry"
    list: str = Field(primary_key=True, max_length=20)
    code: str = Field(primary_key=True, max_length=40)
    label: str = Field(max_length=120)
    position: int
    """In the order it is shown"""
    valid_from: date
    valid_until: date | None = Field(default=None)
    """The last day"""
    basis: str = Field(max_length=500)
    """Where label and meaning are from, and how sure that is"""
    version: int = Field(sa_type=BigInteger)
