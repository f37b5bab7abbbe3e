"""Queries about institutions."""

from services.finance.store.tables import InstitutionRow
from shared.db import Tx


async def add(tx: Tx, institution_id: str, name: str, kind: str) -> None:
    await tx.insert_new(
        InstitutionRow, [{"institution_id": institution_id, "name": name, "kind": kind, "active": True}]
    )
