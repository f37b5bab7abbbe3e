"""Queries about the quotas (推荐名额) of the city."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict
from typing import Any

from sqlalchemy import Select, select
from sqlmodel import col

from services.registry.domain.quotas import Quota
from services.registry.store.tables import QuotaRow
from shared.db import Tx
from shared.values import Tier


def _of_year(year: int) -> Any:
    rows: Select[Any] = select(QuotaRow.__table__)  # type: ignore[attr-defined]  # SQLModel does not type it
    return rows.where(col(QuotaRow.year) == year).order_by(col(QuotaRow.tier))


def _quotas(rows: Iterable[Mapping[Any, Any]]) -> dict[Tier, Quota]:
    return {Tier(row["tier"]): Quota(**{**row, "tier": Tier(row["tier"])}) for row in rows}


async def of_year(tx: Tx, year: int) -> dict[Tier, Quota]:
    """By tier, those that were entered."""
    return _quotas((await tx.execute(_of_year(year))).mappings())


async def lock(tx: Tx, tiers: Collection[Tier], year: int) -> dict[Tier, Quota]:
    """By tier, locked in one order: nobody else recommends or edits until the commit. Makes rows to lock."""
    await tx.insert_new(QuotaRow, [asdict(Quota(tier, year)) for tier in sorted(tiers)])
    question = _of_year(year).where(tx.among(col(QuotaRow.tier), list(tiers))).with_for_update()
    return _quotas((await tx.execute(question)).mappings())


async def save(tx: Tx, quotas: Iterable[Quota]) -> None:
    """Quotas already locked."""
    await tx.update(QuotaRow, [asdict(one) for one in quotas])
