"""Whose facts have changed is written down, thin; what follows from it is the worker's (`growing`).

So a burst of changes costs one statement a run, and whoever changes ten times in it is matched once.
"""

from collections.abc import Sequence
from datetime import date

from services.benefits import store
from shared.db import Tx
from shared.events import Event


async def on_changed(tx: Tx, events: Sequence[Event]) -> None:
    await store.portraits.stir(tx, [(one.fact.enterprise_id, tx.today, one.event_id) for one in events])


async def changed(tx: Tx, enterprise_id: str, cause_id: str, on: date | None = None) -> None:
    """By what was decided here; `on`: it holds from a later day."""
    await store.portraits.stir(tx, [(enterprise_id, max(on or tx.today, tx.today), cause_id)])
