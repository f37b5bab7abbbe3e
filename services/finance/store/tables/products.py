"""Products of institutions, each in versions; what people see was approved by an officer."""

from datetime import date, datetime

from sqlalchemy import Index, Text
from sqlmodel import Field

from services.finance.store.tables.metadata import Base
from shared.tables import Instant


class ProductRow(Base, table=True):
    """金融产品"""

    __tablename__ = "product"
    __table_args__ = (Index(None, "institution_id", "product_id"), Index(None, "published", "product_id"))
    product_id: str = Field(primary_key=True, max_length=36)
    institution_id: str = Field(foreign_key="institution.institution_id", max_length=40)
    latest: int
    """The number of the newest version"""
    published: int | None = Field(default=None)
    """The number of the version that people see"""
    version: int
    """One more with each change of anything: the ETag"""


class ProductVersionRow(Base, table=True):
    """What an institution stated once; a correction is another version."""

    __tablename__ = "product_version"
    __table_args__ = (Index(None, "state", "entered_at", "product_id"),)
    product_id: str = Field(primary_key=True, foreign_key="product.product_id", max_length=36)
    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    state: str = Field(max_length=12)
    kind: str = Field(max_length=20)
    name: str = Field(max_length=120)
    valid_from: date
    valid_until: date | None = Field(default=None)
    terms: str = Field(sa_type=Text)
    """JSON, as it was entered"""
    entered_by: str = Field(max_length=200)
    entered_at: datetime = Field(sa_type=Instant)
    decided_by: str | None = Field(default=None, max_length=200)
    decided_at: datetime | None = Field(default=None, sa_type=Instant)
    reason: str | None = Field(default=None, max_length=500)
    """Why it was refused or withdrawn"""
