"""Queries about providers of the directory."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlmodel import col

from services.benefits.store.tables import ListedProviderRow
from shared.db import Tx


async def save(tx: Tx, rows: Sequence[Mapping[str, Any]]) -> None:
    await tx.upsert(ListedProviderRow, rows)


async def find(tx: Tx, provider_id: str) -> ListedProviderRow | None:
    question = select(ListedProviderRow).where(col(ListedProviderRow.provider_id) == provider_id)
    return (await tx.execute(question)).scalar_one_or_none()
