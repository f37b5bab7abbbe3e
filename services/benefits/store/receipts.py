"""Queries about calculations and the rules that made them."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlmodel import col

from services.benefits.store.tables import ReceiptRow, RuleTextRow
from shared.db import Tx


async def keep_texts(tx: Tx, rows: Sequence[Mapping[str, Any]]) -> None:
    """Those that are not kept yet."""
    await tx.insert_new(RuleTextRow, rows)


async def texts(tx: Tx, digests: Sequence[str]) -> dict[str, str]:
    """By digest."""
    question = select(RuleTextRow).where(tx.among(col(RuleTextRow.digest), digests))
    return {row.digest: row.text for row in (await tx.execute(question)).scalars()}


async def add(tx: Tx, row: Mapping[str, Any]) -> None:
    await tx.insert(ReceiptRow, [row])


async def find(tx: Tx, receipt_id: str) -> ReceiptRow | None:
    question = select(ReceiptRow).where(col(ReceiptRow.receipt_id) == receipt_id)
    return (await tx.execute(question)).scalar_one_or_none()
