"""Calculations that were kept, and the rules that made them."""

from datetime import date, datetime

from sqlalchemy import Text
from sqlmodel import Field

from services.benefits.store.tables.metadata import Base
from shared.tables import Instant


class RuleTextRow(Base, table=True):
    """A document of rules that made some calculation, once, by the SHA-256 of its text; only ever added."""

    __tablename__ = "rule_text"
    digest: str = Field(primary_key=True, max_length=64)
    name: str = Field(max_length=40)
    text: str = Field(sa_type=Text)


class ReceiptRow(Base, table=True):
    """计算回执: with the two texts enough to make the result again. Only ever added (a trigger says so)."""

    __tablename__ = "calculation_receipt"
    receipt_id: str = Field(primary_key=True, max_length=36)
    enterprise_id: str | None = Field(default=None, max_length=36)
    """None: everything was made up"""
    maker: str = Field(max_length=200)
    """Who asked for it"""
    policy_set: str = Field(max_length=40)
    calculated_on: date
    """The day the rules were asked about"""
    rules: str = Field(foreign_key="rule_text.digest", max_length=64)
    rates: str = Field(foreign_key="rule_text.digest", max_length=64)
    inputs: str = Field(sa_type=Text)
    """Canonical JSON, as is `result`"""
    result: str = Field(sa_type=Text)
    calculated_at: datetime = Field(sa_type=Instant)
