"""Enterprises as the registry told of them."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import select

from services.finance.store.tables import KNOWN
from shared.db import Tx


async def by_ids(tx: Tx, enterprise_ids: Collection[str]) -> dict[str, Any]:
    """By enterprise_id, as they are called now."""
    known = KNOWN.enterprise
    question = select(known).where(tx.among(known.c.enterprise_id, enterprise_ids))
    return {row.enterprise_id: row for row in await tx.execute(question)}


async def hold(tx: Tx, enterprise_ids: Collection[str]) -> Sequence[Any]:
    """Rows of known_enterprise, which no merger changes until this commits."""
    known = KNOWN.enterprise
    question = select(known).where(tx.among(known.c.enterprise_id, sorted(enterprise_ids)))
    return (await tx.execute(question.order_by(known.c.enterprise_id).with_for_update(read=True))).all()
