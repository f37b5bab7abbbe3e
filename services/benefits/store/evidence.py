"""Queries about evidence and its files."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import and_, or_, select
from sqlmodel import col

from services.benefits.store.tables import KNOWN, EvidenceFileRow, EvidenceRow
from shared.db import Tx


async def add(tx: Tx, row: Mapping[str, Any]) -> None:
    await tx.insert(EvidenceRow, [row])


async def save(tx: Tx, row: Mapping[str, Any]) -> None:
    """Of evidence already locked."""
    await tx.update(EvidenceRow, [row])


async def find(tx: Tx, evidence_id: str, *, locked: bool = False) -> EvidenceRow | None:
    question = select(EvidenceRow).where(col(EvidenceRow.evidence_id) == evidence_id)
    if locked:
        question = question.with_for_update()
    return (await tx.execute(question.execution_options(populate_existing=True))).scalar_one_or_none()


async def standing(tx: Tx, enterprise_id: str) -> Sequence[EvidenceRow]:
    """Stated or verified, by the day it was issued."""
    question = select(EvidenceRow).where(col(EvidenceRow.enterprise_id) == enterprise_id, col(EvidenceRow.stands))
    order = (col(EvidenceRow.issued_on), col(EvidenceRow.stated_at), col(EvidenceRow.evidence_id))
    return (await tx.execute(question.order_by(*order))).scalars().all()


async def verified(tx: Tx, enterprise_ids: Sequence[str] | None = None) -> Sequence[EvidenceRow]:
    """What is verified of enterprises themselves, of these or of all, by the day it was issued."""
    question = select(EvidenceRow).where(
        col(EvidenceRow.stands), col(EvidenceRow.state) == "verified", col(EvidenceRow.subject) == "enterprise"
    )
    if enterprise_ids is not None:
        question = question.where(tx.among(col(EvidenceRow.enterprise_id), enterprise_ids))
    order = (col(EvidenceRow.issued_on), col(EvidenceRow.stated_at), col(EvidenceRow.evidence_id))
    return (await tx.execute(question.order_by(*order))).scalars().all()


async def page(tx: Tx, enterprise_id: str, before: tuple[datetime, str] | None, limit: int) -> Sequence[EvidenceRow]:
    """Newest first."""
    stated, id_ = col(EvidenceRow.stated_at), col(EvidenceRow.evidence_id)
    question = select(EvidenceRow).where(col(EvidenceRow.enterprise_id) == enterprise_id)
    if before is not None:
        question = question.where(or_(stated < before[0], and_(stated == before[0], id_ < before[1])))
    return (await tx.execute(question.order_by(stated.desc(), id_.desc()).limit(limit))).scalars().all()


async def waiting(
    tx: Tx, district: str | None, kinds: Collection[str] | None, after: tuple[datetime, str] | None, limit: int
) -> Sequence[EvidenceRow]:
    """What nobody decided on yet, oldest first; of a district, if one is named."""
    stated, id_ = col(EvidenceRow.stated_at), col(EvidenceRow.evidence_id)
    question = select(EvidenceRow).where(col(EvidenceRow.state) == "stated")
    if district is not None:
        known = KNOWN.enterprise.c
        question = question.join(KNOWN.enterprise, known.enterprise_id == col(EvidenceRow.enterprise_id))
        question = question.where(known.district == district)
    if kinds is not None:
        question = question.where(col(EvidenceRow.kind).in_(sorted(kinds)))
    if after is not None:
        question = question.where(or_(stated > after[0], and_(stated == after[0], id_ > after[1])))
    return (await tx.execute(question.order_by(stated, id_).limit(limit))).scalars().all()


# ---- files -----------------------------------------------------------------------------------------


async def add_file(tx: Tx, row: Mapping[str, Any]) -> None:
    """The same bytes again are the same file."""
    await tx.insert_new(EvidenceFileRow, [row])


async def files(tx: Tx, evidence_ids: Collection[str]) -> Sequence[EvidenceFileRow]:
    """In the order they came."""
    question = select(EvidenceFileRow).where(tx.among(col(EvidenceFileRow.evidence_id), sorted(evidence_ids)))
    order = (col(EvidenceFileRow.uploaded_at), col(EvidenceFileRow.file_id))
    return (await tx.execute(question.order_by(*order))).scalars().all()


async def file(tx: Tx, evidence_id: str, sha256: str) -> EvidenceFileRow | None:
    here = and_(col(EvidenceFileRow.evidence_id) == evidence_id, col(EvidenceFileRow.sha256) == sha256)
    return (await tx.execute(select(EvidenceFileRow).where(here))).scalar_one_or_none()
