"""Queries about the enterprises this service knows."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import select

from services.notifications.store.tables import KNOWN
from shared.db import Tx


async def by_ids(tx: Tx, enterprise_ids: Collection[str]) -> dict[str, Any]:
    """Rows of `known_enterprise`, by id."""
    known = KNOWN.enterprise
    question = select(known).where(tx.among(known.c.enterprise_id, enterprise_ids))
    return {row.enterprise_id: row for row in await tx.execute(question)}
