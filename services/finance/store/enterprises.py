"""Enterprises as the registry told of them."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import select

from services.finance.store.tables import KNOWN
from shared.db import Tx


async def hold(tx: Tx, enterprise_ids: Collection[str]) -> Sequence[Any]:
    """Rows of known_enterprise, which no merger changes until this commits."""
    known = KNOWN.enterprise
    question = select(known).where(tx.among(known.c.enterprise_id, sorted(enterprise_ids)))
    return (await tx.execute(question.order_by(known.c.enterprise_id).with_for_update(read=True))).all()
