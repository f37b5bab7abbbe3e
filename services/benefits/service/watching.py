"""What whoever runs it watches: payments nobody can account for, and claims that wait."""

from collections.abc import Mapping
from typing import Final

from services.benefits import store
from services.benefits.domain.claims import CLOSED, State
from services.benefits.domain.payments import State as OrderState
from shared.clock import real_now
from shared.db import Tx
from shared.gauges import Gauge

_WAITING: Final = tuple(state for state in State if state not in CLOSED)


async def _unknown(tx: Tx) -> Mapping[tuple[str, ...], float]:
    return {(): await store.payments.how_many(tx, OrderState.UNKNOWN)}


async def _oldest_unknown(tx: Tx) -> Mapping[tuple[str, ...], float]:
    """Since it was sent, by real time: banks do not follow our clock."""
    sent_at = await store.payments.oldest_sent(tx, OrderState.UNKNOWN)
    return {(): 0.0 if sent_at is None else max(0.0, (real_now() - sent_at).total_seconds())}


async def _waiting(tx: Tx) -> Mapping[tuple[str, ...], float]:
    """Also the states in which none waits: a line that vanishes looks like one that was never there."""
    found = await store.claims.by_state(tx)
    return {(state.value,): found.get(state, 0) for state in _WAITING}


GAUGES: Final = (
    Gauge("zjtx_payment_orders_unknown", "Payment orders of which nobody can say whether they were paid", _unknown),
    Gauge("zjtx_payment_orders_unknown_oldest_seconds", "Real time since the oldest of them was sent", _oldest_unknown),
    Gauge("zjtx_claims_waiting", "Claims that are not at their end, by state", _waiting, ("state",)),
)
