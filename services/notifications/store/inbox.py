"""Queries of whoever reads messages."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import and_, func, or_, select, update
from sqlmodel import col

from services.notifications.store.tables import MessageRow
from shared.db import Tx


async def page(
    tx: Tx, enterprise_id: str, before: tuple[datetime, str] | None, limit: int, *, unread: bool
) -> Sequence[MessageRow]:
    """Newest first."""
    at, id_ = col(MessageRow.delivered_at), col(MessageRow.message_id)
    question = select(MessageRow).where(col(MessageRow.enterprise_id) == enterprise_id, at.is_not(None))
    if unread:
        question = question.where(col(MessageRow.read_at).is_(None))
    if before is not None:
        question = question.where(or_(at < before[0], and_(at == before[0], id_ < before[1])))
    return (await tx.execute(question.order_by(at.desc(), id_.desc()).limit(limit))).scalars().all()


async def count_unread(tx: Tx, enterprise_id: str) -> int:
    question = select(func.count()).where(
        col(MessageRow.enterprise_id) == enterprise_id,
        col(MessageRow.delivered_at).is_not(None),
        col(MessageRow.read_at).is_(None),
    )
    return int((await tx.execute(question)).scalar_one())


async def find(tx: Tx, enterprise_id: str, message_id: str) -> MessageRow | None:
    question = select(MessageRow).where(
        col(MessageRow.enterprise_id) == enterprise_id,
        col(MessageRow.message_id) == message_id,
        col(MessageRow.delivered_at).is_not(None),
    )
    return (await tx.execute(question)).scalar_one_or_none()


async def mark_read(tx: Tx, message_id: str) -> bool:
    """False: it was read before."""
    here = (col(MessageRow.message_id) == message_id) & col(MessageRow.read_at).is_(None)
    marked: Any = await tx.execute(update(MessageRow).where(here).values(read_at=tx.now))
    return bool(marked.rowcount == 1)
