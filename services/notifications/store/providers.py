"""Queries about the directory of providers, and what was done by them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, delete, or_, select, update
from sqlmodel import col

from services.notifications.store.tables import ProviderRow, ProviderServiceRow, ProviderUseRow
from shared.db import Tx


@dataclass(frozen=True, slots=True)
class Filters:
    """None: not asked for."""

    kind: str | None = None
    region: str | None = None
    voucher: str | None = None
    name_key: str | None = None
    """Part of a name, in its one spelling"""
    suspended: bool = False


async def add(tx: Tx, row: ProviderRow, kinds: Collection[str]) -> bool:
    """False: one of that name is in the directory."""
    inserted: Any = await tx.execute(tx.insertion_of_new(ProviderRow), row.model_dump())
    if inserted.rowcount != 1:
        return False
    await _offer(tx, row.provider_id, kinds)
    return True


async def _offer(tx: Tx, provider_id: str, kinds: Collection[str]) -> None:
    await tx.insert(ProviderServiceRow, [{"provider_id": provider_id, "kind": kind} for kind in sorted(set(kinds))])


async def find(tx: Tx, provider_id: str) -> ProviderRow | None:
    return await _one(tx, col(ProviderRow.provider_id) == provider_id)


async def lock(tx: Tx, provider_id: str) -> ProviderRow | None:
    return await _one(tx, col(ProviderRow.provider_id) == provider_id, locked=True)


async def named(tx: Tx, name_key: str) -> ProviderRow | None:
    return await _one(tx, col(ProviderRow.name_key) == name_key)


async def _one(tx: Tx, which: Any, *, locked: bool = False) -> ProviderRow | None:
    question = select(ProviderRow).where(which).execution_options(populate_existing=True)
    return (await tx.execute(question.with_for_update() if locked else question)).scalar_one_or_none()


async def change(tx: Tx, provider_id: str, values: Mapping[str, Any], kinds: Collection[str] | None = None) -> None:
    statement = update(ProviderRow).where(col(ProviderRow.provider_id) == provider_id).values(**values)
    await tx.execute(statement.execution_options(synchronize_session=False))
    if kinds is not None:
        await tx.execute(delete(ProviderServiceRow).where(col(ProviderServiceRow.provider_id) == provider_id))
        await _offer(tx, provider_id, kinds)


async def page(tx: Tx, filters: Filters, after: str | None, limit: int) -> Sequence[ProviderRow]:
    """By name."""
    one = ProviderRow
    asked: list[Any] = [col(one.suspended).is_(filters.suspended)]
    if filters.kind is not None:
        offers = select(col(ProviderServiceRow.provider_id)).where(col(ProviderServiceRow.kind) == filters.kind)
        asked.append(col(one.provider_id).in_(offers))
    if filters.region is not None:
        asked.append(col(one.region) == filters.region)
    if filters.voucher is not None:
        asked.append(col(one.vouchers).contains(f" {filters.voucher} ", autoescape=True))
    if filters.name_key is not None:
        asked.append(col(one.name_key).contains(filters.name_key, autoescape=True))
    if after is not None:
        asked.append(col(one.name_key) > after)
    question = select(one).where(*asked).order_by(col(one.name_key)).limit(limit)
    return (await tx.execute(question)).scalars().all()


# ---- what was done by them -------------------------------------------------------------------------


async def add_uses(tx: Tx, rows: Sequence[ProviderUseRow]) -> list[ProviderUseRow]:
    """Those that were not there yet."""
    new = []
    for row in rows:
        inserted: Any = await tx.execute(tx.insertion_of_new(ProviderUseRow), row.model_dump())
        if inserted.rowcount == 1:
            new.append(row)
            its = col(ProviderRow.provider_id) == row.provider_id
            counted = update(ProviderRow).where(its).values(uses=col(ProviderRow.uses) + 1)
            await tx.execute(counted.execution_options(synchronize_session=False))
    return new


async def lock_use(tx: Tx, enterprise_id: str, voucher_id: str) -> ProviderUseRow | None:
    question = select(ProviderUseRow).where(
        col(ProviderUseRow.voucher_id) == voucher_id, col(ProviderUseRow.enterprise_id) == enterprise_id
    )
    locked = question.with_for_update().execution_options(populate_existing=True)
    return (await tx.execute(locked)).scalar_one_or_none()


async def rate(tx: Tx, use: ProviderUseRow, stars: int, words: str | None) -> None:
    rated = update(ProviderUseRow).where(col(ProviderUseRow.voucher_id) == use.voucher_id)
    values = {"rating": stars, "words": words, "rated_at": tx.now}
    await tx.execute(rated.values(**values).execution_options(synchronize_session=False))
    one = ProviderRow
    counted = update(one).where(col(one.provider_id) == use.provider_id)
    sums = {"ratings": col(one.ratings) + 1, "stars": col(one.stars) + stars}
    await tx.execute(counted.values(**sums).execution_options(synchronize_session=False))


async def uses_of(
    tx: Tx, enterprise_id: str, before: tuple[datetime, str] | None, limit: int
) -> Sequence[ProviderUseRow]:
    """The newest first."""
    at, id_ = col(ProviderUseRow.settled_at), col(ProviderUseRow.voucher_id)
    question = select(ProviderUseRow).where(col(ProviderUseRow.enterprise_id) == enterprise_id)
    if before is not None:
        question = question.where(or_(at < before[0], and_(at == before[0], id_ < before[1])))
    return (await tx.execute(question.order_by(at.desc(), id_.desc()).limit(limit))).scalars().all()
