"""Queries about the credit checks claims wait for."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlmodel import col

from services.benefits.store.tables import CreditCheckRow
from shared.db import Tx


async def ask(tx: Tx, row: Mapping[str, Any]) -> None:
    await tx.insert_new(CreditCheckRow, [row])


async def any_due(tx: Tx, at: datetime) -> bool:
    question = select(col(CreditCheckRow.claim_id)).where(
        col(CreditCheckRow.answered_at).is_(None), col(CreditCheckRow.next_at) <= at
    )
    return (await tx.execute(question.limit(1))).first() is not None


async def lease(tx: Tx, at: datetime, until: datetime, limit: int) -> list[tuple[str, int, int]]:
    """Claim, round and earlier attempts of some that are due; nobody else takes them before `until`."""
    question = (
        select(CreditCheckRow)
        .where(col(CreditCheckRow.answered_at).is_(None), col(CreditCheckRow.next_at) <= at)
        .order_by(col(CreditCheckRow.next_at))
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    due: Sequence[CreditCheckRow] = (await tx.execute(question)).scalars().all()
    taken = [(row.claim_id, row.round, row.attempts) for row in due]
    await tx.update(
        CreditCheckRow,
        [
            {"claim_id": claim_id, "round": round_, "next_at": until, "attempts": attempts + 1}
            for claim_id, round_, attempts in taken
        ],
    )
    return taken


async def save(tx: Tx, row: Mapping[str, Any]) -> None:
    await tx.update(CreditCheckRow, [row])


async def of_claim(tx: Tx, claim_id: str) -> Sequence[CreditCheckRow]:
    question = select(CreditCheckRow).where(col(CreditCheckRow.claim_id) == claim_id)
    return (await tx.execute(question.order_by(col(CreditCheckRow.round)))).scalars().all()
