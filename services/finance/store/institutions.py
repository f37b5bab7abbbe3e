"""Queries about institutions."""

from sqlalchemy import select
from sqlmodel import col

from services.finance.store.tables import InstitutionRow
from shared.db import Tx


async def add(tx: Tx, institution_id: str, name: str, kind: str) -> None:
    await tx.insert_new(
        InstitutionRow, [{"institution_id": institution_id, "name": name, "kind": kind, "active": True}]
    )


async def lock(tx: Tx, institution_id: str) -> None:
    """Held to the commit: whoever counts what the institution has counts alone."""
    question = select(col(InstitutionRow.institution_id)).where(col(InstitutionRow.institution_id) == institution_id)
    await tx.execute(question.with_for_update())
