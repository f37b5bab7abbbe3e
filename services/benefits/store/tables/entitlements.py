"""Titles as told, and what they entitle to."""

from datetime import date

from sqlalchemy import BigInteger, Text
from sqlmodel import Field

from services.benefits.store.tables.metadata import Base


class StandingRow(Base, table=True):
    """The titles the registry last told, every one ever held: what an outlook is computed from."""

    __tablename__ = "standing"
    enterprise_id: str = Field(primary_key=True, max_length=36)
    standing: str = Field(sa_type=Text)
    """Standing as JSON"""
    titles_version: int = Field(sa_type=BigInteger)
    """The version of the enterprise after the change that told them: what a claim was made under"""
    tier: str = Field(default="none", max_length=20)
    """The highest of those that counted when they were told: time tells, too"""


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
    """The change of titles, or the version of a measure, that made it so."""
    version_id: str | None = Field(default=None, max_length=36)
    """The version of the measure it rests on; None: the policy set's own row"""
