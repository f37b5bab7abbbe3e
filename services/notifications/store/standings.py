"""Queries about the tiers of enterprises."""

from collections.abc import Collection, Mapping

from sqlalchemy import select
from sqlmodel import col

from services.notifications.store.tables import KnownTierRow
from shared.db import Tx
from shared.values import Tier


async def save(tx: Tx, tiers: Mapping[str, Tier]) -> None:
    """By enterprise_id."""
    await tx.upsert(KnownTierRow, [{"enterprise_id": id_, "tier": tier.value} for id_, tier in tiers.items()])


async def tier_of(tx: Tx, enterprise_id: str) -> Tier:
    return (await tiers_of(tx, [enterprise_id])).get(enterprise_id, Tier.NONE)


async def tiers_of(tx: Tx, enterprise_ids: Collection[str]) -> dict[str, Tier]:
    question = select(KnownTierRow).where(tx.among(col(KnownTierRow.enterprise_id), enterprise_ids))
    return {row.enterprise_id: Tier(row.tier) for row in (await tx.execute(question)).scalars()}
