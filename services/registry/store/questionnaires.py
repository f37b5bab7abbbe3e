"""Queries about self-assessment questionnaires."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import and_, or_, select, update
from sqlmodel import col

from services.registry.store.tables import QuestionnaireRow
from shared.db import Tx


async def add(tx: Tx, row: Mapping[str, Any]) -> None:
    await tx.insert(QuestionnaireRow, [row])


async def save(tx: Tx, questionnaire_id: str, values: Mapping[str, Any]) -> None:
    """Of one already locked."""
    here = col(QuestionnaireRow.questionnaire_id) == questionnaire_id
    await tx.execute(update(QuestionnaireRow).where(here).values(**values))


async def find(tx: Tx, questionnaire_id: str, *, locked: bool = False) -> QuestionnaireRow | None:
    """As it is now, what this transaction wrote included."""
    question = select(QuestionnaireRow).where(col(QuestionnaireRow.questionnaire_id) == questionnaire_id)
    if locked:
        question = question.with_for_update()
    return (await tx.execute(question.execution_options(populate_existing=True))).scalar_one_or_none()


async def of(tx: Tx, enterprise_id: str, before: tuple[datetime, str] | None, limit: int) -> Sequence[QuestionnaireRow]:
    """Newest first, from below (begun_at, questionnaire_id)."""
    at, id_ = col(QuestionnaireRow.begun_at), col(QuestionnaireRow.questionnaire_id)
    question = select(QuestionnaireRow).where(col(QuestionnaireRow.enterprise_id) == enterprise_id)
    if before is not None:
        question = question.where(or_(at < before[0], and_(at == before[0], id_ < before[1])))
    return (await tx.execute(question.order_by(at.desc(), id_.desc()).limit(limit))).scalars().all()
