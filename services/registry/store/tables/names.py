"""What enterprises are found by: their names in one form, and the pieces of them."""

from sqlalchemy import Text
from sqlmodel import Field

from services.registry.store.tables.metadata import Base


class SearchedNameRow(Base, table=True):
    """The names of an enterprise as they are sought, a line each."""

    __tablename__ = "searched_name"
    enterprise_id: str = Field(primary_key=True, foreign_key="enterprise.enterprise_id", max_length=36)
    folded: str = Field(sa_type=Text)


class NameGramRow(Base, table=True):
    """Two neighbouring characters of a name, or its last one; an index of its own, the same on every database."""

    __tablename__ = "name_gram"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012  # SQLAlchemy's own form
    gram: str = Field(primary_key=True, max_length=2)
    enterprise_id: str = Field(primary_key=True, max_length=36)
    leads: bool
    """The first gram of its names that begins with its first character"""
