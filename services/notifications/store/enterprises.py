"""Queries about the enterprises this service knows."""

from sqlalchemy import select

from services.notifications.store.tables import KNOWN
from shared.db import Tx


async def lock(tx: Tx, enterprise_id: str) -> None:
    """What is counted of one enterprise is counted by one at a time."""
    known = KNOWN.enterprise.c
    question = select(known.enterprise_id).where(known.enterprise_id == enterprise_id)
    await tx.execute(question.with_for_update())
