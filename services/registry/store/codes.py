"""Queries about enterprise codes, their scans and their suspension."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import and_, delete, func, or_, select, update
from sqlmodel import col

from services.registry.store.tables import CodeRow, CodeScanRow, CodeSuspensionRow
from shared.db import Tx


async def add(tx: Tx, row: Mapping[str, Any]) -> None:
    await tx.insert(CodeRow, [row])


async def live(tx: Tx, enterprise_id: str, at: datetime) -> int:
    """How many of its codes could be scanned now."""
    question = select(func.count()).where(
        col(CodeRow.enterprise_id) == enterprise_id, col(CodeRow.used_at).is_(None), col(CodeRow.expires_at) > at
    )
    return int((await tx.execute(question)).scalar_one())


async def claim(tx: Tx, code_id: str, at: datetime) -> str | None:
    """Uses the code up and returns whose it is; None when it is used or unknown. Of many at once, one gets it."""
    statement = (
        update(CodeRow)
        .where(col(CodeRow.code_id) == code_id, col(CodeRow.used_at).is_(None))
        .values(used_at=at)
        .returning(col(CodeRow.enterprise_id))
        .execution_options(synchronize_session=False)
    )
    return (await tx.execute(statement)).scalar_one_or_none()


async def is_known(tx: Tx, code_id: str) -> bool:
    return (await tx.execute(select(col(CodeRow.code_id)).where(col(CodeRow.code_id) == code_id))).first() is not None


async def forget(tx: Tx, before: datetime) -> None:
    await tx.execute(
        delete(CodeRow).where(col(CodeRow.expires_at) < before).execution_options(synchronize_session=False)
    )


# ---- suspension ----------------------------------------------------------------------------------


async def suspend(tx: Tx, enterprise_id: str) -> None:
    """Suspended again, it stays suspended since the first time."""
    await tx.insert_new(CodeSuspensionRow, [{"enterprise_id": enterprise_id, "suspended_at": tx.now}])


async def resume(tx: Tx, enterprise_id: str) -> None:
    here = col(CodeSuspensionRow.enterprise_id) == enterprise_id
    await tx.execute(delete(CodeSuspensionRow).where(here).execution_options(synchronize_session=False))


async def suspended_at(tx: Tx, enterprise_id: str) -> datetime | None:
    here = col(CodeSuspensionRow.enterprise_id) == enterprise_id
    return (await tx.execute(select(col(CodeSuspensionRow.suspended_at)).where(here))).scalar_one_or_none()


# ---- the ledger ----------------------------------------------------------------------------------


async def add_scan(tx: Tx, row: Mapping[str, Any]) -> None:
    await tx.insert(CodeScanRow, [row])


async def scans(tx: Tx, enterprise_id: str, before: tuple[datetime, str] | None, limit: int) -> Sequence[CodeScanRow]:
    """Newest first, from below (scanned_at, scan_id)."""
    at, scan_id = col(CodeScanRow.scanned_at), col(CodeScanRow.scan_id)
    question = select(CodeScanRow).where(col(CodeScanRow.enterprise_id) == enterprise_id)
    if before is not None:
        question = question.where(or_(at < before[0], and_(at == before[0], scan_id < before[1])))
    return (await tx.execute(question.order_by(at.desc(), scan_id.desc()).limit(limit))).scalars().all()


async def scan_with(tx: Tx, reference: str) -> CodeScanRow | None:
    """The scan that gave out this reference."""
    question = select(CodeScanRow).where(col(CodeScanRow.reference) == reference)
    return (await tx.execute(question)).scalar_one_or_none()
