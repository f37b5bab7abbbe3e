"""Queries about changes of titles and what they did in the other services."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlmodel import col

from services.registry.store.tables import FLOOR, ChangeRow, ConsequenceRow
from shared.db import Tx
from shared.events import Title, TitlesChanged


async def add(tx: Tx, rows: Sequence[Mapping[str, Any]]) -> None:
    await tx.insert(ChangeRow, rows)


async def of(tx: Tx, enterprise_id: str, before: int | None, limit: int) -> Sequence[ChangeRow]:
    """Newest first, from below the version `before`."""
    question = select(ChangeRow).where(col(ChangeRow.enterprise_id) == enterprise_id)
    if before is not None:
        question = question.where(col(ChangeRow.enterprise_version) < before)
    return (await tx.execute(question.order_by(col(ChangeRow.enterprise_version).desc()).limit(limit))).scalars().all()


async def titles_known_at(tx: Tx, enterprise_id: str, at: datetime) -> tuple[Title, ...]:
    """The titles as the last change recorded by then told them: the feed is never altered, so it is what was known."""
    outbox = FLOOR.outbox.c
    question = (
        select(outbox.body)
        .join(ChangeRow, col(ChangeRow.change_id) == outbox.event_id)
        .where(col(ChangeRow.enterprise_id) == enterprise_id, col(ChangeRow.recorded_at) <= at)
        .order_by(col(ChangeRow.enterprise_version).desc())
        .limit(1)
    )
    body = (await tx.execute(question)).scalar_one_or_none()
    return TitlesChanged.model_validate(json.loads(body)["data"]).current.titles if body else ()


async def find(tx: Tx, change_id: str) -> ChangeRow | None:
    return (await tx.execute(select(ChangeRow).where(col(ChangeRow.change_id) == change_id))).scalar_one_or_none()


async def add_consequences(tx: Tx, rows: Sequence[Mapping[str, Any]]) -> None:
    await tx.insert_new(ConsequenceRow, rows)


async def consequences(tx: Tx, change_ids: Sequence[str]) -> Sequence[ConsequenceRow]:
    question = select(ConsequenceRow).where(tx.among(col(ConsequenceRow.change_id), change_ids))
    return (await tx.execute(question.order_by(col(ConsequenceRow.service)))).scalars().all()
