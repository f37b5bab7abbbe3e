"""Tables of benefits."""

from datetime import date, datetime

from sqlalchemy import BigInteger, MetaData, Text
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel

from shared.acting import acting_tables
from shared.consequences import consequence_table
from shared.known import known_tables
from shared.tables import NAMING, Instant, floor_tables

METADATA = MetaData(naming_convention=NAMING)


class Base(SQLModel, registry=registry(metadata=METADATA)):
    metadata = METADATA


FLOOR = floor_tables(METADATA)
KNOWN = known_tables(METADATA)
ACTING = acting_tables(METADATA, KNOWN.uscc)
TOLD = consequence_table(METADATA)


class StandingRow(Base, table=True):
    """The titles the registry last told, every one ever held: what an outlook is computed from."""

    __tablename__ = "standing"
    enterprise_id: str = Field(primary_key=True, max_length=36)
    standing: str = Field(sa_type=Text)
    """Standing as JSON"""


class EntitlementRow(Base, table=True):
    """享受资格. The key is natural and unique for ever: no replay opens a second one."""

    __tablename__ = "entitlement"
    enterprise_id: str = Field(primary_key=True, max_length=36)
    benefit_code: str = Field(primary_key=True, max_length=60)
    occasion: str = Field(primary_key=True, max_length=60)
    policy_set: str = Field(max_length=40)
    status: str = Field(max_length=10)
    """open or closed"""
    label: str = Field(max_length=200)
    amount_fen: int | None = Field(default=None, sa_type=BigInteger)
    certainty: str = Field(max_length=20)
    reason: str = Field(sa_type=Text)
    opened_on: date
    closed_on: date | None = Field(default=None)
    cause_id: str = Field(max_length=36)
    """The change of titles that made it so."""


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
