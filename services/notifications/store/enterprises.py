"""Queries about the enterprises this service knows."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import select

from services.notifications.store.tables import FLOOR, KNOWN
from shared.db import Tx


async def by_ids(tx: Tx, enterprise_ids: Collection[str]) -> dict[str, Any]:
    """Rows of `known_enterprise`, by id."""
    known = KNOWN.enterprise
    question = select(known).where(tx.among(known.c.enterprise_id, enterprise_ids))
    return {row.enterprise_id: row for row in await tx.execute(question)}


async def are_whole(tx: Tx) -> bool:
    """False from a rebuild until the registry has been read to its head again: some are missing meanwhile, or are as
    they were long ago.
    """
    cursor = FLOOR.cursor.c
    whole = (await tx.execute(select(cursor.whole).where(cursor.source == "registry"))).scalar_one_or_none()
    return whole is not False


async def lock(tx: Tx, enterprise_id: str) -> None:
    """What is counted of one enterprise is counted by one at a time."""
    known = KNOWN.enterprise.c
    question = select(known.enterprise_id).where(known.enterprise_id == enterprise_id)
    await tx.execute(question.with_for_update())
