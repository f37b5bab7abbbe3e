"""Institutions that tests need beside the demonstration's bank."""

from dataclasses import replace
from typing import Any

from services.finance import store
from services.finance.store import DEMONSTRATION_BANK
from shared.db import Database


async def let_in(db: Database, institution_id: str, **otherwise: Any) -> None:
    """One more, granted what the demonstration's bank is granted."""
    async with db.transaction() as tx:
        demonstration = await store.institutions.find(tx, DEMONSTRATION_BANK)
        assert demonstration is not None
        await store.institutions.save(tx, replace(demonstration, institution_id=institution_id, **otherwise))
