"""Queries about verdicts and the rules that made them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import and_, or_, select
from sqlmodel import col

from services.registry.store.tables import AssessmentRow, RuleTextRow
from shared.db import Tx


async def keep_texts(tx: Tx, rows: Sequence[Mapping[str, Any]]) -> None:
    """Those that are not kept yet."""
    await tx.insert_new(RuleTextRow, rows)


async def texts(tx: Tx, digests: Sequence[str]) -> dict[str, RuleTextRow]:
    question = select(RuleTextRow).where(tx.among(col(RuleTextRow.digest), digests))
    return {row.digest: row for row in (await tx.execute(question)).scalars()}


async def add(tx: Tx, rows: Sequence[Mapping[str, Any]]) -> None:
    await tx.insert(AssessmentRow, rows)


async def find(tx: Tx, assessment_id: str) -> AssessmentRow | None:
    question = select(AssessmentRow).where(col(AssessmentRow.assessment_id) == assessment_id)
    return (await tx.execute(question)).scalar_one_or_none()


async def of(tx: Tx, enterprise_id: str, before: tuple[datetime, str] | None, limit: int) -> Sequence[AssessmentRow]:
    """Newest first, from below (assessed_at, assessment_id)."""
    at, id_ = col(AssessmentRow.assessed_at), col(AssessmentRow.assessment_id)
    question = select(AssessmentRow).where(col(AssessmentRow.enterprise_id) == enterprise_id)
    if before is not None:
        question = question.where(or_(at < before[0], and_(at == before[0], id_ < before[1])))
    return (await tx.execute(question.order_by(at.desc(), id_.desc()).limit(limit))).scalars().all()
