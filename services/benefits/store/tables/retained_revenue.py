"""市县留成: what of a firm's taxes stayed in city and district in a year, as finance states it. Sensitive."""

from datetime import datetime

from sqlalchemy import BigInteger, Index
from sqlmodel import Field

from services.benefits.store.tables.metadata import Base
from shared.tables import Instant


class RetainedRevenueRow(Base, table=True):
    """Every figure there ever was, the highest version counts; only ever added (a trigger says so)."""

    __tablename__ = "retained_revenue"
    __table_args__ = (Index(None, "year", "district"),)
    enterprise_id: str = Field(primary_key=True, max_length=36)
    year: int = Field(primary_key=True)
    version: int = Field(primary_key=True, sa_type=BigInteger)
    district: str = Field(max_length=6)
    """Where the firm was in that year"""
    amount_fen: int = Field(sa_type=BigInteger)
    """Below zero where more was given back"""
    actor: str = Field(max_length=200)
    stated_at: datetime = Field(sa_type=Instant)
