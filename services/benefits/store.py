"""Tables and queries of benefits."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import BigInteger, MetaData, Text, select
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel, col

from shared.acting import acting_tables
from shared.consequences import consequence_table
from shared.db import Tx
from shared.known import known_tables
from shared.tables import NAMING, floor_tables

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


async def save_standings(tx: Tx, rows: Sequence[Mapping[str, Any]]) -> None:
    await tx.upsert(StandingRow, rows)


async def standing(tx: Tx, enterprise_id: str) -> str | None:
    question = select(col(StandingRow.standing)).where(col(StandingRow.enterprise_id) == enterprise_id)
    return (await tx.execute(question)).scalar_one_or_none()


async def save_entitlements(tx: Tx, rows: Sequence[Mapping[str, Any]]) -> None:
    await tx.upsert(EntitlementRow, rows)


async def entitlements(
    tx: Tx, enterprise_id: str, status: str | None, after: tuple[str, str] | None, limit: int
) -> Sequence[EntitlementRow]:
    """In order of benefit_code and occasion."""
    code, occasion = col(EntitlementRow.benefit_code), col(EntitlementRow.occasion)
    question = select(EntitlementRow).where(col(EntitlementRow.enterprise_id) == enterprise_id)
    if status is not None:
        question = question.where(col(EntitlementRow.status) == status)
    if after is not None:
        question = question.where((code > after[0]) | ((code == after[0]) & (occasion > after[1])))
    return (await tx.execute(question.order_by(code, occasion).limit(limit))).scalars().all()
