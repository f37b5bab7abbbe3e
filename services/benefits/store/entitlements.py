"""Queries about titles as told, and entitlements."""

from collections.abc import Mapping, Sequence
from operator import itemgetter
from typing import Any, Final

from sqlalchemy import select
from sqlmodel import col

from services.benefits.store.tables import EntitlementRow, StandingRow
from shared.db import Tx

_KEY: Final = itemgetter("enterprise_id", "benefit_code", "occasion")


async def save_standings(tx: Tx, rows: Sequence[Mapping[str, Any]]) -> None:
    await tx.upsert(StandingRow, rows)


async def standing(tx: Tx, enterprise_id: str) -> str | None:
    question = select(col(StandingRow.standing)).where(col(StandingRow.enterprise_id) == enterprise_id)
    return (await tx.execute(question)).scalar_one_or_none()


async def save_entitlements(tx: Tx, rows: Sequence[Mapping[str, Any]]) -> None:
    """Everything is as the rows say, but when it became known stays. In the order of the key: two writers never wait
    for each other."""
    ordered = sorted(rows, key=_KEY)
    await tx.upsert(EntitlementRow, ordered, update=[name for name in next(iter(rows), {}) if name != "recorded_on"])


async def open_of(tx: Tx, benefit_code: str, enterprise_ids: Sequence[str]) -> Sequence[EntitlementRow]:
    """Those of these enterprises that are open under one benefit_code, locked."""
    question = select(EntitlementRow).where(
        tx.among(col(EntitlementRow.enterprise_id), enterprise_ids),
        col(EntitlementRow.benefit_code) == benefit_code,
        col(EntitlementRow.status) == "open",
    )
    order = (col(EntitlementRow.enterprise_id), col(EntitlementRow.occasion))
    return (await tx.execute(question.order_by(*order).with_for_update())).scalars().all()


async def page(
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


async def open_for(tx: Tx, enterprise_id: str, benefit_code: str) -> EntitlementRow | None:
    """What is open of one benefit."""
    question = select(EntitlementRow).where(
        col(EntitlementRow.enterprise_id) == enterprise_id,
        col(EntitlementRow.benefit_code) == benefit_code,
        col(EntitlementRow.status) == "open",
    )
    return (await tx.execute(question.order_by(col(EntitlementRow.occasion)).limit(1))).scalars().first()


async def titles_version(tx: Tx, enterprise_id: str) -> int:
    """The version of the enterprise after the change that told its titles; 0: none was told."""
    question = select(col(StandingRow.titles_version)).where(col(StandingRow.enterprise_id) == enterprise_id)
    return (await tx.execute(question)).scalar_one_or_none() or 0
