"""What is good once: the assertions and proofs that were accepted."""

from datetime import datetime
from typing import Any

from sqlalchemy import delete
from sqlalchemy.engine import CursorResult
from sqlmodel import col

from services.finance.store.tables import UsedOnceRow
from shared.db import Tx


async def use(tx: Tx, digest: str, until: datetime) -> bool:
    """Whether it is the first time. Somebody else's use at the same moment is waited for."""
    inserted: Any = await tx.execute(tx.insertion_of_new(UsedOnceRow), {"digest": digest, "until": until})
    return isinstance(inserted, CursorResult) and inserted.rowcount == 1


async def forget(tx: Tx, before: datetime) -> None:
    await tx.execute(delete(UsedOnceRow).where(col(UsedOnceRow.until) < before))
