"""What whoever runs it watches: endpoints that are not told any more, and how late the others are."""

from collections.abc import Mapping
from typing import Final

from services.finance import store
from services.finance.domain.webhooks import State
from shared.db import Tx
from shared.gauges import Gauge


async def _by_state(tx: Tx) -> Mapping[tuple[str, ...], float]:
    found = await store.webhooks.by_state(tx)
    return {(state.value,): found.get(state, 0) for state in State}


async def _oldest(tx: Tx) -> Mapping[tuple[str, ...], float]:
    """Over those that are enabled."""
    since = await store.webhooks.waiting_since(tx)
    return {(): 0.0 if since is None else max(0.0, (tx.now - since).total_seconds())}


async def _overdue(tx: Tx) -> Mapping[tuple[str, ...], float]:
    return {(): await store.removals.overdue(tx, tx.today)}


GAUGES: Final = (
    Gauge("zjtx_webhook_endpoints", "Endpoints of institutions, by state", _by_state, ("state",)),
    Gauge("zjtx_webhook_lag_seconds", "Since when the oldest change waits that an enabled endpoint lacks", _oldest),
    Gauge("zjtx_webhook_removals_overdue", "Removals that no institution acknowledged in time", _overdue),
)
