"""Queries about the texts of outbound messages that officers wrote."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import and_, func, or_, select, update
from sqlmodel import col

from services.notifications.domain.wording.versions import TextState
from services.notifications.store.tables import TextRow
from shared.db import Tx


async def in_force(tx: Tx) -> Sequence[str]:
    """The ids: at most one of each template, channel and language."""
    question = select(col(TextRow.template_version_id)).where(col(TextRow.state) == TextState.IN_FORCE)
    return (await tx.execute(question)).scalars().all()


async def by_ids(tx: Tx, ids: Collection[str]) -> Sequence[TextRow]:
    question = select(TextRow).where(tx.among(col(TextRow.template_version_id), ids))
    return (await tx.execute(question)).scalars().all()


async def page(tx: Tx, wanted: Mapping[str, str], before: tuple[datetime, str] | None, limit: int) -> Sequence[TextRow]:
    """Newest first."""
    question = select(TextRow)
    for name, value in wanted.items():
        question = question.where(getattr(TextRow, name) == value)
    at, id_ = col(TextRow.written_at), col(TextRow.template_version_id)
    if before is not None:
        question = question.where(or_(at < before[0], and_(at == before[0], id_ < before[1])))
    return (await tx.execute(question.order_by(at.desc(), id_.desc()).limit(limit))).scalars().all()


async def find(tx: Tx, template_version_id: str) -> TextRow | None:
    question = select(TextRow).where(col(TextRow.template_version_id) == template_version_id)
    return (await tx.execute(question.execution_options(populate_existing=True))).scalar_one_or_none()


async def lock(tx: Tx, template_version_id: str) -> TextRow | None:
    question = select(TextRow).where(col(TextRow.template_version_id) == template_version_id).with_for_update()
    return (await tx.execute(question.execution_options(populate_existing=True))).scalar_one_or_none()


async def last_number(tx: Tx, template: str, channel: str, language: str) -> int:
    question = select(func.max(col(TextRow.number))).where(
        col(TextRow.template) == template, col(TextRow.channel) == channel, col(TextRow.language) == language
    )
    return (await tx.execute(question)).scalar_one() or 0


async def add(tx: Tx, row: Mapping[str, Any]) -> None:
    await tx.insert(TextRow, [row])


async def change(tx: Tx, template_version_id: str, **values: Any) -> None:
    await tx.update(TextRow, [{"template_version_id": template_version_id, **values}])


async def replace(tx: Tx, like: TextRow) -> None:
    """What was in force of the same template, channel and language is no longer."""
    here = (
        (col(TextRow.template) == like.template)
        & (col(TextRow.channel) == like.channel)
        & (col(TextRow.language) == like.language)
        & (col(TextRow.state) == TextState.IN_FORCE)
    )
    await tx.execute(update(TextRow).where(here).values(state=TextState.REPLACED, replaced_at=tx.now))
