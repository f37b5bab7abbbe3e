"""Which tier an enterprise has now: kept for whom a posting is, and who may need a talent or answer."""

from collections.abc import Sequence

from services.notifications import store
from services.notifications.service import titles
from shared.db import Tx
from shared.events import Event


async def on_titles_changed(tx: Tx, events: Sequence[Event]) -> None:
    """Known first, told then."""
    await store.standings.save(tx, {one.fact.enterprise_id: one.fact.current.tier for one in events})
    await titles.on_titles_changed(tx, events)
